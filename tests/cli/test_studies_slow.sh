#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A study that is stopped in the middle goes on from there, to the same bytes as one that was not.
. "$(dirname "$0")/lib.sh"

sed '/^simulation:/,$d' "$small" >chain.cfg
cat >>chain.cfg <<'END'
stress = { outage_days = [30, 90, 180]; };
simulation: { samples = 700; seed = 7; decisions = "rolling"; lookahead_periods = 4; };
END

without_provenance() {
    sed '/"provenance"/,/}/d' "$1"
}

for study in compare sensitivity; do
    "$skarn" $study --quiet -o whole chain.cfg >/dev/null
    without_provenance whole/summary.json >whole.rest
    rm -rf stopped
    stops=0
    # Stopped by a signal, then killed: what is stored is whole blocks either way.
    for signal in TERM USR1 KILL; do
        "$skarn" $study -o stopped chain.cfg >out 2>err &
        process=$!
        sleep 0.4
        kill -$signal $process 2>/dev/null
        wait $process
        status=$?
        case $status in 75 | 137) stops=$((stops + 1)) ;; esac
    done
    test $stops -gt 0
    verdict $? "$study was stopped $stops times before its end"
    holds "… and has no summary yet" test ! -e stopped/summary.json
    expect "… and goes on from there" 0 "the run goes on from there" "$skarn" $study -o stopped chain.cfg
    without_provenance stopped/summary.json >stopped.rest
    holds "… to the same bytes as without a stop" cmp stopped.rest whole.rest
    rm -rf whole
done
