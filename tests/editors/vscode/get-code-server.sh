#!/usr/bin/env bash
# Installs code-server, which is the real VS Code as a web server, and playwright-core, which drives a browser on it, and
# prints the folder they are in. Only the npm registry and Debian's packages are needed. Takes some minutes the first time and
# 480 MB; kept in ${XDG_CACHE_HOME:-~/.cache}/notewell/code-server-VERSION, named by the lock file.
# Chromium and ripgrep come from Debian; they are installed if this runs as root.
# Exit code 77: it can't be had here, with the reason on standard error.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cannot() { echo "get-code-server.sh: $*" >&2; exit 77; }

for tool in node npm g++ make python3; do command -v "$tool" >/dev/null || cannot "$tool is missing"; done
node=$(node -p 'process.versions.node.split(".")[0]')
[ "$node" = 20 ] || cannot "code-server needs node 20, and this is node $node"

version=$(node -p 'require(process.argv[1]).packages["node_modules/code-server"].version' "$here/workbench/package-lock.json")
lock=$(sha256sum "$here/workbench/package-lock.json" | cut -c1-8)
kept=${XDG_CACHE_HOME:-$HOME/.cache}/notewell/code-server-$version-$lock
if [ -f "$kept/ready" ]; then
  echo "$kept"
  exit
fi

packages=(ripgrep chromium)
missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  [ "$(id -u)" -eq 0 ] || cannot "missing packages: ${missing[*]}; as root: apt-get install ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >&2 ||
    cannot "apt can't install ${missing[*]}"
fi

mkdir -p "${kept%/*}"
work=$(mktemp -d "${kept%/*}/installing.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp "$here/workbench/package.json" "$here/workbench/package-lock.json" "$work/"
quiet=(--no-audit --no-fund --loglevel=error)
# Node's headers are on the machine where Debian or NodeSource installed it; elsewhere node-gyp would download them.
headers=$(dirname "$(dirname "$(node -p process.execPath)")")
[ -f "$headers/include/node/node.h" ] && export npm_config_nodedir=$headers

{
  cd "$work"
  # Without scripts: those of two modules download from elsewhere. What they would do is done below.
  npm ci --ignore-scripts "${quiet[@]}" || cannot "npm can't get code-server"
  vscode=$work/node_modules/code-server/lib/vscode
  for folder in "$vscode" "$vscode/extensions"; do # their own lock files come with the package
    (cd "$folder" && npm install --ignore-scripts --omit=dev "${quiet[@]}") || cannot "npm can't get VS Code's modules"
  done
  npm rebuild argon2 "${quiet[@]}"
  (cd "$vscode" && npm rebuild native-watchdog @vscode/spdlog "${quiet[@]}")
  mkdir -p "$vscode/node_modules/@vscode/ripgrep/bin"
  ln -sf "$(command -v rg)" "$vscode/node_modules/@vscode/ripgrep/bin/rg"
  ln -sfn node_modules "$vscode/node_modules.asar"
  ln -sf code-linux.sh "$vscode/bin/remote-cli/code-server"
  ln -sf browser-linux.sh "$vscode/bin/helpers/browser.sh"
  node node_modules/code-server/out/node/entry.js --config "$work/config.yaml" --version
} >&2

rm -f "$work/config.yaml"
touch "$work/ready"
chmod 755 "$work"
rm -rf "$kept"
mv "$work" "$kept"
trap - EXIT
echo "$kept"
