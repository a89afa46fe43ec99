#!/usr/bin/env bash
# Looks at `notewell report` in headless Chromium, for one note, a practice of 40 and one of 2,000.   NOTEWELL=PROGRAM run.sh
# make_charts of tests/bench must lie beside the program. With $REPORT_SHOTS, pictures and PDFs are left in that folder.
# Exit code: 0 if all passed, 77 with the reason if it can't be run here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "SKIPPED: $*"; exit 77; }

NOTEWELL=$(realpath -m -- "${NOTEWELL:-$here/../../build/release/bin/notewell}")
make_charts=$(dirname "$NOTEWELL")/make_charts
for program in "$NOTEWELL" "$make_charts"; do
  [ -x "$program" ] || { echo "run.sh: $program is not a program; build it with NOTEWELL_BENCH=ON" >&2; exit 2; }
done
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$CHROMIUM" ] || skip "Chromium is missing"
version=$(node --version 2>/dev/null) || skip "node is missing"
version=${version#v}
[ "${version%%.*}" -ge 20 ] || skip "node $version is too old: 20 or newer is needed"
command -v npm >/dev/null || skip "npm is missing"
command -v python3 >/dev/null || skip "python3 is missing"

# In a copy, so that a test leaves nothing in the checkout.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tar -C "$here" --exclude=node_modules -cf - . | tar -C "$scratch" -xf -
cd "$scratch"
if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; then
  if npm ping >/dev/null 2>&1; then exit 1; fi
  skip "npm can't get the browser's driver, nor reach its registry (see above)"
fi
npm ls --depth=0
for notes in 40 2000; do
  "$make_charts" "$scratch/charts/$notes" --notes "$notes" --seed 7
  python3 practice.py "$scratch/charts/$notes"
done
mkdir -p charts/1 charts/sample
cp "$here/../data/notes/thin-dap-used-cbt.pnote" charts/1/
cp "$here"/../data/chart/*.pnote charts/sample/
export NOTEWELL CHROMIUM
timeout 900 npm run --silent test
