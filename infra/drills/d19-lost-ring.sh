#!/usr/bin/env bash
# D19: the cookie ring is lost; everybody signs in again and every value opens.
exec "$(dirname "$0")/run-tests.sh" d19-lost-ring CookieRingTests
