#!/usr/bin/env python3
"""The same notes give the same bytes on any number of threads, in every form.   jobs.py NOTEWELL"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "data" / "notes"


def main() -> int:
    notewell = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="notewell-") as folder:
        for copy in range(10):  # enough files that the threads get in each other's way
            shutil.copytree(SAMPLES, pathlib.Path(folder) / f"chart-{copy}")
        (pathlib.Path(folder) / "binary.pnote").write_bytes(b"\0" * 100)
        for form in ("text", "short", "json", "ndjson", "sarif", "github", "junit"):
            first = None
            for jobs in ("1", "2", "3", "16"):
                run = subprocess.run([notewell, "check", "--format", form, "--jobs", jobs, "--now", "2026-11-23", "."],
                                     cwd=folder, capture_output=True, check=False)
                result = (run.returncode, run.stdout, run.stderr)
                if run.returncode != 2 or b"binary.pnote" not in run.stderr or len(run.stdout) < 1000:
                    sys.exit(f"--format {form} --jobs {jobs} ended with {run.returncode}: {run.stderr.decode()}")
                if first is not None and result != first:
                    sys.exit(f"--format {form}: --jobs {jobs} printed something else than --jobs 1")
                first = result
    print("the same bytes on 1, 2, 3 and 16 threads")
    return 0


if __name__ == "__main__":
    sys.exit(main())
