#!/usr/bin/env python3
"""`notewell report` as a command: it agrees with `check`, keeps its JSON's schema, gives the same bytes on any number of
threads, and overwrites nothing but reports.

    command.py NOTEWELL MAKE_CHARTS
"""

import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NOW = ["--now", "2026-11-23"]


def must(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"report: {what}")


def run(*arguments: object, cwd: pathlib.Path, code: int = 0) -> subprocess.CompletedProcess:
    done = subprocess.run([sys.argv[1], *map(str, arguments)], cwd=cwd, capture_output=True, check=False)
    must(done.returncode == code, f"{arguments} ended with {done.returncode}: {done.stderr.decode()}")
    return done


def report(*arguments: object, cwd: pathlib.Path) -> dict:
    return json.loads(run("report", "--format", "json", *NOW, *arguments, cwd=cwd).stdout)


def agrees_with_check(charts: pathlib.Path) -> None:
    told = report(".", cwd=charts)
    jsonschema.validate(told, json.loads((ROOT / "docs" / "report.schema.json").read_text()))
    checked = json.loads(run("check", "--format", "json", *NOW, ".", cwd=charts, code=1).stdout)
    must([one["path"] for one in told["files"]] == [one["path"] for one in checked["files"]], "the same files")
    for one, other in zip(told["files"], checked["files"]):
        findings = [{key: value for key, value in found.items() if key != "related"} for found in other["diagnostics"]]
        must([dict(sorted(found.items())) for found in one["findings"]] == [dict(sorted(found.items())) for found in findings],
             f"{one['path']}: the same findings")
        fails = any(found["severity"] in ("error", "warning") for found in findings)
        must(one["fails"] == fails, f"{one['path']}: fails as `check` says")
        if one["kind"] not in ("treatment-plan", "psychotherapy-note"):
            must(one["elements"] == other["elements"], f"{one['path']}: the same elements")
    summary = told["summary"]
    must(summary["findings"] == {key: checked["summary"][key] for key in summary["findings"]}, "the same sums")
    must(summary["notes"] + summary["plans"] == checked["summary"]["files"], "every file is a note or a plan")
    must(summary["failing_notes"] + summary["failing_plans"] == sum(one["fails"] for one in told["files"]), "who fails")
    must(sum(step["clears"] for step in told["first"]) == summary["findings"]["error"] + summary["findings"]["warning"],
         "the steps clear all that fails")
    must(told["first"][-1]["failing_after"] == 0, "after the last step nothing fails")
    clears = [step["clears"] for step in told["first"]]
    must(clears == sorted(clears, reverse=True), "what clears most comes first")
    must(told["copies"] != [] and told["copies"][0]["text"] != "", "passages stand with their words")
    must(any(goal["addressed_in"] for chart in told["charts"] for goal in chart["goals"]), "the golden thread")
    must(any(chart["scores"] for chart in told["charts"]), "scores")
    counted = sum(month["notes"] for clinician in told["trend"]["clinicians"] for month in clinician["months"])
    must(counted == summary["notes"], "every dated note is in the trend")

    # The heat map has a cell for each element that is asked for, in each note.
    page = run("report", *NOW, ".", cwd=charts).stdout.decode()
    for mark, found in (("f", True), ("m", False)):
        cells = sum(element["asked"] and bool(element["found"]) == found
                    for one in told["files"] for element in one["elements"])
        in_threads = sum(len(goal["addressed_in"]) for chart in told["charts"] for goal in chart["goals"])
        must(page.count(f'<td class="{mark}">') == cells + (in_threads if found else 0), f"the heat map's “{mark}”")


def same_bytes(charts: pathlib.Path) -> None:
    for form in ("html", "md", "json"):
        outputs = {run("report", "--format", form, "--jobs", jobs, *NOW, ".", cwd=charts).stdout for jobs in (1, 2, 5)}
        must(len(outputs) == 1, f"{form}: the same bytes on any number of threads")


def without_narrative(charts: pathlib.Path) -> None:
    told = report("--no-narrative", ".", cwd=charts)
    jsonschema.validate(told, json.loads((ROOT / "docs" / "report.schema.json").read_text()))
    text = json.dumps(told)
    must('"message"' not in text and '"text"' not in text, "no words in JSON")
    words = [line for path in sorted(charts.rglob("2*.pnote"))[:5] for line in path.read_text().splitlines() if len(line) > 60]
    for form in ("html", "md"):
        page = run("report", "--no-narrative", "--format", form, *NOW, ".", cwd=charts).stdout.decode()
        must(not any(line[:40] in page for line in words), f"no words in {form}")


def overwrites_reports_alone(folder: pathlib.Path) -> None:
    sample = ROOT / "tests" / "data" / "notes" / "thin-dap-used-cbt.pnote"
    shutil.copy(sample, folder / "note.pnote")
    page = folder / "report.html"
    done = run("report", *NOW, "-o", "report.html", "note.pnote", cwd=folder)
    must(done.stdout == b"report.html: 1 of 1 note would fail.\n", f"{done.stdout!r}")
    must(stat.S_IMODE(page.stat().st_mode) == 0o600, "a report may quote the record: it is its writer's alone")
    must(b'href="./note.pnote#L' in page.read_bytes(), "links lead from the report to the note")
    (folder / "out").mkdir()
    run("report", *NOW, "-o", "out/report.html", "note.pnote", cwd=folder)
    must(b'href="../note.pnote#L' in (folder / "out" / "report.html").read_bytes(), "from another folder as well")
    before = page.read_bytes()
    run("report", *NOW, "-o", "report.html", "note.pnote", cwd=folder)
    must(page.read_bytes() == before, "the same bytes again")
    for form in ("md", "json", "html"):
        run("report", *NOW, "--format", form, "-o", "report.html", "note.pnote", cwd=folder)

    refused = run("report", *NOW, "-o", "note.pnote", "note.pnote", cwd=folder, code=2)
    must(refused.stderr.decode().startswith("notewell: note.pnote: is there already, and is no report."), "a clear word")
    must((folder / "note.pnote").read_bytes() == sample.read_bytes(), "the note is as it was")
    other = folder / "letter.txt"
    other.write_text("Dear all,\n")
    run("report", *NOW, "-o", "letter.txt", "note.pnote", cwd=folder, code=2)
    must(other.read_text() == "Dear all,\n", "a letter is as it was")
    run("report", *NOW, "--force", "-o", "letter.txt", "note.pnote", cwd=folder)
    must(b"Notewell report" in other.read_bytes(), "unless it is asked for")
    run("report", *NOW, "-o", "out", "note.pnote", cwd=folder, code=2)
    run("report", *NOW, "-o", "nowhere/report.html", "note.pnote", cwd=folder, code=2)


def bears_anything(folder: pathlib.Path) -> None:
    names = ["it's \"quoted\".pnote", "<b>&.pnote", "javascript:alert(1).pnote", "50% #1?.pnote", "é.pnote", "line\nend.pnote"]
    for name in names:
        (folder / name).write_text("---\nclient: </script><script>alert(1)</script>\ndate: 2026-11-20\n---\n"
                                   "## Data\n- [x] <img src=x onerror=alert(2)>\nUsed CBT.\n")
    (folder / os.fsdecode(b"byte\xff.pnote")).write_bytes(b"---\nclient: \xff\xfe\ndate: 2026-11-20\n---\nCame.\n")
    (folder / "empty.pnote").write_bytes(b"")
    (folder / "binary.pnote").write_bytes(b"\0\1\2" * 100)
    done = run("report", *NOW, ".", cwd=folder, code=2)  # one can't be read
    page = done.stdout.decode("utf-8", "strict")
    must(page.count("<script") == 1 and "<img" not in page and 'href="javascript:' not in page, "text stays text")
    must("1 file could not be read" in page and "binary.pnote" in page, "what could not be read is told")
    json.loads(run("report", "--format", "json", *NOW, ".", cwd=folder, code=2).stdout.decode("utf-8", "strict"))
    must("<script" not in run("report", "--format", "md", *NOW, ".", cwd=folder, code=2).stdout.decode(), "in Markdown too")
    missing = run("report", "nowhere", cwd=folder, code=2)
    must(missing.stdout == b"" and b"nowhere" in missing.stderr, "a path that is not there")
    must(b"is not a date" in run("report", "--now", "soon", ".", cwd=folder, code=2).stderr, "a date that is none")


def main() -> int:
    sys.argv[1:] = [str(pathlib.Path(program).resolve()) for program in sys.argv[1:]]
    with tempfile.TemporaryDirectory(prefix="notewell-") as scratch:
        folder = pathlib.Path(scratch)
        charts = folder / "charts"
        subprocess.run([sys.argv[2], charts, "--notes", "200", "--seed", "4"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, HERE / "practice.py", charts], check=True)
        agrees_with_check(charts)
        same_bytes(charts)
        without_narrative(charts)
        (folder / "one").mkdir()
        overwrites_reports_alone(folder / "one")
        (folder / "odd").mkdir()
        bears_anything(folder / "odd")
    print("the report agrees with check, keeps its schema, and overwrites reports alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
