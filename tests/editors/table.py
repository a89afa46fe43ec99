#!/usr/bin/env python3
"""The table of features by editor in docs/editors.md, from what the editors' tests saw.

table.py --check    fails if the page says otherwise
table.py --update   writes the page
The files that it reads are described in tests/editors/README.md. A column whose file is not there is left as it is in the page.
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SEEN = REPOSITORY / "build/editors/features"
PAGE = REPOSITORY / "docs/editors.md"
BEGIN, END = "<!-- features: begin, written by tests/editors/table.py -->", "<!-- features: end -->"
COLUMNS = {
    "vscode": "VS Code",
    "neovim": "Neovim 0.12",
    "neovim-0.10": "Neovim 0.10",
    "helix": "Helix",
    "emacs": "Emacs",
    "kate": "Kate",
}
STATES = {"seen": "yes", "partly": "partly", "missing": "no", "untested": "not tested"}
UNKNOWN = "not tested"


def feature_titles():
    lines = (HERE / "features.tsv").read_text().splitlines()
    return dict(line.split("\t") for line in lines)


def read_seen(column, titles):
    """What a stage saw: id -> (cell, reason); None if it has not run."""
    path = SEEN / f"{column}.tsv"
    if not path.exists():
        return None
    out = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        where = f"{path}:{number}"
        feature, tab, value = line.partition("\t")
        if not tab:
            sys.exit(f"{where}: expected an id, a tab and what was seen")
        if feature in out:
            sys.exit(f"{where}: {feature} is there twice")
        if feature == "version":
            out[feature] = (value, "")
            continue
        if feature not in titles:
            sys.exit(f"{where}: {feature} is not in features.tsv")
        state, _, reason = value.partition(": ")
        if state not in STATES or (state == "seen") != (reason == ""):
            sys.exit(f"{where}: expected “seen”, or one of {', '.join(STATES)} with “: ” and a reason, not “{value}”")
        out[feature] = (STATES[state], reason)
    if "version" not in out:
        sys.exit(f"{path}: no line “version”")
    return out


def read_page(text, titles):
    """What the page says now: column -> id -> (cell, reason)."""
    match = re.search(re.escape(BEGIN) + "(.*?)" + re.escape(END), text, re.DOTALL)
    if match is None:
        sys.exit(f"{PAGE}: the lines “{BEGIN}” and “{END}” are missing")
    lines = match[1].strip().splitlines()
    reasons = dict(re.findall(r"^(\d+)\. (.*)$", match[1], re.MULTILINE))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    ids = {title: feature for feature, title in titles.items()} | {"*seen with*": "version"}
    names = {title: column for column, title in COLUMNS.items()}
    out = {column: {} for column in COLUMNS}
    if not rows:
        return out
    for row in rows[2:]:
        for heading, cell in zip(rows[0][1:], row[1:]):
            note = re.search(r" \[(\d+)\]$", cell)
            value = (cell[: note.start()], reasons.get(note[1], "")) if note else (cell, "")
            if heading in names and row[0] in ids:
                out[names[heading]][ids[row[0]]] = value
    return out


def written(columns, titles):
    """The part of the page between its marks."""
    reasons = []

    def cell(value):
        text, reason = value
        if not reason:
            return text
        if reason not in reasons:
            reasons.append(reason)
        return f"{text} [{reasons.index(reason) + 1}]"

    rows = [["", *COLUMNS.values()], ["---"] * (len(COLUMNS) + 1)]
    for feature, title in titles.items():
        rows.append([title, *(cell(columns[column].get(feature, (UNKNOWN, ""))) for column in COLUMNS)])
    rows.append(["*seen with*", *(columns[column].get("version", ("", ""))[0] for column in COLUMNS)])
    out = "".join("| " + " | ".join(row) + " |\n" for row in rows)
    if reasons:
        out += "\n" + "".join(f"{number}. {reason}\n" for number, reason in enumerate(reasons, 1))
    return f"{BEGIN}\n{out}{END}"


def without_versions(columns):
    return {name: {id: value for id, value in cells.items() if id != "version" and value != (UNKNOWN, "")}
            for name, cells in columns.items()}


def main():
    if sys.argv[1:] not in (["--check"], ["--update"]):
        sys.exit(__doc__)
    titles = feature_titles()
    text = PAGE.read_text()
    on_page = read_page(text, titles)
    seen = {column: read_seen(column, titles) for column in COLUMNS}
    columns = {column: on_page[column] if seen[column] is None else seen[column] for column in COLUMNS}
    absent = [name for column, name in COLUMNS.items() if seen[column] is None]
    if absent:
        print("left as they are in the page, because their tests did not run: " + ", ".join(absent))
    if sys.argv[1] == "--update":
        begin = text.index(BEGIN)
        PAGE.write_text(text[:begin] + written(columns, titles) + text[text.index(END) + len(END):])
        return
    # Another patch of an editor is no other table.
    was, now = without_versions(on_page), without_versions(columns)
    for column, name in COLUMNS.items():
        for feature, title in titles.items():
            if was[column].get(feature) != now[column].get(feature):
                print(f"{name}, {title}: the page says {was[column].get(feature)}, the test {now[column].get(feature)}")
    if was != now:
        sys.exit("run tests/editors/table.py --update, and read what changed")
    print("the table of docs/editors.md is what the tests saw: " +
          ", ".join(name for column, name in COLUMNS.items() if seen[column] is not None))


main()
