#!/usr/bin/env python3
"""`notewell check` leaves out what git leaves out, for random folders and ignore files.   ignore.py NOTEWELL [SEEDS]"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

NAMES = ["a", "b", "ab", "a b", "x-y", "[z]", "é", "a*"]
PIECES = ["a", "b", "*", "**", "?", "[ab]", "[!a]", "ab", "/", "/", "/", "!", "\\*", " ", "é", ".pnote", "*.pnote",
          "[a-c]", "[[:alpha:]]", "\\", "a\\ ", "#"]


def grow(folder: pathlib.Path, rng: random.Random) -> list[str]:
    """Fills the folder and returns the ignore files' contents, for the message when the test fails."""
    for _ in range(25):
        below = folder.joinpath(*(rng.choice(NAMES) for _ in range(rng.randint(0, 3))))
        try:
            below.mkdir(parents=True, exist_ok=True)
            (below / (rng.choice(NAMES) + rng.choice([".pnote", ".pnote", ""]))).touch()
        except OSError:  # the name is taken by a file where a folder should be, or the other way round
            continue
    folders = [root for root, _, _ in os.walk(folder) if ".git" not in root]
    contents = []
    for _ in range(rng.randint(1, 3)):
        lines = ["".join(rng.choice(PIECES) for _ in range(rng.randint(1, 6))) + rng.choice(["\n", "\n", "\r\n"])
                 for _ in range(rng.randint(1, 4))]
        path = pathlib.Path(rng.choice(folders)) / ".gitignore"
        path.write_bytes("".join(lines).encode())
        contents.append(f"{path}: {lines}")
    return contents


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    compared = 0
    for seed in range(seeds):
        with tempfile.TemporaryDirectory(prefix="notewell-") as name:
            contents = grow(pathlib.Path(name), random.Random(seed))
            subprocess.run(["git", "init", "-q", name], check=True)
            listed = subprocess.run(["git", "-C", name, "ls-files", "-zo", "--exclude-standard"],
                                    capture_output=True, text=True, check=True).stdout.split("\0")
            expected = sorted((path for path in listed if path.endswith(".pnote")), key=str.encode)
            run = subprocess.run([notewell, "check", "--format", "json", "--fail-on", "never", "."],
                                 cwd=name, capture_output=True, text=True, check=False)
            found = [entry["path"] for entry in json.loads(run.stdout)["files"]]
            compared += len(expected)
            if found != expected:
                sys.exit(f"seed {seed}: git has {expected}, notewell {found}\n" + "\n".join(contents))
    if compared == 0:
        sys.exit("no file was left to compare: the test tests nothing")
    print(f"{seeds} random folders, {compared} notes: the same as git")
    return 0


if __name__ == "__main__":
    sys.exit(main())
