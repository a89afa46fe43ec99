#!/usr/bin/env bash
# Tests the plugins of editors/ in the real editors.   run.sh          all stages
#                                                      run.sh neovim   only these
# Each stage ends as PASS, FAIL or SKIPPED with the reason. The server is $NOTEWELL, else build/release/bin/notewell.
# Exit code: 0 if all passed, 1 if one failed, 77 if none failed but some were skipped.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
all_stages=(neovim neovim-0.10 vscode-package vscode)

skip() { echo "SKIPPED: $*"; exit 77; }

# neovim RELEASE: the Neovim of a Debian release, with the plugin and the server.
neovim() {
  local neovim scratch status
  neovim=$("$here/get-neovim.sh" "$1") || skip "the Neovim of Debian $1 can't be had (see above)"
  scratch=$(mktemp -d)
  NOTEWELL=$notewell NOTEWELL_PLUGIN=$repository/editors/neovim NOTEWELL_TESTS=$here/neovim NOTEWELL_SCRATCH=$scratch \
    NEOVIM=$neovim timeout 600 "$neovim" -l "$here/neovim/test.lua"
  status=$?
  rm -rf "$scratch"
  return $status
}
stage_neovim() { neovim sid; }
stage_neovim_0_10() { neovim trixie; }

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
  timeout 900 node "$here/vscode/drive.mjs" "$program" "$(command -v chromium)" "$made/notewell.vsix" "$repository/build/editors/shots"
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

made=$(mktemp -d) # what one stage makes for a later one
trap 'rm -rf "$made"' EXIT
summary=() failed=0 skipped=()
for stage in "${stages[@]}"; do
  echo "== $stage"
  said=$(mktemp)
  ("stage_${stage//[-.]/_}") 2>&1 | tee "$said"
  case ${PIPESTATUS[0]} in
    0) summary+=("PASS     $stage") ;;
    77)
      reason=$(sed -n 's/^SKIPPED: //p' "$said" | tail -n 1)
      summary+=("SKIPPED  $stage: $reason")
      skipped+=("$stage: $reason")
      ;;
    *) summary+=("FAIL     $stage"); failed=1 ;;
  esac
  rm -f "$said"
done

echo
printf '%s\n' "${summary[@]}"
[ "$failed" -eq 0 ] || exit 1
if [ ${#skipped[@]} -gt 0 ]; then skip "$(IFS=';'; echo "${skipped[*]}")"; fi
