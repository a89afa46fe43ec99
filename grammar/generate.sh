#!/usr/bin/env bash
# Generates src/parser.c from grammar.js with Debian trixie's tree-sitter command, unpacked beside the system's packages.
#   generate.sh           writes src/
#   generate.sh --check   fails if src/ is not what grammar.js generates or test/corpus/ does not hold; exit code 77 if the
#                         generator can't be had
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/notewell/tree-sitter

get_generator() {
  [ -x "$cache/usr/bin/tree-sitter" ] && return
  local work uri
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  uri=$(grep -hm1 '^URIs' /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '{print $2}')
  mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/state" "$cache"
  : >"$work/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${uri:-http://deb.debian.org/debian} trixie main" >"$work/sources.list"
  local options=(-qq -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State="$work/state"
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work" -o Dir::State::status="$work/status"
    -o APT::Install-Recommends=false -o APT::Sandbox::User=root -o Debug::NoLocking=1)
  apt-get "${options[@]}" update && apt-get "${options[@]}" -y --download-only install tree-sitter-cli || return 1
  for package in "$work"/archives/*.deb; do dpkg -x "$package" "$cache"; done
}

tree_sitter() {  # with the libraries that it came with
  "$cache/usr/lib64/ld-linux-x86-64.so.2" --library-path "$cache/usr/lib/x86_64-linux-gnu" "$cache/usr/bin/tree-sitter" "$@"
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
