#!/usr/bin/env python3
"""Every form of `notewell check` tells the same findings, and what notes and paths hold never breaks the form.

    formats.py NOTEWELL [SARIF_SCHEMA]

Without the schema SARIF is held against what this test knows of it alone, and says so.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as xml

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "data"
THIN = "---\nkind: progress note\n---\n# DAP\n## Data\nMood/affect: [x] sad\n\nUsed CBT.\n"
LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}


def must(condition: bool, what: str, shown: object = "") -> None:
    if not condition:
        sys.exit(f"{what}: {shown!r}"[:2000])


class Checked:
    """The reports of one folder."""

    def __init__(self, notewell: str, folder: pathlib.Path) -> None:
        self.notewell, self.folder = notewell, folder

    def run(self, form: str, *arguments: str) -> str:
        run = subprocess.run([self.notewell, "check", "--now", "2026-11-23", "--format", form, *arguments],
                             cwd=self.folder, capture_output=True, check=False, timeout=300)
        must(run.returncode in (0, 1) and not run.stderr, f"--format {form} {arguments}", run)
        return run.stdout.decode("utf-8", "strict")

    def findings(self) -> list[tuple[str, dict]]:
        report = json.loads(self.run("json"))
        return [(file["path"], finding) for file in report["files"] for finding in file["diagnostics"]]


def short(checked: Checked) -> None:
    *lines, summary = checked.run("short").splitlines()
    must(summary.endswith("."), "the summary comes last", summary)
    findings = checked.findings()
    must(len(lines) == len(findings), "one line a finding", (len(lines), len(findings)))
    for line, (path, finding) in zip(lines, findings):
        match = re.fullmatch(r"(.*):(\d+):(\d+): (error|warning|information|hint) ([a-z-]+) (.*)", line)
        must(match is not None, "FILE:LINE:COLUMN: SEVERITY RULE MESSAGE", line)
        must((int(match[2]), match[4], match[5]) == (finding["range"]["start"]["line"] + 1, finding["severity"],
                                                     finding["rule"]), "the finding", line)
    must(checked.run("short", "--quiet").splitlines() == lines, "--quiet leaves the summary out")


def ndjson(checked: Checked) -> None:
    lines = checked.run("ndjson").splitlines()
    must([json.loads(line) for line in lines] == json.loads(checked.run("json"))["files"],
         "the lines of NDJSON are the files of JSON")


def unescaped(text: str) -> str:
    return text.replace("%3A", ":").replace("%2C", ",").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def github(checked: Checked) -> None:
    lines = checked.run("github").splitlines()
    findings = checked.findings()
    must(len(lines) == len(findings), "one command a finding", (len(lines), len(findings)))
    commands = {"error": "error", "warning": "warning", "information": "notice", "hint": "notice"}
    for line, (path, finding) in zip(lines, findings):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        must(match is not None, "::COMMAND PROPERTIES::MESSAGE", line)
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        must(match[1] == commands[finding["severity"]], "the command", line)
        must(unescaped(properties["file"]) == path, "the file", (properties, path))
        must(int(properties["line"]) == finding["range"]["start"]["line"] + 1, "the line", line)
        must(unescaped(match[3]).startswith(finding["message"] + "\n"), "the message, then why", line)


def pictures(text: str) -> str:
    """As XML can hold it."""
    return "".join(chr(0x2400 + ord(c)) if ord(c) < 32 and c not in "\t\r\n" else "\ufffd" if c in "\ufffe\uffff" else c
                   for c in text)


def junit(checked: Checked) -> None:
    root = xml.fromstring(checked.run("junit"))
    must(root.tag == "testsuites", "the root", root.tag)
    files = json.loads(checked.run("json"))["files"]
    must([suite.get("name") for suite in root] == [file["path"] for file in files], "a suite for each note")
    for suite, file in zip(root, files):
        cases = list(suite)
        findings = file["diagnostics"]
        failing = [finding for finding in findings if finding["severity"] in ("error", "warning")]
        must(int(suite.get("tests")) == len(cases) == max(1, len(findings)), "the number of tests", suite.attrib)
        must(int(suite.get("failures")) == len(suite.findall("testcase/failure")) == len(failing), "failures", suite.attrib)
        must([failure.get("message") for failure in suite.findall("testcase/failure")] ==
             [pictures(finding["message"]) for finding in failing], "the failures' messages")
        for case, finding in zip(cases, findings):
            must(case.get("name").startswith(finding["rule"] + " ("), "the case's name", case.attrib)
    lenient = xml.fromstring(checked.run("junit", "--fail-on", "never"))
    must(not lenient.findall("testsuite/testcase/failure"), "what makes no exit code 1 is no failure")


def sarif(checked: Checked, schema: dict | None) -> dict:
    report = json.loads(checked.run("sarif"))
    if schema is not None:
        import jsonschema  # pylint: disable=import-outside-toplevel
        problem = jsonschema.exceptions.best_match(jsonschema.Draft4Validator(schema).iter_errors(report))
        must(problem is None, "the report is valid SARIF 2.1.0", problem)
    run = report["runs"][0]
    findings = checked.findings()
    results = run["results"]
    must(len(results) == len(findings), "a result for each finding", (len(results), len(findings)))
    rules = run["tool"]["driver"]["rules"]
    must(len({rule["id"] for rule in rules}) == len(rules), "each rule once")
    for rule in rules:
        must(rule["helpUri"].endswith("/" + rule["id"]) and len(rule["help"]["markdown"]) > 100, "help", rule)
    for result, (path, finding) in zip(results, findings):
        must(rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"], "ruleIndex", result)
        must(result["level"] == LEVELS[finding["severity"]], "level", result)
        place = result["locations"][0]["physicalLocation"]
        must(urllib.parse.unquote(place["artifactLocation"]["uri"]) == path, "the file", (place, path))
        region, start, end = place["region"], finding["range"]["start"], finding["range"]["end"]
        must((region["startLine"], region["endLine"]) == (start["line"] + 1, end["line"] + 1), "lines", region)
        must((region["startColumn"], region["endColumn"]) == (start["character"] + 1, end["character"] + 1),
             "columns in UTF-16", (region, finding))
        must(("related" in finding) <= ("relatedLocations" in result), "related places", result)
    must(run["columnKind"] == "utf16CodeUnits", "columnKind", run["columnKind"])
    return run


def fingerprints(run: dict) -> list[str]:
    return sorted(result["partialFingerprints"]["notewell/v1"] for result in run["results"])


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    schema_file = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    schema = json.loads(schema_file.read_text()) if schema_file is not None and schema_file.exists() else None
    if schema is None:
        print("SKIPPED: SARIF's schema is missing; its reports are held against this test alone")
    for folder in (SAMPLES / "notes", SAMPLES / "chart"):
        checked = Checked(notewell, folder)
        for form in (short, ndjson, github, junit):
            form(checked)
        run = sarif(checked, schema)
        if folder.name == "chart":
            must(any("relatedLocations" in result for result in run["results"]), "a chart has related places")

    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        folder = pathlib.Path(name)
        # Whatever a path or a note holds.
        for odd in ("100%,a=b::c.pnote", "<&\">'.pnote", "blank and\ttab.pnote", "line\nend.pnote", "é日😢.pnote"):
            (folder / odd).write_text(THIN + "Client will ‹]]> 50% \x1b\x00 \ufffe <b>&amp; ::error::›.\n")
        checked = Checked(notewell, folder)
        must(len(checked.findings()) > 20, "there are findings to write")
        for form in (ndjson, github, junit):
            form(checked)
        sarif(checked, schema)

    with tempfile.TemporaryDirectory(prefix="notewell-") as name:
        note = pathlib.Path(name) / "a.pnote"
        note.write_text(THIN)
        before = sarif(Checked(notewell, note.parent), schema)
        note.write_text(THIN.replace("## Data\n", "## Data\n\nSession in the office.\n\n"))
        after = sarif(Checked(notewell, note.parent), schema)
        must(before["results"] != after["results"] and fingerprints(before) == fingerprints(after),
             "fingerprints survive that lines move", (fingerprints(before), fingerprints(after)))

        # What could not be read.
        (note.parent / "binary.pnote").write_bytes(b"\0" * 99)
        for form, told in (("ndjson", '"error":{"what":"is not text in UTF-8"'), ("github", "::error title=notewell,file=binary"),
                           ("junit", '<error message="is not text in UTF-8">'), ("sarif", '"executionSuccessful":false')):
            run = subprocess.run([notewell, "check", "--format", form], cwd=name, capture_output=True, check=False)
            must(run.returncode == 2 and told in run.stdout.decode(), f"--format {form} tells what can't be read", run)
    print("six forms tell the same findings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
