#!/usr/bin/env python3
"""Copied narrative across a stream: signatures out of the map, the join of docs/scale.md in SQLite, and the pairs it finds
back through the map give what `notewell check` finds in the folder.

    band_join.py NOTEWELL MAKE_CHARTS [NOTES]
"""

import collections
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

PAGE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "scale.md"
OPTIONS = ["--now", "2026-11-23", "--fail-on", "never", "--select", "copied-narrative"]


def must(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        sys.exit(f"{what}: {shown!r}"[:2000])


def copies(lines: list[str]) -> dict[str, list]:
    answers = [json.loads(line) for line in lines]
    return {answer["path"]: answer["diagnostics"] for answer in answers if answer["diagnostics"]}


def main() -> int:
    notewell, make_charts = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:3])
    notes = sys.argv[3] if len(sys.argv) > 3 else "400"
    # The page's own statements: what it shows is what is tried.
    statements = re.findall(r"```sql\n-- sqlite\n(.*?)```", PAGE.read_text(), re.DOTALL)
    must(len(statements) == 1, "docs/scale.md has the join for SQLite", len(statements))
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name) / "charts"
        subprocess.run([make_charts, str(folder), "--notes", notes, "--seed", "7"], check=True, capture_output=True)
        texts = {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*.pnote"))}

        def check(*arguments: str, records: list[dict] | None = None) -> list[str]:
            lines = None if records is None else "".join(json.dumps(record) + "\n" for record in records).encode()
            run = subprocess.run([notewell, "check", "--format", "ndjson", *OPTIONS, *arguments], cwd=folder, input=lines,
                                 capture_output=True, check=True, timeout=600)
            must(not run.stderr, "no errors", run.stderr)
            return run.stdout.decode().splitlines()

        expected = copies(check("."))
        must(len(expected) >= 3, "copies were planted", expected)

        # First pass: each note alone.
        signed = check("--stdin-ndjson", "--signatures",
                       records=[{"id": path, "path": path, "text": text} for path, text in texts.items()])
        for line in signed:
            for signature in json.loads(line)["signatures"]:
                must(list(signature) == ["range", "words", "prints", "shingles"], "a signature's keys", list(signature))
                must(all(re.fullmatch("[0-9a-f]{16}", one) for one in signature["prints"]) and
                     all(0 <= one < 65536 for one in signature["shingles"]), "hashes alone", signature)

        # The join.
        database = sqlite3.connect(":memory:")
        database.execute("CREATE TABLE answer (line TEXT)")
        database.executemany("INSERT INTO answer VALUES (?)", [(line,) for line in signed])
        begin = time.monotonic()
        database.executescript(statements[0])
        partners = collections.defaultdict(set)
        for one, other in database.execute("SELECT one_note, other_note FROM candidate"):
            partners[one].add(other)
            partners[other].add(one)
        print(f"{len(texts)} notes, {sum(map(len, partners.values())) // 2} pairs joined in {time.monotonic() - begin:.1f} s")
        must(len(partners) < len(texts) / 2, "few notes are left to look at", (len(partners), len(texts)))

        # Second pass: only those, each with what it may have been copied from.
        found = copies(check("--stdin-ndjson", records=[
            {"path": path, "text": texts[path], "files": [{"path": other, "text": texts[other]} for other in sorted(others)]}
            for path, others in sorted(partners.items())]))
        must(found == expected, "the same copies", (found, expected))
    print(f"{len(expected)} notes with copied narrative, as in the folder")
    return 0


if __name__ == "__main__":
    sys.exit(main())
