#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Shards that are killed, stopped, and started twice at a time: merged, the tables are those of the whole.
. "$(dirname "$0")/lib.sh"

sed 's/periods = 12/periods = 36/; s/"foresight"/"rolling"; lookahead_periods = 6/' "$small" - >swept.cfg <<'END'
sweep: { parameters = ( { path = "sources.mine.capacity_tpy"; from = 600.0; to = 2400.0; points = 6; },
                        { path = "stocks.yard.initial_t"; values = [0.0, 100.0]; } );
         policies = ["baseline", "bigger_yard"]; samples = 150; };
END

dump() {
    for table in identity policy point point_value point_error sample sample_demand point_metric; do
        sqlite3 "$1/results.db" "SELECT rowid, * FROM $table ORDER BY rowid"
    done
}

rows() {
    sqlite3 "$1/results.db" 'SELECT count(*) FROM sample' 2>/dev/null || echo 0
}

# in_time COMMAND…: it is killed by signal $signal after a while that grows, and started again until it is done.
in_time() {
    times=0
    pause=0.4
    while :; do
        "$@" >/dev/null 2>&1 &
        sleep $pause
        if ! kill -"$signal" $! 2>/dev/null; then
            wait $!
            return $?
        fi
        wait $!
        status=$?
        [ $status -ne 0 ] || return 0
        times=$((times + 1))
        pause=$(awk "BEGIN { print $pause * 1.3 }")
    done
}

expect "the whole" 0 "" "$skarn" sweep --quiet -o whole swept.cfg
dump whole >whole.dump
for signal in KILL TERM; do
    folders=
    all=0
    for i in 1 2 3; do
        in_time "$skarn" sweep --threads 1 --shard $i/3 -o $signal-$i swept.cfg
        folders="$folders $signal-$i"
        all=$((all + times))
    done
    test $all -ge 3
    verdict $? "three shards are done in spite of $all signals $signal"
    # shellcheck disable=SC2086
    expect "… and merged" 0 "" "$skarn" merge --quiet $folders -o merged-$signal
    dump merged-$signal >merged.dump
    holds "… to the tables of the whole" cmp merged.dump whole.dump
done
signal=KILL
in_time "$skarn" sweep --threads 2 -o alone swept.cfg
dump alone >alone.dump
holds "a whole sweep that was killed goes on to the same" cmp alone.dump whole.dump

"$skarn" sweep --quiet --threads 1 --shard 1/2 -o two swept.cfg >/dev/null 2>&1 &
first=$!
for i in $(seq 100); do
    [ ! -e two/results.db-wal ] || break
    sleep 0.05
done
expect "a second task on the same shard is refused" 5 "another process is working on it" \
    "$skarn" sweep --quiet --shard 1/2 -o two swept.cfg
kill $first
wait $first
test $? -eq 75
verdict $? "… the first one hears of its end"
expect "a shard that was stopped is not merged" 4 "is not complete" "$skarn" merge two -o none
expect "… and goes on" 0 "goes on from there" "$skarn" sweep --shard 1/2 -o two swept.cfg
