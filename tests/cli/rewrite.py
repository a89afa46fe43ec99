#!/usr/bin/env python3
"""`notewell fmt`, `fix` and `sign` on real files: they end up as they were or as they are to be, whatever happens.

    rewrite.py NOTEWELL
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

NOTES = pathlib.Path(__file__).resolve().parent.parent / "data" / "notes"
LEFT = b"##Data\n*  [X] sad\n\n\n\nCame on time."
DONE = b"## Data\n- [x] sad\n\nCame on time.\n"
SIGN = ("sign", "note.pnote", "--name", "D. Reyes", "--credentials", "LCSW", "--override", "the plan is being rewritten",
        "--now", "2026-11-20 16:10")


def run(notewell: str, folder: pathlib.Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess:
    return subprocess.run([notewell, *arguments], cwd=folder, input=stdin, capture_output=True, check=False, timeout=120)


def expect(condition: bool, what: str, result: object = None) -> None:
    if not condition:
        sys.exit(f"{what}: {result!r}"[:2000])


def only_notes(folder: pathlib.Path) -> bool:
    return not [name for name in os.listdir(folder) if name.startswith(".notewell-")]


def sample_notes(notewell: str, folder: pathlib.Path) -> None:
    """The diff is what is done, a second run does nothing, and fixes change only what may be changed."""
    for path in NOTES.iterdir():
        if path.name.endswith((".pnote", ".note.md")):
            shutil.copy(path, folder)
    for command in ("fmt", "fix"):
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        patched = folder.parent / f"patched-{command}"
        shutil.copytree(folder, patched)
        diff = run(notewell, folder, command, "--diff")
        expect(diff.returncode == 1 and diff.stdout, f"{command} --diff tells that there is something to do", diff)
        expect({path.name: path.read_bytes() for path in folder.iterdir()} == before, "--diff changes nothing")
        check = run(notewell, folder, command, "--check")
        expect(check.returncode == 1, f"{command} --check finds the same", check)
        done = run(notewell, folder, command)
        expect(done.returncode == 0, f"{command} is done", done)
        if shutil.which("patch"):
            applied = subprocess.run(["patch", "-p0", "--binary", "-s"], cwd=patched, input=diff.stdout, check=False)
            expect(applied.returncode == 0, "patch takes the diff")
            for path in folder.iterdir():
                expect((patched / path.name).read_bytes() == path.read_bytes(), f"the diff of {path.name} is what is done")
        after = {path.name: path.read_bytes() for path in folder.iterdir()}
        again = run(notewell, folder, command)
        expect({path.name: path.read_bytes() for path in folder.iterdir()} == after, f"{command} again does nothing", again)
        expect(run(notewell, folder, command, "--check").returncode == 0, f"{command} --check is content now")
        name = next(name for name in sorted(after) if after[name] != before[name])
        piped = run(notewell, folder, command, "--stdin", "--stdin-filename", name, stdin=before[name])
        expect(piped.stdout == after[name], "standard input gives the same", piped)


def kinds_of_files(notewell: str, folder: pathlib.Path) -> None:
    note = folder / "note.pnote"
    note.write_bytes(LEFT)
    note.chmod(0o640)
    os.symlink("note.pnote", folder / "link.pnote")
    result = run(notewell, folder, "fmt", "link.pnote")
    expect(result.returncode == 0 and note.read_bytes() == DONE, "a link is followed to its file", result)
    expect((folder / "link.pnote").is_symlink(), "a link stays a link")
    expect(note.stat().st_mode & 0o7777 == 0o640, "the mode stays", note.stat())
    os.mkfifo(folder / "pipe.pnote")
    result = run(notewell, folder, "fmt", "pipe.pnote", "note.pnote")
    expect(result.returncode == 2 and b"not a plain file" in result.stderr, "a pipe is refused", result)
    (folder / "pipe.pnote").unlink()
    result = run(notewell, folder, "fmt", "gone.pnote")
    expect(result.returncode == 2 and b"does not exist" in result.stderr, "what is not there is told", result)
    if os.geteuid() != 0:
        note.write_bytes(LEFT)
        note.chmod(0o440)
        result = run(notewell, folder, "fmt")
        expect(result.returncode == 2 and note.read_bytes() == LEFT, "what may not be written is left alone", result)
    expect(only_notes(folder), "no temporary file stays", os.listdir(folder))


def kinds_of_files_to_sign(notewell: str, folder: pathlib.Path) -> None:
    note = folder / "real.md"
    note.write_bytes(DONE)
    note.chmod(0o640)
    os.symlink("real.md", folder / "note.pnote")
    result = run(notewell, folder, *SIGN)
    expect(result.returncode == 0 and b"digest: sha256:" in note.read_bytes(), "a link is followed to its file", result)
    expect((folder / "note.pnote").is_symlink(), "a link stays a link")
    expect(note.stat().st_mode & 0o7777 == 0o640, "the mode stays", note.stat())
    expect(run(notewell, folder, "verify", "note.pnote").returncode == 0, "what was signed through a link holds")
    (folder / "note.pnote").unlink()
    result = run(notewell, folder, *SIGN)
    expect(result.returncode == 2 and b"does not exist" in result.stderr, "what is not there is told", result)
    (folder / "note.pnote").mkdir()
    result = run(notewell, folder, *SIGN)
    expect(result.returncode == 2 and b"is a folder" in result.stderr, "a folder is refused", result)
    (folder / "note.pnote").rmdir()
    (folder / "note.pnote").write_bytes(b"\0\xff\xfe" * 100)
    result = run(notewell, folder, *SIGN)
    expect(result.returncode == 2 and result.stderr, "bytes that are no text are refused", result)
    (folder / "note.pnote").write_bytes(DONE)
    (folder / "note.pnote").chmod(0o440)
    folder.chmod(0o555)
    folder.parent.chmod(0o755)
    own = folder.parent / "notewell"  # where the user below can reach it
    shutil.copy(notewell, own)
    user = {"user": "nobody"} if os.geteuid() == 0 else {}  # root may write everything
    try:
        result = subprocess.run([own, *SIGN], cwd=folder, capture_output=True, check=False, timeout=120, **user)
    except PermissionError:
        print("another user can't reach the temporary folder: a note that may not be written was not tried")
        return
    finally:
        folder.chmod(0o755)
    expect(result.returncode == 2 and result.stderr, "what may not be written is refused", result)
    expect((folder / "note.pnote").read_bytes() == DONE and only_notes(folder), "and left alone")


def killed_while_signing(notewell: str, folder: pathlib.Path) -> None:
    """kill -9 at any moment leaves the note as it was or signed as a whole."""
    note = folder / "note.pnote"
    body = DONE + b"\nCame on time, and told of her week in her own words.\n" * 4000
    note.write_bytes(body)
    started = time.monotonic()
    expect(run(notewell, folder, *SIGN).returncode == 0, "a long note is signed")
    took = time.monotonic() - started
    whole = note.read_bytes()
    for step in range(40):
        note.write_bytes(body)
        process = subprocess.Popen([notewell, *SIGN], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(took * 1.2 * step / 40)
        process.send_signal(signal.SIGKILL)
        process.wait()
        expect(note.read_bytes() in (body, whole), "the note is whole")


def killed(notewell: str, folder: pathlib.Path) -> None:
    """kill -9 at any moment leaves each file as it was or as it is to be."""
    notes = [folder / f"{n}.pnote" for n in range(60)]
    body = LEFT + b"\n\n*  and more" * 200
    for note in notes:
        note.write_bytes(body)
    whole = run(notewell, folder, "fmt", "--stdin", stdin=body).stdout
    for _ in range(8):
        for note in notes:
            note.write_bytes(body)
        process = subprocess.Popen([notewell, "fmt"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.05, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for note in notes:
            expect(note.read_bytes() in (body, whole), f"{note.name} is whole")


def full_disk(notewell: str, folder: pathlib.Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True,
                             check=False)
    if mounted.returncode != 0:
        print("no file system of our own may be mounted here: a full disk was not tried")
        return
    try:
        note = folder / "note.pnote"
        note.write_bytes(LEFT * 400)
        before = note.read_bytes()
        try:
            with open(folder / "filler", "wb") as filler:
                while True:
                    filler.write(b"x" * 512)
                    filler.flush()
        except OSError:
            pass
        result = run(notewell, folder, "fmt")
        expect(result.returncode == 2 and b"disk is full" in result.stderr, "a full disk is told", result)
        expect(note.read_bytes() == before, "a full disk leaves the note as it was")
        result = run(notewell, folder, *SIGN)
        expect(result.returncode == 2 and b"disk is full" in result.stderr, "a full disk is told to who signs", result)
        expect(note.read_bytes() == before, "a full disk leaves the note unsigned, not half signed")
        expect(only_notes(folder), "a full disk leaves no temporary file", os.listdir(folder))
    finally:
        subprocess.run(["umount", str(folder)], check=False)


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    for part in (sample_notes, kinds_of_files, kinds_of_files_to_sign, killed, killed_while_signing, full_disk):
        with tempfile.TemporaryDirectory(prefix="notewell-") as name:
            folder = pathlib.Path(name) / "chart"
            folder.mkdir()
            part(notewell, folder)
    print("every file is as it was or as it is to be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
