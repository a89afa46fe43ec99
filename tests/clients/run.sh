#!/usr/bin/env bash
# Runs the language clients of this folder, which others wrote, against the server.   NOTEWELL=PROGRAM run.sh
# Exit code: 0 if all passed, 77 with the reason if they can't be run here.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
skip() { echo "SKIPPED: $*"; exit 77; }

NOTEWELL=$(realpath -m -- "${NOTEWELL:-$here/../../build/release/bin/notewell}")
export NOTEWELL
[ -x "$NOTEWELL" ] || { echo "run.sh: $NOTEWELL is not a program; build it with ./setup, or name it in \$NOTEWELL" >&2; exit 2; }
version=$(node --version 2>/dev/null) || skip "node is missing"
version=${version#v}
[ "${version%%.*}" -ge 18 ] || skip "node $version is too old: 18 or newer is needed"
command -v npm >/dev/null || skip "npm is missing"

# In a copy, so that a test leaves nothing in the checkout.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tar -C "$here" --exclude=node_modules -cf - . | tar -C "$scratch" -xf -
cd "$scratch"
if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; then
  if npm ping >/dev/null 2>&1; then exit 1; fi
  skip "npm can't get the clients, nor reach its registry (see above)"
fi
npm ls --depth=0
timeout 300 npm run --silent test
