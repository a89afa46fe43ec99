#!/usr/bin/env bash
# Makes what is released, for the machine it runs on: scripts/package.sh [FOLDER]     (default: build/dist)
#   notewell-VERSION-linux-ARCH.tar.gz   to be unpacked into a prefix such as /usr/local or ~/.local
#   notewell_VERSION-1_ARCH.deb          for Debian 12 and later
#   notewell-VERSION-site.tar.gz         the documentation as pages for a browser
#   SHA256SUMS
# The same sources, compilers and libraries give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/packages.sh

out=$(realpath -m "${1:-build/dist}")
build=$PWD/build/package
install_missing "${build_packages[@]}" "${package_packages[@]}"
# What is installed by apt belongs to the system's Python.
python=/usr/bin/python3

configure() { cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DNOTEWELL_TESTS=OFF -DNOTEWELL_BENCH=OFF "$@" >/dev/null; }

configure -DNOTEWELL_DEBIAN=OFF -DNOTEWELL_SITE="$build/site"
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
date=$(sed -n 's/^set(NOTEWELL_DATE \([0-9-]*\)).*/\1/p' CMakeLists.txt)
architecture=$(uname -m)
SOURCE_DATE_EPOCH=$(date -ud "$date" +%s)
export SOURCE_DATE_EPOCH

rm -rf "$out" "$build/site" "$build/stage"
mkdir -p "$out"
"$python" scripts/site.py "$build/site"
cmake --build "$build" -- -j "${JOBS:-$(nproc)}"

# packed NAME FOLDER: FOLDER's parent holds it under its name; owners and times say nothing of this machine.
packed() {
  tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=ustar \
    -C "$(dirname "$2")" -cf - "$(basename "$2")" | gzip -9n >"$out/$1.tar.gz"
}
name=notewell-$version-linux-$architecture
cmake --install "$build" --prefix "$build/stage/$name" >/dev/null
packed "$name" "$build/stage/$name"
cp -r "$build/site" "$build/stage/notewell-$version-site"
packed "notewell-$version-site" "$build/stage/notewell-$version-site"

if command -v dpkg-shlibdeps >/dev/null; then
  configure -DNOTEWELL_DEBIAN=ON
  cmake --build "$build" -- -j "${JOBS:-$(nproc)}"
  (cd "$build" && cpack -G DEB -B "$build/stage/deb" >"$build/cpack.log") || { cat "$build/cpack.log"; exit 1; }
  cp "$build"/stage/deb/*.deb "$out"
  configure -DNOTEWELL_DEBIAN=OFF
else
  echo "No .deb: dpkg-shlibdeps (package dpkg-dev) is not installed."
fi

(cd "$out" && sha256sum -- *.tar.gz $(ls -- *.deb 2>/dev/null) >SHA256SUMS && cat SHA256SUMS)
