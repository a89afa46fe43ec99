#!/usr/bin/env python3
"""Runs clang-tidy over the server's files, those first that changed since they were last clean.

    tidy.py BUILD

BUILD is a configured and built Ninja folder. A file is looked at again when it, a project header that it includes,
its compile command or .clang-tidy changed; what was clean is remembered in BUILD/tidy/.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys

TIDY = "clang-tidy-16"
ROOT = pathlib.Path(__file__).resolve().parent.parent


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
    digest = hashlib.sha256(f"{TIDY} {command}".encode())
    for path in sorted({*files, ROOT / ".clang-tidy"}):
        digest.update(str(path).encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    clean = build / "tidy"
    clean.mkdir(exist_ok=True)
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
        stamp = clean / fingerprint(entry["command"], [source, *compiled_from])
        if not stamp.exists():
            to_do.append((source, stamp))

    def look_at(job: tuple[pathlib.Path, pathlib.Path]) -> bool:
        source, stamp = job
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
    return 1 if False in results else 0


if __name__ == "__main__":
    sys.exit(main())
