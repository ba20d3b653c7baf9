#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a terminal gets and a pipe does not: progress, colour, and text as wide as the screen.
. "$(dirname "$0")/lib.sh"
unset COLUMNS
export LC_ALL=C.UTF-8 TERM=xterm

if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    skipped "a terminal" "no script(1) here"
    exit 0
fi

# on_terminal COLUMNS COMMAND: runs it with a terminal of that width as standard output and error; leaves what that
# shows in `seen`, and the command's exit status in `status`.
on_terminal() {
    # shellcheck disable=SC2016  # the shell on the terminal expands $?
    script -qec "stty cols $1 -onlcr; $2; echo \$? >status" /dev/null </dev/null >seen 2>&1
}

# Progress is told a few times a second and its rate is known from the second time on: long enough on one thread.
run="$skarn run --threads 1 --samples 16000 --set scenario.periods=24"
on_terminal 200 "$run -o long $small >out"
tr '\r' '\n' <seen >lines
holds "a terminal sees the progress" grep -Eq "^[0-9]+/16000 samples, [0-9.]+ a second, [0-9]+ s left" lines
holds "… with the headline and its interval" \
    grep -Eq "left; some critical demand goes short in [0-9.]+ % of worlds \([0-9.]+ to [0-9.]+\)" lines
holds "… which is taken away at the end" sh -c '[ -z "$(tail -n 1 lines | tr -d " ")" ]'
holds "… and the run is done" grep -qx 0 status
holds "… the last of it being what the summary says" sh -c '
    chance=$(sed -n "s/^  Some critical demand goes short.*: in \(.*\)\.$/\1/p" out)
    grep "^16000/16000" lines | tail -n 1 | grep -qF "in ${chance%;*}"'
on_terminal 80 "$run -o usual $small >out"
tr '\r' '\n' <seen >lines
holds "80 columns have all of it, in short" \
    grep -Eq "^[0-9]+/16000, [0-9.]+/s, [0-9]+ s left; short in [0-9.]+ % \([0-9.]+ to [0-9.]+\) *$" lines
fails "… within the edge" grep -q "^.\{80\}" lines
on_terminal 200 "COLUMNS=50 $run -o narrow $small >out"
tr '\r' '\n' <seen >lines
holds "50, as COLUMNS says, have what is done, the time left and the headline" \
    grep -Eq "^[0-9]+/16000, [0-9]+ s left; short in [0-9.]+ %" lines
fails "… within the edge" grep -q "^.\{50\}" lines
on_terminal 24 "$run -o narrowest $small >out"
tr '\r' '\n' <seen >lines
holds "24 have what is done and the time left" grep -Eq "^[0-9]+/16000, [0-9]+ s left *$" lines
fails "… within the edge" grep -q "^.\{24\}" lines
run="$skarn run --samples 3000 --set scenario.periods=24"
on_terminal 200 "$run -o quiet --quiet $small >out"
fails "--quiet shows none" grep -q samples seen
on_terminal 200 "$run -o other --set demands.tools.critical=false --set demands.lamps.critical=false $small >out"
holds "where no demand is critical the headline is of any" grep -q "left; some demand goes short in" seen

wrong="$skarn check --set demands.lamps.tpy=-1 $small"
on_terminal 100 "$wrong"
red=$(printf '\033[31merror: ')
yellow=$(printf '\033[33mwarning: ')
holds "errors are red on a terminal" grep -qF "$red" seen
holds "… with the exit status of any" grep -qx 3 status
on_terminal 100 "$run -o warned --set 'demands.*.critical=false' $small >out"
holds "warnings are yellow" grep -qF "$yellow" seen
for plain in "NO_COLOR=1 $wrong" "$wrong --no-color" "TERM=dumb $wrong" "$wrong 2>err"; do
    on_terminal 100 "$plain"
    fails "no colour: ${plain%%"$skarn"*}… ${plain#*"$small"}" grep -q "$(printf '\033')" seen
done
fails "… nor into a file" grep -q "$(printf '\033')" err

# narrow COLUMNS ARGUMENTS: no line of what skarn prints is wider than the terminal.
narrow() {
    on_terminal "$1" "$skarn $2 $small"
    holds "nothing of ${2%% *} is wider than $1 columns" \
        sh -c "grep -q '^[A-Z].* of small' seen && ! grep '^.\{$(($1 + 1))\}' seen"
}
# Figures, dates and intervals are not cut: some tables need 80.
narrow 80 "run --quiet --samples 20 -o wide"
narrow 80 "worlds --sample 3"
narrow 60 optimize
narrow 60 check
on_terminal 80 "$skarn optimize --json $small >json"
"$skarn" optimize --json "$small" >piped
holds "JSON is the same bytes on any screen" cmp json piped
on_terminal 80 "$skarn optimize $small"
holds "UTF-8 draws blocks" grep -q "^  stock yard *█" seen
on_terminal 80 "LC_ALL=C $skarn optimize $small"
holds "… and another locale letters" grep -q "^  stock yard *@" seen
fails "… alone" env LC_ALL=C grep -q '[^ -~]' seen
LC_ALL=C "$skarn" optimize "$small" >out
holds "… off a terminal, too" grep -q "^  stock yard *@" out
