#!/usr/bin/env bash
# Gets SARIF's JSON Schema, which reports are held against.   sarif_schema.sh FOLDER
# FOLDER/sarif-2.1.0.json comes out of a package that ships it. Exit code 77 if it can't be had.
set -euo pipefail
package=@microsoft/jest-sarif@1.0.0-beta.0
sha512=0357ce84f77a21ce620e4e05f583f0d6a341e1717eefe22f891ef197caf617a433424c7972963d2ec1a4dab1318852047016e3a559d29b058606e9004a4890f4
schema=package/lib/schemas/sarif-2.1.0-rtm.5.json
folder=$1
mkdir -p "$folder"
exec 9>"$folder/lock" && flock 9  # builds share the folder
if [ -f "$folder/sarif-2.1.0.json" ]; then
  echo "the schema is there: $folder/sarif-2.1.0.json"
  exit 0
fi

skip() { echo "SKIPPED: $*; SARIF reports are not held against SARIF's schema"; exit 77; }
command -v npm >/dev/null || skip "npm is missing"
cd "$folder"
if ! archive=$(npm pack --silent "$package"); then
  if npm ping >/dev/null 2>&1; then exit 1; fi
  skip "npm can't reach its registry (see above)"
fi
echo "$sha512  $archive" | sha512sum --check --quiet
tar -xzOf "$archive" "$schema" >sarif-2.1.0.json.new
mv sarif-2.1.0.json.new sarif-2.1.0.json
rm "$archive"
