#!/usr/bin/env bash
# Makes the packages (scripts/package.sh) and checks them: what is in them, that they install into clean systems and work
# there. What this machine lacks for a check is told, and the rest is checked.
#   tests/packaging/run.sh               all but the build in a clean Debian 13, which takes long
#   tests/packaging/run.sh --trixie      that build, too
# Exit code: 0 all was checked; 77 something could not be checked here, the last line says what; else a check failed.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD/tests/packaging
dist=$PWD/build/dist
work=$(mktemp -d "${TMPDIR:-/tmp}/notewell-packaging-XXXXXX")
left_out=()
clean_up() {
  for root in "$work"/root-*; do
    if mountpoint -q "$root/proc"; then umount "$root/proc"; fi
  done
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'echo "FAILED: line $LINENO: $BASH_COMMAND"' ERR
step() { echo; echo "== $*"; }
leave_out() { echo "left out: $*"; left_out+=("$*"); }

step "the packages are made"
scripts/package.sh "$dist"
(cd "$dist" && sha256sum --quiet -c SHA256SUMS)
archive=$(ls "$dist"/notewell-*-linux-*.tar.gz)
name=$(basename "$archive" .tar.gz)

# works PROGRAM…: the program (a command that starts it) checks a thin note, makes a new one, and serves an editor.
cat >"$work/works.sh" <<'END'
set -eu
sample=$1; shift
cd /tmp  # not the whole disk
status=0
"$@" check --now 2026-11-23 "$sample" >/tmp/notewell-found 2>&1 || status=$?
[ "$status" = 1 ] || { cat /tmp/notewell-found; echo "check ended with $status"; exit 1; }
grep -q affect-without-observation /tmp/notewell-found || { cat /tmp/notewell-found; echo "check missed a finding"; exit 1; }
"$@" new --format dap --client MRN-1 --date 2026-11-24 --stdout | grep -q '^client: MRN-1$'
"$@" --version
END

step "the archive, unpacked"
mkdir "$work/prefix"
tar -C "$work/prefix" -xzf "$archive"
prefix=$work/prefix/$name
for file in bin/notewell share/man/man1/notewell.1.gz share/bash-completion/completions/notewell \
  share/zsh/site-functions/_notewell share/fish/vendor_completions.d/notewell.fish share/doc/notewell/LICENSE \
  share/doc/notewell/html/index.html share/doc/notewell/docs/configuration.md share/notewell/schemas/rule.schema.json \
  share/nvim/site/pack/notewell/start/notewell/plugin/notewell.lua \
  share/nvim/site/pack/notewell/start/notewell/grammar/src/parser.c \
  share/nvim/site/pack/notewell/start/notewell/queries/pnote/highlights.scm; do
  [ -s "$prefix/$file" ] || { echo "$file is not in the archive"; exit 1; }
done
links=$(find "$prefix" -xtype l)
[ -z "$links" ] || { echo "lead nowhere: $links"; exit 1; }
cp tests/cli/chart/thin.pnote "$work/thin.pnote"
sh "$work/works.sh" "$work/thin.pnote" "$prefix/bin/notewell"
if readelf -d "$prefix/bin/notewell" | grep NEEDED; then echo "the program needs libraries of the system"; exit 1; fi
echo "no library of the system is needed"
/usr/bin/python3 "$here/site.py" "$prefix/share/doc/notewell/html" "$prefix/bin/notewell"

step "cmake --install, and the same bytes again"
cmake --install build/package --prefix "$work/installed" >/dev/null
diff -r "$work/installed" "$prefix"
before=$(cat "$dist/SHA256SUMS")
scripts/package.sh "$dist" >/dev/null
[ "$before" = "$(cat "$dist/SHA256SUMS")" ] || { echo "made twice, the packages differ"; exit 1; }
echo "made twice, the packages are the same"

step "the .deb"
deb=$(ls "$dist"/*.deb 2>/dev/null || true)
if [ -z "$deb" ]; then
  leave_out "the .deb (no dpkg-shlibdeps)"
else
  dpkg-deb --info "$deb" | sed -n '/Package:/,$p'
  if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error,warning --tag-display-limit 0 "$deb"
    echo "lintian has neither errors nor warnings"
  else
    leave_out "lintian (not installed)"
  fi
fi

# fresh SUITE FOLDER: a minimal Debian there.
fresh() {
  debootstrap --variant=minbase "$1" "$2" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 5 "$work/debootstrap.log"; return 1; }
  cp /etc/resolv.conf "$2/etc/resolv.conf"
  printf '#!/bin/sh\nexit 101\n' >"$2/usr/sbin/policy-rc.d"
  chmod +x "$2/usr/sbin/policy-rc.d"
  mount -t proc proc "$2/proc"
}

why_no_root=
[ "$(id -u)" -eq 0 ] || why_no_root="only root can make them"
command -v debootstrap >/dev/null || why_no_root="debootstrap is not installed"
[ -z "$why_no_root" ] || leave_out "clean Debian systems ($why_no_root)"

if [ -z "$why_no_root" ] && [ -n "$deb" ]; then
  step "the .deb on a clean Debian 12"
  root=$work/root-bookworm
  fresh bookworm "$root"
  cp "$deb" "$root/tmp/notewell.deb"
  cp tests/cli/chart/thin.pnote "$work/works.sh" "$root/tmp/"
  rm -f "$root/etc/dpkg/dpkg.cfg.d/docker"  # which leaves documentation out
  inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"; }
  inside apt-get update -qq
  inside apt-get install -y -qq --no-install-recommends /tmp/notewell.deb man-db bash-completion zsh fish >"$work/apt.log" 2>&1 ||
    { tail -n 20 "$work/apt.log"; exit 1; }
  inside sh /tmp/works.sh /tmp/thin.pnote notewell
  /usr/bin/python3 - "$root" "$here" <<'END'
import sys
sys.path.insert(0, sys.argv[2])
import session
found = session.diagnostics(["chroot", sys.argv[1], "notewell", "lsp", "--stdio"])
assert any(one["code"] == "affect-without-observation" for one in found), found
print(f"an editor's session: {len(found)} findings, and a clean end")
END
  inside man -P cat notewell | grep -q 'notewell check' && echo "man shows the page"
  inside bash -ic '. /usr/share/bash-completion/bash_completion; _completion_loader notewell; complete -p notewell' 2>/dev/null
  inside zsh -c 'autoload -Uz compinit; compinit -u -D; print -r -- ${_comps[notewell]}' | grep -x _notewell
  inside fish -c 'complete -C "notewell chec"' | grep '^check'
  inside apt-get remove -y -qq notewell >/dev/null 2>&1
  left=$(inside sh -c 'find / -xdev -name "*notewell*" ! -path "/tmp/*" ! -path "/var/lib/dpkg/*" ! -path "/var/log/*" ! -path "/var/cache/*"')
  [ -z "$left" ] || { echo "left behind by its removal: $left"; exit 1; }
  echo "removed, it leaves nothing behind"
fi

if [ "${1:-}" != --trixie ]; then
  echo
  echo "The build in a clean Debian 13 was not asked for: tests/packaging/run.sh --trixie"
elif [ -z "$why_no_root" ]; then
  step "the sources built in a clean Debian 13, and their unit tests"
  root=$work/root-trixie
  fresh trixie "$root"
  mkdir "$root/src"
  git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - | tar -C "$root/src" -xf -
  chroot "$root" env DEBIAN_FRONTEND=noninteractive JOBS="${JOBS:-$(nproc)}" bash -euc '
    cd /src
    source scripts/packages.sh
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${build_packages[@]}" catch2 python3 >/dev/null 2>&1
    cmake -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DNOTEWELL_TESTS=ON >/dev/null
    tests=$(ninja -C build -t targets all | sed -n "s/^\(unit_[a-z]*\): .*/\1/p")
    nice ninja -C build -j "$JOBS" notewell $tests | tail -n 1
    ctest --test-dir build -R "^unit_" --output-on-failure'
fi

echo
if [ ${#left_out[@]} -gt 0 ]; then
  echo "SKIPPED: in part: $(printf '%s; ' "${left_out[@]}" | sed 's/; $//')"
  exit 77
fi
echo "the packages are as they should be"
