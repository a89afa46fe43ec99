#!/usr/bin/env python3
"""Runs the commands of every *.transcript beside this file and compares what they print.

    transcripts.py NOTEWELL [--update] [NAME…]

A transcript is what a terminal would show: `$ command`, then its standard output, then its standard error with "! "
before each line, then [exit N] unless N is 0. Lines that start with ";; " are comments. The commands of one transcript
run in one folder of their own, a copy of chart/. --update writes what came out into the transcript.
"""

import argparse
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def played(transcript: str, notewell: pathlib.Path) -> str:
    environment = {"PATH": f"{notewell.parent}:{os.environ['PATH']}", "LANG": "C.UTF-8", "TZ": "UTC"}
    out = []
    with tempfile.TemporaryDirectory(prefix="notewell-") as folder:
        chart = pathlib.Path(folder) / "chart"
        shutil.copytree(HERE / "chart", chart)
        for line in transcript.splitlines():
            if line.startswith(";;"):
                out += ["", line] if out and not out[-1].startswith(";;") else [line]
            if not line.startswith("$ "):
                continue
            out.append(line)
            run = subprocess.run(["bash", "-c", line[2:]], cwd=chart, env=environment, capture_output=True, check=False)
            out += run.stdout.decode("utf-8", "replace").splitlines()
            out += ["! " + text for text in run.stderr.decode("utf-8", "replace").splitlines()]
            if run.returncode != 0:
                out.append(f"[exit {run.returncode}]")
    return "\n".join(out) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notewell", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()

    files = [path for path in sorted(HERE.glob("*.transcript")) if not arguments.names or path.stem in arguments.names]
    if not files:
        sys.exit("no such transcript")
    wrong = 0
    for path in files:
        expected = path.read_text()
        actual = played(expected, arguments.notewell.resolve())
        if arguments.update:
            path.write_text(actual)
        elif actual != expected:
            wrong += 1
            sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), actual.splitlines(True),
                                                       f"{path.name}, expected", f"{path.name}, printed"))
    print(f"{len(files) - wrong} of {len(files)} transcripts as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
