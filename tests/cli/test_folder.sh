#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The results folder: whole or not there, and never written over by another study unasked.
. "$(dirname "$0")/lib.sh"
run() {
    "$skarn" run --samples 20 --quiet "$@"
}

expect "the folder is named for the scenario" 0 "" run "$small"
holds "… and holds the rows, the summary and the scenario" sh -c '[ "$(ls -A results/small | tr "\n" " ")" = "results.db scenario.cfg summary.json " ]'
holds "… and nothing else is left beside it" sh -c '[ "$(ls -A results)" = small ]'
holds "… readable as any folder" sh -c 'umask 022; mkdir plain; [ "$(stat -c %a results/small)" = "$(stat -c %a plain)" ]'
expect "scenario.cfg is a scenario" 0 "" "$skarn" check results/small/scenario.cfg
run --json "$small" >first.json
"$skarn" run --quiet --json -o again results/small/scenario.cfg >second.json
sed '/"provenance"/,/}/d' first.json >first.rest
sed '/"provenance"/,/}/d' second.json >second.rest
holds "… whose results are the same bytes" cmp first.rest second.rest
sed '/"provenance"/,/}/d' results/small/summary.json >stored.rest
holds "summary.json is what --json prints" cmp first.rest stored.rest

expect "the same run again is done at once" 0 "complete already: nothing is run again" "$skarn" run --samples 20 "$small"
run --json "$small" | sed '/"provenance"/,/}/d' >again.rest
holds "… and shows the same" cmp first.rest again.rest
expect "more samples are added to it" 0 "holds 20 samples: the run goes on from there" "$skarn" run --samples 30 "$small"
"$skarn" run --quiet --samples 30 --json -o thirty "$small" | sed '/"provenance"/,/}/d' >thirty.rest
sed '/"provenance"/,/}/d' results/small/summary.json >extended.rest
holds "… and come to the same as that many at once" cmp extended.rest thirty.rest
expect "fewer are not taken away" 5 "more than the 20 asked for" run "$small"
expect "--force begins anew" 0 "" run --force "$small"
expect "another seed is not" 5 "another scenario" run --seed 8 "$small"
holds "… and the differing lines are shown" sh -c 'grep -q "seed = 7" err && grep -q "seed = 8" err'
expect "another scenario is not" 5 "--force replaces what is there" run --set demands.lamps.tpy=201 "$small"
expect "a policy is another study" 5 "results of another policy: baseline there, bigger_yard now" run --policy bigger_yard -o results/small "$small"
expect "… with a folder of its own" 0 "" run --policy bigger_yard "$small"
holds "… named for both" grep -q "with --policy bigger_yard" results/small-bigger_yard/scenario.cfg
expect "… but the policy baseline is none" 0 "" run --policy baseline "$small"
holds "… and the first results are still there" sh -c 'sed "/\"provenance\"/,/}/d" results/small/summary.json | cmp - stored.rest'
echo mine >results/small/notes.txt
expect "--force replaces them" 0 "" run --force --seed 8 "$small"
holds "… with the new ones" grep -q '"seed":	*8' results/small/summary.json
holds "… and keeps what is not ours" grep -qx mine results/small/notes.txt
holds "… with nothing temporary left" sh -c '[ "$(ls -A results/small | tr "\n" " ")" = "notes.txt results.db scenario.cfg summary.json " ]'

mkdir -p empty other
echo mine >other/notes.txt
expect "an empty folder is filled" 0 "" run -o empty "$small"
holds "… with results" test -s empty/summary.json
expect "a folder of other files is left alone" 5 "not results of skarn" run -o other "$small"
holds "… as it was" sh -c '[ "$(ls -A other)" = notes.txt ]'
expect "parents are made" 0 "" run -o a/b/c/ "$small"
holds "… all of them" test -s a/b/c/summary.json
expect "the working folder can be named" 0 "" sh -c 'mkdir here && cd here && exec "$1" run --samples 20 -o . "$2"' - "$skarn" "$small"
holds "… and filled" test -s here/summary.json
ln -s a/b/c link
expect "a link to a folder is followed" 0 "" run -o link "$small"
holds "… and stays a link" test -L link

for file in results.db scenario.cfg summary.json; do
    rm -rf blocked
    run -o blocked "$small" >/dev/null
    rm blocked/$file
    mkdir blocked/$file
    cp -R blocked before.$file
    expect "--force where $file is a folder" 5 "cannot write blocked/$file" run --force --seed 8 -o blocked "$small"
    holds "… and nothing was run" test ! -s out
    holds "… nothing is lost, nothing is added" diff -r blocked before.$file
done
rm -rf blocked/summary.json blocked/scenario.cfg
mkfifo blocked/scenario.cfg
expect "a folder whose scenario.cfg is a pipe" 5 "no regular file" timeout 20 "$skarn" run -o blocked "$small"
