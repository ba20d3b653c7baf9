#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line itself: help, version, and everything that makes no sense (exit status 2).
. "$(dirname "$0")/lib.sh"

expect "without arguments the usage goes to standard error" 2 "Usage: skarn" "$skarn"
holds "… and nothing to standard output" test ! -s out
expect "help goes to standard output" 0 "" "$skarn" help
holds "… and names every command" sh -c 'for c in check optimize run worlds export report new help; do grep -q "^  $c " out || exit 1; done'
holds "… and nothing goes to standard error" test ! -s err
fails "… in ASCII" env LC_ALL=C grep -q '[^ -~]' out
holds "… the summaries in one column" sh -c '
    sed -n "/^Commands/,/^$/s/^\(  [a-z]*  *[A-Z.]*  *\)[a-z].*/\1/p; /^Commands/,/^$/s/^\(  help .*\]  *\).*/\1/p" out |
        awk "{ print length }" | sort -u >columns && test "$(wc -l <columns)" = 1'
expect "--help is help" 0 "" "$skarn" --help
expect "--version says the version" 0 "" "$skarn" --version
holds "… in one line" sh -c 'grep -Eqx "skarn [0-9]+\.[0-9]+\.[0-9]+" out'
for command in check optimize run worlds export report new help; do
    expect "$command --help lists its options" 0 "" "$skarn" "$command" --help
    holds "… of $command, --version among them" grep -q -e "--version" out
    expect "help $command is the same" 0 "" sh -c '"$1" "$2" --help >a && "$1" help "$2" >b && cmp a b' - "$skarn" "$command"
done
expect "a key has help" 0 "" "$skarn" help lead_time_days
holds "… that says its default" grep -q "0" out
expect "a key that does not exist has none, but a nearest one" 2 "lead_time_days" "$skarn" help lead_time_dys
expect "a key has an example" 0 "" "$skarn" help lead_time_days
holds "… as it is written" grep -q "example: lead_time_days = 45.0;" out
expect "a section has one, too" 0 "" "$skarn" help stocks
holds "… of several lines" grep -q "^ *kr_reserve = {" out
if command -v bash >/dev/null; then
    "$skarn" help --completion >completion
    # shellcheck disable=SC2016  # for bash
    holds "a key is completed without its section" bash -c '
        . ./completion; COMP_WORDS=(skarn help lead) COMP_CWORD=2; _skarn; test "${COMPREPLY[*]}" = lead_time_days'
else
    skipped "a key is completed without its section" "no bash here"
fi
expect "help on a misspelt command" 2 "did you mean the command optimize?" "$skarn" help optimise
expect "the reference is Markdown" 0 "" "$skarn" help --reference
holds "… with a heading" grep -q "^#" out

expect "an unknown command" 2 "unknown command frobnicate" "$skarn" frobnicate
expect "a misspelt command has a suggestion" 2 "did you mean optimize?" "$skarn" optimise "$small"
expect "… also one of two letters" 2 "did you mean run?" "$skarn" rn "$small"
expect "… that is near enough" 2 "skarn help lists them" "$skarn" xy "$small"
expect "a command that is not there yet is unknown" 2 "unknown command sweeep" "$skarn" sweeep "$small"
expect "an option before the command" 2 "the command comes first" "$skarn" --json check "$small"
expect "an unknown option" 2 "unknown option --frobnicate" "$skarn" check --frobnicate "$small"
expect "a misspelt option has a suggestion" 2 "did you mean --samples?" "$skarn" run --sampels 10 "$small"
expect "an unknown letter" 2 "unknown option" "$skarn" run -x "$small"
expect "an option of another command" 2 "does not go with this command" "$skarn" check --mps x "$small"
expect "no file" 2 "check needs FILE" "$skarn" check
expect "two files" 2 "one argument is enough" "$skarn" check "$small" "$small"
expect "a value that is missing" 2 "--samples needs N" "$skarn" run "$small" --samples
expect "a value where none belongs" 2 "--json takes no value" "$skarn" check --json=yes "$small"
expect "an override without a value" 2 "PATH=VALUE is wanted" "$skarn" check --set simulation.seed "$small"
expect "an override without a path" 2 "PATH=FACTOR is wanted" "$skarn" check --scale =2 "$small"
expect "an empty folder name" 2 "is empty" "$skarn" run -o "" "$small"
for value in 1e3 -5 99999999999999999999 "" 3.5 0x10 " 7" 12abc; do
    expect "--samples '$value'" 2 "a whole number is wanted" "$skarn" run --samples "$value" "$small"
done
for value in 0 100000001 1000000000 99999999999; do
    expect "--samples $value is for the scenario to refuse" 3 "allowed 1 to 100000000" \
        "$skarn" run --samples "$value" "$small"
done
expect "--threads 0" 2 "a whole number from 1 to" "$skarn" run --threads 0 "$small"
expect "--sample -1" 2 "a whole number from 0 to" "$skarn" worlds --sample -1 "$small"
expect "--seed 99999999999999999999" 2 "a whole number is wanted" "$skarn" run --seed 99999999999999999999 "$small"
# 2^53 - 1 is the largest whole number that every reader of JSON gets right.
expect "--seed 2^53" 3 "allowed 0 to 9007199254740991" "$skarn" run --seed 9007199254740992 "$small"
expect "--set simulation.seed=2^53 + 1" 3 "allowed 0 to 9007199254740991" \
    "$skarn" run --set simulation.seed=9007199254740993L "$small"
expect "--decisions of another kind" 2 "rolling or foresight" "$skarn" run --decisions clairvoyance "$small"
for option in "--policy bigger_yard" "--samples 5" "--seed 5" "--decisions foresight" "-o x" "--threads 1" --json \
    --quiet --force; do
    # shellcheck disable=SC2086
    expect "$option twice" 2 "is given twice" "$skarn" run $option "$small" $option
done
expect "--output after -o" 2 "--output is given twice" "$skarn" run -o x --output=y "$small"
holds "nothing was written by any of these" sh -c 'test ! -e results && test ! -e x && test ! -e y'

expect "--set and --scale may stand more than once" 0 "" "$skarn" check --set simulation.seed=1 --scale 'demands.*.tpy=2' \
    --set simulation.seed=2 --scale 'demands.*.tpy=2' "$small"
expect "the largest seed" 0 "" "$skarn" check --json --seed 9007199254740991 "$small"
expect "options may stand before the file" 0 "" "$skarn" check --json "$small"
cp out before
expect "… or after it" 0 "" "$skarn" check "$small" --json
holds "… with the same result" cmp before out
cp "$small" ./--json
expect "-- ends the options" 0 "" "$skarn" check -- --json
holds "… so that what follows is a file" grep -q "Check of small" out
expect "--sample=3" 0 "" "$skarn" worlds --sample=3 "$small"
cp out joined
expect "… is --sample 3" 0 "" "$skarn" worlds --sample 3 "$small"
holds "… the same world" cmp joined out
expect "--sample may lie beyond --samples" 0 "" "$skarn" worlds --samples 5 --sample 99 "$small"
expect "help says so" 0 "" "$skarn" worlds --help
holds "… at --sample" grep -q -e '--sample I .*any number' out
holds "… and at --samples, once" sh -c 'test "$(grep -c -e "--samples N" out)" = 1 && grep -q -e "--samples N .*lhs" out'
expect "help of run" 0 "" "$skarn" run --help
holds "… still says what --samples is there" sh -c 'test "$(grep -c -e "--samples N" out)" = 1 && grep -q -e "--samples N .*worlds to draw" out'
for sampling in lhs sobol; do
    expect "a world beyond those of $sampling is none" 2 "allowed 0 to 4095" \
        "$skarn" worlds --set "simulation.sampling=\"$sampling\"" --samples 4096 --sample 4096 "$small"
done
