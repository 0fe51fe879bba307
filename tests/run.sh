#!/usr/bin/env bash
# Installs what is missing, builds, checks the formatting and runs every test.
# Ends with one line: N passed, N failed, N skipped. Exit code 0 only when everything was right.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en CI=true
export HEALTHRECORD_SAMPLES="${HEALTHRECORD_SAMPLES:-$(cd .. && pwd)/shared/devices}"

die() { echo "$1" >&2; echo "0 passed, 1 failed"; exit 1; }

command -v dotnet >/dev/null || die "The .NET SDK 10.0.400 or a later 10.0 is needed: https://dotnet.microsoft.com/download"
command -v node >/dev/null || die "Node 20 or later is needed to bundle the web assets."
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || die "Node 20 or later is needed; this one is $(node --version)."

if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null; then
  command -v apt-get >/dev/null || die "Chromium is needed for the browser tests: set CHROMIUM to its path."
  as_root=""; [ "$(id -u)" = 0 ] || as_root="sudo"
  { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq chromium; } >/dev/null 2>&1 \
    || die "Chromium could not be installed from Debian's packages: install it, or set CHROMIUM to its path."
fi
export CHROMIUM="${CHROMIUM:-$(command -v chromium)}"

step() { echo "== $1"; shift; "$@" || die "$1 failed"; }
step "Tools" dotnet tool restore -v q
step "Packages" dotnet restore HealthRecord.sln --locked-mode -v q
step "Formatting" dotnet csharpier check src tests
step "Build" dotnet build HealthRecord.sln -c Release --no-restore -v q -clp:NoSummary

echo "== Tests"
passed=0 failed=0 skipped=0 status=0
log=$(mktemp)
trap 'rm -f "$log" "$log".*' EXIT
# The browser tests come last and alone: they need both cores.
for group in "Domain Importers Features Web" "EndToEnd"; do
  pids=()
  for name in $group; do
    exe="tests/HealthRecord.$name.Tests/bin/Release/net10.0/HealthRecord.$name.Tests"
    [ -x "$exe" ] || die "$exe was not built"
    ( "$exe" -noColor >"$log.$name" 2>&1; echo "$?" >"$log.$name.exit" ) &
    pids+=($!)
  done
  wait "${pids[@]}"
  for name in $group; do
    grep -av "INF\] " "$log.$name"
    grep -a -A 12 '\[FAIL\]$' "$log.$name" >>"$log"
    summary=$(grep -aE 'Total: [0-9]+, Errors: [0-9]+' "$log.$name" | tail -1)
    count() { echo "$summary" | grep -oE "$1: [0-9]+" | grep -oE '[0-9]+' || echo 0; }
    t=$(count Total); s=$(count Skipped); f=$(($(count Failed) + $(count Errors)))
    p=$((t - s - f)); e=$(cat "$log.$name.exit")
    # A run that died, or that ran nothing, is a failure even when no test of it failed.
    [ "$f" = 0 ] && { [ "$e" != 0 ] || [ "$p" = 0 ]; } && f=1
    passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
    rm -f "$log.$name" "$log.$name.exit"
  done
done
# Said again at the end: what stands far above is cut off by most who show a log.
[ "$failed" = 0 ] || { status=1; echo "== What failed"; cat "$log"; }
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
