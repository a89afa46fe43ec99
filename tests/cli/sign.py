#!/usr/bin/env python3
"""`notewell sign` and `notewell verify` on real files, and the line of docs/signing.md that does without them.

    sign.py NOTEWELL
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NOTE = "---\nclient: MRN-00412\ndate: 2026-11-20\n---\n\n## Data\nCame on time. 😀\n\n## Plan\nReturn on Friday.\n"
WHO = ("--name", "D. Reyes", "--credentials", "LCSW", "--now", "2026-11-20 16:10")


def main() -> None:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        note = folder / "note.pnote"

        def run(code: int, *arguments: str) -> str:
            done = subprocess.run([notewell, *arguments], cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != code:
                sys.exit(f"{arguments}: {done.returncode}, not {code}: {done.stdout}{done.stderr}")
            return done.stdout + done.stderr

        for text in (NOTE, NOTE.replace("\n", "\r\n"), "\ufeff" + NOTE, NOTE.rstrip("\n"), NOTE.replace("time.", "time. ")):
            note.write_bytes(text.encode())
            assert "errors stand" in run(1, "sign", "note.pnote", *WHO)
            assert note.read_bytes() == text.encode(), "a refused note was changed"
            over = ("--override", "the plan is being rewritten")
            assert "+digest: sha256:" in run(0, "sign", "note.pnote", *WHO, *over, "--diff")
            assert note.read_bytes() == text.encode(), "--diff changed the note"
            run(0, "sign", "note.pnote", *WHO, *over)
            signed = note.read_bytes()
            assert over[1].encode() in signed
            assert "ok" in run(0, "verify")
            assert "addendum" in run(1, "sign", "note.pnote", *WHO, *over).lower()

            line = re.search(r"```sh\n(.*)\n```", (ROOT / "docs" / "signing.md").read_text()).group(1)
            digits = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, check=True).stdout[:64]
            assert b"sha256:" + digits in signed, "the line of docs/signing.md gives another digest"

            note.write_bytes(signed + b"\n## Addendum 2026-11-22 D. Reyes, LCSW\nThe school called.\n")
            run(0, "verify", "note.pnote")
            # The addendum is signed by itself, once: its digest covers all above.
            run(0, "sign", "note.pnote", *WHO, *over)
            twice = note.read_bytes()
            assert twice.startswith(signed) and twice.count(b"\ndigest: sha256:") == 2
            assert "ok" in run(0, "verify")
            assert "addendum" in run(1, "sign", "note.pnote", *WHO, *over).lower()
            note.write_bytes(twice.replace(b"school", b"clinic"))
            assert "changed" in run(1, "verify")
            # What stands below a digest without the heading is no addendum.
            note.write_bytes(signed + b"\nThe school called.\n")
            assert "addendum" in run(1, "sign", "note.pnote", *WHO, *over).lower()
            for old, new in ((b"Friday", b"Monday"), (b"16:10", b"15:10"), (b"rewritten", b"written")):
                note.write_bytes(signed.replace(old, new))
                assert '"changed"' in run(1, "verify", "--format", "json")
                assert "edited-after-signing" in run(1, "check", "note.pnote", "--now", "2026-11-20")

        # Who signs: the command line before notewell.toml, and nobody is made up.
        settings = folder / "notewell.toml"
        over = ("--override", "the plan is being rewritten", "--now", "2026-11-20 16:10")
        note.write_text(NOTE)
        assert "who signs" in run(2, "sign", "note.pnote", *over)
        settings.write_text('[clinician]\nname = "K. Moreau"\ncredentials = "LMFT"\n')
        assert "signed: K. Moreau, LMFT 2026-11-20" in run(0, "sign", "note.pnote", *over, "--diff")
        assert "signed: A. Yusuf, LMFT 2026-11-20" in run(0, "sign", "note.pnote", *over, "--diff", "--name", "A. Yusuf")
        settings.write_text('[clinician]\nname = "K. ‹who›"\ncredential = "LMFT"\n')
        told = run(2, "sign", "note.pnote", *over)
        assert "“credential” is not a key" in told and "“K. ‹who›” can't stand in a signature" in told, told
        assert note.read_text() == NOTE


if __name__ == "__main__":
    main()
