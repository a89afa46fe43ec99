#!/usr/bin/env python3
"""Hostile files, and files that change while they are read: a clear error or a finding, never a crash or a hang.

    faults.py NOTEWELL
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading


def check(notewell: str, folder: str, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    run = subprocess.run([notewell, "check", "--now", "2026-11-23", *arguments], cwd=folder, input=stdin,
                         capture_output=True, check=False, timeout=120)
    return run.returncode, run.stdout.decode("utf-8", "strict"), run.stderr.decode("utf-8", "strict")


def expect(condition: bool, what: str, result: object) -> None:
    if not condition:
        sys.exit(f"{what}: {result!r}"[:2000])


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name)
        fine = folder / "fine.pnote"
        fine.write_text("## Plan\nNext session on Friday.\n")

        (folder / "large.pnote").write_bytes(b"x" * ((16 << 20) + 1))
        (folder / "binary.pnote").write_bytes(bytes(range(256)) * 3 + b"\0" * 99)
        os.mkfifo(folder / "pipe.pnote")
        os.symlink("loop.pnote", folder / "loop.pnote")
        result = check(notewell, name, "--format", "json")
        expect(result[0] == 2, "what can't be read gives exit code 2", result)
        expect([entry["path"] for entry in json.loads(result[1])["files"]] == ["fine.pnote"], "the rest is checked", result)
        for file in ("large.pnote", "binary.pnote", "pipe.pnote", "loop.pnote"):
            expect(result[2].count(file) == 1, f"{file} is named once", result)
            (folder / file).unlink()

        # Bytes that are no UTF-8, in the text and in the file's name, still make valid JSON and a calm terminal.
        wild = os.fsencode(name) + b"/wild-\xff.pnote"
        with open(wild, "wb") as file:
            file.write(b"Mood: [x] s\xffad \x1b[31m[x] \xe2\x80\n" * 50)
        result = check(notewell, name, "--format", "json", "--fail-on", "never")
        expect(result[0] == 0 and len(json.loads(result[1])["files"]) == 2, "wild bytes are checked", result)
        result = check(notewell, name, "--fail-on", "never")
        expect("\x1b" not in result[1], "a note can't steer the terminal", result)
        os.unlink(wild)

        # Standard output that can't be written.
        with open("/dev/full", "wb") as full:
            run = subprocess.run([notewell, "check"], cwd=name, stdout=full, stderr=subprocess.PIPE, check=False)
        expect(run.returncode == 2 and b"standard output" in run.stderr, "a full disk is told", run)

        # A file that grows, shrinks and vanishes while it is read.
        busy = folder / "busy.pnote"
        stop = threading.Event()

        def disturb() -> None:
            while not stop.is_set():
                busy.write_bytes(b"- [x] sad\n" * 20000)
                with open(busy, "r+b") as file:
                    file.truncate(10)
                busy.unlink()

        thread = threading.Thread(target=disturb)
        thread.start()
        try:
            for _ in range(30):
                result = check(notewell, name, "--fail-on", "never")
                expect(result[0] in (0, 2), "a restless file ends the check in order", result)
        finally:
            stop.set()
            thread.join()

        # Hostile shapes, each near the size of a very long chart in one file.
        size = 100_000
        shapes = {"boxes": "[x] " * (size // 4), "one line": "word " * (size // 5), "quotes": '"' * size,
                  "indents": "".join(" " * (i % 200) + "- [x] sad\n" for i in range(1500)), "newlines": "\n" * size,
                  "opens": "‹" * (size // 3), "headings": "# Data\n" * (size // 7)}
        for what, text in shapes.items():
            result = check(notewell, name, "--stdin", "--format", "json", "--fail-on", "never", stdin=text.encode())
            expect(result[0] == 0 and json.loads(result[1])["summary"]["files"] == 1, what, (result[0], result[2]))
    print("no fault brought it down")
    return 0


if __name__ == "__main__":
    sys.exit(main())
