#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# skarn export: results as other programs read them, with nothing lost on the way.
. "$(dirname "$0")/lib.sh"

"$skarn" run --quiet -o results "$small" >out 2>err
before=$(cksum <results/results.db)
expect "export --csv" 0 "" "$skarn" export --csv results
holds "… says nothing" test ! -s out
for table in policy point sample sample_demand series plan marginal; do
    sqlite3 -csv -header results/results.db "SELECT * FROM $table LIMIT 0" "SELECT 1" >/dev/null
    test "$(wc -l <results/$table.csv)" -eq $(($(sqlite3 results/results.db "SELECT count(*) FROM $table") + 1))
    verdict $? "… has a line for each row of $table, and a header"
    test "$(head -n 1 results/$table.csv)" = "$(sqlite3 results/results.db "SELECT group_concat(name) FROM pragma_table_info('$table')")"
    verdict $? "… which names its columns"
done

# Back into a database: the same values, bit by bit.
sqlite3 back.db "$(sqlite3 results/results.db '.schema sample')"
sqlite3 back.db ".mode csv" ".import --skip 1 results/sample.csv sample" 2>/dev/null
metrics=$(sqlite3 results/results.db "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('sample') WHERE type = 'REAL'")
sqlite3 results/results.db "SELECT $metrics FROM sample" >sample.stored
sqlite3 back.db "SELECT $metrics FROM sample" >sample.back
holds "numbers read back as the same" cmp sample.stored sample.back

expect "export into another folder" 0 "" "$skarn" export --csv -o elsewhere results
holds "… the same files" cmp elsewhere/sample.csv results/sample.csv
holds "… and no others" sh -c '[ "$(ls elsewhere | wc -l)" = 7 ]'
expect "export into a folder that cannot be made" 5 "cannot write no/where" "$skarn" export --csv -o no/where results
expect "export onto a full disk" 5 "No space left on device" sh -c '"$1" export --json results >/dev/full' - "$skarn"
expect "export into nothing" 0 "" sh -c '"$1" export --json results >/dev/null' - "$skarn"

expect "export --json" 0 "" "$skarn" export --json results
cp out export.json
holds "… is a document" grep -q '"schema": "skarn/export/1"' export.json
"$skarn" export --json results >again.json
holds "… the same twice" cmp export.json again.json
test "$before" = "$(cksum <results/results.db)"
verdict $? "… and leaves the database as it was"
if command -v python3 >/dev/null; then
    cat >compare.py <<'P'
import csv, json, sqlite3
document = json.load(open("export.json"))
database = sqlite3.connect("results/results.db")
database.row_factory = sqlite3.Row
for table in ("policy", "point", "sample", "sample_demand", "series", "plan", "marginal"):
    rows = [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid")]
    assert document[table] == rows, table
    lines = list(csv.DictReader(open(f"results/{table}.csv", newline="")))
    assert len(lines) == len(rows), table
    for line, row in zip(lines, rows):
        for key, value in row.items():
            want = None if line[key] == "" and value is None else type(value)(line[key])
            assert want == value, (table, key, line[key], value)
assert document["complete"] is True
assert len(document["provenance"]["start"]) == 1
P
    holds "JSON and CSV hold what the database does" python3 compare.py
fi
expect "neither --csv nor --json" 2 "one of --csv and --json" "$skarn" export results
expect "both" 2 "one of --csv and --json" "$skarn" export --csv --json results
expect "--json into a folder" 2 "--output goes with --csv" "$skarn" export --json -o x results
expect "no folder" 2 "export needs DIR" "$skarn" export --csv
expect "a folder that is not there" 5 "No such file or directory" "$skarn" export --csv nowhere
mkdir empty
expect "a folder without results" 5 "empty/results.db" "$skarn" export --csv empty
: >empty/results.db
expect "results of a run that has not begun" 5 "holds no results yet" "$skarn" export --csv empty

# Of a run that did not come to its end there is what it has stored.
"$skarn" run --quiet --samples 1000000 -o stopped "$small" >out 2>err &
process=$!
sleep 0.3
kill -TERM $process
wait $process
expect "results that are not complete" 4 "stopped is not complete" "$skarn" export --csv stopped
test "$(wc -l <stopped/sample.csv)" -gt 2
verdict $? "… are written as far as they go"
expect "… and have no report" 5 "stopped: no results to report on: it is not complete: run the same command again" "$skarn" report stopped

# What was made of earlier results goes with them; other files, and those of a folder that had none, do not.
"$skarn" run --quiet -o anew "$small" >out 2>err
"$skarn" export --csv anew && "$skarn" report anew >out 2>err
echo mine >anew/birds.csv
"$skarn" run --quiet -o anew "$small" >out 2>err
holds "tables and report stay beside results that are complete" test -e anew/sample.csv -a -e anew/plan.csv -a -e anew/report.html
expect "new results in their place" 0 "" "$skarn" run --quiet --force --samples 20 -o anew "$small"
holds "… take them away, and no others" sh -c '[ "$(ls anew | tr "\n" " ")" = "birds.csv results.db scenario.cfg summary.json " ]'
mkdir own
echo mine >own/plan.csv
expect "results added to somebody's own files" 0 "" "$skarn" run --quiet --force --samples 20 -o own "$small"
holds "… leave them" grep -qx mine own/plan.csv

# Damage in the middle is said of the database, not of what is made of it.
"$skarn" run --quiet --samples 3000 -o damaged "$small" >out 2>err
"$skarn" export --csv damaged
cp damaged/sample.csv before.csv
head -c 150000 /dev/zero | tr '\0' x | dd of=damaged/results.db bs=1000 seek=100 conv=notrunc 2>/dev/null
for to in --csv --json; do
    expect "a database that is damaged in the middle, $to" 5 "damaged/results.db is no results of skarn, or damaged" "$skarn" export $to damaged
    fails "… blames no other file" grep -q "cannot write\|internal" err
done
holds "… and leaves the table of before" cmp before.csv damaged/sample.csv
holds "… alone" sh -c '[ "$(ls damaged | wc -l)" = 10 ]'
for samples in 3000 3010; do
    expect "a run of $samples samples on it" 5 "--force replaces what is there" "$skarn" run --quiet --samples $samples -o damaged "$small"
    fails "… promises nothing" grep -q "are kept" err
done
expect "… and --force does" 0 "" "$skarn" run --quiet --force --samples 20 -o damaged "$small"

# A database of somebody else that has tables of our names.
rm -r damaged/*
sqlite3 damaged/results.db 'CREATE TABLE identity (a); CREATE TABLE policy (b); CREATE TABLE sample (c)'
expect "tables of our names that hold something else" 5 "is a database, but not of skarn's results" "$skarn" export --json damaged
expect "… in the way of a run" 5 "is a database, but not of skarn's results" "$skarn" run --quiet --samples 20 -o damaged "$small"
expect "… which --force replaces" 0 "" "$skarn" run --quiet --force --samples 20 -o damaged "$small"
expect "… altogether" 0 "" "$skarn" export --json damaged

# Texts that a table could trip over: a reason with quotes, commas and line ends.
sqlite3 results/results.db "UPDATE sample SET failed = 'a \"b\", c' || char(10) || 'd' WHERE world = 3"
expect "a text of quotes, commas and lines" 0 "" "$skarn" export --csv results
holds "… is quoted" grep -q '"a ""b"", c$' results/sample.csv

# docs/results.md: every query gives rows, every table and column it speaks of is there.
awk '/^```sql/ { on = 1; next } /^```/ { on = 0 } on' "$root/docs/results.md" >queries.sql
test "$(grep -c ';$' queries.sql)" -ge 8
verdict $? "the queries of docs/results.md"
expect "… run" 0 "" sh -c 'sqlite3 -bail -header stopped/results.db <queries.sql'
sqlite3 -bail results/results.db <queries.sql >answers
test "$(wc -l <answers)" -gt 40
verdict $? "… and answer"
python=$(awk '/^```python/ { on = 1; next } /^```/ { on = 0 } on' "$root/docs/results.md" | sed 's|results/baseline|results|')
if python3 -c 'import pandas' 2>/dev/null; then
    printf '%s\n' "$python" >example.py
    holds "the example for pandas runs" python3 example.py
else
    skipped "the example for pandas runs" "no pandas here"
fi
