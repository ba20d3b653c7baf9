#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual page and the completion: what the tables of commands, options and keys say.
. "$(dirname "$0")/lib.sh"

expect "the manual page" 0 "" "$skarn" help --man
cp out skarn.1
if command -v man >/dev/null; then
    expect "… is one that man reads" 0 "" env LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l skarn.1
    fails "… without a warning" test -s err
    "$skarn" help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p' >commands
    # shellcheck disable=SC2016  # for the inner shell
    holds "… with every command" sh -c 'test -s commands && while read -r command; do
        grep -q "^   skarn $command " out || exit 1; done <commands'
    "$skarn" run --help | sed -n 's/^  .*\(--[a-z-]*\).*/\1/p' >options
    # shellcheck disable=SC2016
    holds "… and every option of run" sh -c 'test -s options && while read -r option; do
        sed "s/‐/-/g" out | grep -q -e "$option" || exit 1; done <options'
    holds "… and the exit statuses" grep -Eq "^ +75 +stopped before the end" out
else
    skipped "… is one that man reads" "no man here"
fi

if ! command -v bash >/dev/null; then
    skipped "the completion" "no bash here"
    exit 0
fi
expect "the completion" 0 "" "$skarn" help --completion
cp out completion
expect "… is a script" 0 "" bash -n completion
mkdir folder
touch first.cfg second.cfg notes.txt "with blanks.cfg"

# completes NAME WORDS… EXPECTED: with the cursor behind the last of WORDS (bash cuts at =), the proposals are EXPECTED,
# one a line, in any order.
completes() {
    name=$1 expected=$2
    shift 2
    bash -c '. ./completion
        COMP_WORDS=(skarn "$@") COMP_CWORD=$#
        _skarn
        printf "%s\n" "${COMPREPLY[@]}"' - "$@" 2>err | sort >out
    printf '%s\n' "$expected" | sort >wanted
    cmp -s out wanted
    verdict $? "$name"
}
holds "every command is proposed" bash -c '. ./completion; COMP_WORDS=(skarn "") COMP_CWORD=1; _skarn
    for c in $("$1" help | sed -n "/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p"); do
        case " ${COMPREPLY[*]} " in *" $c "*) ;; *) exit 1 ;; esac; done' - "$skarn"
completes "a command" "optimize" opt
completes "an option of the command" "--sample
--samples" worlds --samp
completes "no option of another one" "" check --thr
completes "words of an option" "rolling
foresight" run --decisions ""
completes "… begun" "foresight" run first.cfg --decisions f
completes "… behind =" "rolling" run --decisions = r
completes "… right behind it" "rolling
foresight" run --decisions =
completes "a key of one section" "simulation.samples=
simulation.sampling=" run --set simulation.samp
completes "a key of named elements" "routes.*.lead_time_days=" run --scale 'routes.*.lead'
completes "nothing for a value" "" run --set simulation.samples = 5
completes "scenario files and folders" "first.cfg
second.cfg
with blanks.cfg
folder" check ""
completes "a file with blanks" "with blanks.cfg" run w
completes "folders for results" "folder" run first.cfg -o ""
completes "any file for a program" "notes.txt" optimize first.cfg --mps n
completes "help on a command" "worlds" help w
completes "help on a key" "routes.lead_time_days" help routes.lead
completes "help on a section" "chokepoints
chokepoints.title
chokepoints.cite
chokepoints.capacity_tpy
chokepoints.country
chokepoints.lat
chokepoints.lon" help chokepoints
completes "nothing for a command that is none" "" frobnicate ""
"$skarn" help --reference | sed -n 's/^## \([a-z][a-z]*\).*/\1/p' >sections
# shellcheck disable=SC2016
holds "every section is among the keys" sh -c 'test -s sections && while read -r section; do
    grep -q "^\(_skarn_paths=.\)\{0,1\}$section[.]" completion || { echo "$section" >&2; exit 1; }; done <sections'
