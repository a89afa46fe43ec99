#!/usr/bin/env python3
"""Measures how right Notewell is by changing good notes in ways whose effect is known.

    accuracy.py NOTEWELL [--misses] [--floor]

Every good sample note is changed in two ways. A spoiling change drops or damages one thing and must raise the finding
for it (a change may name several rules: any of them will do, and those that say the same in other words are allowed
beside it). A harmless change says the same in another way and must raise nothing. Prints, for each rule, how many
findings were right, missed and false, then precision and recall of all.

    --misses   prints each missed and each false finding with its change
    --floor    fails if precision falls below 0.97 or recall below 0.93, or a rule of one file has too few changes
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator

import composed
import harmless
import spoiling
from changes import Change

ROOT = pathlib.Path(__file__).resolve().parent.parent
# The variants lie in one folder as if they were one chart; each is judged by itself. tests/data/chart has these rules.
OF_SEVERAL_FILES = ["copied-narrative", "duplicate-session", "frequency-differs-from-plan", "impossible-day",
                    "overlapping-sessions", "plan-missing", "session-number-out-of-order"]
TODAY = "2026-11-23"  # the day the samples are judged on
LEAST_PRECISION, LEAST_RECALL = 0.97, 0.93
LEAST_CHANGES = 3  # for each rule
# Not decided by one file: they compare a note with its plan, with other notes, or with its own digest, or judge a plan.
ELSEWHERE = frozenset(
    "intervention-not-in-plan goal-not-addressed goal-unknown goal-neglected plan-missing plan-incomplete plan-review-overdue "
    "objective-not-measurable diagnosis-differs-from-plan date-before-plan copied-narrative duplicate-session "
    "overlapping-sessions impossible-day session-number-out-of-order frequency-differs-from-plan edited-after-signing "
    "config-invalid".split())


CHANGES: tuple[Callable[[str], Iterator[Change]], ...] = (
    spoiling.spoil_header, spoiling.spoil_times, spoiling.spoil_signature, spoiling.spoil_ticks, spoiling.spoil_facets,
    spoiling.spoil_wording, spoiling.spoil_directives, spoiling.spoil_sections, spoiling.spoil_words, spoiling.spoil_risk,
    spoiling.spoil_services, spoiling.spoil_scores, spoiling.spoil_record, spoiling.spoil_structure,
    harmless.harmless_form, harmless.harmless_header, harmless.harmless_words, harmless.harmless_facets,
    harmless.harmless_additions, harmless.harmless_layout, harmless.harmless_signature, harmless.harmless_boxes,
    harmless.harmless_header_end,
    harmless.harmless_verbs, harmless.harmless_near_misses)


# --- measuring -------------------------------------------------------------------------------------------------------------

def rules_found(notewell: str, notes: dict[str, str]) -> dict[str, collections.Counter[str]]:
    """For each file name, how often each rule was found in it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in notes.items():
            (pathlib.Path(folder) / name).write_bytes(text.encode())
        run = subprocess.run([notewell, "check", "--format", "json", "--fail-on", "never", "--now", TODAY,
                              "--ignore", ",".join(OF_SEVERAL_FILES), folder],
                             capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"notewell check ended with {run.returncode}:\n{run.stderr.decode()}")
    return {pathlib.Path(file["path"]).name: collections.Counter(d["rule"] for d in file["diagnostics"])
            for file in json.loads(run.stdout)["files"]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notewell")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--floor", action="store_true")
    arguments = parser.parse_args()

    seeds = {path.name: path.read_text(encoding="utf-8")
             for folder in (ROOT / "data" / "notes", ROOT / "accuracy" / "notes") if folder.is_dir()
             for path in sorted(folder.iterdir())
             if path.name.startswith("good-") and path.name.endswith((".pnote", ".note.md"))
             and not any(kind in path.name for kind in ("plan", "psychotherapy", "no-show", "intake"))}
    changed: dict[str, tuple[str, Change]] = {}
    for seed, text in seeds.items():
        for make in CHANGES:
            for one in make(text):
                if one.text != text:
                    changed[f"{len(changed):04}-{seed}"] = (seed, one)
    for name, base, one in composed.changes():
        seeds[name] = base
        changed[f"{len(changed):04}-{name}"] = (name, one)
    found = rules_found(arguments.notewell, seeds | {name: one.text for name, (_, one) in changed.items()})
    known = {rule["id"] for rule in json.loads(subprocess.run(
        [arguments.notewell, "rules", "--format", "json"], capture_output=True, check=True).stdout)["rules"]}

    right, missed, false = collections.Counter(), collections.Counter(), collections.Counter()
    raised: collections.Counter[str] = collections.Counter()
    spoiled = 0
    for name, (seed, one) in changed.items():
        new = set((found[name] - found[seed]).keys())
        if one.expected:
            if not one.expected & known:
                continue  # of a rule that is not there
            spoiled += 1
            hit = sorted(new & one.expected)
            raised.update(hit)
            if hit:
                right[hit[0]] += 1
            else:
                missed[sorted(one.expected & known)[0]] += 1
                if arguments.misses:
                    print(f"missed {'|'.join(sorted(one.expected))} in {seed}: {one.name}")
        if one.allowed == spoiling.ANYTHING:
            continue
        for rule in sorted(new - one.expected - one.allowed):
            false[rule] += 1
            if arguments.misses:
                print(f"false  {rule} in {seed}: {one.name}")

    print(f"{'rule':34s} right missed false")
    for rule in sorted(right.keys() | missed.keys() | false.keys()):
        print(f"{rule:34s} {right[rule]:5} {missed[rule]:6} {false[rule]:5}")
    hits, misses, alarms = right.total(), missed.total(), false.total()
    precision, recall = hits / max(1, hits + alarms), hits / max(1, hits + misses)
    print(f"{len(seeds)} good notes, {spoiled} spoiled and {len(changed) - spoiled} harmless changes: "
          f"precision {precision:.3f}, recall {recall:.3f}")
    few = sorted(rule for rule in known if raised[rule] < LEAST_CHANGES and rule not in ELSEWHERE)
    print(f"rules raised by fewer than {LEAST_CHANGES} spoiling changes: {', '.join(few) or 'none'}")
    for seed in seeds:
        if found[seed]:
            print(f"finding in a good note: {seed}: {dict(found[seed])}")
    return 1 if arguments.floor and (precision < LEAST_PRECISION or recall < LEAST_RECALL or few) else 0


if __name__ == "__main__":
    sys.exit(main())
