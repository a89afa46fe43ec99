#!/usr/bin/env python3
"""Completions are sourced in real shells and asked; the manual page is read by those that show it.

    completions.py NOTEWELL

A shell that is not installed is told of and left out.
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

NOTEWELL = pathlib.Path(sys.argv[1]).resolve()
# Typed so far, some of what has to be offered, some of what must not be.
CASES = [
    ("notewell ch", {"check"}, {"explain"}),
    ("notewell comp", {"completions"}, set()),
    ("notewell ma", set(), {"man"}),  # the build's own
    ("notewell --colo", {"--color"}, set()),
    ("notewell --color ne", {"never"}, {"new"}),
    ("notewell --color never expl", {"explain"}, set()),
    ("notewell check --stdin-f", {"--stdin-filename"}, {"--stdin"}),
    ("notewell check --fail-on e", {"error"}, {"warning"}),
    ("notewell check --profile med", {"medicare"}, {"default"}),
    ("notewell check --select checkbox-o", {"checkbox-only-note"}, set()),
    ("notewell explain unfilled-", {"unfilled-placeholder"}, {"checkbox-only-note"}),
    ("notewell new --format s", {"soap", "sirp"}, {"dap"}),
    ("notewell new charts", {"charts/"}, {"charts.pnote"}),
    ("notewell check charts", {"charts/", "charts.pnote"}, set()),
    ("notewell completions z", {"zsh"}, {"bash"}),
    ("notewell debug tr", {"tree"}, {"note"}),
    ("notewell rules --sch", {"--schema"}, set()),
]
failures = 0


def fail(message: str) -> None:
    global failures
    failures += 1
    print("FAILED:", message)


def script(shell: str) -> str:
    return subprocess.run([NOTEWELL, "completions", shell], check=True, capture_output=True, text=True).stdout


class Terminal:
    """A shell that believes a person types."""

    def __init__(self, command: list[str], folder: pathlib.Path):
        self.child, self.line = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {"PATH": os.environ["PATH"], "TERM": "dumb", "LANG": "C.UTF-8",
                                             "HOME": str(folder), "PS1": ""})
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", 100, 200, 0, 0))

    def read(self, until: str, seconds: float = 60) -> str:
        out, end = "", time.monotonic() + seconds
        while until not in out and time.monotonic() < end:
            if select.select([self.line], [], [], 0.2)[0]:
                try:
                    out += os.read(self.line, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        return out

    def send(self, text: str) -> None:
        os.write(self.line, text.encode())

    def close(self) -> None:
        os.close(self.line)
        os.waitpid(self.child, 0)


def asked_in_bash(path: pathlib.Path, folder: pathlib.Path) -> dict[str, set[str]]:
    shell = Terminal(["bash", "--norc", "--noprofile", "-i"], folder)
    shell.send("bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; bind 'set completion-query-items 0'; "
               f"bind 'set enable-bracketed-paste off'; source {path}; complete -p notewell; echo re''ady\n")
    shell.read("ready")
    out = {}
    for typed, _, _ in CASES:
        shell.send(typed + "\t")
        time.sleep(0.3)
        shell.send("\x01echo do''ne # \x05\n")  # what was completed is a comment
        out[typed] = set(re.split(r"[\s=]+", shell.read("done").replace("\a", "")))
    shell.close()
    return out


def asked_in_zsh(path: pathlib.Path, folder: pathlib.Path) -> dict[str, set[str]]:
    shell = Terminal(["zsh", "-f", "-i"], folder)
    shell.send("unsetopt zle_bracketed_paste prompt_cr; PROMPT=; LISTMAX=0; autoload -Uz compinit; compinit -u -D; setopt "
               f"auto_list; unsetopt list_ambiguous auto_menu; source {path}; print re''ady\n")
    shell.read("ready")
    out = {}
    for typed, _, _ in CASES:
        shell.send(typed + "\t")
        time.sleep(0.5)
        shell.send("\x01: \x05\nprint do''ne\n")
        answer = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x08", " ", shell.read("done"))
        out[typed] = set(re.split(r"[\s=]+", answer))
    shell.close()
    return out


def asked_in_fish(path: pathlib.Path, folder: pathlib.Path) -> dict[str, set[str]]:
    out = {}
    for typed, _, _ in CASES:
        run = subprocess.run(["fish", "--no-config", "-c", f"source {path}; complete -C '{typed}'"], cwd=folder,
                             capture_output=True, text=True, check=True, env={**os.environ, "HOME": str(folder)})
        out[typed] = {line.split("\t")[0] for line in run.stdout.splitlines()}
    return out


def try_shells() -> None:
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name)
        (folder / "charts").mkdir()
        (folder / "charts" / "a.pnote").write_text("")
        (folder / "charts.pnote").write_text("")
        for shell, ask in (("bash", asked_in_bash), ("zsh", asked_in_zsh), ("fish", asked_in_fish)):
            if shutil.which(shell) is None:
                print(f"{shell}: not installed, left out")
                continue
            path = folder / f".{shell}-script"
            path.write_text(script(shell))
            offered = ask(path, folder)
            for typed, wanted, unwanted in CASES:
                if not wanted <= offered[typed]:
                    fail(f"{shell}: “{typed}” is offered {sorted(offered[typed])}, not {sorted(wanted)}")
                if unwanted & offered[typed]:
                    fail(f"{shell}: “{typed}” is offered {sorted(unwanted & offered[typed])}")
            print(f"{shell}: {len(CASES)} lines completed")


def every_option_is_told_of() -> None:
    """What --help lists, the manual page and each script have: all are read off one tree, and this would see a hole."""
    page = subprocess.run([NOTEWELL, "man"], check=True, capture_output=True, text=True).stdout.replace("\\-", "-")
    scripts = {shell: script(shell) for shell in ("bash", "zsh", "fish")}
    commands = re.findall(r"^  (\w+) ", subprocess.run([NOTEWELL, "--help"], check=True, capture_output=True, text=True)
                          .stdout.split("Subcommands:")[1].split("Examples:")[0], re.M)
    count = 0
    for command in commands:
        text = subprocess.run([NOTEWELL, command, "--help"], check=True, capture_output=True, text=True).stdout
        if "Examples:" not in text:
            fail(f"the help of {command} has no examples")
        for option in re.findall(r"^  (?:-\w,)?--([\w-]+)", text, re.M):
            count += 1
            if option != "help" and f"--{option}\\fR" not in page:
                fail(f"the manual page lacks {command} --{option}")
            for shell, needle in (("bash", f"--{option}"), ("zsh", f"--{option}"), ("fish", f"-l {option} ")):
                if needle not in scripts[shell]:
                    fail(f"{shell} lacks {command} --{option}")
    print(f"{len(commands)} commands with {count} options stand in the manual page and the scripts")


def read_manual() -> None:
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        page = pathlib.Path(name) / "notewell.1"
        page.write_bytes(subprocess.run([NOTEWELL, "man"], check=True, capture_output=True).stdout)
        for command in (["mandoc", "-Tlint", "-W", "style"], ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8"]):
            if shutil.which(command[0]) is None:
                print(f"{command[0]}: not installed, left out")
                continue
            run = subprocess.run([*command, page], capture_output=True, text=True, check=False,
                                 env={**os.environ, "MANWIDTH": "80", "LANG": "C.UTF-8"})
            told = run.stderr + (run.stdout if command[0] == "mandoc" else "")
            if told.strip() or run.returncode != 0:
                fail(f"{' '.join(command)}:\n{told}")
            else:
                print(f"{command[0]}: nothing to say of the manual page")


every_option_is_told_of()
read_manual()
try_shells()
sys.exit(1 if failures else 0)
