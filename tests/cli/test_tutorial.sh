#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/tutorial.md: its scenario is right, its text is that scenario, and the figures it shows are those of the program.
. "$(dirname "$0")/lib.sh"
tutorial=$root/docs/tutorial.cfg
page=$root/docs/tutorial.md

# squeezed: text without the blanks that lay out tables.
squeezed() {
    tr -s ' ' | sed 's/^ //'
}

# shows COMMAND: every line that the page shows under `$ skarn COMMAND` stands in `out`; … is for lines left out.
shows() {
    awk -v command="\$ skarn $1" '
        $0 == command { on = 1; next }
        /^```/ { on = 0 }
        on && $0 != "…"' "$page" | squeezed >shown
    squeezed <out >said
    grep -vxF -f said shown | sed 's/^/# not said: /'
    test -s shown && ! grep -qvxF -f said shown
}

expect "the scenario of the tutorial is right" 0 "" "$skarn" check "$tutorial"
fails "… without a warning" test -s err
shows "check docs/tutorial.cfg"
verdict $? "… and checked as shown"
awk '/^```$/ { on = !on; next } on && /^[a-z ]+:$/ { cfg = 1 } !on { cfg = 0 } on && cfg' "$page" >blocks
grep -vxF -f "$tutorial" blocks >missing
holds "… and written as shown" sh -c 'test -s blocks && ! test -s missing'

expect "the tutorial's plan" 0 "" "$skarn" optimize "$tutorial" --lp plan.lp
shows "optimize docs/tutorial.cfg"
verdict $? "… is as shown"
if command -v glpsol >/dev/null; then
    glpsol --lp plan.lp --output solution >/dev/null 2>&1
    found=$(awk '/^Objective:/ { printf "%.0f", $4 }' solution)
    holds "… and another solver finds the same optimum" \
        sh -c "sed 's/,//g' out | grep -q '^Objective  *$found USD'"
else
    skipped "… and another solver finds the same optimum" "no glpsol here"
fi

expect "the tutorial's world" 0 "" "$skarn" worlds "$tutorial" --sample 1
shows "worlds docs/tutorial.cfg --sample 1"
verdict $? "… is as shown"
expect "the tutorial's run" 0 "" "$skarn" run "$tutorial"
shows "run docs/tutorial.cfg"
verdict $? "… is as shown"
set_spot="--set sources.spot.capacity_tpy=600 -o results/spot600"
# shellcheck disable=SC2086
expect "the tutorial's question" 0 "" "$skarn" run "$tutorial" $set_spot
shows "run docs/tutorial.cfg $set_spot"
verdict $? "… is answered as shown"

sed 's/lead_time_days/lead_time_day/; s/place = "town";  material/place = "twon";  material/' "$tutorial" >slip.cfg
expect "the tutorial's slips" 3 "" "$skarn" check slip.cfg
holds "… are found as shown" sh -c "grep -E '^error: slip|errors, ' err >said && ! grep -vxF -f $page said"
