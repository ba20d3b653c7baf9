#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Results that are there, the same at any number of threads, and whole even when a run is stopped.
. "$(dirname "$0")/lib.sh"
without_provenance() {
    sed '/"provenance"/,/}/d' "$1"
}

expect "check" 0 "" "$skarn" check "$small"
holds "… counts the elements" grep -Eq "^  demands +2$" out
expect "check --sources" 0 "" "$skarn" check --sources "$small"
holds "… lists what has a source" grep -q "sources.mine: a test" out
holds "… and what has none" grep -q "^  routes.road$" out
expect "optimize" 0 "" "$skarn" optimize "$small"
holds "… says what it verified" grep -q "verified outside the solver" out
expect "worlds" 0 "" "$skarn" worlds --sample 3 "$small"
holds "… shows the multipliers by period" sh -c 'grep -q "sources.mine.capacity_tpy" out && grep -q "2025-01" out'
holds "… but not of a minimum that there is not" sh -c '! grep -q min_tpy out'
expect "run" 0 "" "$skarn" run "$small"
for words in "Tool makers" "Fill rate" "worst 5 %" "100 samples, none failed" "seed 7" "HHI" \
    "What one more tonne of capacity is worth" "What one more tonne of material is worth" "perfect foresight" "Results are in results/small"; do
    holds "… says '$words'" grep -qF "$words" out
done
holds "… and no line has more than 110 characters" sh -c '! grep -q "^.\{111\}" out'
expect "run without --quiet has no progress line off a terminal" 0 "" "$skarn" run --force "$small"
holds "… nor anything else on standard error" test ! -s err

for threads in 1 2 4 8; do
    "$skarn" run --quiet --json --samples 60 --force -o "threads" --threads $threads "$small" >run.$threads 2>err
    without_provenance run.$threads >rest.$threads
    holds "the same bytes with 1 and $threads threads" cmp rest.1 rest.$threads
done
holds "… which is a document" grep -q '"schema":	*"skarn/run/1"' rest.1
holds "… and the number of threads stands under provenance" grep -q '"threads":	*8' run.8
for command in check optimize "worlds --sample 2"; do
    # shellcheck disable=SC2086
    expect "$command --json" 0 "" "$skarn" $command --json "$small"
    cp out first
    # shellcheck disable=SC2086
    "$skarn" $command --json "$small" >second
    holds "… is the same bytes twice" cmp first second
    if command -v python3 >/dev/null; then
        holds "… and JSON" python3 -m json.tool first
    fi
done
command -v python3 >/dev/null && holds "run --json is JSON" python3 -m json.tool run.1

expect "--set acts" 0 "" "$skarn" run --quiet --samples 20 --set simulation.seed=9 -o set "$small"
holds "… as --seed does" grep -q "seed 9" out
expect "a seed of 53 bits" 0 "" "$skarn" run --quiet --samples 20 --seed 9007199254740991 -o set53 "$small"
holds "… keeps every digit" grep -q '"seed":	*9007199254740991,' set53/summary.json
holds "… and can be run again from its folder" "$skarn" run --quiet -o again53 set53/scenario.cfg
expect "--set and --scale act in the order given" 0 "" "$skarn" optimize --scale demands.lamps.tpy=2 --set demands.lamps.tpy=50 "$small"
holds "… a value set last holds" grep -Eq "^  lamps +50.00 +50.00" out
expect "… in the other order" 0 "" "$skarn" optimize --set demands.lamps.tpy=50 --scale demands.lamps.tpy=2 "$small"
holds "… a factor acts on it" grep -Eq "^  lamps +100.0+ +100.0+" out
expect "a policy is named in the heading" 0 "" "$skarn" optimize --policy bigger_yard "$small"
holds "… of the plan" grep -q "policy bigger_yard" out
expect "decisions that cannot see the future" 0 "" "$skarn" run --quiet --decisions rolling -o rolling "$small"
holds "… say what that costs" grep -q "Deciding month by month on forecasts costs" out
holds "… and how they are taken" sh -c 'tr -s " \n" " " <out | grep -q "plans 12 months and carries out the first"'
holds "… and that every window was verified" grep -Eq "^[0-9,]+ optima verified outside the solver" out
holds "… nothing failed, so nothing is shown" test ! -e rolling/failed
for threads in 1 4; do
    "$skarn" run --quiet --json --decisions rolling --samples 60 --threads $threads --force -o rolling.threads "$small" >rolling.$threads
    without_provenance rolling.$threads >rolling.rest.$threads
done
holds "… the same bytes with 1 and 4 threads" cmp rolling.rest.1 rolling.rest.4
expect "a lookahead of none" 3 "lookahead_periods" "$skarn" run --set simulation.lookahead_periods=0 -o none "$small"
expect "a lookahead of more than there can be" 3 "1200" "$skarn" run --set simulation.lookahead_periods=1201 -o none "$small"
expect "a lookahead beyond the horizon sees to its end" 0 "" "$skarn" run --quiet --samples 5 --decisions rolling --set simulation.lookahead_periods=1200 -o far "$small"

# Designs of worlds: whole replicates are run, a world is the same alone, and threads change nothing.
for sampling in lhs sobol; do
    for threads in 1 2; do
        "$skarn" run --quiet --json --samples 70 --set "simulation.sampling=\"$sampling\"" -o "$sampling" \
            --threads $threads --force "$small" >run.$threads 2>err
        without_provenance run.$threads >rest.$threads
    done
    holds "$sampling: the same bytes with 1 and 2 threads" cmp rest.1 rest.2
    holds "… and the design is in the document" grep -q '"replicates"' rest.1
done
holds "… with the samples that were run" grep -q '"samples":	*64,' rest.1
expect "sobol runs whole sets" 0 "simulation.samples: 64 of 70 are run: 8 replicates of 8 worlds each" \
    "$skarn" run --samples 70 --set 'simulation.sampling="sobol"' -o sobol --force "$small"
expect "a world beyond the design" 2 "allowed 0 to 63" "$skarn" worlds --sample 64 --samples 64 \
    --set 'simulation.sampling="sobol"' "$small"
expect "a design of too few samples" 3 "simulation.samples: too few for sampling \"lhs\" (got 15" \
    "$skarn" run --samples 15 --set 'simulation.sampling="lhs"' -o few "$small"
expect "a precision of 2" 3 "simulation.precision: out of range (got 2; allowed above 0 and below 1)" \
    "$skarn" run --set simulation.precision=2 -o precise "$small"
expect "a precision of 0" 3 "simulation.precision: out of range (got 0" "$skarn" run --set simulation.precision=0 -o precise "$small"
for samples in 1 2 29; do
    expect "$samples samples" 0 "" "$skarn" run --samples $samples -o n$samples "$small"
    holds "… are no reason for numbers that are none" sh -c '! grep -Eiqw "nan|inf" out n*/summary.json'
done
expect "a precision that is not reached" 0 "" "$skarn" run --samples 60 --set simulation.precision=0.01 -o precise "$small"
holds "… is said with what was not known" sh -c 'tr -s " \n" " " <out | grep -q "The precision of 1 % was not reached with the 60 samples that were the most: not by"'

# What is known of one world: 10 days from 15 March at half capacity are 10/365 of a year = 0.3288 months, so March's
# average is 1 - 0.5 * 0.3288 = 0.836.
sed -e 's/rate_per_year = 0.8; duration_days = .*/start = "2025-03-15"; duration_days = 10.0;/' \
    -e 's/recovery_days = 20.0/recovery_days = 0.0/; s/factor = 0.0/factor = 0.5/' "$small" >dated.cfg
expect "worlds of a dated event" 0 "" "$skarn" worlds dated.cfg
holds "… show its dates and factor" grep -Eq "^  landslide +2025-03-15 +2025-03-25 +2025-03-25 +0.50  routes.road.capacity_tpy" out
holds "… and what is left of March" grep -Eq "^    2025-01     1.000  1.000  0.836  1.000" out

# Of 100 days from 1 March one effect acts in the first 60 and fades nowhere, one would begin when all is over.
sed -e 's/rate_per_year = 0.8; duration_days = .*/start = "2025-03-01"; duration_days = 100.0;/' \
    -e 's/recovery_days = 20.0/recovery_days = 30.0/' \
    -e 's/{ target = "routes.road.capacity_tpy"; factor = 0.0; }/{ target = "routes.road.capacity_tpy"; factor = 0.5; }, { target = "sources.mine.capacity_tpy"; factor = 0.25; until_days = 60.0; }, { target = "sources.market.capacity_tpy"; factor = 0.125; from_days = 110.0; }/' \
    "$small" >phases.cfg
expect "worlds of effects within an event" 0 "" "$skarn" worlds phases.cfg
holds "… date each as it acts" grep -Eq "^  landslide +2025-03-01 +2025-06-09 +2025-07-09 +0.50  routes.road.capacity_tpy" out
holds "… not as the event does" grep -Eq "^  +2025-03-01 +2025-04-30 +2025-04-30 +0.25  sources.mine.capacity_tpy" out
holds "… and leave out what never acts" sh -c '! grep -q sources.market.capacity_tpy out'
expect "the document" 0 "" "$skarn" worlds --json phases.cfg
holds "… does so too" sh -c 'tr -d "\n\t " <out | grep -q \
    "\"factor\":0.25,\"from\":\"2025-03-01\",\"full_effect_until\":\"2025-04-30\",\"over\":\"2025-04-30\"" && ! grep -q "factor.*0.125" out'

# The market's price is that of the metal: one line for both.
sed 's/"sources.mine.capacity_tpy"\]/"materials.metal.price_usd_per_t"]/' "$small" >priced.cfg
expect "worlds of a price" 0 "" "$skarn" worlds --sample 3 priced.cfg
holds "… give what is multiplied alike one line" sh -c \
    'grep -A 2 "^  materials.metal.price_usd_per_t" out | tr -s "\n " " " | grep -q "t sources.market.price_usd_per_t 2025-01 "'
holds "… once" sh -c '[ "$(grep -c market.price_usd_per_t out)" = 1 ]'
expect "… and the document has all" 0 "" "$skarn" worlds --json --sample 3 "$small"
holds "… of them" grep -q '"sources.mine.min_tpy"' out

# A demand a million million times the base is beyond what a solver can certify: such samples fail and are named.
sed -e 's/"sources.mine.capacity_tpy"\]; process = "iid"/"demands.tools.tpy"]; process = "fixed"/' \
    -e 's/dist = "uniform"; min = 0.6; max = 1.2;/dist = "discrete"; values = [1.0, 1e13]; weights = [0.9, 0.1];/' \
    "$small" >wild.cfg
expect "samples that fail" 4 "sample " "$skarn" run -o wild wild.cfg
holds "… are counted" grep -Eq "100 samples, [1-9][0-9]* failed and left out" out
holds "… and named in the results" grep -q '"reason"' wild/summary.json
first=$(sed -n 's/^[[:space:]]*"sample":[[:space:]]*\([0-9]*\).*/\1/p' wild/summary.json | head -1)
holds "… and leave their linear program, or why there is none" \
    grep -q "no program was made: demands.tools.tpy is 1e+16" "wild/failed/sample-$first.lp"
holds "… and their world" grep -q '"schema":	*"skarn/worlds/1"' "wild/failed/sample-$first.json"
holds "… of ten of them at most" sh -c '[ "$(ls wild/failed | wc -l)" -le 20 ]'
expect "a run in the same folder of which none fails" 0 "" "$skarn" run --quiet --force -o wild "$small"
holds "… leaves nothing of them" test ! -e wild/failed
mkdir theirs wild/failed
touch theirs/sample-1.lp wild/failed/sample-notes.txt
"$skarn" run --quiet --force -o wild "$small" >out
holds "… but what is not ours" test -e wild/failed/sample-notes.txt
rm -r wild/failed
ln -s ../theirs wild/failed
"$skarn" run --quiet --force -o wild "$small" >out
holds "… also behind a link" test -e theirs/sample-1.lp
