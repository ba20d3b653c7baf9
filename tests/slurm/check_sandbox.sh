#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/slurm-sandbox: a Slurm that works, for whoever starts it, and of which stop leaves nothing running.
. "$(dirname "$0")/../cli/lib.sh"
unset SLURM_CONF
box=$root/tools/slurm-sandbox
trap 'for d in "$work"/*/started; do [ ! -e "$d" ] || "$box" stop "${d%/started}"; done; rm -rf "$work"' EXIT

# running DIR: the processes of its Slurm, and of its jobs, which all write or hold something below it.
running() {
    for process in /proc/[0-9]*; do
        [ "$process" != /proc/$$ ] || continue
        readlink "$process"/fd/* "$process/cwd" 2>/dev/null | grep -q "^$1/" && echo "${process#/proc/}"
    done
}

nothing_runs() {
    [ -z "$(running "$1")" ]
}

# within SECONDS COMMAND…: it succeeds by then.
within() {
    tenths=$(($1 * 10))
    shift
    until "$@" 2>/dev/null; do
        tenths=$((tenths - 1))
        [ $tenths -gt 0 ] || return 1
        sleep 0.1
    done
}

expect "no arguments" 2 "start DIR" "$box"
expect "no command to run" 2 "run DIR COMMAND" "$box" run "$work/a"
expect "a word that is none of the three" 2 "stop DIR" "$box" restart "$work/a"
expect "a path that Slurm cannot take" 1 "a path: choose another folder" "$box" start "$work/a b"
expect "… or is too long for it" 1 "characters long" "$box" start "$work/$(printf '%090d' 0)"
mkdir theirs
echo 'ClusterName=ours' >theirs/slurm.conf
expect "a folder with somebody's configuration" 1 "is not of this tool" "$box" start theirs
holds "… which stays as it was" grep -q ours theirs/slurm.conf
expect "stopping what was never started" 0 "nothing was started here" "$box" stop "$work/a"
mkdir bin
for tool in sh id uname cat sed; do
    ln -s "$(command -v $tool)" bin/$tool
done
expect "without Slurm" 1 "install Debian's package slurm-wlm" env PATH="$work/bin" "$box" start "$work/a"

expect "run gives what the command gave" 7 "" "$box" run "$work/a" sh -c 'sinfo -h -o %D && exit 7'
holds "… which saw two nodes" grep -qx 2 out
holds "… and nothing of it runs on" nothing_runs "$work/a"

expect "start" 0 "" "$box" start "$work/a"
holds "… says what to export" grep -qxF "export SLURM_CONF=$work/a/slurm.conf" out
expect "a second start in the same folder" 1 "already started" "$box" start "$work/a"
expect "another folder has another Slurm" 0 "" "$box" start "$work/b"

# A job that will not be ended, with a child, in a.
cat >stubborn <<'JOB'
#!/bin/sh
trap '' TERM
sleep 1000 &
wait
JOB
holds "a job begins" env SLURM_CONF="$work/a/slurm.conf" sbatch -D "$work/a" -o "$work/a/out" stubborn
holds "… and runs" within 15 env SLURM_CONF="$work/a/slurm.conf" sh -c '[ "$(squeue -h -o %T)" = RUNNING ]'
before=$(running "$work/b")
expect "stop" 0 "" "$box" stop "$work/a"
holds "… ends the job too" nothing_runs "$work/a"
test -n "$before" && test "$before" = "$(running "$work/b")"
verdict $? "… and nothing of the other Slurm"
expect "stopping again" 0 "nothing was started here" "$box" stop "$work/a"

# Process numbers are used again: this shell's number with another time is not what was started. Nor is 0, for kill a group.
printf '%s 1\n0 \n\n' $$ >>b/started
kill -KILL "$(head -n 1 b/started | cut -d ' ' -f 1)"
expect "stop after a daemon has died" 0 "" "$box" stop "$work/b"
holds "… ends the others" nothing_runs "$work/b"
holds "… and no process that only has the number" kill -0 $$

# A signal from the terminal goes to all in the foreground.
if env --default-signal=INT true 2>/dev/null; then
    expect "Ctrl-C during run" 130 "" env --default-signal=INT setsid "$box" run "$work/a" sh -c 'kill -INT 0; sleep 20'
    holds "… stops the Slurm as well" nothing_runs "$work/a"
else
    skipped "Ctrl-C during run" "no env --default-signal here"
fi

if [ "$(id -u)" -eq 0 ]; then
    chmod 711 .
    install -d -o nobody -m 755 c d
    expect "a Slurm that cannot start, for the group is not the user's" 1 "Failed to set GID" \
        setpriv --reuid=nobody --regid=root --clear-groups "$box" start "$work/d"
    holds "… is taken down again" nothing_runs "$work/d"
    setpriv --reuid=nobody --regid=nogroup --clear-groups "$box" run "$work/c" sh -c '
        cd "$0" && sbatch --array=1-8 -o job-%a --wrap "id -un; sleep 0.1" &&
        while [ -n "$(squeue -h -o %i)" ]; do sleep 0.1; done' "$work/c" >out 2>err
    test "$(cat c/job-[1-8] | sort | uniq -c | tr -s ' ')" = ' 8 nobody'
    verdict $? "an array of 8 for a user who is not root"
    holds "… of which nothing runs on" nothing_runs "$work/c"
else
    skipped "an array of 8 for a user who is not root" "all of the above was"
fi
