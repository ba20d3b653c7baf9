#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compare, stress, sensitivity and risk: answers, folders, refusals, and going on after a stop.
. "$(dirname "$0")/lib.sh"

# The small chain with options worth comparing, one that changes nothing, and a short stress test.
sed '/^policies:/,$d' "$small" >chain.cfg
cat >>chain.cfg <<'END'
policies:
{
  bigger_yard = { title = "A yard twice as large, half full"; cost_usd = 50000.0;
                  changes = ( { path = "stocks.yard.initial_t"; set = 400.0; } ); };
  wider_road  = { title = "A wider road"; cost_usd_per_year = 2.0e6;
                  changes = ( { path = "routes.road.capacity_tpy"; scale = 1.5; } ); };
  both        = { includes = ["bigger_yard", "wider_road"]; };
  nothing     = { title = "What is there already";
                  changes = ( { path = "routes.road.loss"; set = 0.0; } ); };
};
stress = { targets = ["sources.*", "road", "country:UZ"]; outage_days = [30, 90]; };
simulation: { samples = 40; seed = 7; decisions = "rolling"; lookahead_periods = 4; };
END

without_provenance() {
    sed '/"provenance"/,/}/d' "$1"
}

# --- every study: an answer, a folder of its own, the same bytes again
for study in compare stress sensitivity risk; do
    expect "$study answers" 0 "" "$skarn" $study --threads 2 chain.cfg
    holds "… for people" test "$(wc -l <out)" -gt 10
    holds "… in a folder of its own" test -s results/small-$study/summary.json
    holds "… with the scenario" "$skarn" check results/small-$study/scenario.cfg
    expect "$study again is done at once" 0 "complete already" "$skarn" $study chain.cfg
    "$skarn" $study --json --quiet --threads 1 -o one-$study chain.cfg >one.json
    without_provenance one.json >one.rest
    without_provenance results/small-$study/summary.json >stored.rest
    holds "… the same bytes on one thread as on two, on the screen as in the folder" cmp one.rest stored.rest
    holds "… as JSON of its schema" grep -q "\"skarn/$study/1\"" one.json
    expect "… and the report draws it" 0 "" "$skarn" report results/small-$study
    holds "… in a page" test -s results/small-$study/report.html
    expect "$study of another scenario is refused" 5 "another scenario" "$skarn" $study --set demands.lamps.tpy=201 -o one-$study chain.cfg
    holds "… and nothing was lost" sh -c "sed '/\"provenance\"/,/}/d' one-$study/summary.json | cmp - one.rest"
    expect "… unless forced" 0 "" "$skarn" $study --force --quiet --set demands.lamps.tpy=201 -o one-$study chain.cfg
    expect "$study on a full disk" 5 "" sh -c '"$1" $2 --quiet -o full-$2 "$3" >/dev/full' - "$skarn" $study chain.cfg
    for width in 40 80; do
        COLUMNS=$width "$skarn" $study --quiet chain.cfg >narrow
        holds "… and says something at $width columns" test -s narrow
    done
done
expect "one study's folder is not another's" 5 "another command" "$skarn" compare --samples 10 -o results/small-risk chain.cfg
expect "a run is not a study" 5 "another command" "$skarn" run -o results/small-compare chain.cfg

# --- compare
expect "compare of some policies" 0 "" "$skarn" compare --quiet --json --policies both,wider_road -o some chain.cfg
holds "… has these and the baseline" sh -c '[ "$(grep -c "\"own_cost_usd\"" out)" = 3 ]'
expect "a policy with a slip" 2 'did you mean "wider_road"' "$skarn" compare --policies wider_raod -o slip chain.cfg
holds "… leaves no folder" test ! -e slip
expect "compared with another than the baseline" 0 "" "$skarn" compare --quiet --json --against wider_road -o against chain.cfg
holds "… which is said" grep -q '"against":	*"wider_road"' out
expect "a reference that is not there" 2 "nosuch" "$skarn" compare --against nosuch -o slip chain.cfg
sed '/^policies:/,/^};/d' "$small" >lonely.cfg
expect "a scenario without policies" 3 "polic" "$skarn" compare -o slip lonely.cfg
expect "compare applies all policies: --policy is none of it" 2 "does not go with" "$skarn" compare --policy both chain.cfg
"$skarn" compare --quiet --json -o all chain.cfg >all.json
holds "a policy that changes nothing is told" grep -q '"changes_nothing"' all.json

# --- the same policy, by run and by compare, costs the same
"$skarn" run --quiet --json --policy both chain.cfg >run.json
mean_of() {
    sed -n '/"metrics"/,$p' "$1" | sed -n '/"cost_usd"/,/}/s/.*"mean":	*\([^,]*\),*/\1/p' | head -n 1
}
sed -n '/"name":	*"both"/,$p' all.json >both.json
test "$(mean_of run.json)" = "$(mean_of both.json)" -a -n "$(mean_of run.json)"
verdict $? "a policy costs the same in run and in compare"

# --- more samples are added to what is there
"$skarn" compare --quiet --samples 20 -o grown chain.cfg >out
expect "compare goes on to more samples" 0 "" "$skarn" compare --quiet --json --samples 40 -o grown chain.cfg
without_provenance out >grown.rest
without_provenance all.json >all.rest
holds "… to the same bytes as that many at once" cmp grown.rest all.rest

# --- sensitivity and stress
expect "another metric is read off the same rows" 0 "complete already" "$skarn" sensitivity --metric cost_usd chain.cfg
holds "… and stands in the summary" grep -q '"metric":	*"cost_usd"' results/small-sensitivity/summary.json
expect "a metric with a slip" 2 "cost_usd" "$skarn" sensitivity --metric cost_us chain.cfg
expect "a chance is no metric for it" 2 "secure" "$skarn" sensitivity --metric secure chain.cfg
sed 's/country:UZ/country:QQ/' chain.cfg >wrong.cfg
expect "a stress target that is not there" 3 "wrong.cfg" "$skarn" stress -o slip wrong.cfg
holds "… leaves no folder" test ! -e slip

# --- bad output
touch file
expect "a file where the folder should be" 5 "file" "$skarn" compare -o file chain.cfg
mkdir closed && chmod 555 closed
if [ "$(id -u)" -ne 0 ]; then
    expect "a folder that cannot be written" 5 "cannot write" "$skarn" stress -o closed chain.cfg
else
    skipped "a folder that cannot be written" "root writes everywhere"
fi
