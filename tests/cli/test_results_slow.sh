#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# results.db: runs that are killed, stopped, out of room or not alone, and end in the same content all the same.
. "$(dirname "$0")/lib.sh"

# Everything but the starts, which say when and where.
dump() {
    sqlite3 "$1/results.db" .dump | grep -v '^INSERT INTO start '
}
without_provenance() {
    sed '/"provenance"/,/}/d' "$1"
}
is_sound() {
    [ "$(sqlite3 "$1/results.db" 'PRAGMA integrity_check')" = ok ]
}

# Killed at any moment: from before the program begins until after it has ended. Seeds make the moments those of a list.
samples=40000
"$skarn" run --quiet --samples $samples --threads 2 -o whole "$small" >out 2>err
verdict $? "a run of $samples samples that nobody disturbs"
dump whole >whole.dump
without_provenance whole/summary.json >whole.summary
unsound=0 kills=0 kept_before=0 shrunk=0 going_on=0
for i in $(seq 50); do
    "$skarn" run --quiet --samples $samples --threads $((1 + i % 2)) -o killed "$small" >out 2>err &
    process=$!
    sleep "$(awk -v i="$i" 'BEGIN { srand(i); printf "%.3f", 0.002 + 0.15 * rand() }')"
    kill -KILL $process 2>/dev/null && kills=$((kills + 1))
    wait $process 2>/dev/null
    if [ -e killed/results.db ]; then
        is_sound killed || unsound=$((unsound + 1))
        kept=$(sqlite3 killed/results.db 'SELECT count(*) FROM sample' 2>/dev/null || echo 0)
        [ "${kept:-0}" -ge $kept_before ] || shrunk=$((shrunk + 1))
        [ "${kept:-0}" -le $kept_before ] || going_on=$((going_on + 1))
        kept_before=${kept:-0}
    fi
done
echo "# $kills of 50 were killed, $going_on of them further than the one before, the last at $kept_before samples"
test $unsound -eq 0
verdict $? "a run that is killed at any moment leaves a sound database"
test $shrunk -eq 0
verdict $? "… and takes nothing away"
test $kills -gt 40 -a $going_on -gt 10
verdict $? "… which was tried"
: >killed/scenario.cfg.new-1 # as a kill in the midst of writing it leaves it
expect "the same command goes on" 0 "" "$skarn" run --quiet --samples $samples -o killed "$small"
dump killed >killed.dump
holds "… and ends in the same rows" cmp whole.dump killed.dump
without_provenance killed/summary.json >killed.summary
holds "… and in the same summary" cmp whole.summary killed.summary
holds "… in one file" sh -c '[ "$(ls -A killed | tr "\n" " ")" = "results.db scenario.cfg summary.json " ]'

for threads in 1 2; do
    "$skarn" run --quiet --samples 3000 --decisions rolling --threads $threads -o threads.$threads "$small" >out 2>err
    dump threads.$threads >threads.$threads.dump
done
holds "the same content with 1 and 2 threads" cmp threads.1.dump threads.2.dump

# Stopped by a signal, gone on with more samples asked for, as if they had been asked for at once.
"$skarn" run --quiet --samples 1000000 -o grown "$small" >out 2>err &
process=$!
sleep 0.3
kill -TERM $process
wait $process
test $? -eq 75
verdict $? "a run that is stopped"
kept=$(sqlite3 grown/results.db 'SELECT count(*) FROM sample')
expect "a smaller number of samples than are kept" 5 "more than the 1 asked for" "$skarn" run --samples 1 -o grown "$small"
expect "… a larger one" 0 "holds $kept samples: the run goes on" "$skarn" run --samples $((kept + 10)) -o grown "$small"
expect "… and one that is larger still" 0 "" "$skarn" run --samples $((kept + 2000)) -o grown "$small"
"$skarn" run --quiet --samples $((kept + 2000)) -o at_once "$small" >out 2>err
dump grown >grown.dump
dump at_once >at_once.dump
holds "… end in the same content" cmp grown.dump at_once.dump
expect "a finished run" 0 "grown is complete already" "$skarn" run --samples $((kept + 2000)) -o grown "$small"
dump grown >again.dump
holds "… is left as it is" cmp grown.dump again.dump
rm grown/summary.json
expect "… and its summary made again where it is lost" 0 "" "$skarn" run --samples $((kept + 2000)) -o grown "$small"
without_provenance grown/summary.json >grown.summary
without_provenance at_once/summary.json >at_once.summary
holds "… from what is stored" cmp grown.summary at_once.summary

# A precision: the samples that are there already are looked at as the new ones are.
"$skarn" run --quiet --samples 50000 --set simulation.precision=0.05 -o precise "$small" >out 2>err
without_provenance precise/summary.json >precise.summary
"$skarn" run --quiet --samples 1300 --set simulation.precision=0.05 -o looked "$small" >out 2>err
"$skarn" run --quiet --samples 50000 --set simulation.precision=0.05 -o looked "$small" >out 2>err
without_provenance looked/summary.json >looked.summary
holds "a precision is reached with the same samples in two goes" cmp precise.summary looked.summary

# Not alone.
"$skarn" run --quiet --samples 1000000 -o shared "$small" >out 2>err &
process=$!
sleep 0.3
expect "a second run in the same folder" 5 "another process is working on it" "$skarn" run --samples 1000000 -o shared "$small"
expect "… with --force too" 5 "another process is working on it" "$skarn" run --force -o shared "$small"
expect "… and reading" 5 "another process is working on it" "$skarn" export --json shared
kill -TERM $process
wait $process
test $? -eq 75
verdict $? "… leave the first one alone"
holds "… and its rows" is_sound shared

# Started together in a new folder: one of them runs, the other finds it at work or has come after its end.
neither=0 odd=0
for i in $(seq 10); do
    "$skarn" run --quiet --samples 20000 -o together.$i "$small" >out 2>err &
    first=$!
    "$skarn" run --quiet --samples 20000 -o together.$i "$small" >out.second 2>err.second
    second=$?
    wait $first
    first=$?
    case $first,$second in
        0,0 | 0,5 | 5,0) is_sound together.$i || odd=$((odd + 1)) ;;
        5,5) neither=$((neither + 1)) ;;
        *) odd=$((odd + 1)) ;;
    esac
done
test $neither -eq 0
verdict $? "of two runs that start together one has its way ($neither of 10 times none)"
test $odd -eq 0
verdict $? "… and leaves a sound database"

# What is no results of this program.
"$skarn" run --quiet --samples 20 -o good "$small" >out 2>err
spoilt() {
    rm -rf bad
    cp -R good bad
}
spoilt
sqlite3 bad/results.db 'UPDATE identity SET schema = 99'
expect "a newer schema" 5 "is of a newer skarn: its schema is 99" "$skarn" run --samples 20 -o bad "$small"
expect "… when reading" 5 "is of a newer skarn: its schema is 99" "$skarn" export --json bad
spoilt
sqlite3 bad/results.db 'UPDATE identity SET revision = 0'
expect "an older results revision" 5 "another results revision: 0 there" "$skarn" run --samples 20 -o bad "$small"
spoilt
sqlite3 bad/results.db 'UPDATE identity SET command = "compare"'
expect "another command" 5 "another command: compare there, run now" "$skarn" run --samples 20 -o bad "$small"
spoilt
rm bad/results.db
sqlite3 bad/results.db 'CREATE TABLE birds (name TEXT)'
expect "a foreign database" 5 "is a database, but not of skarn's results" "$skarn" run --samples 20 -o bad "$small"
expect "… when reading" 5 "is a database, but not of skarn's results" "$skarn" export --json bad
expect "… which --force replaces" 0 "" "$skarn" run --quiet --force --samples 20 -o bad "$small"
dump good >good.dump
dump bad >bad.dump
holds "… altogether" cmp good.dump bad.dump
for size in 5000 20000 60000; do
    spoilt
    truncate -s $size bad/results.db
    expect "a database cut off at $size bytes" 5 "damaged" "$skarn" run --samples 20 -o bad "$small"
    expect "… when reading" 5 "bad/results.db" "$skarn" export --json bad
    expect "… which --force replaces" 0 "" "$skarn" run --quiet --force --samples 20 -o bad "$small"
    dump bad >bad.dump
    holds "… altogether" cmp good.dump bad.dump
done
spoilt
echo "a letter, not a database, and long enough to have the head of one: $(seq -s ' ' 99)" >bad/results.db
expect "a text" 5 "is no results of skarn" "$skarn" run --samples 20 -o bad "$small"
expect "… which --force replaces" 0 "" "$skarn" run --quiet --force --samples 20 -o bad "$small"
spoilt
: >bad/results.db
expect "an empty file is filled" 0 "" "$skarn" run --quiet --samples 20 -o bad "$small"
dump bad >bad.dump
holds "… altogether" cmp good.dump bad.dump
expect "no samples" 3 "simulation.samples: out of range" "$skarn" run --samples 0 -o none "$small"
expect "one sample" 0 "" "$skarn" run --quiet --samples 1 -o one "$small"
expect "… and 40 more" 0 "" "$skarn" run --quiet --samples 41 -o one "$small"

# A disk that fills up in the middle: what was committed stays, and once there is room the run goes on.
mkdir disk
if mount -t tmpfs -o size=3m tmpfs disk 2>/dev/null; then
    trap 'cd /; umount "$work/disk"; rm -rf "$work"' EXIT
    expect "a disk that fills up in the middle" 5 "disk is full" "$skarn" run --quiet --samples $samples -o disk/full "$small"
    said=$(sed -n 's/.*: \([0-9]*\) samples are kept.*/\1/p' err)
    holds "… prints nothing" test ! -s out
    holds "… and leaves no summary" test ! -e disk/full/summary.json
    mount -o remount,size=100m disk
    holds "… but a sound database" is_sound disk/full
    kept=$(sqlite3 disk/full/results.db 'SELECT count(*) FROM sample')
    test "${said:-0}" -eq "$kept" -a "$kept" -gt 1000
    verdict $? "… with the $kept samples that it says"
    expect "… from which it goes on" 0 "" "$skarn" run --quiet --samples $samples -o disk/full "$small"
    dump disk/full >full.dump
    holds "… to the same content" cmp full.dump whole.dump
    mount -o remount,ro disk
    expect "a disk that cannot be written to" 5 "disk/full" "$skarn" run --quiet --samples $((samples + 1)) -o disk/full "$small"
    expect "… can be read" 0 "" "$skarn" export --json disk/full
else
    skipped "a disk that fills up" "no right to mount one"
fi

# Samples that fail are rows like others.
sed -e 's/"sources.mine.capacity_tpy"\]; process = "iid"/"demands.tools.tpy"]; process = "fixed"/' \
    -e 's/dist = "uniform"; min = 0.6; max = 1.2;/dist = "discrete"; values = [1.0, 1e13]; weights = [0.9, 0.1];/' \
    "$small" >wild.cfg
expect "samples that fail" 4 "sample " "$skarn" run --quiet --samples 60 -o wild wild.cfg
expect "… in the first half" 4 "sample " "$skarn" run --quiet --samples 30 -o halves wild.cfg
expect "… and the second" 4 "sample " "$skarn" run --quiet --samples 60 -o halves wild.cfg
dump wild >wild.dump
dump halves >halves.dump
holds "… come to the same" cmp wild.dump halves.dump
test "$(sqlite3 wild/results.db 'SELECT count(*) FROM sample WHERE failed IS NOT NULL')" = \
    "$(sqlite3 wild/results.db 'SELECT failed FROM policy')"
verdict $? "… and are counted"
expect "… and named again when nothing is run" 4 "sample " "$skarn" run --quiet --samples 60 -o wild wild.cfg
