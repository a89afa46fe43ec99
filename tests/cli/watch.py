#!/usr/bin/env python3
"""`notewell check --watch` checks what changes, with the system's help and without, and ends with Ctrl-C.

    watch.py NOTEWELL
"""

import os
import pathlib
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

NOTE = "## Data\nUsed CBT.\n"
PATIENCE = 60  # seconds until a change must have been seen


class Watch:
    """A watching program, and what it says."""

    def __init__(self, notewell: str, folder: pathlib.Path, *arguments: str) -> None:
        self.process = subprocess.Popen([notewell, "check", "--watch", "--format", "short", *arguments], cwd=folder,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def round(self) -> list[str]:
        """What is told until it waits again."""
        out: list[str] = []
        while not out or "Ctrl-C ends." not in out[-1]:
            out.append(self.lines.get(timeout=PATIENCE))
        return out

    def end(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        return self.process.wait(timeout=PATIENCE)


def must(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        sys.exit(f"{what}: {shown!r}"[:2000])


def told(lines: list[str]) -> set[str]:
    return {line.split(":")[0] for line in lines if ": warning " in line or ": information " in line or ": hint " in line}


def session(notewell: str, *arguments: str) -> None:
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name)
        (folder / "a.pnote").write_text(NOTE)
        (folder / "b.pnote").write_text(NOTE)
        (folder / ".gitignore").write_text("ignored/\n")
        watch = Watch(notewell, folder, *arguments)
        try:
            lines = watch.round()
            must(told(lines) == {"a.pnote", "b.pnote"}, "first all", lines)
            must(("every second" in lines[-1]) == ("--poll" in arguments), "how it watches", lines[-1])

            (folder / "a.pnote").write_text(NOTE + "\nUsed DBT.\n")
            lines = watch.round()
            must(told(lines) == {"a.pnote"} and any("DBT" in line for line in lines), "then what changed", lines)

            # As editors save: another file takes the note's name.
            (folder / "b.tmp").write_text(NOTE + "\nUsed EMDR.\n")
            os.replace(folder / "b.tmp", folder / "b.pnote")
            lines = watch.round()
            must(told(lines) == {"b.pnote"} and any("EMDR" in line for line in lines), "a file that took its name", lines)

            (folder / "new" / "below").mkdir(parents=True)
            (folder / "new" / "below" / "c.pnote").write_text(NOTE)
            lines = watch.round()
            while not told(lines):  # the folder may be seen before the note
                lines = watch.round()
            must(told(lines) == {"new/below/c.pnote"}, "a note in a new folder", lines)
            (folder / "new" / "below" / "c.pnote").write_text(NOTE + "\nUsed DBT.\n")
            must(any("DBT" in line for line in watch.round()), "new folders are watched")

            shutil.rmtree(folder / "new")
            must("2 notes are watched" in watch.round()[-1], "what is gone is forgotten")

            # Settings count for all notes that they hold for.
            (folder / "notewell.toml").write_text('[rules]\nintervention-only-named = "off"\n')
            lines = watch.round()
            must(told(lines) == {"a.pnote", "b.pnote"} and not any("only-named" in line for line in lines), "settings", lines)
            must(watch.end(signal.SIGINT) == 0, "Ctrl-C ends it", watch.process.returncode)
        finally:
            watch.process.kill()
            watch.process.wait()


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    session(notewell)
    session(notewell, "--poll")
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        watch = Watch(notewell, pathlib.Path(name))
        must("0 notes are watched" in watch.round()[-1], "a folder without notes can be watched")
        must(watch.end(signal.SIGTERM) == 0, "asked to end, it ends", watch.process.returncode)
    print("changes are seen, with and without the system's help")
    return 0


if __name__ == "__main__":
    sys.exit(main())
