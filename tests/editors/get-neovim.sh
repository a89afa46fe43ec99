#!/usr/bin/env bash
# Unpacks the Neovim of a Debian release beside the system's, with all the libraries it needs, and prints the path of a
# program that runs it. The system is left as it is; no root is needed.
#   get-neovim.sh sid       0.12 or newer
#   get-neovim.sh trixie    0.10
# What was unpacked is kept in ${XDG_CACHE_HOME:-~/.cache}/notewell/neovim-RELEASE; remove that folder to get it anew.
set -euo pipefail

release=${1:?usage: get-neovim.sh sid|trixie}
kept=${XDG_CACHE_HOME:-$HOME/.cache}/notewell/neovim-$release
if [ -x "$kept/nvim" ]; then
  echo "$kept/nvim"
  exit
fi

fail() { echo "get-neovim.sh: $*" >&2; exit 1; }
for tool in apt-get dpkg-deb; do
  command -v "$tool" >/dev/null || fail "$tool is missing; this needs Debian or a relative of it"
done
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || fail "$keyring is missing; install debian-archive-keyring"

mkdir -p "${kept%/*}"
work=$(mktemp -d "${kept%/*}/unpacking.XXXXXX")
trap 'rm -rf "$work"' EXIT

# An apt of its own: its lists, its cache, and no package installed, so that it fetches every library Neovim needs.
mkdir -p "$work"/{lists,archives}/partial "$work/root"
: >"$work/status"
mirror=${NOTEWELL_DEBIAN_MIRROR:-http://deb.debian.org/debian}
echo "deb [signed-by=$keyring] $mirror $release main" >"$work/sources.list"
apt=(apt-get -qq -o "Dir::State=$work" -o "Dir::State::status=$work/status" -o "Dir::State::lists=$work/lists"
  -o "Dir::Cache=$work" -o "Dir::Cache::archives=$work/archives" -o "Dir::Etc::sourcelist=$work/sources.list"
  -o "Dir::Etc::sourceparts=-" -o APT::Sandbox::User="$(id -un)" -o APT::Install-Recommends=false -o Debug::NoLocking=1)
"${apt[@]}" update >&2
"${apt[@]}" --yes --download-only install neovim >&2
for package in "$work"/archives/*.deb; do dpkg-deb --extract "$package" "$work/root"; done

# The libraries are of another release, so the program runs by the loader that came with them.
cd "$work/root"
loader=$(find . -name 'ld-linux*.so.*' -not -type l -print -quit)
libraries=$(dirname "$(find . -name 'libuv.so.1' -print -quit)")
[ -n "$loader" ] || fail "no loader among the packages of $release"
cat >"$work/nvim" <<WRAPPER
#!/bin/sh
root='$kept/root'
export VIMRUNTIME="\$root/usr/share/nvim/runtime"
exec "\$root/$loader" --library-path "\$root/$libraries" "\$root/usr/bin/nvim" \\
  --cmd "set runtimepath+=\$root/usr/lib/nvim" "\$@"
WRAPPER
chmod +x "$work/nvim"
rm -rf "$work/lists" "$work/archives" "$kept"
chmod 755 "$work"
mv "$work" "$kept"
trap - EXIT
if ! "$kept/nvim" --version >/dev/null; then
  rm -rf "$kept"
  fail "the Neovim of $release does not run here"
fi
echo "$kept/nvim"
