#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/run counts what passed and failed, and takes a crash, a silent program and a hung one for a failure.
set -u

run=$(pwd)/tests/run
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir -p tests/x

program() {
    printf '#!/bin/sh\n%s\n' "$2" >"tests/x/$1"
    chmod +x "tests/x/$1"
}

# Name of the test, expected exit status, expected closing line, programs…
expect() {
    name=$1 status=$2 closing=$3
    shift 3
    BUILD=$folder/build TEST_SECONDS=1 "$run" "$@" >out 2>&1
    got=$?
    if [ $got -eq "$status" ] && [ "$(tail -n 1 out)" = "$closing" ]; then
        echo "ok - $name"
    else
        echo "not ok - $name (exit status $got)"
        cat out
    fi
}

program two 'echo "ok - a"; echo "ok - b"'
program half 'echo "ok - a"; echo "not ok - b"'
program cmocka 'echo "[  PASSED  ] 3 test(s)."; echo "[  FAILED  ] 2 test(s), listed below:"; exit 2'
program crash 'echo "ok - a"; kill -SEGV $$'
program silent ':'
program hung 'sleep 20'

expect 'passes are counted' 0 '2 passed, 0 failed' tests/x/two
expect 'a failed line fails the run' 1 '3 passed, 1 failed' tests/x/two tests/x/half
expect 'cmocka totals are read' 1 '3 passed, 2 failed' tests/x/cmocka
expect 'a crash is a failure' 1 '1 passed, 1 failed' tests/x/crash
expect 'a program that runs no test is a failure' 1 '0 passed, 1 failed' tests/x/silent
expect 'a hung program is a failure' 1 '2 passed, 1 failed' tests/x/hung tests/x/two
expect 'no program at all is a failure' 1 '0 passed, 1 failed'
