#!/usr/bin/env bash
# Generates src/parser.c from grammar.js with Debian trixie's tree-sitter command, unpacked beside the system's packages.
#   generate.sh           writes src/
#   generate.sh --check   fails if src/ is not what grammar.js generates or test/corpus/ does not hold; exit code 77 if the
#                         generator can't be had
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
generator=${XDG_CACHE_HOME:-$HOME/.cache}/notewell/tree-sitter-trixie

get_generator() {
  [ -x "$generator/run" ] || ../scripts/unpack-debian.sh trixie "$generator" tree-sitter-cli
}

tree_sitter() {  # with the libraries that it came with
  "$generator/run" tree-sitter "$@"
}

generate() {  # into the folder $1, which holds grammar.js
  (cd "$1" && tree_sitter generate --abi 14 --no-bindings)
}

# The corpus holds, with the scanner as it is; the compiled parser goes into a folder of its own.
test_corpus() {
  cp src/scanner.c "$1/src/"
  cp -r test queries "$1"
  (cd "$1" && TREE_SITTER_LIBDIR="$1/lib" TREE_SITTER_DIR="$1" tree_sitter test)
}

if ! get_generator; then
  echo "SKIPPED: tree-sitter-cli of Debian trixie can't be had"
  [ "${1:-}" = --check ] && exit 77 || exit 1
fi
scratch=$(mktemp -d)
cp grammar.js package.json "$scratch"
generate "$scratch" >/dev/null
if [ "${1:-}" = --check ]; then
  diff -q "$scratch/src/parser.c" src/parser.c && diff -q "$scratch/src/grammar.json" src/grammar.json &&
    diff -q "$scratch/src/node-types.json" src/node-types.json || { echo "run grammar/generate.sh and commit what it writes"; exit 1; }
  test_corpus "$scratch"
  echo "the committed parser is what grammar.js generates, and the corpus holds"
else
  cp "$scratch"/src/{parser.c,grammar.json,node-types.json} src/
fi
rm -rf "$scratch"
