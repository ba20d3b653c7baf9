# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh disable=SC2034  # what is set here is used by the tests
# What the whole-program tests share: a folder to work in, and expectations printed as `ok - …` and `not ok - …`.
# Source it from a test that is started at the project's root, or anywhere.

tests=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$tests/../.." && pwd)
skarn=${SKARN:-${BUILD:-build}/skarn}
case $skarn in
    /*) ;;
    *) skarn=$root/$skarn ;;
esac
small=$tests/small.cfg
unset NO_COLOR SLURM_CPUS_PER_TASK

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1

# verdict STATUS NAME: ok when STATUS is 0.
verdict() {
    if [ "$1" -eq 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        sed 's/^/# out: /' out 2>/dev/null | head -n 8
        sed 's/^/# err: /' err 2>/dev/null | head -n 8
    fi
}

# expect NAME STATUS TEXT COMMAND…: the command exits with STATUS and says TEXT on standard error ("" for nothing in
# particular). Output is left in `out` and `err`.
expect() {
    name=$1 wanted=$2 text=$3
    shift 3
    "$@" >out 2>err
    status=$?
    if [ "$status" -ne "$wanted" ]; then
        echo "# exit status $status, not $wanted"
        verdict 1 "$name"
    elif [ -n "$text" ] && ! grep -qF -e "$text" err; then
        echo "# no '$text' on standard error"
        verdict 1 "$name"
    else
        verdict 0 "$name"
    fi
}

# holds NAME COMMAND…: the command succeeds.
holds() {
    name=$1
    shift
    "$@" >/dev/null 2>&1
    verdict $? "$name"
}

# fails NAME COMMAND…: the command does not.
fails() {
    name=$1
    shift
    ! "$@" >/dev/null 2>&1
    verdict $? "$name"
}

# skipped NAME REASON
skipped() {
    echo "ok - $1 # skipped: $2"
}
