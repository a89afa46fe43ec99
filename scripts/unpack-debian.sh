#!/usr/bin/env bash
# Unpacks packages of a Debian release, with every library they need, into a folder of their own beside the system's.
#   unpack-debian.sh RELEASE FOLDER PACKAGE...     e.g. unpack-debian.sh sid ~/.cache/notewell/hx-sid hx
# The system is left as it is; no root is needed. FOLDER must not be there yet, and is there only if all went well; it holds the
# packages below root/, and `run PROGRAM ARGUMENT...`, which runs one of their programs by the loader that came with them.
set -euo pipefail

release=${1:?usage: unpack-debian.sh RELEASE FOLDER PACKAGE...} folder=${2:?}
shift 2

fail() { echo "unpack-debian.sh: $*" >&2; exit 1; }
for tool in apt-get dpkg-deb; do
  command -v "$tool" >/dev/null || fail "$tool is missing; this needs Debian or a relative of it"
done
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || fail "$keyring is missing; install debian-archive-keyring"
[ ! -e "$folder" ] || fail "$folder is there already"

mkdir -p "${folder%/*}"
work=$(mktemp -d "${folder%/*}/unpacking.XXXXXX")
trap 'rm -rf "$work"' EXIT

# An apt of its own: its lists, its cache, and no package installed, so that it fetches every library.
mkdir -p "$work"/{lists,archives}/partial "$work/root"
: >"$work/status"
mirror=${NOTEWELL_DEBIAN_MIRROR:-http://deb.debian.org/debian}
echo "deb [signed-by=$keyring] $mirror $release main" >"$work/sources.list"
apt=(apt-get -qq -o "Dir::State=$work" -o "Dir::State::status=$work/status" -o "Dir::State::lists=$work/lists"
  -o "Dir::Cache=$work" -o "Dir::Cache::archives=$work/archives" -o "Dir::Etc::sourcelist=$work/sources.list"
  -o "Dir::Etc::sourceparts=-" -o APT::Sandbox::User="$(id -un)" -o APT::Install-Recommends=false -o Debug::NoLocking=1)
"${apt[@]}" update >&2
"${apt[@]}" --yes --download-only install "$@" >&2
for package in "$work"/archives/*.deb; do dpkg-deb --extract "$package" "$work/root"; done

cd "$work/root"
loader=$(find . -name 'ld-linux*.so.*' -not -type l -print -quit)
libraries=$(dirname "$(find . -name 'libgcc_s.so.1' -print -quit)")
[ -n "$loader" ] || fail "no loader among the packages of $release"
cat >"$work/run" <<RUN
#!/bin/sh
root=\${0%/*}/root
program=\$1
shift
exec "\$root/$loader" --library-path "\$root/$libraries" "\$root/usr/bin/\$program" "\$@"
RUN
chmod +x "$work/run"
rm -rf "$work/lists" "$work/archives"
chmod 755 "$work"
mv "$work" "$folder"
trap - EXIT
