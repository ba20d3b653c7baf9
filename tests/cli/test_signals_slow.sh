#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Signals: a run that is stopped ends after the samples in hand, says so, and leaves nothing half-written.
. "$(dirname "$0")/lib.sh"

# The signal comes while samples are being worked on; the run is far too long to end by itself.
for signal in INT TERM USR1 XCPU; do
    "$skarn" run --samples 1000000 --set scenario.periods=120 -o stopped "$small" >out 2>err &
    process=$!
    sleep 1
    kill -$signal $process
    wait $process
    status=$?
    test $status -eq 75
    verdict $? "SIG$signal stops a run with exit status 75"
    holds "… which says so" grep -q "stopped .*nothing is kept" err
    holds "… prints nothing" test ! -s out
    holds "… and leaves nothing" test ! -e stopped
done
