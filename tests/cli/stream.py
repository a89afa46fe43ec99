#!/usr/bin/env python3
"""`notewell check --stdin-ndjson`: records in, findings out, in order, whatever comes.   stream.py NOTEWELL

What docs/scale.md tells of engines is tried with GNU parallel as the stand-in.
"""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
STREAM = ["check", "--stdin-ndjson", "--format", "ndjson", "--now", "2026-11-23"]
NOTE = "# DAP\n## Data\nMood/affect: [x] sad\n"


def must(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        sys.exit(f"{what}: {shown!r}"[:2000])


class Notewell:
    """The program in an empty folder, where no settings are."""

    def __init__(self, program: str, folder: str) -> None:
        self.program, self.folder = program, folder

    def stream(self, lines: bytes, *arguments: str, fail_on: str = "never", code: int = 0) -> bytes:
        run = subprocess.run([self.program, *STREAM, "--fail-on", fail_on, *arguments], input=lines, cwd=self.folder, capture_output=True,
                             check=False, timeout=300)
        must(run.returncode == code and not run.stderr, f"exit code {code} and no errors", run)
        return run.stdout

    def answers(self, *records: object) -> list[dict]:
        lines = "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)
        return [json.loads(line) for line in self.stream(lines.encode()).splitlines()]


def rules(answer: dict) -> set[str]:
    return {diagnostic["rule"] for diagnostic in answer["diagnostics"]}


def sample_records() -> bytes:
    lines = []
    for path in sorted((DATA / "notes").iterdir(), key=lambda path: path.name.encode()):
        if path.suffix == ".pnote" or path.name.endswith(".note.md"):
            lines.append(json.dumps({"id": path.name, "path": path.name, "text": path.read_bytes().decode()}))
    return ("\n".join(lines) + "\n").encode()


def records(notewell: Notewell) -> None:
    first, second, third = notewell.answers({"id": "a", "path": "x/a.pnote", "text": NOTE}, {"id": 7, "text": NOTE},
                                            {"text": "", "unknown": [1, {}]})
    must((first["id"], first["path"], second["id"]) == ("a", "x/a.pnote", 7) and "id" not in third, "ids come back")
    must(list(first) == ["id", "path", "diagnostics", "elements"], "a record's keys", list(first))
    must("affect-without-observation" in rules(first) and rules(first) == rules(second), "findings", first)


def mistakes(notewell: Notewell) -> None:
    wrong = ["nonsense", "[]", '{"id": 1}', '{"id": 2, "text": 5}', '{"id": [], "text": ""}', '{"text": "\\ud800"}',
             '{"id": 3, "text": "", "path": 1}', '{"id": 4, "text": "", "plan": {}}', '{"id": 5, "text": "", "files": [{}]}',
             '{"text": "' + "x" * (17 << 20) + '"}', "[" * 100000, '{"id": 6, "text": ""} {}']
    good = {"id": "good", "text": NOTE}
    answers = notewell.answers(*[record for one in wrong for record in (one, "", good)])
    must(len(answers) == 2 * len(wrong), "a line for each line that is not blank", len(answers))
    for number, one in enumerate(wrong):
        answer, after = answers[2 * number], answers[2 * number + 1]
        must(set(answer["error"]) == {"what", "remedy"} and answer["line"] == 3 * number + 1, "an error's form", (one[:50], answer))
        must("diagnostics" in after and after["id"] == "good", "the stream goes on", after)
    must([answer.get("id") for answer in answers[::2]] == [None, None, 1, 2, None, None, 3, 4, 5, None, None, None],
         "errors bear the id where there is one", answers[::2])
    bad = b"\xff\xfe{}\n" + json.dumps(good).encode()
    must([("error" in json.loads(line)) for line in notewell.stream(bad).splitlines()] == [True, False], "no UTF-8; no last LF")
    notewell.stream(b"nonsense\n", fail_on="error", code=1)
    notewell.stream(b"", code=0)


def context(notewell: Notewell) -> None:
    """The plan and other files of the chart come with the record, and from nowhere else."""
    chart = {path.name: path.read_text() for path in (DATA / "chart").glob("*.pnote")}
    plain = subprocess.run([notewell.program, "check", "--now", "2026-11-23", "--format", "json", "--fail-on", "never", "."],
                           cwd=DATA / "chart", capture_output=True, check=True)
    expected = {file["path"]: file for file in json.loads(plain.stdout)["files"]}
    others = [{"path": name, "text": text} for name, text in chart.items()]
    for answer in notewell.answers(*[{"path": name, "text": text, "files": others} for name, text in chart.items()]):
        must(answer == expected[answer["path"]], "with all files of its chart, a note is judged as in its folder", answer)
    note = {"path": "2026-10-13.pnote", "text": chart["2026-10-13.pnote"]}
    bare, planned = notewell.answers(note, {**note, "plan": chart["plan.pnote"]})
    must(rules(planned) - rules(bare) == {"diagnosis-differs-from-plan", "goal-unknown"}, "the plan alone", planned)

    # A link in a record leads to no file.
    trap = pathlib.Path(notewell.folder) / "plan.pnote"
    trap.write_text(chart["plan.pnote"])
    must(notewell.answers(note) == [bare], "nothing is read from disk")
    linked = {**note, "text": note["text"].replace("plan.pnote", str(trap))}
    must(rules(notewell.answers(linked)[0]) == rules(bare), "not by an absolute path either")
    trap.unlink()


def order_and_memory(notewell: Notewell) -> None:
    lines = []
    for number in range(3000):
        size = 2000 if number % 500 == 0 else number % 7  # some take long
        lines.append(json.dumps({"id": number, "text": NOTE + "\nShe told of her week in plain words.\n" * size}))
    stream = ("\n".join(lines) + "\n").encode()
    first = notewell.stream(stream, "--jobs", "1")
    must([json.loads(line)["id"] for line in first.splitlines()] == list(range(3000)), "in order")
    for jobs in ("2", "7"):
        must(notewell.stream(stream, "--jobs", jobs) == first, f"the same bytes with --jobs {jobs}")

    # Ten times the records take no more memory.
    def peak(copies: int) -> int:
        process = subprocess.Popen([notewell.program, *STREAM, "--fail-on", "never", "--jobs", "2"], cwd=notewell.folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL)
        for _ in range(copies):
            process.stdin.write(sample)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        must(status == 0, "the stream ends well", status)
        return usage.ru_maxrss
    sample = sample_records()
    few, many = peak(2), peak(20)
    must(many < few * 1.5 + 20000, "memory does not grow with the stream (KB)", (few, many))


def conversation(notewell: Notewell) -> None:
    """Who sends a record and waits gets its answer before the next one is sent."""
    process = subprocess.Popen([notewell.program, *STREAM, "--fail-on", "never", "--jobs", "2"], cwd=notewell.folder, stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    for number in range(20):
        process.stdin.write(json.dumps({"id": number, "text": NOTE}).encode() + b"\n")
        process.stdin.flush()
        must(json.loads(process.stdout.readline())["id"] == number, "an answer for each")
    process.stdin.close()
    must(process.wait(timeout=60) == 0, "the end")


def parallel(notewell: Notewell) -> None:
    """As an engine does it: the records cut into parts, many programs, the parts put together in order."""
    program = shutil.which("parallel")
    if program is None:
        print("SKIPPED: GNU parallel is missing; the stream is not tried with many programs at once")
        return
    plain = subprocess.run([notewell.program, "check", "--now", "2026-11-23", "--format", "ndjson", "--fail-on", "never",
                            "--ignore", "copied-narrative", "."], cwd=DATA / "notes", capture_output=True, check=True)
    # Files of one folder are held against each other; records are not. So each is checked alone here.
    expected = {}
    for path in sorted((DATA / "notes").iterdir()):
        if path.suffix == ".pnote" or path.name.endswith(".note.md"):
            one = subprocess.run([notewell.program, "check", "--now", "2026-11-23", "--format", "ndjson", "--fail-on",
                                  "never", path.name], cwd=DATA / "notes", capture_output=True, check=True)
            expected[path.name] = json.loads(one.stdout)
    must(len(expected) == len(plain.stdout.splitlines()), "the same files")
    run = subprocess.run([program, "--will-cite", "--pipe", "--keep-order", "--block", "20k", "--jobs", "3", notewell.program,
                          *STREAM, "--fail-on", "never", "--jobs", "1"], input=sample_records(), cwd=notewell.folder, capture_output=True,
                         check=False, timeout=300)
    must(run.returncode == 0, "parallel ends well", run)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    must([answer["id"] for answer in answers] == sorted(expected, key=str.encode), "all, in order")
    for answer in answers:
        must({key: value for key, value in answer.items() if key != "id"} == expected[answer["path"]],
             "what check tells of the file", answer["path"])
    print(f"{len(answers)} records through GNU parallel are what check tells of the files")


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="notewell-") as folder:
        notewell = Notewell(str(pathlib.Path(sys.argv[1]).resolve()), folder)
        for part in (records, mistakes, context, order_and_memory, conversation, parallel):
            part(notewell)
    print("records are answered in order, whatever comes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
