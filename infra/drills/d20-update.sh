#!/usr/bin/env bash
# D20: an update is cut off, and rolled back.
exec "$(dirname "$0")/run-tests.sh" d20-update MigrationTests
