#!/usr/bin/env python3
"""Runs clang-tidy over the server's files that changed since they were last clean, those changed last first.

    tidy.py BUILD [--seconds N]

BUILD is a configured and built Ninja folder. A file is looked at again when it, a project header that it includes,
its compile command or .clang-tidy changed; what was clean is remembered in the user's cache folder, for all clones.
With --seconds, no file is begun after N seconds; those left are named as skipped (exit code 77), and looked at next time.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time

TIDY = "clang-tidy-16"
ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "notewell-tidy"


def project_dependencies(build: pathlib.Path) -> dict[str, list[pathlib.Path]]:
    """For each object file, the project's files that it was compiled from."""
    listing = subprocess.run(["ninja", "-C", str(build), "-t", "deps"], capture_output=True, text=True, check=True)
    dependencies: dict[str, list[pathlib.Path]] = {}
    current: list[pathlib.Path] = []
    for line in listing.stdout.splitlines():
        if line.startswith("    "):
            path = (build / line.strip()).resolve()
            if path.is_relative_to(ROOT):
                current.append(path)
        elif ": #deps" in line:
            current = dependencies.setdefault(line.split(": #deps")[0], [])
    return dependencies


def fingerprint(command: str, files: list[pathlib.Path]) -> str:
    digest = hashlib.sha256(f"{TIDY} {command.replace(str(ROOT), '.')}".encode())
    for path in sorted({*files, ROOT / ".clang-tidy"}):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def last_changed() -> dict[pathlib.Path, int]:
    """When the files were last committed; what git does not tell is not in it."""
    log = subprocess.run(["git", "-C", str(ROOT), "log", "--format=@%ct", "--name-only", "--", "server"],
                         capture_output=True, text=True, check=False)
    times: dict[pathlib.Path, int] = {}
    committed = 0
    for line in log.stdout.splitlines():
        if line.startswith("@"):
            committed = int(line[1:])
        elif line:
            times.setdefault(ROOT / line, committed)
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=0, help="0: as long as it takes")
    options = parser.parse_args()
    build = options.build.resolve()
    ends = time.monotonic() + options.seconds if options.seconds > 0 else float("inf")
    CACHE.mkdir(parents=True, exist_ok=True)
    dependencies = project_dependencies(build)
    to_do = []
    files = 0
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        if not source.is_relative_to(ROOT / "server") or source.suffix != ".cpp":
            continue
        files += 1
        arguments = shlex.split(entry["command"])
        compiled_from = dependencies.get(arguments[arguments.index("-o") + 1], [])
        stamp = CACHE / fingerprint(entry["command"], [source, *compiled_from])
        if not stamp.exists():
            to_do.append((source, stamp))

    changed = last_changed()
    to_do.sort(key=lambda job: changed.get(job[0], sys.maxsize), reverse=True)

    def look_at(job: tuple[pathlib.Path, pathlib.Path]) -> bool | None:
        """Whether the file is clean; None if there was no time for it."""
        source, stamp = job
        if time.monotonic() > ends:
            return None
        run = subprocess.run([TIDY, "--quiet", "-p", str(build), str(source)],
                             capture_output=True, text=True, check=False)
        if run.returncode == 0:
            stamp.touch()
        else:
            print(f"{source.relative_to(ROOT)}:\n{run.stdout}{run.stderr}", flush=True)
        return run.returncode == 0

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(look_at, to_do))
    print(f"{files} files, {files - len(to_do)} unchanged since they were clean, {results.count(False)} with findings")
    if False in results:
        return 1
    if None in results:
        print(f"SKIPPED: {results.count(None)} of {files} files were not looked at within {options.seconds:.0f} s, "
              f"the others are clean; ./test tidy looks at all")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())
