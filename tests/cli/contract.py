#!/usr/bin/env python3
"""`notewell check --format json` keeps its contract: keys, order, ranges inside the text in UTF-16, sums.

    contract.py NOTEWELL
"""

import json
import pathlib
import subprocess
import sys

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "data" / "notes"
SEVERITIES = ["error", "warning", "information", "hint"]


def must(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"the contract is broken: {what}")


def utf16_lines(path: str) -> list[int]:
    """The length of each line in UTF-16 units."""
    text = pathlib.Path(path).read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return [len(line.encode("utf-16-le")) // 2 for line in text.split("\n")]


def main() -> int:
    run = subprocess.run([sys.argv[1], "check", "--format", "json", "--now", "2026-11-23", str(SAMPLES)],
                         capture_output=True, check=False)
    must(run.returncode == 1 and not run.stderr, f"exit code {run.returncode}, {run.stderr!r}")
    report = json.loads(run.stdout.decode("utf-8", "strict"))
    must(list(report) == ["version", "files", "summary"] and report["version"] == 1, "the report's keys")
    must(list(report["summary"]) == ["files", *SEVERITIES], "the summary's keys")
    paths = [entry["path"] for entry in report["files"]]
    must(paths == sorted(paths, key=str.encode), "files are sorted by path")
    must(report["summary"]["files"] == len(paths), "the sum of files")

    counts = dict.fromkeys(SEVERITIES, 0)
    for entry in report["files"]:
        must(list(entry) == ["path", "diagnostics", "elements"], f"the keys of {entry['path']}")
        lines = utf16_lines(entry["path"])
        places = []
        for diagnostic in entry["diagnostics"]:
            keys = [key for key in diagnostic if key != "related"]  # only where a finding leans on another file
            must(keys == ["rule", "severity", "message", "range", "fixable"], "a diagnostic's keys")
            must(diagnostic["message"] != "" and isinstance(diagnostic["fixable"], bool), "a message, and whether fixable")
            counts[diagnostic["severity"]] += 1
            start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
            for position in (start, end):
                must(position["line"] < len(lines) and position["character"] <= lines[position["line"]],
                     f"{entry['path']}: {position} is in the text")
            must((start["line"], start["character"]) <= (end["line"], end["character"]), "a range's order")
            places.append((start["line"], start["character"]))
        must(places == sorted(places), f"{entry['path']}: diagnostics are sorted by place")
    must(counts == {severity: report["summary"][severity] for severity in SEVERITIES}, "the sums by severity")
    must(sum(counts.values()) > 50, "the samples have findings to look at")
    print(f"{len(paths)} files and {sum(counts.values())} diagnostics keep the contract")
    return 0


if __name__ == "__main__":
    sys.exit(main())
