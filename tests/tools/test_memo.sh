#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tools/memo on a tree that is made up: studies → fields → template → memo; what is not filled is an error.
. "$(dirname "$0")/../cli/lib.sh"

mkdir -p tools docs
cp "$root/tools/memo" tools
# A program that leaves a document with the number of its own samples in it, and says what it was asked.
cat >skarn <<'SKARN'
#!/bin/sh
echo "$*" >>asked
command=$1 folder= samples=0
while [ $# -gt 0 ]; do
    case $1 in
        -o) folder=$2; shift ;;
        --samples) samples=$2; shift ;;
        --json) echo '{ "plan": true }' ;;
        --force) rm -f refuse ;;
    esac
    shift
done
[ -z "$folder" ] || mkdir -p "$folder"
[ "$command" = compare ] && [ -e refuse ] && exit 5
[ "$command" = stress ] && [ -e broken ] && { echo 'error: broken' >&2; exit 1; }
[ -z "$folder" ] || echo "{ \"command\": \"$command\", \"samples\": $samples }" >"$folder/summary.json"
[ "$command" != run ] || printf 'sources = {\n    mine = {\n        capacity_tpy = 12.5;\n    };\n};\n' >"$folder/scenario.cfg"
SKARN
chmod +x skarn
cat >tools/memo.sql <<'SQL'
CREATE TABLE number (path TEXT, value REAL);
.import values.tsv number
CREATE TABLE given (name TEXT, value TEXT);
.import given.tsv given
SELECT 'worlds', json_extract(CAST(readfile('compare/summary.json') AS TEXT), '$.samples');
SELECT 'few', json_extract(CAST(readfile('sensitivity/summary.json') AS TEXT), '$.samples');
SELECT 'mine', value FROM number WHERE path = 'sources.mine.capacity_tpy';
SELECT 'lines', '| a |' || char(30) || '| b |';
SELECT 'empty', '';
SQL
cat >docs/policy-memo.template.md <<'MEMO'
# {{worlds}} and {{few}}

- a mine of {{mine}} t, which is told in a sentence so long that it does not fit a line of the page, and goes on after it
and on

{{lines}}

{{commands}}
MEMO
memo() {
    MEMO_SAMPLES=${1-40} tools/memo ./skarn scenarios/made.cfg folder out.md
}

if ! command -v sqlite3 >/dev/null; then
    skipped 'a memo' 'no sqlite3'
    exit 0
fi
expect 'a memo is made' 0 'out.md is written' memo
holds 'its fields are filled' grep -qx '# 40 and 10' out.md
holds 'with numbers of the scenario' grep -q '^- a mine of 12.5 t, which' out.md
fails 'long lines are folded' grep -q '.\{119\}' out.md
holds 'and short ones joined' grep -q '^  .*and on$' out.md
holds 'a table of several lines keeps them' sh -c 'grep -qx "| a |" out.md && grep -qx "| b |" out.md'
holds 'the commands are said' grep -qx '    skarn compare scenarios/made.cfg --samples 40' out.md
touch refuse
expect 'results of another scenario are replaced' 0 '' memo
fails 'and only then' grep -q 'run.*--force' asked

echo 'and {{nobody}} and {{empty}}' >>docs/policy-memo.template.md
expect 'a field that nobody fills is an error' 1 'line 9 of the template: {{nobody}} is not filled' memo
holds 'and one that is empty' grep -q '{{empty}} is not filled' err
echo 'and {{Wrong}}' >>docs/policy-memo.template.md
expect 'as is one written wrongly' 1 'line 10 of the template: a field is written wrongly' memo
touch broken
expect 'a study that fails ends it, and says why' 1 'error: broken' memo
expect 'no number of worlds is refused' 2 'number of worlds (got "many")' memo many
