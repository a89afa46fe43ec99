#!/usr/bin/env python3
"""`notewell check --diff-base REV` tells only what stands on lines that changed since then.   diff_base.py NOTEWELL"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

NOTE = "# DAP\n## Data\nMood/affect: [x] sad  [ ] calm\n\nUsed CBT.\n\n## Plan\nNext session on Friday.\n"


def must(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        sys.exit(f"{what}: {shown!r}"[:2000])


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "LANG": "C.UTF-8"}
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name) / "room"
        folder.mkdir()

        def git(*arguments: str) -> None:
            subprocess.run(["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments], cwd=folder,
                           env=environment, check=True, capture_output=True)

        def check(*arguments: str, where: pathlib.Path = folder, path: str = "") -> tuple[int, list[tuple], str]:
            run = subprocess.run([notewell, "check", "--now", "2026-11-23", "--format", "short", "--quiet", *arguments],
                                 cwd=where, capture_output=True, check=False, timeout=60,
                                 env={**environment, "PATH": path or environment["PATH"]})
            lines = [re.match(r"(.*):(\d+):\d+: \w+ (\S+) ", line) for line in run.stdout.decode().splitlines()]
            return run.returncode, [(line[1], int(line[2]), line[3]) for line in lines], run.stderr.decode()

        (folder / "a.pnote").write_text(NOTE)
        (folder / "b.pnote").write_text(NOTE.replace("CBT", "DBT"))
        (folder / "ä \"c\".pnote").write_text(NOTE.replace("CBT", "EMDR"))
        result = check("--diff-base", "HEAD")
        must(result[0] == 2 and "stands in no git repository" in result[2], "outside a repository", result)
        git("init", "-q")
        git("add", ".")
        git("commit", "-qm", "one")
        result = check("--diff-base", "HEAD")
        must(result == (0, [], ""), "nothing changed", result)
        for unknown in ("no-such-branch", "--output=x", "HEAD:a.pnote"):
            result = check(f"--diff-base={unknown}")
            must(result[0] == 2 and "there is no revision" in result[2], "a revision that is unknown", result)

        # A line that changed, a line that was put before others, a new file, one whose name changed alone.
        (folder / "a.pnote").write_text("\n" + NOTE.replace("Used CBT.", "Used CBT again."))
        (folder / "ä \"c\".pnote").write_text(NOTE.replace("CBT", "EMDR").replace("[ ] calm", "[x] calm"))
        git("mv", "b.pnote", "renamed.pnote")
        (folder / "new.pnote").write_text("## Data\nUsed ACT.\n")
        result = check("--diff-base", "HEAD")
        places = {(path, line) for path, line, _ in result[1]}
        must(("a.pnote", 6) in places and ("a.pnote", 4) not in places, "changed lines alone", result)
        must(("ä \"c\".pnote", 3) in places and ("ä \"c\".pnote", 5) not in places, "odd names", result)
        must(not any(path == "renamed.pnote" for path, _ in places), "a new name is no change", result)
        must({line for path, line in places if path == "new.pnote"} >= {1, 2}, "an untracked file is new", result)
        must(result[0] == 1, "the exit code is that of what is told", result)

        # From below the repository's top, through a link, and with other revisions.
        (folder / "below").mkdir()
        (folder / "below" / "d.pnote").write_text(NOTE)
        git("add", ".")
        git("commit", "-qm", "two")
        must(check("--diff-base", "HEAD")[1] == [], "all is committed")
        must({path for path, _, _ in check("--diff-base", "HEAD~1")[1]} ==
             {"a.pnote", "ä \"c\".pnote", "new.pnote", "below/d.pnote"}, "since the first", check("--diff-base", "HEAD~1"))
        must({path for path, _, _ in check("--diff-base", "HEAD~1", where=folder / "below")[1]} == {"d.pnote"}, "from below")
        os.symlink(folder / "below", pathlib.Path(name) / "link")
        result = check("--diff-base", "HEAD~1", "link/d.pnote", where=pathlib.Path(name))
        must({path for path, _, _ in result[1]} == {"link/d.pnote"}, "through a link", result)

        # A line was only taken out: nothing that is left changed.
        (folder / "below" / "d.pnote").write_text(NOTE.replace("Next session on Friday.\n", ""))
        must(check("--diff-base", "HEAD")[1] == [], "what was taken out marks no line", check("--diff-base", "HEAD"))

        # What a repository's settings name is not run.
        trap = folder / "trap.sh"
        trap.write_text("#!/bin/sh\ntouch sprung\n")
        trap.chmod(0o755)
        for setting in ("core.fsmonitor", "diff.external", "diff.t.textconv"):
            git("config", setting, str(trap))
        (folder / ".gitattributes").write_text("*.pnote diff=t\n")
        check("--diff-base", "HEAD~1")
        must(not list(folder.rglob("sprung")), "settings of a repository run nothing")

        result = check("--diff-base", "HEAD", path="/nonexistent")
        must(result[0] == 2 and "git could not be run" in result[2], "without git", result)
    print("only what changed is told")
    return 0


if __name__ == "__main__":
    if shutil.which("git") is None:
        print("SKIPPED: git is missing; --diff-base is not tried")
        sys.exit(77)
    sys.exit(main())
