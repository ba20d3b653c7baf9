#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 8 shards as an array of jobs of a real Slurm, of which two are cancelled, one is killed, one requeued and one comes to
# its time limit; the same command again → the same results as on this machine alone.
. "$(dirname "$0")/../cli/lib.sh"
unset OMP_NUM_THREADS

# ---- What a shard is: the only part that knows. `skarn sweep FILE --shard I/8` takes the place of a run a shard, `skarn merge`
# that of looking at each shard by itself.

shards='1 2 3 4 5 6 7 8'

# shard I TO: the command in place of the shell that calls this.
shard() {
    exec "$skarn" run --quiet --seed "$1" --samples 6000 --set scenario.periods=36 -o "$2-$1" "$tests/../cli/small.cfg"
}

# bytes I: how much of the shard is stored; a folder with nothing but its tables in it has less than `begun`.
begun=200000
bytes() {
    wc -c <"shard-$1/results.db-wal" 2>/dev/null || echo 0
}

is_complete() {
    [ -e "shard-$1/summary.json" ]
}

# Not complete, and more than the loss of everything.
kept() {
    ! is_complete "$1" && [ "$(sqlite3 "shard-$1/results.db" 'SELECT count(*) FROM sample')" -gt 0 ]
}

same_as_alone() {
    "$skarn" export --csv -o exported "shard-$1" && "$skarn" export --csv -o alone "local-$1" && diff -r exported alone
}

# ----

SLURM_CONF=$work/slurm/slurm.conf
export SLURM_CONF
box=$root/tools/slurm-sandbox
trap '"$box" stop "$work/slurm" 2>/dev/null; rm -rf "$work"' EXIT
clock=$(date +%s)
note() {
    echo "# after $(($(date +%s) - clock)) s: $1"
}

# within SECONDS COMMAND…: it succeeds by then.
within() {
    left=$(($1 * 10))
    shift
    until "$@" 2>/dev/null; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.1
    done
}

no_jobs() {
    jobs=$(squeue -h -o %i) && [ -z "$jobs" ]
}

state() {
    squeue -h -r -o '%K %T' -j "$job" 2>/dev/null | sed -n "s/^$1 //p"
}

# One that is requeued is pending again, and held back for two minutes. Its user may let it go; not within a second, in
# which the node still refuses it ("job credential revoked").
released() {
    [ "$(state "$1")" = PENDING ] && sleep 2 && scontrol update JobId="${job}_$1" StartTime=now
}

# Stops shards in their tracks as soon as each has stored something, so that the speed of the machine is no matter.
freeze() {
    for i in "$@"; do
        [ -e "frozen-$i" ] || { [ "$(bytes "$i")" -gt $begun ] && kill -STOP "$(cat "pid-$i")" && : >"frozen-$i"; }
    done
    for i in "$@"; do
        [ -e "frozen-$i" ] || return 1
    done
}

# told I: SIGUSR1 (bit 9) waits for the process to go on, unless it has gone on and ended.
told() {
    mask=$(sed -n 's/^ShdPnd:[[:space:]]*//p' "/proc/$(cat "pid-$1")/status") && [ -n "$mask" ] || return 0
    [ $((0x$mask >> 9 & 1)) -eq 1 ]
}

# The job as docs/clusters.md has it: exec, or the signal before the limit goes to the shell alone.
cat >job <<JOB
#!/bin/sh
#SBATCH --job-name=sweep --array=1-8 --cpus-per-task=1 --time=10 --signal=B:USR1@120
#SBATCH --output=log-%a --open-mode=append
echo \$\$ >pid-\$SLURM_ARRAY_TASK_ID
exec sh "$work/shard.sh" \$SLURM_ARRAY_TASK_ID
JOB
{
    printf 'skarn=%s tests=%s\n' "$skarn" "$tests"
    sed -n '/^shard() {/,/^}/p' "$tests/check_sweep.sh"
    # shellcheck disable=SC2016
    echo 'shard "$1" shard'
} >shard.sh

expect "a Slurm of its own starts" 0 "" "$box" start "$work/slurm"
note 'Slurm is up'

job=$(sbatch --parsable job)
holds "five shards are stopped while they are at work" within 30 freeze 2 3 4 5 6
note 'they are'
scontrol update JobId="${job}_6" TimeLimit=2
kill -KILL "$(cat pid-4)"
scancel "${job}_2" "${job}_3"
scontrol requeue "${job}_5"
holds "a requeued shard need not wait for two minutes" within 20 released 5

# What the machine alone makes of it, while Slurm comes round to time limits, which it does twice a minute.
for i in $shards; do
    (shard "$i" local) >/dev/null 2>err || verdict 1 "shard $i runs by itself"
done
note 'the same is done without Slurm'
holds "the signal before the time limit comes" within 60 told 6
kill -CONT "$(cat pid-6)" 2>/dev/null
holds "every shard ends" within 60 no_jobs
note 'the array has ended'
for i in 2 3 4 6; do
    holds "shard $i was interrupted, and keeps what it has" kept $i
done
for i in 1 5 7 8; do
    holds "shard $i is complete" is_complete $i
done
test "$(sqlite3 shard-5/results.db 'SELECT count(*) FROM start')" -eq 2
verdict $? "… the requeued one after two starts"
test "$(sqlite3 shard-1/results.db 'SELECT threads FROM start')" -eq 1
verdict $? "a shard has as many threads as its job has cores"

cksum shard-1/* shard-5/* >before
job=$(sbatch --parsable job)
holds "the same command again ends" within 60 no_jobs
note 'the second array has ended'
cksum shard-1/* shard-5/* >after
holds "… leaves what was complete as it was" cmp before after
for i in $shards; do
    holds "shard $i is what it is without Slurm" same_as_alone "$i"
done
expect "the Slurm stops" 0 "" "$box" stop "$work/slurm"
