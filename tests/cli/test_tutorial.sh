#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/tutorial.md, walked through in an empty folder: each of its commands, in its order, says what the page shows.
. "$(dirname "$0")/lib.sh"
page=$root/docs/tutorial.md
export LC_ALL=C.UTF-8

# squeezed: text without the blanks that lay out tables.
squeezed() {
    tr -s ' ' | sed 's/^ //'
}

# shows COMMAND: the lines that the page shows under `$ COMMAND` stand in `out` in this order; … is for lines left out.
shows() {
    awk -v command="\$ $1" '
        $0 == command { on = 1; next }
        /^```/ { on = 0 }
        on && $0 != "…"' "$page" | squeezed >shown
    squeezed <out >said
    awk 'NR == FNR { shown[++count] = $0; next }
        $0 == shown[at + 1] { at++ }
        END { if (at < count || count == 0) { print "# not said, or not there: " shown[at + 1]; exit 1 } }' shown said
}

# The reader's own edit: the block that begins with an indented line goes among the sources.
make_it_your_own() {
    awk '/^```$/ { on = !on; first = 1; next } on && first { wanted = /^    [a-z]+ = /; first = 0 } on && wanted' "$page" >line
    awk 'NR == FNR { line = line $0 "\n"; next } { print } /^sources =$/ { on = 1 } on && /^{$/ { printf "%s", line; on = 0 }' \
        line tutorial.cfg >own.cfg
    mv own.cfg tutorial.cfg
}

# … and the slips that the page has them make in a copy.
make_slips() {
    sed 's/lead_time_days/lead_time_day/; s/place = "town";  material/place = "twon";  material/' tutorial.cfg >slip.cfg
}

sed -n 's/^\$ //p' "$page" >commands
while read -r command; do
    wanted=0
    case $command in
        *results/scrap) make_it_your_own ;;
        *slip.cfg) make_slips && wanted=3 ;;
    esac
    # shellcheck disable=SC2086  # words of the page, without quotes in them
    expect "$command" $wanted "" "$skarn" ${command#skarn } </dev/null
    if [ $wanted -eq 0 ]; then
        fails "… without a warning" test -s err
    else
        mv err out
    fi
    shows "$command"
    verdict $? "… is as shown"
done <commands
holds "the report is a page" grep -q "^<!DOCTYPE html>" results/tutorial/report.html
holds "… of the run that the tutorial reads" grep -q '"samples": *1000\b' results/tutorial/report.html
holds "that is all of the tutorial" sh -c 'test "$(wc -l <commands)" -ge 8'
holds "… and the reader's own source was there" grep -q "^    scrap = " tutorial.cfg

expect "docs/tutorial.cfg" 0 "" "$skarn" new --force tutorial.cfg
holds "… is what the tutorial begins with" cmp tutorial.cfg "$root/docs/tutorial.cfg"
awk '/^```$/ { on = !on; first = 1; next } on && first { cfg = /^[a-z]+ =$/; first = 0 } on && cfg' "$page" >blocks
grep -vxF -f tutorial.cfg blocks >missing
holds "… and written as shown" sh -c 'test -s blocks && ! test -s missing'

expect "the tutorial's plan for another solver" 0 "" "$skarn" optimize tutorial.cfg --lp plan.lp
if command -v glpsol >/dev/null; then
    glpsol --lp plan.lp --output solution >/dev/null 2>&1
    found=$(awk '/^Objective:/ { printf "%.0f", $4 }' solution)
    holds "… has the same optimum there" sh -c "sed 's/,//g' out | grep -q '^Objective  *$found USD'"
else
    skipped "… has the same optimum there" "no glpsol here"
fi
expect "foresight" 0 "" "$skarn" run tutorial.cfg --decisions foresight -o results/foresight
holds "… is as good as the tutorial says" grep -q "goes short at some time: in 7.9 % of worlds" out
expect "more samples" 0 "" "$skarn" run tutorial.cfg --set sources.spot.capacity_tpy=600 --samples 5000 -o results/5000
fails "… leave no few events" grep -q "few events" out
