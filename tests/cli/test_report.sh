#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# skarn report: folders that can be reported on and folders that cannot; what the page may hold. How it is drawn is
# tried out in a browser (make check-report).
. "$(dirname "$0")/lib.sh"

# A page of which everything is there: it begins and ends as it should, and its data is between.
whole() {
    head -n 1 "$1" | grep -q '^<!DOCTYPE html>$' && tail -n 1 "$1" | grep -q '^</html>$' &&
        grep -q '"schema":"skarn/run/1"' "$1" && ! grep -q '@DATA@\|@script-hash@\|@style-hash@' "$1"
}

foreign() {
    mkdir -p "$1"
    printf '%s' "$2" >"$1/summary.json"
}

"$skarn" run "$small" --samples 20 --quiet -o done >/dev/null 2>&1
expect 'a folder becomes a page' 0 '' "$skarn" report done
holds 'which says where it is' grep -qx 'done/report.html' out
holds 'and is whole' whole done/report.html
cp done/report.html first.html
"$skarn" report done >/dev/null
holds 'twice the same page' cmp -s first.html done/report.html
holds 'nothing temporary is left' test "$(ls done)" = "report.html
results.db
scenario.cfg
summary.json"
holds 'the notices of d3 are kept' grep -q 'https://d3js.org v5.*Copyright' done/report.html
holds 'nothing may be loaded' grep -q "default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]*'; style-src 'sha256-" done/report.html
fails 'no address of anything to load is in it' grep -Eq '(src|href)="(https?:)?//' done/report.html
fails 'nor where it was computed' grep -q "\"host\":" done/report.html
"$skarn" report --quiet "$work/done"
fails 'nor the folder it was asked for' grep -qF "$work" done/report.html
fails 'nor the plan by period, which no figure draws' grep -q '"periods":\[' done/report.html

# The hash in the policy is that of the script on the page, else a browser would run nothing.
script_hash() {
    awk '/^<script>$/ { on = 1; print ""; next } /^<\/script>$/ { on = 0 } on { print }' "$1" | openssl dgst -sha256 -binary | openssl base64
}
if command -v openssl >/dev/null; then
    holds 'the policy lets the own script run' grep -qF "script-src 'sha256-$(script_hash done/report.html)'" done/report.html
else
    skipped 'the policy lets the own script run' 'no openssl'
fi

expect 'no folder' 2 'report needs DIR' "$skarn" report
expect 'a folder that is not there' 5 'nowhere: no results to report on' "$skarn" report nowhere
mkdir empty
expect 'a folder without results' 5 'empty: no results to report on' "$skarn" report empty
fails 'nothing is written there' test -e empty/report.html
expect 'of two folders the wrong one is named' 5 'empty: no results' "$skarn" report done empty
expect 'a file instead of a folder' 5 'done/scenario.cfg: no results' "$skarn" report done/scenario.cfg

foreign cut "$(head -c 3000 done/summary.json)"
expect 'a summary that is cut short' 5 'cut: its summary.json is cut short or no JSON' "$skarn" report cut
foreign blank ''
expect 'an empty summary' 5 'blank: its summary.json is cut short or no JSON' "$skarn" report blank
foreign other '{"name": "left-pad", "version": "1.3.0"}'
expect 'a summary of another program' 5 'other: its summary.json is not one of' "$skarn" report other
foreign list '[1, 2]'
expect 'a summary that is no object' 5 'list: its summary.json is not one of' "$skarn" report list
foreign newer '{"schema": "skarn/run/2"}'
expect 'a newer summary' 5 'got skarn/run/2; allowed skarn/…/1' "$skarn" report newer
foreign older '{"schema": "skarn/run/1", "samples": 3}'
expect 'a summary from before there were figures' 5 'older: its summary.json has no figures' "$skarn" report older
head -c 100 /dev/zero >cut/summary.json
expect 'a summary of zeros' 5 'cut: its summary.json is cut short or no JSON' "$skarn" report cut

foreign study '{"schema": "skarn/stress/1", "targets": []}'
expect 'a study of another kind stands beside a run' 0 '' "$skarn" report done study
holds 'in the first folder, with both' grep -q '"schema":"skarn/stress/1"' done/report.html
fails 'not in the second' test -e study/report.html

mkdir -p locked && cp done/summary.json locked && mkdir locked/report.html
expect 'a page that cannot be written' 5 'cannot write locked/report.html' "$skarn" report locked
expect 'a full disk' 5 'cannot write' sh -c "mkdir -p full && cp done/summary.json full && ln -s /dev/full full/report.html && '$skarn' report full"

expect 'no samples at all' 3 '' "$skarn" run "$small" --samples 0 --quiet -o none
expect 'which leaves nothing to report on' 5 'none: no results' "$skarn" report none
"$skarn" run "$small" --samples 1 --quiet -o one >/dev/null 2>&1
expect 'one sample' 0 '' "$skarn" report one
holds 'makes a whole page' whole one/report.html

# Names: whatever they hold, the only tags of the page are its own.
tags() {
    grep -o '<[a-zA-Z/!][^ >]*' "$1" | sort | uniq -c
}
long=$(printf 'n%.0s' $(seq 200))
"$skarn" run "$small" --samples 2 --quiet -o named --set 'scenario.title="</script><b>bold</b><!-- &lt; \"quoted\""' \
    --set "demands.tools.title=\"몰리브덴 < 'w' & <img src=x onerror=alert(1)> $long\"" >/dev/null 2>&1
"$skarn" run "$small" --samples 2 --quiet -o plain --set 'scenario.title="plain"' --set 'demands.tools.title="plain"' >/dev/null 2>&1
expect 'names with markup, quotes, UTF-8 and 200 letters' 0 '' "$skarn" report named
"$skarn" report --quiet plain
tags named/report.html >named.tags
tags plain/report.html >plain.tags
holds 'add no tag to the page' cmp -s named.tags plain.tags
holds 'and are there' grep -q 'u003c/script>\\u003cb>bold' named/report.html
