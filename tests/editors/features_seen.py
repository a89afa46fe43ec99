"""Tests of an editor, each with the features that it shows when it passes: ids of features.tsv, see README.md."""
import os
import pathlib
import sys
import time
import traceback

PATIENCE = 60  # seconds until something that is waited for counts as never coming


class NeverCame(Exception):
    pass


def wait(what, look, otherwise=lambda: ""):
    """Waits until `look` returns something that is true, and returns it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.05)
    raise NeverCame(f"did not come: {what}\n{otherwise()}")


def run(version, tests, reasons):
    """Runs (name, features, function) one after the other, writes $NOTEWELL_FEATURES, and ends with 1 if one failed.
    `reasons` are for features that can't be seen: id -> "missing: …" or "partly: …"."""
    seen, unseen = set(), set()
    failed = 0
    for name, features, body in tests:
        try:
            body()
            seen.update(features)
            print(f"ok    {name}", flush=True)
        except Exception as problem:  # pylint: disable=broad-except
            failed += 1
            unseen.update(features)
            told = str(problem) if isinstance(problem, (NeverCame, AssertionError)) else traceback.format_exc()
            print(f"FAIL  {name}\n      " + told.replace("\n", "\n      "), flush=True)
    lines = [f"version\t{version}"]
    lines += [f"{feature}\t{reasons.get(feature, 'seen')}" for feature in sorted(seen - unseen)]
    lines += [f"{feature}\t{reason}" for feature, reason in sorted(reasons.items()) if feature not in seen | unseen]
    pathlib.Path(os.environ["NOTEWELL_FEATURES"]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{version}: {len(tests) - failed} of {len(tests)} passed")
    sys.exit(1 if failed else 0)


def write_chart(folder):
    """A plan, who signs, and a note that is held against the plan; returns the note's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "notewell.toml").write_text('[clinician]\nname = "D. Reyes"\ncredentials = "LCSW"\n', encoding="utf-8")
    (folder / "plan.pnote").write_text(
        "---\nkind: treatment-plan\nclient: MRN-00412\ndate: 2026-01-08\n---\n# Treatment plan\n"
        "## G1 Takes part in family life again\n"
        "- G1.1 Eats dinner with the family 3 times a week by 2026-06-15 (now: 0)\n", encoding="utf-8")
    note = folder / "2026-03-12.pnote"
    note.write_text(NOTE, encoding="utf-8")
    return note


NOTE = """\
---
client: MRN-00412
date: 2026-03-12
time: 14:00-14:53
code: 90837
diagnosis: F33.1
place: office
participants: client
clinician: D. Reyes, LCSW
plan: plan.pnote
---

## Data
- [x] sad

## Plan
She will write “three small errands” on a card. Next session 2026-03-19.
Two dinners this week, one before: progress toward @G1.
"""
