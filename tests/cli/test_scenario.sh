#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Scenarios that are wrong (exit status 3) or cannot be read (5): each is said with its place, none does harm.
. "$(dirname "$0")/lib.sh"

# changed EXPRESSION…: the small scenario edited by sed, in changed.cfg.
changed() {
    sed "$@" "$small" >changed.cfg
    if cmp -s "$small" changed.cfg; then
        echo "not ok - the edit $* changed nothing"
    fi
}
# wrong NAME TEXT EXPRESSION…: the scenario edited so is refused, with TEXT.
wrong() {
    name=$1 text=$2
    shift 2
    changed "$@"
    expect "$name" 3 "$text" "$skarn" run changed.cfg
}

wrong "a misspelt key" "capacity_tpy" 's/capacity_tpy = 2400.0/capcity_tpy = 2400.0/'
holds "… with file and line" grep -q "changed.cfg:[0-9]*: " err
holds "… and path" grep -q "sources.mine" err
wrong "a misspelt name" "hills" 's/place = "hills"; material = "ore"/place = "hils"; material = "ore"/'
wrong "a wrong type" "periods" 's/periods = 12/periods = "twelve"/'
wrong "3000000000 without L" "3000000000" 's/tpy = 1000.0/tpy = 3000000000/'
wrong "1e999" "number too large" 's/tpy = 1000.0/tpy = 1e999/'
wrong "NaN" "demands.tools.tpy: neither a number nor text in quotes" 's/tpy = 1000.0/tpy = NaN/'
wrong "NaN beside a wrong name" "no such place" -e 's/tpy = 1000.0/tpy = NaN/' -e 's/place = "hills"; material = "ore"/place = "uzz"; material = "ore"/'
holds "… is said too" grep -q "neither a number" err
wrong "a negative capacity" "capacity_tpy" 's/capacity_tpy = 2400.0/capacity_tpy = -1.0/'
wrong "shares that do not add to 1" "tiers" 's/shortage_usd_per_t = 90000.0/tiers = ( { share = 0.5; usd_per_t = 1.0; }, { share = 0.4; usd_per_t = 2.0; } )/'
wrong "dates out of order" "capacity_tpy" 's/capacity_tpy = 2400.0/capacity_tpy = { steps = ( ("2025-06", 1.0), ("2025-03", 2.0) ); }/'
wrong "a date that is none" "2025-13" 's/start = "2025-01"/start = "2025-13"/'
wrong "a cycle of policies" "bigger_yard" 's/bigger_yard = {/bigger_yard = { includes = ["other"];/; s/^policies:/policies:/; s/^  bigger_yard/  other = { includes = ["bigger_yard"]; };\n  bigger_yard/'
wrong "a target that matches nothing" "routes.rod" 's/routes.road.capacity_tpy/routes.rod*.capacity_tpy/'
wrong "a stock above its capacity" "initial_t" 's/initial_t = 100.0/initial_t = 401.0/'
wrong "a minimum above the capacity" "min_tpy" 's/capacity_tpy = 2400.0/capacity_tpy = 2400.0; min_tpy = 2500.0/'
wrong "a number of periods beyond the most" "periods" 's/periods = 12/periods = 1201/'
wrong "all errors are said at once" "mine" -e 's/capacity_tpy = 2400.0/capacity_tpy = -1.0/' -e 's/periods = 12/periods = 0/'
holds "… the other one too" grep -q "periods" err
holds "… and counted" grep -q "^2 errors" err
holds "nothing was written by any of these" test ! -e results

changed 's/^simulation:/correlations = ( { a = "ore_grade"; b = "two"; rho = 0.99; }, { a = "ore_grade"; b = "three"; rho = 0.99; }, { a = "two"; b = "three"; rho = -0.99; } );\nsimulation:/'
sed 's/^  ore_grade/  two = { targets = ["routes.road.cost_usd_per_t"]; process = "iid"; value = { dist = "uniform"; min = 0.5; max = 1.5; }; };\n  three = { targets = ["demands.lamps.tpy"]; process = "iid"; value = { dist = "uniform"; min = 0.5; max = 1.5; }; };\n  ore_grade/' changed.cfg >correlated.cfg
expect "correlations that are not positive definite" 3 "positive definite" "$skarn" run correlated.cfg
expect "check finds correlations that are not positive definite" 3 "positive definite" "$skarn" check correlated.cfg
holds "… with the worst pair" grep -q "worst pair" err

: >empty.cfg
expect "an empty file" 3 "scenario" "$skarn" check empty.cfg
printf '\357\273\277' | cat - "$small" >bom.cfg
expect "a byte order mark" 3 "byte order mark" "$skarn" check bom.cfg
head -c 4096 /dev/urandom >binary.cfg
expect "a binary file" 3 "binary.cfg" "$skarn" check binary.cfg
expect "a device that never ends" 3 "" timeout 20 sh -c 'head -c 100000000 /dev/zero >zeros; exec "$1" check zeros' - "$skarn"
rm -f zeros
mkdir folder.cfg
expect "a folder" 5 "folder.cfg" "$skarn" check folder.cfg
expect "a file that is not there" 5 "missing.cfg" "$skarn" check missing.cfg
printf '@include "nowhere.cfg"\n' | cat - "$small" >include.cfg
expect "an include that is not there" 3 "nowhere.cfg" "$skarn" check include.cfg
mkdir parts
printf 'title = "x";\n' >parts/x.inc
printf '@include "%s/parts/x.inc"\n' "$PWD" | cat - "$small" >absolute.cfg
expect "an include with an absolute path" 3 "absolute.cfg:1: an include's path is relative to the scenario's folder, not absolute" \
    "$skarn" check absolute.cfg
mkfifo pipe
expect "a pipe" 5 "pipe: cannot be read (not a regular file)" timeout 20 "$skarn" check pipe
expect "standard input that is a pipe" 5 "not a regular file" sh -c 'cat "$2" | "$1" check /dev/stdin' - "$skarn" "$small"
expect "standard input that is a file" 0 "" sh -c '"$1" check /dev/stdin <"$2"' - "$skarn" "$small"
expect "a device" 5 "not a regular file" timeout 20 "$skarn" check /dev/zero
printf '@include "pipe"\n' | cat - "$small" >include.cfg
expect "an include of a pipe" 3 "include.cfg:1: cannot read the included file \"pipe\" (pipe: not a regular file" \
    timeout 20 "$skarn" check include.cfg
printf '@include "loop.cfg"\n' >loop.cfg
expect "an include of itself" 3 "loop.cfg" timeout 20 "$skarn" check loop.cfg
if [ "$(id -u)" -ne 0 ]; then
    cp "$small" locked.cfg && chmod 000 locked.cfg
    expect "a file that may not be read" 5 "Permission denied" "$skarn" check locked.cfg
fi

expect "an override with a path that is not there" 3 "demands.lamp" "$skarn" check --set demands.lamp.tpy=3 "$small"
expect "an override of the wrong type" 3 "simulation.samples" "$skarn" check --set 'simulation.samples="many"' "$small"
expect "an override out of range" 3 "sources.mine.capacity_tpy" "$skarn" check --set sources.mine.capacity_tpy=-3 "$small"
expect "an override that no longer holds what is there" 3 "--set stocks.yard.capacity_t=50: stocks.yard.initial_t" \
    "$skarn" check --set stocks.yard.capacity_t=50 "$small"
expect "a policy that is not there" 3 "bigger_yrd" "$skarn" check --policy bigger_yrd "$small"

changed '/^demands:/,/^};/d'
expect "no demands are a warning" 0 "there is no demand" "$skarn" run --samples 20 -o none changed.cfg
holds "… and a summary without them" grep -q "No demand is marked critical" out
changed 's/place = "town"; material = "metal"; capacity_tpy/place = "town"; material = "ore"; capacity_tpy/; s/outputs = { metal/outputs = { ore/; s/initial_t = 100.0/initial_t = 0.0/'
expect "nothing reachable is a warning" 0 "warning: " "$skarn" run --samples 20 -o unreached changed.cfg
holds "… and all is short" grep -q "any_shortage" unreached/summary.json
changed 's/^routes:/chokepoints: { pass = { country = "UZ"; }; };\nroutes:/'
changed 's/to = "town"; materials/to = "hills"; materials/; s/from = "hills"/from = "town"/'
expect "what is legal but suspicious is a warning" 0 "warning: " "$skarn" check changed.cfg
expect "… that --quiet leaves out" 0 "" "$skarn" check --quiet changed.cfg
holds "… all of it" test ! -s err

awk '/^sources:/ { print; getline; print
       for (i = 1; i <= 5000; i++) printf "  s%d = { place = \"hills\"; material = \"ore\"; capacity_tpy = 1.0; };\n", i; next }
     /^routes:/ { print; getline; print
       for (i = 1; i <= 5000; i++) printf "  r%d = { from = \"hills\"; to = \"town\"; materials = [\"metal\"]; cost_usd_per_t = 1.0; };\n", i; next }
     { print }' "$small" >many.cfg
# A sanitizer's own memory does not fit below such a limit.
limited() {
    (ulimit -v 30000 && exec "$@")
}
if limited "$skarn" check "$small" >/dev/null 2>&1; then
    expect "running out of memory" 1 "out of memory" limited "$skarn" optimize many.cfg
else
    skipped "running out of memory" "this build needs more to start"
fi
# Where even the words of an error find no room, it is still said that something is wrong.
speaks() {
    for limit in $(seq 12000 1000 40000); do
        (ulimit -v "$limit" && exec "$skarn" optimize --quiet --set scenario.periods=1000 "$small") >/dev/null 2>err && return 0
        test -s err || return 1
    done
    test -s err
}
if limited "$skarn" check "$small" >/dev/null 2>&1; then
    holds "no failure for lack of memory is without a word" speaks
fi
# A column of 100 million samples does not fit 1 GB, and allocating it fails at once; a sanitizer may not start below
# such a limit.
below_1_gb() {
    (ulimit -v 1000000 && exec "$@")
}
if below_1_gb "$skarn" check "$small" >/dev/null 2>&1; then
    expect "samples that do not fit memory" 1 "out of memory" \
        below_1_gb timeout 60 "$skarn" run --samples 100000000 --threads 1 -o huge "$small"
    holds "… are said to be the cause" grep -q -e "--samples N" err
    holds "… and no results are left" test ! -e huge/summary.json
else
    skipped "samples that do not fit memory" "this build needs more to start"
fi
expect "10,000 elements" 0 "" timeout 120 "$skarn" check many.cfg
holds "… are counted" grep -q "5,001" out
expect "1200 periods" 0 "" timeout 120 "$skarn" check --set scenario.periods=1200 "$small"
