#!/usr/bin/env bash
# D10: a hundred power cuts while writing; what was acknowledged is there.
exec "$(dirname "$0")/run-tests.sh" d10-power-cut PowerCutTests
