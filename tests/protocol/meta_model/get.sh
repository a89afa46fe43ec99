#!/usr/bin/env bash
# Gets LSP's meta model, which every message in the protocol tests is held against.   get.sh FOLDER
# FOLDER/metaModel.json is made once for each state of the files beside this script. Exit code 77 if it can't be had.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1
mkdir -p "$folder"
exec 9>"$folder/lock" && flock 9  # builds share the folder
made_from=$(cat "$here/package-lock.json" "$here/make.mjs" | sha256sum)
if [ -f "$folder/metaModel.json" ] && [ "$(cat "$folder/made_from" 2>/dev/null)" = "$made_from" ]; then
  echo "the meta model is there: $folder/metaModel.json"
  exit 0
fi
rm -f "$folder/metaModel.json"

skip() { echo "SKIPPED: $*; messages are not held against LSP's meta model"; exit 77; }
node=$(node --version 2>/dev/null) || skip "node is missing"
node=${node#v}
[ "${node%%.*}" -ge 18 ] || skip "node $node is too old: 18 or newer is needed"
command -v npm >/dev/null || skip "npm is missing"
cp "$here"/package{,-lock}.json "$here/make.mjs" "$folder"
cd "$folder"
if ! npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; then
  if npm ping >/dev/null 2>&1; then exit 1; fi
  skip "npm can't reach its registry (see above)"
fi
node make.mjs metaModel.json.new
mv metaModel.json.new metaModel.json
echo "$made_from" >made_from
