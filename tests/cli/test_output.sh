#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Output that cannot be written (exit status 5): full disks, closed streams, readers that go away, paths that cannot be.
. "$(dirname "$0")/lib.sh"

onto_full() {
    "$@" >/dev/full
}
onto_closed() {
    "$@" >&-
}
into_closed_pipe() {
    # The reader is gone before the first byte is written.
    { sleep 0.3; "$@"; echo $? >status; } | :
    return "$(cat status)"
}

for arguments in "help" "--version" "help --reference" "help periods" "check $small" "check --json $small" \
    "optimize $small" "optimize --json $small" "worlds $small" "worlds --json $small" \
    "run --samples 20 -o full $small" "run --json --samples 20 -o full $small"; do
    # Neither paths nor arguments of this list hold blanks.
    shown=$(printf %s "$arguments" | sed "s|$small|FILE|")
    # shellcheck disable=SC2086
    expect "skarn $shown > /dev/full" 5 "cannot write to standard output" onto_full "$skarn" $arguments
done
holds "the results folder is there all the same" test -s full/summary.json
for arguments in "help" "--version" "check $small" "optimize $small" "worlds $small" "run -o closed $small"; do
    shown=$(printf %s "$arguments" | sed "s|$small|FILE|")
    # shellcheck disable=SC2086
    expect "skarn $shown with standard output closed" 5 "standard output is closed" onto_closed "$skarn" $arguments
done
holds "nothing was run for a closed standard output" test ! -e closed
expect "a reader that goes away" 5 "cannot write to standard output" into_closed_pipe "$skarn" check "$small"
expect "a closed standard error is no failure" 0 "" sh -c '"$1" check "$2" 2>&-' - "$skarn" "$small"
expect "nor is a closed standard input" 0 "" sh -c '"$1" check "$2" <&-' - "$skarn" "$small"

expect "--mps writes a program" 0 "" "$skarn" optimize --mps small.mps --lp small.lp "$small"
holds "… as MPS" grep -q "^ROWS" small.mps
holds "… and as LP" grep -qi "^subject to\|^st" small.lp
expect "--mps into a folder that is not there" 5 "cannot write no/small.mps" "$skarn" optimize --mps no/small.mps "$small"
expect "--mps onto a full device" 5 "cannot write /dev/full" "$skarn" optimize --mps /dev/full "$small"
holds "… which is still a device" test -c /dev/full
mkdir taken
expect "--lp onto a folder" 5 "cannot write taken" "$skarn" optimize --lp taken "$small"
cp "$small" mine.cfg
ln -s mine.cfg linked.cfg
mkdir folder
for path in mine.cfg ./mine.cfg linked.cfg folder/../mine.cfg "$PWD/mine.cfg"; do
    shown=${path##"$PWD"/}
    expect "--lp $shown on the scenario itself" 2 "would overwrite the scenario" "$skarn" optimize mine.cfg --lp "$path"
    expect "--mps $shown on the scenario itself" 2 "would overwrite the scenario" "$skarn" optimize mine.cfg --mps "$path"
done
expect "--lp on the file behind the scenario" 2 "would overwrite the scenario" "$skarn" optimize linked.cfg --lp mine.cfg
holds "… which is as it was" cmp mine.cfg "$small"
for path in new.mps ./new.mps folder/../new.mps "$PWD/new.mps"; do
    shown=${path##"$PWD"/}
    expect "--mps new.mps and --lp $shown" 2 "are one file" "$skarn" optimize "$small" --mps new.mps --lp "$path"
done
holds "… and nothing is written" test ! -e new.mps
cp small.mps old.mps
ln -s old.mps old.lp
expect "--mps and --lp on one file that is there" 2 "are one file" "$skarn" optimize "$small" --mps old.mps --lp old.lp
holds "… which is as it was" cmp small.mps old.mps
expect "--mps and --lp of one name in two folders" 0 "" "$skarn" optimize "$small" --mps new --lp folder/new
expect "--mps and --lp into nothing" 0 "" "$skarn" optimize "$small" --mps /dev/null --lp /dev/null
holds "no temporary file is left" sh -c '! ls -A . | grep -q new-'

: >file
expect "a results folder below a file" 5 "cannot write file" "$skarn" run -o file/x "$small"
expect "a results folder that is a file" 5 "cannot write file" "$skarn" run -o file "$small"
expect "a results folder where none can be" 5 "cannot write" "$skarn" run -o /proc/skarn/x "$small"
ln -s nowhere dangling
expect "a results folder that is a link to nothing" 5 "a link to a folder that is not there" \
    "$skarn" run -o dangling "$small"
holds "… and nothing was run" test ! -s out
# A thread sanitizer's own files do not fit below such a limit.
if sh -c 'ulimit -f 1; exec "$1" check "$2"' - "$skarn" "$small" >/dev/null 2>&1; then
    expect "a file beyond the largest allowed" 5 "large/results.db: disk I/O error" \
        sh -c 'ulimit -f 1; exec "$1" run --samples 20 -o large "$2"' - "$skarn" "$small"
    holds "… leaves no results" sh -c '[ ! -s large/results.db ] && [ ! -e large/summary.json ] && rm -rf large'
    expect "a program beyond the largest file allowed" 5 "File too large" \
        sh -c 'ulimit -f 1; exec "$1" optimize --lp large.lp "$2"' - "$skarn" "$small"
    holds "… leaves nothing either" sh -c '! ls -A | grep -q -e large -e new-'
else
    skipped "a file beyond the largest allowed" "this build's sanitizer needs larger ones"
fi
if [ "$(id -u)" -ne 0 ]; then
    mkdir locked && chmod 555 locked
    expect "a results folder without permission" 5 "Permission denied" "$skarn" run -o locked/x "$small"
else
    skipped "a results folder without permission" "root may write anywhere"
fi

mkdir disk
if mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
    trap 'cd /; umount "$work/disk"; rm -rf "$work"' EXIT
    expect "a disk without room for the rows" 5 "disk is full" \
        sh -c 'head -c 53248 /dev/zero >disk/other; exec "$1" run --samples 20 -o disk/results "$2"' - "$skarn" "$small"
    holds "… says what is kept" grep -q "0 samples are kept in disk/results" err
    holds "… leaves no summary" test ! -e disk/results/summary.json
    holds "… and shows none" test ! -s out
    rm disk/other
    mount -o remount,size=1m disk
    expect "… and goes on once there is room" 0 "" "$skarn" run --samples 20 -o disk/results "$small"
    holds "… to the end" test -s disk/results/summary.json
    rm -rf disk/results
    expect "a full disk is found before the run" 5 "" \
        sh -c 'head -c 1999999 /dev/zero >disk/other 2>/dev/null; exec "$1" run --samples 20 -o disk/results "$2"' - "$skarn" "$small"
    holds "… and nothing was run" test ! -s out
    expect "--mps onto a full disk" 5 "No space left on device" "$skarn" optimize --mps disk/small.mps "$small"
    holds "… leaves nothing half-written" sh -c '! ls -A disk | grep mps'
else
    skipped "a full disk" "no right to mount one"
fi
