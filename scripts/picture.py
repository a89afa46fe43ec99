#!/usr/bin/env python3
"""Draws what a command prints to a terminal as an SVG picture.

    picture.py COMMAND… > PICTURE.svg

README.md's picture, from tests/cli/chart:
    ../../../scripts/picture.py ../../../build/release/bin/notewell check --now 2026-11-23 thin.pnote > ../../../docs/check.svg
"""

import html
import os
import pathlib
import pty
import re
import subprocess
import sys

COLUMNS = 96
LINE = 19
CHARACTER = 8.42  # of a 14-pixel monospace font
STYLES = {"0": "", "1": "font-weight:bold", "2": "fill:#8b949e", "1;31": "fill:#ff7b72;font-weight:bold",
          "1;33": "fill:#e3b341;font-weight:bold", "1;34": "fill:#79c0ff;font-weight:bold", "36": "fill:#56d4dd",
          "1;32": "fill:#7ee787;font-weight:bold"}
MARK = re.compile(r"\x1b\[([0-9;]*)m")


def runs(line: str) -> list[tuple[str, str]]:
    """The line as (style, text) pairs."""
    style, at, out = "", 0, []
    for mark in MARK.finditer(line):
        out.append((style, line[at:mark.start()]))
        style, at = STYLES[mark.group(1)], mark.end()
    out.append((style, line[at:]))
    return [(style, text) for style, text in out if text]


def printed(command: list[str]) -> str:
    """What the command writes to a terminal of our width."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    output = b""
    try:
        while chunk := os.read(ours, 65536):
            output += chunk
    except OSError:  # how Linux says that the other side is closed
        pass
    process.wait()
    return output.decode().replace("\r\n", "\n").rstrip("\n")


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    shown = " ".join([pathlib.Path(sys.argv[1]).name, *sys.argv[2:]])
    lines = [f"\x1b[2m$\x1b[0m {shown}", "", *printed(sys.argv[1:]).splitlines()]
    height = (len(lines) + 2) * LINE
    width = int((COLUMNS + 4) * CHARACTER)
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
          f'aria-label="What {html.escape(shown)} prints">')
    print(f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>')
    print('<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14" '
          'fill="#e6edf3" xml:space="preserve" style="white-space:pre">')
    for number, line in enumerate(lines):
        spans = "".join(f'<tspan style="{style}">{html.escape(text)}</tspan>' for style, text in runs(line))
        print(f'<text x="{2 * CHARACTER:.0f}" y="{(number + 1.7) * LINE:.0f}">{spans}</text>')
    print("</g>\n</svg>")
    return 0


if __name__ == "__main__":
    sys.exit(main())
