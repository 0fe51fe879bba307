#!/usr/bin/env bash
# D08: the disk is full; the save is refused, nothing is lost, and it is over when there is room.
exec "$(dirname "$0")/run-tests.sh" d08-full-disk FullDiskTests
