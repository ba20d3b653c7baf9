#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/check's docs stage on a tree that is made up: docs/scenario.md must be there and be what the program writes.
set -u

check=$(pwd)/tools/check
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir -p tools build/gcc docs
printf '#!/bin/sh\n' >tools/check-docs
printf '#!/bin/sh\necho "every key"\n' >build/gcc/skarn
chmod +x tools/check-docs build/gcc/skarn

# Name of the test, whether the stage passes (yes, no).
expect() {
    if "$check" docs >out 2>&1; then
        passed=yes
    else
        passed=no
    fi
    if [ $passed = "$2" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        cat out
    fi
}

echo 'every key' >docs/scenario.md
expect 'a reference that is up to date passes' yes
echo 'another key' >docs/scenario.md
expect 'a stale one fails' no
rm docs/scenario.md
expect 'one that was deleted fails' no
grep -q 'make docs' out && echo 'ok - … and it is said how to make it' || echo 'not ok - … and it is said how to make it'
