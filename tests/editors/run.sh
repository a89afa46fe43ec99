#!/usr/bin/env bash
# Tests the plugins of editors/ in the real editors.   run.sh          all stages
#                                                      run.sh neovim   only these
# Each stage ends as PASS, FAIL or SKIPPED with the reason. The server is $NOTEWELL, else build/release/bin/notewell.
# Exit code: 0 if all passed, 1 if one failed, 77 if none failed but some were skipped.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
all_stages=(neovim neovim-0.10 nvim-treesitter helix emacs kate vscode-package vscode table)

source "$repository/scripts/packages.sh"

skip() { echo "SKIPPED: $*"; exit 77; }

# need PACKAGE...: Debian's packages that a stage drives its editor with, installed where that can be done.
need() {
  install_missing "$@" >&2 || skip "what drives the editor can't be installed: $*"
}

# neovim RELEASE: the Neovim of a Debian release, with the plugin and the server.
neovim() {
  local neovim scratch status
  neovim=$("$here/get-editor.sh" nvim "$1") || skip "the Neovim of Debian $1 can't be had (see above)"
  scratch=$(mktemp -d)
  NOTEWELL=$notewell NOTEWELL_PLUGIN=$repository/editors/neovim NOTEWELL_TESTS=$here/neovim NOTEWELL_SCRATCH=$scratch \
    NOTEWELL_FEATURES=$features NEOVIM=$neovim timeout 600 "$neovim" -l "$here/neovim/test.lua"
  status=$?
  rm -rf "$scratch"
  return $status
}
stage_neovim() { neovim sid; }
stage_neovim_0_10() { neovim trixie; }

# The parser as nvim-treesitter builds it; by that plugin itself where $NVIM_TREESITTER names a checkout of it.
stage_nvim_treesitter() {
  local neovim tree_sitter scratch status
  neovim=$("$here/get-editor.sh" nvim sid) || skip "the Neovim of Debian sid can't be had (see above)"
  tree_sitter=$("$here/get-editor.sh" tree-sitter sid) || skip "the tree-sitter command of Debian sid can't be had (see above)"
  scratch=$(mktemp -d)
  cp -rL "$repository/editors/neovim" "$scratch/plugin"  # the parser is built beside the grammar
  PATH=${tree_sitter%/*}:$PATH NOTEWELL_PLUGIN=$scratch/plugin NOTEWELL_SCRATCH=$scratch XDG_CACHE_HOME=$scratch/cache \
    XDG_STATE_HOME=$scratch/state timeout 300 "$neovim" --clean -l "$here/neovim/nvim_treesitter.lua"
  status=$?
  rm -rf "$scratch"
  [ -n "${NVIM_TREESITTER:-}" ] || echo "left out: nvim-treesitter itself, because \$NVIM_TREESITTER names no checkout of it"
  return $status
}

stage_helix() {
  local hx scratch status
  need tmux gcc
  hx=$("$here/get-editor.sh" hx sid) || skip "the Helix of Debian sid can't be had (see above)"
  scratch=$(mktemp -d)
  NOTEWELL=$notewell NOTEWELL_REPOSITORY=$repository NOTEWELL_SCRATCH=$scratch NOTEWELL_FEATURES=$features \
    timeout 600 python3 "$here/helix/test.py" "$hx"
  status=$?
  rm -rf "$scratch"
  return $status
}

stage_emacs() {
  local scratch status packages=(elpa-eglot elpa-lsp-mode elpa-yasnippet)
  command -v emacs >/dev/null || packages+=(emacs-nox)
  need "${packages[@]}"
  scratch=$(mktemp -d)
  HOME=$scratch NOTEWELL=$notewell NOTEWELL_REPOSITORY=$repository NOTEWELL_SCRATCH=$scratch NOTEWELL_FEATURES=$features \
    timeout 600 emacs -Q --batch -l "$here/emacs/test.el"
  status=$?
  rm -rf "$scratch"
  return $status
}

stage_kate() {
  local scratch status
  need kate xvfb xauth xdotool openbox imagemagick tesseract-ocr dbus
  scratch=$(mktemp -d)
  NOTEWELL=$notewell NOTEWELL_REPOSITORY=$repository NOTEWELL_SCRATCH=$scratch NOTEWELL_FEATURES=$features \
    timeout 600 xvfb-run -a -s "-screen 0 1400x900x24" dbus-run-session -- \
    sh -c 'openbox >/dev/null 2>&1 & exec python3 "$0"' "$here/kate/test.py"
  status=$?
  rm -rf "$scratch" 2>/dev/null
  return $status
}

stage_table() {  # docs/editors.md says what the tests saw
  "$here/table.py" --check
}

stage_vscode_package() {
  local version scratch
  version=$(node --version 2>/dev/null) || skip "node is missing"
  version=${version#v}
  [ "${version%%.*}" -ge 18 ] || skip "node $version is too old: 18 or newer is needed"
  command -v npm >/dev/null || skip "npm is missing"
  scratch=$(mktemp -d)
  # In a copy, so that a test leaves nothing in the checkout.
  tar -C "$repository" --exclude=node_modules --exclude=dist --exclude=bin --exclude='*.vsix' -cf - LICENSE editors/vscode |
    tar -C "$scratch" -xf -
  "$here/vscode/package.sh" "$scratch/editors/vscode" "$notewell"
  local status=$?
  [ $status -ne 0 ] || mv "$scratch"/editors/vscode/notewell-*.vsix "$made/notewell.vsix"
  rm -rf "$scratch"
  return $status
}

# The real VS Code with the package installed, driven in a browser.
stage_vscode() {
  local program
  program=$("$here/vscode/get-code-server.sh") || skip "VS Code can't be had here (see above)"
  [ -f "$made/notewell.vsix" ] || (stage_vscode_package) || return
  NOTEWELL_FEATURES=$features timeout 900 node "$here/vscode/drive.mjs" "$program" "$(command -v chromium)" "$made/notewell.vsix" "$repository/build/editors/shots"
}

stages=("$@")
[ ${#stages[@]} -gt 0 ] || stages=("${all_stages[@]}")
for stage in "${stages[@]}"; do
  if ! printf '%s\n' "${all_stages[@]}" | grep -qxF -- "$stage"; then
    echo "run.sh: there is no stage named $stage; there are: ${all_stages[*]}" >&2
    exit 2
  fi
done

notewell=$(realpath -m -- "${NOTEWELL:-$repository/build/release/bin/notewell}")
if [ ! -x "$notewell" ]; then
  echo "run.sh: $notewell is not a program; build it with ./setup, or name it in \$NOTEWELL" >&2
  exit 2
fi

seen=$repository/build/editors/features
mkdir -p "$seen"
made=$(mktemp -d) # what one stage makes for a later one
trap 'rm -rf "$made"' EXIT
summary=() failed=0 skipped=()
for stage in "${stages[@]}"; do
  echo "== $stage"
  said=$(mktemp)
  features=$said.features  # what the stage saw in its editor
  rm -f "$seen/$stage.tsv"
  started=$SECONDS
  ("stage_${stage//[-.]/_}") 2>&1 | tee "$said"
  case ${PIPESTATUS[0]} in
    0)
      summary+=("PASS     $stage ($((SECONDS - started)) s)")
      if [ -f "$features" ]; then mv "$features" "$seen/$stage.tsv"; fi
      ;;
    77)
      reason=$(sed -n 's/^SKIPPED: //p' "$said" | tail -n 1)
      summary+=("SKIPPED  $stage: $reason")
      skipped+=("$stage: $reason")
      ;;
    *) summary+=("FAIL     $stage"); failed=1 ;;
  esac
  rm -f "$said" "$features"
done

echo
printf '%s\n' "${summary[@]}"
[ "$failed" -eq 0 ] || exit 1
if [ ${#skipped[@]} -gt 0 ]; then skip "$(IFS=';'; echo "${skipped[*]}")"; fi
