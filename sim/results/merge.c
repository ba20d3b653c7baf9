/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db of shards → the rows of the whole sweep: each table of all shards at once, the lowest
 * rowid first, so that the result is written from its beginning to its end. */
#include "results/merge.h"

#include "results/database_parts.h"

#include <stdlib.h>
#include <string.h>

/* Rows of a transaction: a merge that was killed begins after the last. */
enum { ROWS_A_BLOCK = 100000, WORDS = 160 };

/* What a shard and the whole have in common, row by row. point first: a row without its point says
 * nothing. */
static const char *const tables[] = {"point", "point_value", "point_error", "sample",
                                     "sample_demand"};
enum { TABLE_COUNT = sizeof tables / sizeof *tables, SAMPLE_TABLE = 3 };

typedef struct {
    ski_sql sql;
    int shard, shards, samples;
    bool is_complete;
    sqlite3_stmt *query; /* of the table in hand; NULL: it has no more rows */
    sqlite3_int64 rowid; /* of the row in hand */
} part;

typedef struct {
    sk_results *results;
    part *parts; /* [count] */
    int count;
    sk_error *error;
} merging;

/* --- opening --- */

static sk_status open_part(part *of, const char *path, sk_error *error) {
    of->sql = (ski_sql){.path = path, .error = error};
    if (sqlite3_open_v2(path, &of->sql.connection, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        return of->sql.connection == NULL ? SK_ERR_MEMORY : ski_sql_failed(&of->sql);
    }
    return ski_sql_run(&of->sql, "PRAGMA cache_size = -512; BEGIN");
}

/* Says in what a part is of another study; *same becomes false then. */
static sk_status compare_identity(const merging *of, const part *with) {
    sk_results theirs = *of->results;
    long long is_shard = 0;
    theirs.sql = with->sql;
    theirs.path = (char *)with->sql.path;
    sk_status st = ski_identity_compare(&theirs);
    if (st == SK_OK) {
        st = ski_sql_integer(&with->sql, "SELECT count(*) FROM sqlite_schema WHERE name = 'shard'",
                             0, &is_shard);
    }
    if (st == SK_OK && is_shard == 0) {
        st = ski_fail(of->error, SK_ERR_FOREIGN, "%s holds a whole sweep, no shard of one",
                      with->sql.path);
    }
    return st;
}

static sk_status read_shard(part *of) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    bool found = false;
    SK_TRY(ski_sql_prepare(&of->sql,
                           "SELECT shard, shards, samples, (SELECT count(*) FROM policy WHERE "
                           "samples IS NULL) FROM shard",
                           &query));
    SK_TRY(ski_sql_row(&of->sql, query, &found));
    of->shard = sqlite3_column_int(query, 0);
    of->shards = sqlite3_column_int(query, 1);
    of->samples = sqlite3_column_int(query, 2);
    of->is_complete = found && sqlite3_column_int(query, 3) == 0;
done:
    sqlite3_finalize(query);
    return st;
}

static sk_status examine_part(const merging *of, part *one) {
    sk_status st = SK_OK;
    bool is_empty = true;
    SK_TRY(ski_sql_examine(&one->sql, &is_empty));
    if (is_empty) {
        return ski_fail(of->error, SK_ERR_FOREIGN, "%s holds no results yet", one->sql.path);
    }
    SK_TRY(compare_identity(of, one));
    SK_TRY(read_shard(one));
done:
    return st;
}

/* Opens all, and says what is wrong with each that is not of this sweep. */
static sk_status open_parts(const merging *of, const char *const *paths) {
    sk_status worst = SK_OK;
    for (int i = 0; i < of->count; i++) {
        part *one = &of->parts[i];
        sk_status st = open_part(one, paths[i], of->error);
        st = st == SK_OK ? examine_part(of, one) : st;
        if (st == SK_ERR_MEMORY) {
            return st;
        }
        worst = worst == SK_OK ? st : worst;
    }
    return worst;
}

/* --- whether they are the shards of one split, each once --- */

static sk_status check_alike(const merging *of) {
    sk_status st = SK_OK;
    const part *first = &of->parts[0];
    for (int i = 1; i < of->count; i++) {
        const part *one = &of->parts[i];
        if (one->shards != first->shards || one->samples != first->samples) {
            st = ski_fail(of->error, SK_ERR_FOREIGN,
                          "%s is a shard of another split: %d of %d with %d samples a point; %s is "
                          "%d of %d with %d",
                          one->sql.path, one->shard, one->shards, one->samples, first->sql.path,
                          first->shard, first->shards, first->samples);
        }
        for (int k = 0; k < i; k++) {
            if (of->parts[k].shard == one->shard && of->parts[k].shards == one->shards) {
                st = ski_fail(of->error, SK_ERR_FOREIGN, "%s and %s are both shard %d of %d",
                              of->parts[k].sql.path, one->sql.path, one->shard, one->shards);
            }
        }
    }
    if (st == SK_OK && first->samples != of->results->asked) {
        st = ski_fail(of->error, SK_ERR_FOREIGN,
                      "%s has %d samples a point, the results to merge into %d", first->sql.path,
                      first->samples, of->results->asked);
    }
    return st;
}

static const part *part_of(const merging *of, int shard) {
    for (int i = 0; i < of->count; i++) {
        if (of->parts[i].shard == shard) {
            return &of->parts[i];
        }
    }
    return NULL;
}

static sk_status check_whole(const merging *of, bool allow_missing, int *missing) {
    const int shards = of->parts[0].shards;
    *missing = 0;
    for (int shard = 1; shard <= shards; shard++) {
        const part *one = part_of(of, shard);
        if (one != NULL && one->is_complete) {
            continue;
        }
        *missing += 1;
        if (!allow_missing && one == NULL) {
            ski_fail(of->error, SK_ERR_INCOMPLETE, "shard %d of %d is missing", shard, shards);
        } else if (!allow_missing) {
            ski_fail(of->error, SK_ERR_INCOMPLETE, "shard %d of %d in %s is not complete", shard,
                     shards, one->sql.path);
        }
    }
    return *missing > 0 && !allow_missing ? SK_ERR_INCOMPLETE : SK_OK;
}

/* --- copying --- */

static sk_status next_row(part *of) {
    bool found = false;
    const sk_status st = ski_sql_row(&of->sql, of->query, &found);
    of->rowid = found ? sqlite3_column_int64(of->query, 0) : INT64_MAX;
    if (!found) {
        sqlite3_finalize(of->query);
        of->query = NULL;
    }
    return st;
}

static sk_status open_table(const merging *of, const char *table) {
    sk_status st = SK_OK;
    char text[WORDS];
    snprintf(text, sizeof text, "SELECT rowid, * FROM %s ORDER BY rowid", table);
    for (int i = 0; i < of->count; i++) {
        SK_TRY(ski_sql_prepare(&of->parts[i].sql, text, &of->parts[i].query));
        SK_TRY(next_row(&of->parts[i]));
    }
done:
    return st;
}

/* `INSERT OR IGNORE INTO table (rowid, columns…) VALUES (?, …)`: a case without scenario is said by
 * every shard that met it. The columns are those of the whole, by name. */
static sk_status prepare_insert(const merging *of, const char *table, sqlite3_stmt *like,
                                sqlite3_stmt **out) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    const int columns = sqlite3_column_count(like);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    fprintf(stream, "INSERT OR IGNORE INTO %s (rowid", table);
    for (int c = 1; c < columns; c++) {
        fputs(", \"", stream);
        for (const char *at = sqlite3_column_name(like, c); *at != '\0'; at++) {
            fputs(*at == '"' ? "\"\"" : (char[]){*at, '\0'}, stream);
        }
        fputc('"', stream);
    }
    fputs(") VALUES (?", stream);
    for (int c = 1; c < columns; c++) {
        fputs(", ?", stream);
    }
    fputc(')', stream);
    const sk_status st =
        fclose(stream) != 0 ? SK_ERR_MEMORY : ski_sql_prepare(&of->results->sql, text, out);
    free(text);
    return st;
}

static part *lowest(const merging *of) {
    part *best = NULL;
    for (int i = 0; i < of->count; i++) {
        part *one = &of->parts[i];
        if (one->query != NULL && (best == NULL || one->rowid < best->rowid)) {
            best = one;
        }
    }
    return best;
}

/* The rowid up to which `of` alone has rows. */
static sqlite3_int64 next_of_others(const merging *of, const part *but) {
    sqlite3_int64 next = INT64_MAX;
    for (int i = 0; i < of->count; i++) {
        const part *one = &of->parts[i];
        next = one != but && one->query != NULL && one->rowid < next ? one->rowid : next;
    }
    return next;
}

static sk_status copy_row(const merging *of, sqlite3_stmt *insert, const part *from, bool is_sample,
                          int *in_block) {
    sk_status st = SK_OK;
    SK_TRY(ski_results_transaction(of->results));
    for (int c = 0; c < sqlite3_column_count(from->query); c++) {
        sqlite3_bind_value(insert, c + 1, sqlite3_column_value(from->query, c));
    }
    SK_TRY(ski_sql_step(&of->results->sql, insert));
    of->results->cell_rows += is_sample ? sqlite3_changes(of->results->sql.connection) : 0;
    if (++*in_block >= ROWS_A_BLOCK) {
        *in_block = 0;
        SK_TRY(ski_rows_commit(of->results));
    }
done:
    return st;
}

static sk_status copy_table(const merging *of, int table) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    int in_block = 0;
    SK_TRY(open_table(of, tables[table]));
    for (part *from = lowest(of); from != NULL; from = lowest(of)) {
        const sqlite3_int64 until = next_of_others(of, from);
        if (insert == NULL) {
            SK_TRY(prepare_insert(of, tables[table], from->query, &insert));
        }
        while (from->query != NULL && from->rowid <= until) {
            SK_TRY(copy_row(of, insert, from, table == SAMPLE_TABLE, &in_block));
            SK_TRY(next_row(from));
        }
    }
    SK_TRY(ski_rows_commit(of->results));
done:
    sqlite3_finalize(insert);
    return st;
}

static sk_status merge_all(const merging *of, const char *const *paths, bool allow_missing,
                           int *missing) {
    sk_status st = SK_OK;
    SK_TRY(open_parts(of, paths));
    SK_TRY(check_alike(of));
    SK_TRY(check_whole(of, allow_missing, missing));
    for (int i = 0; i < TABLE_COUNT; i++) {
        SK_TRY(copy_table(of, i));
    }
done:
    return st;
}

sk_status ski_results_merge(sk_results *results, const char *const *paths, int count,
                            bool allow_missing, int *missing, sk_error *error) {
    merging of = {.results = results, .count = count, .error = error};
    of.parts = ski_alloc(count, sizeof *of.parts);
    if (of.parts == NULL) {
        return SK_ERR_MEMORY;
    }
    const sk_status st = merge_all(&of, paths, allow_missing, missing);
    for (int i = 0; i < count; i++) {
        sqlite3_finalize(of.parts[i].query);
        sqlite3_close(of.parts[i].sql.connection);
    }
    free(of.parts);
    return st;
}
