#!/usr/bin/env bash
# Runs the tests of one drill by name. Usage: run-tests.sh NAME CLASS...
set -uo pipefail
cd "$(dirname "$0")/../.."
name="$1"; shift
dotnet build tests/HealthRecord.Features.Tests -c Release -v q -clp:NoSummary >/dev/null \
  || { echo "$name: FAILED (does not build)"; exit 1; }
filters=(); for class in "$@"; do filters+=(-class "*$class"); done
log=$(mktemp); trap 'rm -f "$log"' EXIT
if tests/HealthRecord.Features.Tests/bin/Release/net10.0/HealthRecord.Features.Tests "${filters[@]}" >"$log" 2>&1 \
  && grep -qE 'Total: [1-9]' "$log"; then
  grep -oE 'Total: .*' "$log" | tail -1
  echo "$name: PASSED"
else
  cat "$log"; echo "$name: FAILED"; exit 1
fi
