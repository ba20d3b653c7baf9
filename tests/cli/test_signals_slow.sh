#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Signals: a run that is stopped ends after the samples in hand, says so, and leaves nothing half-written.
. "$(dirname "$0")/lib.sh"

# A shell ignores SIGINT for what it starts with &, and skarn would go on doing so.
if env --default-signal=INT true 2>/dev/null; then
    listening="env --default-signal"
else
    listening=
fi

# The signal comes while samples are being worked on; the run is far too long to end by itself.
for signal in INT TERM USR1 XCPU; do
    if [ $signal = INT ] && [ -z "$listening" ]; then
        skipped "SIGINT stops a run" "no env --default-signal here"
        continue
    fi
    $listening "$skarn" run --samples 1000000 --set scenario.periods=120 -o stopped "$small" >out 2>err &
    process=$!
    sleep 1
    kill -$signal $process
    wait $process
    status=$?
    test $status -eq 75
    verdict $? "SIG$signal stops a run with exit status 75"
    holds "… says at once that it was heard" grep -q "stopping after the samples in hand" err
    holds "… which says what is kept" grep -Eq "stopped with [1-9][0-9]* of 1000000 samples kept in stopped; run the same command again" err
    holds "… prints nothing" test ! -s out
    holds "… and leaves a folder that is not complete" test ! -e stopped/summary.json
    kept=$(sed -n 's/.*stopped with \([0-9]*\) of.*/\1/p' err)
    test "$kept" = "$(sqlite3 stopped/results.db 'SELECT count(*) FROM sample')"
    verdict $? "… with as many samples as it says"
    rm -rf stopped
done

(
    trap '' INT
    exec "$skarn" run --samples 1000000 --set scenario.periods=120 -o ignored "$small" >out 2>err
) &
process=$!
sleep 1
kill -INT $process
sleep 0.5
holds "a signal that was ignored at the start stays ignored" kill -0 $process
kill -TERM $process
wait $process
test $? -eq 75
verdict $? "… while another one stops the run"
holds "… which says so" grep -q "run the same command again" err

# A plan that takes minutes: what is heard is said long before it is done, and a second signal does not wait for it.
"$skarn" run --set scenario.periods=1200 -o long "$root/scenarios/baseline.cfg" >out 2>err &
process=$!
sleep 1
kill -TERM $process
sleep 0.5
holds "a signal during the plan is answered at once" grep -q "once more quits at once" err
kill -TERM $process 2>/dev/null
wait $process
test $? -eq 75
verdict $? "… and the second one quits"

# The temporary file that becomes FILE is there for a moment: the signal comes as soon as it is seen.
litter=0 seen=0
for _ in $(seq 20); do
    "$skarn" optimize --quiet --set scenario.periods=120 --mps plan.mps "$small" >out 2>err &
    process=$!
    temporary=plan.mps.new-$process
    tries=0
    while [ $tries -lt 200000 ] && [ ! -e plan.mps ]; do
        tries=$((tries + 1))
        if [ -e $temporary ]; then
            seen=$((seen + 1))
            kill -TERM $process 2>/dev/null
            break
        fi
    done
    wait $process
    [ ! -e $temporary ] || litter=$((litter + 1))
    rm -f plan.mps $temporary
done
echo "# the signal came while the file was written in $seen of 20"
test $litter -eq 0
verdict $? "a program stopped while it writes --mps leaves no temporary file"
test $seen -gt 0
verdict $? "… which was tried"

# catches PROCESS: it has a handler for SIGTERM (bit 14), so that it is past the loader, which nobody can make listen.
catches() {
    while read -r word mask; do
        if [ "$word" = SigCgt: ]; then
            [ $((0x$mask >> 14 & 1)) -eq 1 ]
            return
        fi
    done 2>/dev/null <"/proc/$1/status"
    return 1
}
# At any moment: 60 runs, stopped 1 to 50 ms after they began.
mkdir early
raw=0 wrong=0 litter=0
for i in $(seq 0 59); do
    "$skarn" run --quiet --samples 1000000 -o early/results "$small" >out 2>err &
    process=$!
    sleep "0.$(printf %03d $((1 + i * 49 / 59)))"
    catches $process
    caught=$?
    kill -TERM $process
    wait $process
    status=$?
    if [ $status -eq 75 ]; then
        grep -q "run the same command again" err || wrong=$((wrong + 1))
    elif [ $caught -ne 0 ]; then
        raw=$((raw + 1))
    else
        wrong=$((wrong + 1))
    fi
    [ ! -e early/results/results.db ] || [ "$(sqlite3 early/results/results.db 'PRAGMA integrity_check')" = ok ] ||
        litter=$((litter + 1))
done
echo "# $raw of 60 were ended before the program began"
test $wrong -eq 0
verdict $? "a run stopped as soon as it began exits with 75 and says so"
test $litter -eq 0
verdict $? "… and leaves nothing broken"
test $raw -lt 60
verdict $? "… which was tried"
