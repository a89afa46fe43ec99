#!/usr/bin/env python3
"""Colours and progress are for terminals: never in pipes, and a terminal is left clean.

    terminal.py NOTEWELL
"""

import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import threading
import time

NOTE = ("# DAP\n## Data\nMood/affect: [x] sad  [ ] calm\n\n" +
        "".join(f"Spoke of week {week} and what she carried through it, with her eyes on the window.\n\n"
                for week in range(40)))


def must(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        sys.exit(f"{what}: {shown!r}"[:2000])


def read_all(descriptor: int, into: list[bytes]) -> None:
    while True:
        try:
            data = os.read(descriptor, 65536)
        except OSError:  # the other end is closed
            return
        if not data:
            return
        into.append(data)


def run(notewell: str, folder: str, *arguments: str, terminals: set[str], slow: pathlib.Path | None = None,
        until: str = "", **environment: str) -> dict[str, str]:
    """What comes out of standard output and standard error, each a terminal or a pipe.

    `slow`, a pipe that is read, is written to when standard error has shown `until`, or after a moment.
    """
    ends, readers, chunks = {}, [], {}
    for stream in ("stdout", "stderr"):
        ours, theirs = pty.openpty() if stream in terminals else os.pipe()
        ends[stream] = theirs
        chunks[stream] = []
        readers.append((threading.Thread(target=read_all, args=(ours, chunks[stream])), ours))
    process = subprocess.Popen([notewell, "check", "--now", "2026-11-23", *arguments], cwd=folder,
                               stdin=subprocess.DEVNULL, **ends,
                               env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", **environment})
    for theirs in ends.values():
        os.close(theirs)
    for reader, _ in readers:
        reader.start()
    if slow is not None:
        end = time.monotonic() + (60 if until else 1)
        while time.monotonic() < end and (not until or until not in b"".join(chunks["stderr"]).decode("utf-8", "replace")):
            time.sleep(0.05)
        slow.write_text(NOTE)
    process.wait(timeout=600)
    for reader, ours in readers:
        reader.join()
        os.close(ours)
    return {stream: b"".join(parts).decode("utf-8", "replace") for stream, parts in chunks.items()}


def shown(text: str) -> str:
    """What is left on the last line of a terminal."""
    return text.replace("\r\n", "\n").rsplit("\n", 1)[-1].rsplit("\r", 1)[-1].replace("\x1b[K", "")


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    both = {"stdout", "stderr"}
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        pathlib.Path(name, "one.pnote").write_text(NOTE)
        must("\x1b[1;33mwarning\x1b[0m" in run(notewell, name, terminals=both)["stdout"], "a terminal has colours")
        for why, arguments, terminals, environment in (
                ("a pipe", [], {"stderr"}, {}), ("NO_COLOR", [], both, {"NO_COLOR": "1"}),
                ("a dumb terminal", [], both, {"TERM": "dumb"}), ("--color never", ["--color", "never"], both, {})):
            out = run(notewell, name, *arguments, terminals=terminals, **environment)
            must("\x1b[1" not in out["stdout"] and "\x1b[3" not in out["stdout"], f"{why} has no colours", out)
        must("\x1b[1;33m" in run(notewell, name, "--color", "always", terminals=set())["stdout"], "unless they are asked for")

        # A pipe that says nothing for a while makes the work as long as is needed for progress to show.
        slow = pathlib.Path(name, "slow.pnote")
        os.mkfifo(slow)
        arguments = ["--format", "json", "--jobs", "1", "--fail-on", "never", "one.pnote", "slow.pnote"]
        out = run(notewell, name, *arguments, terminals={"stderr"}, slow=slow, until=" of 2")
        must("Checking" in out["stderr"], "long work shows how far it is", out["stderr"][:500])
        must(shown(out["stderr"]) == "", "and leaves nothing behind", out["stderr"][-200:])
        must("\x1b" not in out["stdout"] and '"files":2' in out["stdout"], "nothing of it goes into a pipe")
        plain = run(notewell, name, *arguments, terminals=set(), slow=slow)
        must(plain["stderr"] == "" and plain["stdout"] == out["stdout"], "without a terminal there is none", plain["stderr"])
        for why, more, environment in (("--quiet", ["--quiet"], {}), ("a dumb terminal", [], {"TERM": "dumb"})):
            out = run(notewell, name, *arguments, *more, terminals={"stderr"}, slow=slow, **environment)
            must(out["stderr"] == "", f"{why} has no progress", out["stderr"])
    print("terminals are served, and pipes are left alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
