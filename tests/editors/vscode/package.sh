#!/usr/bin/env bash
# Packages the VS Code extension and looks into what came out.   package.sh EXTENSION SERVER
set -euo pipefail
extension=$1 server=$2
rules=$(realpath "$(dirname "$0")/../../../rules")
cd "$extension"

if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; then
  if npm ping >/dev/null 2>&1; then exit 1; fi
  echo "SKIPPED: npm can't get the tools that build the extension, nor reach its registry (see above)"
  exit 77
fi
npm run --silent check
NOTEWELL_BINARY=$server npm run --silent package

target=$(node -p '`${process.platform}-${process.arch}`')
vsix=$(find . -maxdepth 1 -name "notewell-$target-*.vsix")
[ -n "$vsix" ] || { echo "no notewell-$target-*.vsix was made"; exit 1; }

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
python3 - "$vsix" "$unpacked" "$server" "$rules" <<'PYTHON'
import json, pathlib, re, stat, subprocess, sys, zipfile

vsix, unpacked, server, rules = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
with zipfile.ZipFile(vsix) as archive:
    names = set(archive.namelist())
    archive.extractall(unpacked)
    mode = archive.getinfo("extension/bin/notewell").external_attr >> 16
print("\n".join(sorted(names)))

assert mode & stat.S_IXUSR, "the server in the package is not executable"
packed = unpacked / "extension/bin/notewell"
assert packed.read_bytes() == pathlib.Path(server).read_bytes(), "the server in the package is not the one that was given"
packed.chmod(0o755)
print(subprocess.run([packed, "--version"], check=True, capture_output=True, text=True).stdout, end="")

manifest = json.loads((unpacked / "extension/package.json").read_text())
profiles = manifest["contributes"]["configuration"]["properties"]["notewell.profile"]["enum"]
known = {file.stem for file in (rules / "profiles").glob("*.toml")}
assert set(profiles) - {""} == known, f"the setting notewell.profile offers {profiles}, and the profiles are {sorted(known)}"
named = [manifest["main"], manifest["icon"]]
for language in manifest["contributes"]["languages"]:
    named += [language["configuration"], *language["icon"].values()]
named += [grammar["path"] for grammar in manifest["contributes"]["grammars"]]
named += [step["media"]["markdown"] for tour in manifest["contributes"]["walkthroughs"] for step in tour["steps"]]
named += ["walkthrough/sample.pnote", "media/audit.css"]  # which the program opens
for name in named:
    assert f"extension/{name.removeprefix('./')}" in names, f"{name} is named in package.json and not packed"
unwanted = [name for name in names if re.search(r"node_modules|/src/|\.ts$|\.map$|tsconfig|package-lock", name)]
assert not unwanted, f"packed and of no use to users: {unwanted}"
PYTHON

# The extension loads with nothing but what VS Code gives it.
node -e '
  const Module = require("node:module");
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? new Proxy(class {}, { get: () => class {} }) : load(name, ...rest));
  const { activate, deactivate } = require(process.argv[1]);
  if (typeof activate !== "function" || typeof deactivate !== "function") throw new Error("activate or deactivate is missing");
' "$unpacked/extension/dist/extension.js"
echo "packaged $(basename "$vsix"), $(du -k "$vsix" | cut -f1) KB"
