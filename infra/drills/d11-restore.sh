#!/usr/bin/env bash
# D11: restores the newest backup beside the running system and deletes it again. Prints time needed and age of the data.
# Usage: d11-restore.sh BACKUPS KEY_BACKUPS   (the folders given to --to and --keys-to); without arguments the tests of the drill.
set -uo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
[ $# -eq 2 ] || exec "$here/run-tests.sh" d11-restore CommandTests
fail() { echo "d11-restore: FAILED ($1)"; exit 1; }
record=$(find "$1" -maxdepth 1 -type d -name 'record-*Z' | sort | tail -1)
keys=$(find "$2" -maxdepth 1 -type d -name 'keys-*Z' | sort | tail -1)
[ -n "$record" ] && [ -n "$keys" ] || fail "no backup in $1 and $2"
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
# A published program next to this folder, or the one named by HEALTHRECORD_PROGRAM, or the source tree.
run() {
  if [ -n "${HEALTHRECORD_PROGRAM:-}" ]; then $HEALTHRECORD_PROGRAM "$@"
  else dotnet run --project "$here/../../src/HealthRecord.Web" -c Release -- "$@"; fi
}
start=$(date +%s)
run restore --from "$record" --keys-from "$keys" \
  "--Data:Directory=$place/record" "--Sealing:StoreDirectory=$place/keystore" || fail "restore refused"
made=$(basename "$record" | sed -E 's/record-([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2}).*/\1-\2-\3 \4:\5:\6 UTC/')
echo "restored $record in $(($(date +%s) - start)) s; its newest row is from before $made, $((($(date +%s) - $(date -d "$made" +%s)) / 60)) min ago"
echo "d11-restore: PASSED"
