#!/usr/bin/env python3
"""Drives a real Kate on a screen that nobody sees, with editors/kate and the real server: keys and the mouse go in by xdotool,
and tesseract reads what is on the screen.

Within xvfb-run and dbus-run-session:  NOTEWELL=… NOTEWELL_REPOSITORY=… NOTEWELL_SCRATCH=… NOTEWELL_FEATURES=… test.py
"""
import atexit
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from features_seen import NOTE, run, wait, write_chart  # noqa: E402

SERVER = os.environ["NOTEWELL"]
REPOSITORY = pathlib.Path(os.environ["NOTEWELL_REPOSITORY"])
SCRATCH = pathlib.Path(os.environ["NOTEWELL_SCRATCH"])
WIDTH, HEIGHT = 1400, 900
SCALE = 2  # tesseract reads large letters better
TICK = NOTE.splitlines().index("- [x] sad") + 1  # lines from 1, as Kate counts them
ENVIRONMENT = os.environ | {
    "HOME": str(SCRATCH), "XDG_CONFIG_HOME": str(SCRATCH / "config"), "XDG_DATA_HOME": str(SCRATCH / "data"),
    "XDG_CACHE_HOME": str(SCRATCH / "cache"), "XDG_RUNTIME_DIR": str(SCRATCH / "run"), "QT_QPA_PLATFORM": "xcb",
    "LC_ALL": "C.UTF-8"}


def configure(server=SERVER):
    """What docs/editors.md tells a user to do, and the plugin turned on."""
    folder = SCRATCH / "config/kate/lspclient"
    folder.mkdir(parents=True, exist_ok=True)
    settings = (REPOSITORY / "editors/kate/settings.json").read_text(encoding="utf-8")
    (folder / "settings.json").write_text(settings.replace('"notewell"', f'"{server}"'), encoding="utf-8")
    syntax = SCRATCH / "data/org.kde.syntax-highlighting/syntax"
    syntax.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "editors/kate/progress-note.xml", syntax)
    (SCRATCH / "config/katerc").write_text(
        "[General]\nStartup Session=new\nShow welcome view for new window=false\n[Kate Plugins]\nlspclientplugin=true\n"
        "[KTextEditor Document]\nSwap File Mode=0\n[KTextEditor Renderer]\nFont=DejaVu Sans Mono,13\n", encoding="utf-8")
    (SCRATCH / "run").mkdir(mode=0o700, exist_ok=True)


def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True, check=False).stdout


class Kate:
    """A Kate with one note."""

    def __init__(self, path):
        self.path = path
        with open(SCRATCH / "kate.log", "ab") as log:
            self.process = subprocess.Popen(["kate", "-n", "-b", str(path)], env=ENVIRONMENT, stdout=log, stderr=log)
        window = wait("a window", lambda: xdotool("search", "--onlyvisible", "--name", path.name).split(), self.text)[-1]
        xdotool("windowsize", "--sync", window, WIDTH, HEIGHT - 40, "windowactivate", "--sync", window)
        self.window = window

    def stop(self):
        self.process.kill()
        self.process.wait()

    def words(self):
        """What is on the screen: (word, x, y), line by line."""
        picture = SCRATCH / "screen.png"
        subprocess.run(["import", "-window", "root", "-colorspace", "gray", "-resize", f"{SCALE * 100}%", str(picture)],
                       check=True, stderr=subprocess.DEVNULL)
        table = subprocess.run(["tesseract", str(picture), "-", "--psm", "11", "tsv"], capture_output=True, text=True, check=True,
                               env=os.environ | {"OMP_THREAD_LIMIT": "1"})
        cells = [line.split("\t") for line in table.stdout.splitlines()[1:]]
        return [(c[11], (int(c[6]) + int(c[8]) // 2) // SCALE, (int(c[7]) + int(c[9]) // 2) // SCALE)
                for c in cells if len(c) > 11 and c[11].strip()]

    def text(self):
        return " ".join(word for word, _, _ in self.words())

    def see(self, pattern):
        return wait(f"“{pattern}”", lambda: re.search(pattern, self.text()), self.text)

    def place(self, phrase):
        """Where a phrase stands."""
        wanted = phrase.split()

        def look():
            words = self.words()
            for i in range(len(words) - len(wanted) + 1):
                if all(re.fullmatch(part, words[i + n][0]) for n, part in enumerate(wanted)):
                    return words[i][1:]
            return None
        return wait(f"“{phrase}”", look, self.text)

    def rest_on(self, word, pattern):
        """Holds the mouse over a word until the pattern is told there."""
        x, y = self.place(word)

        def look():
            xdotool("mousemove", x + 100, y + 100, "sleep", 0.2, "mousemove", x, y, "sleep", 0.2, "mousemove", x + 1, y, "sleep", 1.5)
            return re.search(pattern, self.text())
        wait(f"“{pattern}” at “{word}”", look, self.text)

    def shades(self):
        """How many saturated colours the note's text has."""
        taken = subprocess.run(["import", "-window", "root", "-crop", f"{WIDTH // 2}x{HEIGHT // 2}+90+120", "-depth", "8", "rgb:-"],
                               capture_output=True, check=True).stdout
        pixels = {taken[i:i + 3] for i in range(0, len(taken), 3)}
        return len({tuple(part // 64 for part in pixel) for pixel in pixels if max(pixel) - min(pixel) > 100})

    def keys(self, *keys):
        for key in keys:
            xdotool("key", key)

    def go(self, line):
        """To the end of a line."""
        def look():
            xdotool("windowactivate", "--sync", self.window)
            self.keys("ctrl+g")
            xdotool("type", line)
            self.keys("Return", "End")
            return re.search(rf"\b{line}:\d+ INSERT", self.text())
        wait(f"line {line}", look, self.text)

    def saved(self, what, pattern):
        def look():
            self.keys("ctrl+s")
            return re.search(pattern, self.path.read_text(encoding="utf-8"), re.MULTILINE)
        wait(what, look, lambda: self.path.read_text(encoding="utf-8") + self.text())


def open_note():
    configure()
    kate = Kate(write_chart(SCRATCH / "chart"))
    kate.see("LSP server to be started")  # it asks once for each command line
    kate.keys("Return")
    xdotool("windowactivate", "--sync", kate.window)
    kate.see("Header")  # the first symbol of the server, in the bar above the note
    return kate


TESTS = []


def test(name, *features):
    return lambda body: TESTS.append((name, features, body))


@test("a note is known, coloured, and an outline", "known-by-name", "outline", "highlighting")
def _():
    KATE.see("Progress note")
    KATE.go(TICK)
    KATE.see(r"> Data")
    assert wait("colours", lambda: KATE.shades() >= 4, KATE.text)


@test("a finding is told where the mouse rests", "diagnostics")
def _():
    KATE.rest_on("sad", "nothing says")


@test("hover tells what a code stands for", "hover")
def _():
    KATE.rest_on("90837", "(?i)60 ?minutes")


@test("completion offers what the tick lacks", "completion")
def _():
    KATE.go(TICK)
    KATE.keys("Return")
    xdotool("type", "--", "  - ")
    KATE.see(rf"\b{TICK + 1}:5 INSERT")
    KATE.keys("ctrl+space")
    KATE.see("Observed")
    KATE.keys("Return")
    KATE.saved("a completion", "- Observed: ‹")


KATE = open_note()
atexit.register(KATE.stop)
version = subprocess.run(["kate", "--version"], env=ENVIRONMENT | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True,
                         text=True, check=True).stdout.split()[1]
run(f"Kate {version}", TESTS, {
    "completion-tab-stops": "missing: Kate 22.12 inserts no snippets; the blanks are there, to be searched for as `‹`",
    "code-lens": "missing: Kate shows no code lenses",
    "quick-fix": "untested: from the menu LSP Client, Code Action (Alt+Return)",
})
