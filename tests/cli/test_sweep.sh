#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sweep and merge: points, shards of any number, kills, and what is refused.
. "$(dirname "$0")/lib.sh"
unset SLURM_ARRAY_TASK_ID SLURM_ARRAY_TASK_COUNT SLURM_ARRAY_TASK_MIN SLURM_ARRAY_TASK_MAX

# 9 points, of which 3 are wrong: a first stock above the yard's capacity.
cat "$small" - >swept.cfg <<'END'
sweep: { parameters = ( { path = "sources.mine.capacity_tpy"; values = [600.0, 1200.0, 2400.0]; },
                        { path = "stocks.yard.initial_t"; values = [0.0, 100.0, 500.0]; } );
         policies = ["baseline", "bigger_yard"]; samples = 20; };
END
sed 's/, 500.0\]/, 400.0]/' swept.cfg >right.cfg

without_provenance() {
    sed '/"provenance"/,/}/d' "$1"
}

# dump DIR: all tables but `start`, with the places of rows.
dump() {
    for table in $(sqlite3 "$1/results.db" "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'start'"); do
        echo "$table"
        case $table in
            accumulator) sqlite3 "$1/results.db" "SELECT * FROM $table" ;;
            *) sqlite3 "$1/results.db" "SELECT rowid, * FROM $table ORDER BY rowid" ;;
        esac
    done
}

# --- the whole
expect "a sweep with wrong points is incomplete" 4 "point 2 (capacity_tpy=600, initial_t=500) under baseline: sweep stocks.yard.initial_t=500" \
    "$skarn" sweep swept.cfg
holds "… but the others are there" test "$(sqlite3 results/small-sweep/results.db 'SELECT count(*) FROM sample')" -eq 240
holds "… and what is wrong, with its point" test "$(sqlite3 results/small-sweep/results.db 'SELECT count(*) FROM point_error')" -eq 6
expect "once more it is done at once" 4 "complete already" "$skarn" sweep swept.cfg
expect "a sweep without wrong points" 0 "" "$skarn" sweep --threads 2 -o right right.cfg
"$skarn" sweep --quiet --json --threads 1 -o right-1 right.cfg >one.json
without_provenance one.json >one.rest
without_provenance right/summary.json >stored.rest
holds "… the same bytes on one thread as on two" cmp one.rest stored.rest
holds "… as JSON of its schema" grep -q '"skarn/sweep/1"' one.json
dump right >right.dump
dump right-1 >right-1.dump
holds "… and the same tables" cmp right.dump right-1.dump
holds "a point is the run of its values" sh -c '
    "$0" run --quiet --set sources.mine.capacity_tpy=1200 --set stocks.yard.initial_t=100 --samples 20 -o point right.cfg >/dev/null &&
    [ "$(sqlite3 point/results.db "SELECT world, cost_usd, shortage_t FROM sample ORDER BY world")" = \
      "$(sqlite3 right/results.db "SELECT world, cost_usd, shortage_t FROM sample WHERE point = 4 AND policy = 0 ORDER BY world")" ]' "$skarn"
expect "a number of samples is that of the sweep" 0 "" "$skarn" sweep --quiet --samples 30 -o right-1 right.cfg
expect "… and more of them go on from there" 0 "" "$skarn" sweep --quiet --samples 30 -o thirty right.cfg
dump right-1 >one.dump
dump thirty >two.dump
holds "… to the same" cmp one.dump two.dump
expect "fewer are refused" 5 "more than the 10 asked for" "$skarn" sweep --samples 10 -o right right.cfg
expect "a scenario without a sweep" 3 "there is none" "$skarn" sweep "$small"
for width in 40 80; do
    COLUMNS=$width "$skarn" sweep --quiet -o right right.cfg >narrow
    holds "… and says something at $width columns" test -s narrow
done

# --- shards, any number of them
dump results/small-sweep >whole.dump
without_provenance results/small-sweep/summary.json >whole.rest
for shards in 1 2 3 7 64; do
    folders=
    for i in $(seq $shards); do
        "$skarn" sweep --quiet --threads 1 --shard $i/$shards -o part-$shards-$i swept.cfg >/dev/null 2>&1
        folders="$folders part-$shards-$i"
    done
    # shellcheck disable=SC2086
    expect "$shards shards are merged" 4 "" "$skarn" merge --quiet $folders -o merged-$shards
    dump merged-$shards >merged.dump
    holds "… to the tables of the whole" cmp merged.dump whole.dump
    without_provenance merged-$shards/summary.json >merged.rest
    holds "… and its summary" cmp merged.rest whole.rest
done
expect "a shard has a folder of its own" 0 "" "$skarn" sweep --quiet --shard 2/3 right.cfg
holds "… that says which it is" test -s results/small-sweep-2-of-3/summary.json
cksum results/small-sweep-2-of-3/* >before
expect "a shard that is complete is done at once" 0 "complete already" "$skarn" sweep --shard 2/3 right.cfg
cksum results/small-sweep-2-of-3/* >after
holds "… and nothing is touched" cmp before after

# --- what is refused
expect "another shard in the same folder" 5 "shard 2 of 3" "$skarn" sweep --shard 1/3 -o results/small-sweep-2-of-3 right.cfg
expect "… another split" 5 "shard 2 of 3" "$skarn" sweep --shard 2/4 -o results/small-sweep-2-of-3 right.cfg
expect "… another number of samples" 5 "20 samples" "$skarn" sweep --shard 2/3 --samples 40 -o results/small-sweep-2-of-3 right.cfg
expect "… the whole" 5 "shard 2 of 3" "$skarn" sweep -o results/small-sweep-2-of-3 right.cfg
for shard in 0/3 4/3 3 /3 3/ 1/0 -1/3 1/3x x; do
    expect "--shard $shard" 2 "I/N is wanted" "$skarn" sweep --shard=$shard right.cfg
done
expect "merging without a folder to merge into" 2 "--output" "$skarn" merge part-3-1
expect "a missing shard" 4 "shard 2 of 3 is missing" "$skarn" merge part-3-1 part-3-3 -o lacking
holds "… is named, and there is no summary" test ! -e lacking/summary.json
expect "… unless it is allowed to be" 4 "samples are missing" "$skarn" merge --allow-missing part-3-1 part-3-3 -o lacking
holds "… which is marked" grep -q '"complete":	*false' lacking/summary.json
expect "… and exported as such" 4 "not complete" "$skarn" export --csv lacking
expect "… until the other has come" 4 "" "$skarn" merge --quiet part-3-2 part-3-1 part-3-3 -o lacking
dump lacking >merged.dump
holds "… to the tables of the whole" cmp merged.dump whole.dump
expect "a shard twice" 5 "both shard 1 of 3" "$skarn" merge part-3-1 part-3-2 part-3-1 part-3-3 -o twice
expect "a shard of another split" 5 "of another split" "$skarn" merge part-3-1 part-2-2 part-3-3 -o twice
expect "a shard of another scenario" 5 "another scenario" "$skarn" merge part-3-1 results/small-sweep-2-of-3 part-3-3 -o twice
expect "what is no shard" 5 "no shard" "$skarn" merge part-3-1 results/small-sweep -o twice
expect "a folder that is not there" 5 "" "$skarn" merge part-3-1 nowhere -o twice

# --- from the scheduler
auto() {
    expect "$1" "$2" "$3" env SLURM_ARRAY_TASK_ID="$4" SLURM_ARRAY_TASK_COUNT="$5" SLURM_ARRAY_TASK_MIN="$6" \
        SLURM_ARRAY_TASK_MAX="$7" "$skarn" sweep --quiet --shard auto right.cfg
}
auto "a job of an array from 1 on" 0 "" 2 3 1 3
auto "… from 0 on" 0 "" 1 3 0 2
auto "a part of an array" 2 "no whole split" 3 2 3 5
auto "… one that does not begin at its beginning" 2 "no whole split" 3 3 3 5
expect "no job of an array" 2 "no job of a Slurm array" "$skarn" sweep --shard auto right.cfg

# --- a script for it
expect "a script for the scheduler" 0 "" "$skarn" sweep --samples 12 --sbatch 3 -o "it's here/s" right.cfg
cp out job
holds "… is one for the shell" sh -n job
for i in 1 2 3; do
    PATH="$(dirname "$skarn"):$PATH" SLURM_ARRAY_TASK_ID=$i sh job >/dev/null 2>err
done
expect "… and does what merge joins" 0 "" "$skarn" merge --quiet "it's here"/s-[0-9]*-of-3 -o "it's here/s"

# --- a plan of it
expect "a plan" 0 "" "$skarn" sweep --dry-run -o never right.cfg
holds "… names points" grep -q 'capacity_tpy=2400, initial_t=400' out
holds "… and what was tried out" grep -q 'One sample is little to go by' out
holds "… and leaves nothing" test ! -e never
