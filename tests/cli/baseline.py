#!/usr/bin/env python3
"""An old chart room is adopted with --baseline: what is known is let go, what is new is told, and counts only shrink.

    baseline.py NOTEWELL
"""

import json
import pathlib
import subprocess
import sys
import tempfile

TICKS = "# DAP\n## Data\nMood/affect: [x] sad  [ ] calm\n"


def must(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        sys.exit(f"{what}: {shown!r}"[:2000])


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name)
        charts = folder / "charts"
        charts.mkdir()
        known = folder / "known.ndjson"
        first, second = charts / "a.pnote", charts / "b.pnote"
        first.write_text(TICKS)
        second.write_text(TICKS)

        def check(*arguments: str, where: pathlib.Path = folder) -> tuple[int, list[str], str]:
            run = subprocess.run([notewell, "check", "--now", "2026-11-23", "--format", "short", *arguments], cwd=where,
                                 capture_output=True, check=False, timeout=60)
            return run.returncode, run.stdout.decode().splitlines(), run.stderr.decode()

        def entries() -> list[dict]:
            head, *lines = known.read_text().splitlines()
            must(head == '{"notewell-baseline":1}', "the first line", head)
            must(lines == sorted(lines), "the lines are sorted", lines)
            return [json.loads(line) for line in lines]

        everything = check("charts")
        must(everything[0] == 1, "there is something to adopt", everything)
        result = check("--baseline", "known.ndjson", "charts")
        must(result[0] == 2 and "--update-baseline" in result[2], "a baseline that is not there is told", result)

        # Adopted: all of today's findings are let go.
        result = check("--baseline", "known.ndjson", "--update-baseline", "charts")
        must(result[0] == 0 and len(result[1]) == 1 and "known findings let go" in result[1][0], "adopting", result)
        written = entries()
        must(sum(entry["count"] for entry in written) == len(everything[1]) - 1, "every finding is in it", written)
        must({entry["path"] for entry in written} == {"charts/a.pnote", "charts/b.pnote"}, "paths from its folder", written)
        must(all(len(entry["text"]) == 4 for entry in written) and "sad" not in known.read_text(), "no word of a note")
        must(check("--baseline", "known.ndjson", "charts")[:2] == result[:2], "and stay so")
        must(check("--baseline", "../known.ndjson", where=charts)[0] == 0, "from any folder")
        before = known.read_bytes()

        # A known finding may move; a new one is told, and is not taken in.
        first.write_text("\n\n" + TICKS.replace("# DAP\n", "# DAP\n\n") + "\nUsed CBT.\n")
        result = check("--baseline", "known.ndjson", "charts")
        must(result[0] == 1 and any("intervention-only-named" in line for line in result[1]), "what is new is told", result)
        must(not any("affect-without-observation" in line for line in result[1]), "what moved is known", result)
        check("--baseline", "known.ndjson", "--update-baseline", "charts")
        must({entry["rule"] for entry in entries()} <= {entry["rule"] for entry in written}, "nothing is taken in", entries())

        # The same thing once more in the same note is new.
        known.write_bytes(before)
        first.write_text(TICKS + TICKS.split("\n", 1)[1])
        result = check("--baseline", "known.ndjson", "charts")
        must(any("affect-without-observation" in line for line in result[1]), "counts count", result)

        # What was fixed leaves with the next update; files that were not checked stay; files that are gone leave.
        first.write_text(TICKS.replace("[x]", "[ ]"))
        result = check("--baseline", "known.ndjson", "charts/a.pnote")
        must("no more" in result[1][-1], "what is gone is told", result)
        must(known.read_bytes() == before, "without --update-baseline nothing is written")
        check("--baseline", "known.ndjson", "--update-baseline", "charts/a.pnote")
        rules = {(entry["path"], entry["rule"]) for entry in entries()}
        must(("charts/a.pnote", "affect-without-observation") not in rules, "what was fixed has left", rules)
        must(("charts/b.pnote", "affect-without-observation") in rules, "what was not checked stays", rules)
        second.unlink()
        check("--baseline", "known.ndjson", "--update-baseline", "charts")
        must(all(entry["path"] == "charts/a.pnote" for entry in entries()), "files that are gone leave", entries())
        must(sorted(path.name for path in folder.iterdir()) == ["charts", "known.ndjson"], "nothing else is written")

        # Rules that were not asked for stay.
        before = known.read_bytes()
        check("--baseline", "known.ndjson", "--update-baseline", "--select", "unfilled-placeholder", "charts")
        must(known.read_bytes() == before, "rules that were not asked for stay", known.read_text())

        for text, line in (("[]\n", 1), ('{"notewell-baseline":1}\n{"path":"a"}\n', 2),
                           ('{"notewell-baseline":1}\n<<<<<<< HEAD\n', 2)):
            known.write_text(text)
            result = check("--baseline", "known.ndjson", "charts")
            must(result[0] == 2 and f"known.ndjson:{line}: " in result[2], "a broken baseline is told with its line", result)
    print("an old chart room can be adopted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
