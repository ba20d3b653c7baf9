#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A new scenario can be used as it is, small or with every key, and replaces nothing unasked.
. "$(dirname "$0")/lib.sh"

expect "a new scenario" 0 "" "$skarn" new first.cfg
holds "… is said with what comes next" grep -q "skarn check first.cfg" out
holds "… bears its file's name" grep -q 'name = "first";' first.cfg
holds "… and has fewer than 120 lines" sh -c '[ "$(wc -l <first.cfg)" -lt 120 ]'
expect "… is right" 0 "" "$skarn" check first.cfg
fails "… without a warning" test -s err
expect "… can be planned" 0 "" "$skarn" optimize first.cfg
expect "… and run" 0 "" "$skarn" run --samples 50 first.cfg
holds "… into its own folder" test -s results/first/summary.json
expect "… with its policy" 0 "" "$skarn" run --samples 50 --policy bigger_reserve first.cfg
fails "… which warns of nothing" test -s err
cp first.cfg before

expect "a full one" 0 "" "$skarn" new --full full.cfg
expect "… is right" 0 "" "$skarn" check full.cfg
fails "… without a warning" test -s err
"$skarn" optimize --json first.cfg | sed '/"name"/d' >first.json
"$skarn" optimize --json full.cfg | sed '/"name"/d' >full.json
holds "… and the same scenario as the small one" cmp first.json full.json
"$skarn" help --reference | sed -n 's/^| `\([a-z_]*\)` | .*/\1/p' | sort -u >keys
# shellcheck disable=SC2016  # for the inner shell
holds "… with every key of the reference" sh -c 'test "$(wc -l <keys)" -gt 90 && while read -r key; do
    grep -Eq "(^|[ #])$key = " full.cfg || { echo "$key"; exit 1; }; done <keys'

# What is switched on alone is a value of the right kind and range. It may need another key, or a name that is not there.
grep -nE '^ *#[a-z]' full.cfg | grep -v '{$' | cut -d: -f1 >lines
wrong=0
while read -r line; do
    sed "${line}s/#//" full.cfg >one.cfg
    "$skarn" check one.cfg >out 2>err && continue
    if ! grep -q "^error: one.cfg:" err || grep -Eq "unknown key|wrong type|out of range|syntax|not a date|missing" err; then
        sed 's/^/# /' err
        wrong=1
    fi
done <lines
holds "every line that is commented out can be switched on" sh -c "[ $wrong = 0 ] && [ \$(wc -l <lines) -gt 40 ]"

expect "a file that is there is left alone" 5 "first.cfg is there already; --force replaces it" "$skarn" new first.cfg
expect "… under another name for it" 5 "is there already" "$skarn" new --full ./first.cfg
holds "… as it was" cmp before first.cfg
echo mine >mine.cfg
expect "--force replaces it" 0 "" "$skarn" new --force mine.cfg
holds "… with a scenario" "$skarn" check mine.cfg
ln -s nowhere link.cfg
expect "a link to nothing is there, too" 5 "is there already" "$skarn" new link.cfg
mkdir folder
for path in folder folder/ other/; do
    expect "$path is a folder" 5 "cannot write $path: it is a folder" "$skarn" new --force "$path"
done
expect "- is no file" 2 "new writes a file" "$skarn" new -
expect "nor is nothing" 2 "FILE is empty" "$skarn" new ""
expect "a file in no folder" 5 "cannot write no/x.cfg: No such file or directory" "$skarn" new no/x.cfg
expect "onto a full device" 5 "cannot write /dev/full" "$skarn" new --force /dev/full
expect "without a file" 2 "new needs FILE" "$skarn" new
expect "--quiet says nothing" 0 "" "$skarn" new --quiet quiet.cfg
fails "… at all" test -s out
for file in "2 mines, 1 plant.cfg" .cfg é.cfg a.b.cfg "$(printf 'x%.0s' $(seq 1 200)).cfg"; do
    expect "a name that no scenario can have: $(printf %.20s "$file")" 0 "" "$skarn" new "$file"
    holds "… is made one" "$skarn" check "$file"
done
holds "nothing temporary is left" sh -c '! ls -A | grep -q new-'
