#!/usr/bin/env python3
"""Makes the invented charts of tests/bench/make_charts look like a practice: several clinicians, scores that change,
notes with this and that missing. The same folder always becomes the same practice.

    practice.py FOLDER
"""

import pathlib
import random
import re
import sys

CLINICIANS = ["A. Example, LCSW", "B. Sample, LMFT", "C. Invented, PhD", "D. Imagined, LPC", "E. Madeup, LCSW"]


def minutes_apart(text: str, hour: int) -> str:
    """So that one clinician's sessions of a day do not lie upon one another."""
    text = re.sub(r"^time: .*$", f"time: {hour:02}:00-{hour:02}:53", text, count=1, flags=re.M)
    return re.sub(r"^(signed: .* \d{4}-\d{2}-\d{2}) .*$", rf"\1 {hour + 1:02}:10", text, count=1, flags=re.M)


def with_scores(text: str, phq: int, gad: int) -> str:
    return text.replace("\n## Assessment\n", f"\nPHQ-9: {phq}. GAD-7: {gad}.\n\n## Assessment\n", 1)


def with_progress(text: str, rng: random.Random) -> str:
    told = rng.choice(["Progress toward @G1: three of the five steps are done, one more than last week.",
                       "Regressed on @G2 since last week: two evenings instead of four.",
                       "Progress toward @G1.1: twice this week, once last week. Denied thoughts of suicide and of harming others."])
    return text.replace("\n## Assessment\n", f"\n## Assessment\n{told}\n", 1)


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    for number, chart in enumerate(sorted(path for path in root.iterdir() if path.is_dir())):
        rng = random.Random(number)
        clinician = CLINICIANS[(number * 7 + number // 5) % len(CLINICIANS)]
        care = rng.random()  # how much of this chart's notes is complete
        start, fall = rng.randint(9, 24), rng.random() * 1.3
        notes = sorted(path for path in chart.glob("*.pnote") if path.name != "plan.pnote")
        for week, path in enumerate(notes):
            text = path.read_text(encoding="utf-8").replace("R. Example, LCSW", clinician)
            text = minutes_apart(text, 8 + number % 10)
            if rng.random() < 0.7:
                phq = max(0, min(27, round(start - fall * week + rng.uniform(-2, 2))))
                text = with_scores(text, phq, max(0, min(21, round(phq * 0.8 + rng.uniform(-2, 2)))))
            if rng.random() < care:
                text = with_progress(text, rng)
            if rng.random() < 0.4 + 0.6 * care:  # what could be said of anyone
                text = text.replace("Next session in one week.",
                                    "Next session in one week, to go on with the step that was hard at home.")
            if rng.random() > care:
                text = text.replace("code: 90837", rng.choice(["code: 90834", "code: 90837", "code: 90837"]))
            if rng.random() > 0.9 + care / 10:
                text = re.sub(r"\nsigned: .*\n", "\n", text)
            path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
