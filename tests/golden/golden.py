#!/usr/bin/env python3
"""Compares what `notewell check` finds in the sample notes with what an auditor would find.

    golden.py NOTEWELL [FOLDER] [--update]

Beside each note in FOLDER (default: tests/data/notes) stands NAME.expected: a first line that says what the note shows,
then `LINE:COLUMN rule-id` for each finding. Findings that are expected and not found are "missing", the others "noisy".
With --update the findings are written into the files; read every change before you commit it (tests/data/notes/README.md
says why).
"""

import argparse
import json
import pathlib
import subprocess
import sys

TODAY = "2026-11-23"  # the day the samples are judged on


def place(text: str, position: dict) -> tuple[int, int]:
    """Line and column from 1, in characters, of an LSP position (UTF-16) in `text`."""
    line = text.splitlines()[position["line"]] if position["line"] < len(text.splitlines()) else ""
    before = line.encode("utf-16-le", "surrogatepass")[: 2 * position["character"]]
    column = len(before.decode("utf-16-le", "replace"))
    if position["line"] == 0 and text.startswith("\ufeff"):
        column = max(column - 1, 0)
    return position["line"] + 1, column + 1


def findings_of(notewell: str, folder: pathlib.Path) -> dict[str, list[str]]:
    run = subprocess.run([notewell, "check", "--format", "json", "--fail-on", "never", "--now", TODAY, str(folder)],
                         capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"notewell check ended with {run.returncode}:\n{run.stderr.decode()}")
    findings = {}
    for entry in json.loads(run.stdout)["files"]:
        path = pathlib.Path(entry["path"])
        text = path.read_bytes().decode("utf-8", "replace")
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        found = {(*place(lines, d["range"]["start"]), d["rule"]) for d in entry["diagnostics"]}
        findings[path.name] = [f"{line}:{column} {rule}" for line, column, rule in sorted(found)]
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notewell")
    parser.add_argument("folder", nargs="?", type=pathlib.Path,
                        default=pathlib.Path(__file__).parent.parent / "data" / "notes")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()

    notes = sorted(path for path in arguments.folder.iterdir() if path.name.endswith((".pnote", ".note.md")))
    if not notes:
        sys.exit(f"{arguments.folder} holds no notes")
    findings = findings_of(arguments.notewell, arguments.folder)
    right = wrong = 0
    for note in notes:
        expected_file = note.with_name(note.name + ".expected")
        expected_lines = expected_file.read_text().splitlines() if expected_file.exists() else ["# not judged yet"]
        expected = [line for line in expected_lines if line and not line.startswith("#")]
        found = findings[note.name]
        if arguments.update:
            comments = [line for line in expected_lines if line.startswith("#")]
            expected_file.write_text("\n".join(comments + found) + "\n")
        elif expected == found and expected_file.exists():
            right += 1
        else:
            wrong += 1
            print(f"{note.name}: {expected_lines[0].lstrip('# ')}")
            for line in expected:
                if line not in found:
                    print(f"  missing {line}")
            for line in found:
                if line not in expected:
                    print(f"  noisy   {line}")
    if arguments.update:
        print(f"{len(notes)} .expected files written")
        return 0
    print(f"{right} of {right + wrong} notes judged as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
