#!/usr/bin/env bash
# Unpacks an editor of another Debian release beside the system's and prints the path of a program that runs it.
#   get-editor.sh nvim sid       Neovim 0.12 or newer
#   get-editor.sh nvim trixie    Neovim 0.10
#   get-editor.sh hx sid         Helix
#   get-editor.sh tree-sitter sid   the command by which nvim-treesitter builds parsers
# What was unpacked is kept in ${XDG_CACHE_HOME:-~/.cache}/notewell/EDITOR-RELEASE; remove that folder to get it anew.
set -euo pipefail
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../scripts" && pwd)

editor=${1:?usage: get-editor.sh nvim|hx|tree-sitter RELEASE} release=${2:?usage: get-editor.sh nvim|hx|tree-sitter RELEASE}
case $editor in
  nvim) packages=(neovim) ;;
  hx) packages=(hx) ;;
  tree-sitter) packages=(tree-sitter-cli) ;;
  *) echo "get-editor.sh: $editor is no editor of which it knows the packages" >&2; exit 2 ;;
esac

kept=${XDG_CACHE_HOME:-$HOME/.cache}/notewell/$editor-$release
program=$kept/$editor
if [ ! -x "$program" ]; then
  rm -rf "$kept"
  "$scripts/unpack-debian.sh" "$release" "$kept" "${packages[@]}"
  root=$kept/root
  {
    echo '#!/bin/sh'
    case $editor in
      nvim)
        echo "export VIMRUNTIME='$root/usr/share/nvim/runtime'"
        echo "exec '$kept/run' nvim --cmd 'set runtimepath+=$root/usr/lib/nvim' \"\$@\""
        ;;
      hx)
        runtime=$(dirname "$(find "$root/usr" -type d -name themes -path '*/runtime/*' -print -quit)")
        echo "export HELIX_RUNTIME='$runtime'"
        echo "exec '$kept/run' hx \"\$@\""
        ;;
      *) echo "exec '$kept/run' '$editor' \"\$@\"" ;;
    esac
  } >"$program"
  chmod +x "$program"
  if ! "$program" --version >/dev/null; then
    rm -rf "$kept"
    echo "get-editor.sh: the $editor of Debian $release does not run here" >&2
    exit 1
  fi
fi
echo "$program"
