# The Debian packages that Notewell needs, and how they get onto a machine. Sourced by ./setup and ./test.

# Debian 12 has two versions of Boost, of which the newer one serves; later ones have one that is new enough.
if [ "$(. /etc/os-release && echo "${VERSION_ID:-}")" = 12 ]; then
  boost_packages=(libboost1.81-dev libboost-json1.81-dev)
else
  boost_packages=(libboost-dev libboost-json-dev)
fi
build_packages=(
  g++ cmake ninja-build ccache
  "${boost_packages[@]}"                   # JSON, and Asio for the server
  libtree-sitter-dev                       # the parser's runtime
  libre2-dev                               # patterns that can't hang
  nettle-dev                               # SHA-256, for signatures
  libtomlplusplus-dev libcli11-dev libspdlog-dev libfmt-dev
  libkainjow-mustache-dev libcmark-dev     # the report's pages, and rules' pages in it
)
test_packages=(
  catch2 python3 python3-jsonschema git
  parallel                                         # stands in for an engine in the test of streams
  chromium fonts-dejavu-core ripgrep               # the report and VS Code in a browser
  bash-completion zsh fish mandoc man-db            # completions are tried in the shells, the manual page is read
  clang-format-14                                  # the style that the files are in
  clang-16 clang-tidy-16 llvm-16 libclang-rt-16-dev # lint and fuzzers; clang 14 can not read gcc 12's ranges
)
package_packages=(dpkg-dev gzip python3-markdown-it)  # releases: scripts/package.sh
# The grammar's generator, the extension's packager and the language clients of the tests come from npm, wherever npm comes from.
command -v npm >/dev/null || test_packages+=(nodejs npm)

is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# install_missing PACKAGE...: asks apt only when something is missing.
install_missing() {
  local missing=() package
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  if [ ${#missing[@]} -eq 0 ]; then return 0; fi
  echo "Installing: ${missing[*]}"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Only root can install packages; become root, or ask root to run this." >&2; return 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}"
}
