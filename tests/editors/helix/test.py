#!/usr/bin/env python3
"""Drives a real Helix in a terminal of tmux, with editors/helix and the real server, and reads its screen.

NOTEWELL=… NOTEWELL_REPOSITORY=… NOTEWELL_SCRATCH=… NOTEWELL_FEATURES=… test.py HX
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from features_seen import NOTE, run, wait, write_chart  # noqa: E402

HX = sys.argv[1]
SERVER = os.environ["NOTEWELL"]
REPOSITORY = pathlib.Path(os.environ["NOTEWELL_REPOSITORY"])
SCRATCH = pathlib.Path(os.environ["NOTEWELL_SCRATCH"])
CONFIG = SCRATCH / "config" / "helix"
TICK = NOTE.splitlines().index("- [x] sad") + 1  # lines from 1, as Helix counts them
GOAL = len(NOTE.splitlines())
BAR = "48;2;255;1;2"  # the background of a menu's chosen entry, in the theme of this test
ENVIRONMENT = os.environ | {"XDG_CONFIG_HOME": str(SCRATCH / "config"), "XDG_CACHE_HOME": str(SCRATCH / "cache"),
                            "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}


def configure(server=SERVER):
    """What docs/editors.md tells a user to do."""
    (CONFIG / "runtime" / "queries").mkdir(parents=True, exist_ok=True)
    (CONFIG / "runtime" / "grammars").mkdir(exist_ok=True)
    shutil.copytree(REPOSITORY / "editors/helix/runtime/queries/progress-note",
                    CONFIG / "runtime/queries/progress-note", dirs_exist_ok=True)
    languages = (REPOSITORY / "editors/helix/languages.toml").read_text(encoding="utf-8")
    languages = languages.replace("/path/to/notewell", str(REPOSITORY)).replace('"notewell"\nargs', f'"{server}"\nargs')
    (CONFIG / "languages.toml").write_text(languages, encoding="utf-8")
    (CONFIG / "themes").mkdir(exist_ok=True)
    (CONFIG / "themes/bar.toml").write_text('inherits = "default"\n"ui.menu.selected" = { fg = "#000000", bg = "#ff0102" }\n',
                                            encoding="utf-8")
    (CONFIG / "config.toml").write_text(
        'theme = "bar"\n[editor]\nend-of-line-diagnostics = "hint"\n[editor.lsp]\ndisplay-inlay-hints = true\n', encoding="utf-8")


class Helix:
    """One Helix on a screen of its own."""

    started = 0

    def __init__(self, path):
        Helix.started += 1  # a server of tmux each, because one that ends refuses new sessions
        self.tmux = ["tmux", "-L", f"notewell-{os.getpid()}-{Helix.started}", "-f", "/dev/null"]
        subprocess.run([*self.tmux, "new-session", "-d", "-x", "160", "-y", "50", "-s", "helix", HX, str(path)],
                       env=ENVIRONMENT, check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run([*self.tmux, "kill-server"], check=False)

    def keys(self, *keys):
        """Presses keys, by tmux's names; a text of several letters is typed."""
        for key in keys:
            literal = [] if re.fullmatch(r"Escape|Enter|Space|Tab|Up|Down|(C-|M-).", key) else ["-l"]
            subprocess.run([*self.tmux, "send-keys", "-t", "helix", *literal, key], check=True)

    def screen(self, colours=False):
        taken = subprocess.run([*self.tmux, "capture-pane", "-p", "-t", "helix", *(["-e"] if colours else [])],
                               capture_output=True, text=True, check=True)
        return taken.stdout

    def see(self, pattern):
        """Waits until the screen shows the pattern; returns the match."""
        return wait(f"“{pattern}”", lambda: re.search(pattern, self.screen(), re.MULTILINE), self.screen)

    def see_no(self, pattern):
        wait(f"no “{pattern}”", lambda: not re.search(pattern, self.screen(), re.MULTILINE), self.screen)

    def command(self, text):
        self.keys("Escape", ":" + text, "Enter")

    def go(self, line, to=""):
        """Into a line, and there onto a text."""
        self.keys("Escape", "Escape", f"{line}G", "gs")
        if to:
            self.keys("/" + to, "Enter")
        self.see(rf" {line}:\d+ *$")

    def act(self, title):
        """Takes the code action whose title begins so."""
        self.keys("Space", "a")
        first = wait("a menu", self.chosen, self.screen)
        chosen, seen = first, []
        while not chosen.startswith(title):
            seen.append(chosen)
            self.keys("Down")
            chosen = wait("the next entry", lambda last=chosen: self.chosen() not in ("", last) and self.chosen(), self.screen)
            assert chosen != first, f"no action “{title}” among: {', '.join(seen)}"
        self.keys("Enter")

    def chosen(self):
        """The entry of the menu that the bar is on."""
        found = re.search(BAR + r"m([^\x1b]+)", self.screen(colours=True))
        return found[1].strip() if found else ""


def open_note():
    note = write_chart(SCRATCH / "chart")
    helix = Helix(note)
    helix.see(r"“sad” is ticked")
    return helix


TESTS = []


def test(name, *features):
    return lambda body: TESTS.append((name, features, body))


@test("hx --health finds the server, the parser and every query")
def _():
    configure()
    built = subprocess.run([HX, "--grammar", "build"], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert built.returncode == 0 and (CONFIG / "runtime/grammars/pnote.so").exists(), built.stdout + built.stderr
    health = subprocess.run([HX, "--health", "progress-note"], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    told = re.sub(r"\x1b\[[\d;]*m", "", health.stdout)
    for line in (f"✓ notewell: {SERVER}", "Tree-sitter parser: ✓", "Highlight queries: ✓", "Textobject queries: ✓",
                 "Indent queries: ✓"):
        assert line in told, f"no “{line}” in:\n{told}"


@test("findings, hints and a note's colours are on the screen", "diagnostics", "inlay-hints", "known-by-name", "highlighting")
def _():
    with open_note() as helix:
        helix.see(r"14:53 53 min · 90837")
        helix.see(r"sad lacks what you observed")

        def colour(text):
            line = next(line for line in helix.screen(colours=True).splitlines() if text in line)
            return re.findall(r"\x1b\[([\d;]*)m", line[: line.index(text)])[-1]

        colours = wait("colours", lambda: len({colour("Data"), colour("sad"), colour("MRN")}) == 3, helix.screen)
        assert colours
    (SCRATCH / "other.note.md").write_text(NOTE, encoding="utf-8")
    with Helix(SCRATCH / "other.note.md") as helix:
        helix.see(r"“sad” is ticked")


@test("a quick fix leaves its blanks to be seen, and what it was for is gone", "quick-fix")
def _():
    with open_note() as helix:
        helix.go(TICK, "sad")
        helix.act("Add what you observed")
        helix.see(r"^.* - Observed: ‹")
        helix.see_no(r"nothing says what you observed")
        helix.see(r"still to be filled in|blank")


@test("completion offers what the tick lacks, and its blanks are tab stops", "completion", "completion-tab-stops")
def _():
    with open_note() as helix:
        helix.go(TICK, "sad")
        helix.keys("o", "  - ", "C-x")
        helix.see(r"Observed")
        helix.keys("C-n", "Enter")
        helix.see(r"^.*  - Observed: ‹")
        helix.keys("her voice shook")
        helix.see(r"Observed: her voice shook")
        helix.keys("Tab", "she named the empty chair")
        helix.see(r"Observed: her voice shook.*she named the empty chair")


@test("hover tells what counts as evidence", "hover")
def _():
    with open_note() as helix:
        helix.go(TICK, "sad")
        helix.keys("Space", "k")
        helix.see(r"(?i)evidence|observed")


@test("the sections are an outline", "outline")
def _():
    with open_note() as helix:
        helix.keys("Space", "s")
        helix.see(r"Plan\s.*│")
        helix.keys("Plan", "Enter")
        helix.see(r" 16:\d+ *$")


@test("a goal leads to the plan", "definition")
def _():
    with open_note() as helix:
        helix.go(GOAL, "@G1")
        helix.keys("gd")
        helix.see(r"plan\.pnote .* 7:\d+ *$")


@test("a goal is renamed in the note and in the plan", "rename")
def _():
    with open_note() as helix:
        helix.go(GOAL, "@G1")
        helix.keys("Space", "r")
        helix.see(r"rename-to:")
        helix.keys("C-u", "G4", "Enter")
        helix.see(r"toward @G4\.")
        helix.command("write-all")
        wait("the plan on the disk", lambda: "## G4 Takes part" in (SCRATCH / "chart/plan.pnote").read_text(encoding="utf-8"),
             helix.screen)


@test("formatting lays the note out", "format")
def _():
    with open_note() as helix:
        helix.go(TICK)
        helix.keys("x", "c", "*  [X]   sad   ", "Enter", "Escape")
        helix.see(r"\*  \[X\]   sad")
        helix.command("format")
        helix.see(r"- \[x\] sad")


@test("an item and a section are text objects, and what stands below an item is indented")
def _():
    with open_note() as helix:
        helix.go(TICK, "sad")
        helix.keys("A", "Enter", "Observed: wept")
        helix.see(r"^.*\d+    Observed: wept")
        helix.go(TICK, "sad")
        helix.keys("maf", "d")
        helix.see_no(r"\[x\] sad|Observed: wept")
    with open_note() as helix:
        helix.go(TICK, "sad")
        helix.keys("mat", "d")
        helix.see_no("## Data|sad")
        helix.see("## Plan")


@test("a note is signed from its menu once nothing stands against it, and added to", "sign", "addendum")
def _():
    note = write_chart(SCRATCH / "chart")
    sample = REPOSITORY / "tests/data/notes/good-dap-behavioral-activation.pnote"
    text = re.split(r"(?m)^(?i:signed:)", sample.read_text(encoding="utf-8"))[0]
    note.write_text(text, encoding="utf-8")
    with Helix(note) as helix:
        helix.see(r" NOR ")
        helix.keys("ge")
        helix.see(r"The note is not signed")
        helix.act("Sign as D. Reyes, LCSW")
        helix.keys("ge")
        helix.see(r"signed: D. Reyes, LCSW 20\d\d-")
        helix.see(r"digest: sha256:")
        helix.act("Add an addendum")
        helix.keys("ge")
        helix.see(r"## Addendum 20\d\d-\d\d-\d\d D. Reyes, LCSW")


@test("a new note for the client is made from the menu", "new-note")
def _():
    with open_note() as helix:
        helix.go(2)
        helix.act("New SOAP note for this client")
        helix.see(r"soap-note-20\d\d-")
        helix.see(r"client: MRN-00412")
        helix.see(r"## Subjective")


@test("the page of a rule is opened", "explain")
def _():
    with open_note() as helix:
        helix.go(TICK, "sad")
        helix.act("Explain “affect-without-observation”")
        helix.see(r"affect-without-observation\.md")
        helix.see(r"Why an auditor asks")


@test("a server that is not there is told of", "server-missing")
def _():
    configure("/nowhere/notewell")
    try:
        health = subprocess.run([HX, "--health", "progress-note"], env=ENVIRONMENT, capture_output=True, text=True, check=True)
        assert re.search(r"✘.*notewell: .*not found", re.sub(r"\x1b\[[\d;]*m", "", health.stdout)), health.stdout
    finally:
        configure()


version = subprocess.run([HX, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
run(f"Helix {version}", TESTS, {
    "tab-stops": "missing: Helix takes no snippets in the edits of a code action; the blanks are there, to be searched for as `‹`",
    "code-lens": "missing: Helix asks for no code lenses ([helix#5063](https://github.com/helix-editor/helix/issues/5063))",
    "folding": "missing: Helix does not fold ([helix#1840](https://github.com/helix-editor/helix/issues/1840))",
    "audit-view": "missing: Helix shows no documents that a server makes",
    "report": "missing: run `notewell report` in a terminal",
    "server-missing": "partly: `hx --health progress-note` tells; Helix itself only logs it",
})
