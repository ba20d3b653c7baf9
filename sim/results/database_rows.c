/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples → rows of `sample` and `sample_demand`, set by set, a transaction a block; and back, by
 * column. */
#include "results/database_parts.h"

#include <math.h>
#include <stdlib.h>

/* Rows of a set that rowids have room for. */
enum { ROWID_BITS = 32 };

static ski_stored_rows *of(ski_rows *rows) {
    return (ski_stored_rows *)rows;
}

static const ski_stored_rows *of_const(const ski_rows *rows) {
    return (const ski_stored_rows *)rows;
}

/* The rowid of sample i of a set; sets lie one after the other. */
static sqlite3_int64 rowid_of(const ski_stored_rows *set, int i) {
    return (set->number << ROWID_BITS) + i + 1;
}

void ski_rowids(const ski_stored_rows *set, int samples, sqlite3_int64 *first,
                sqlite3_int64 *last) {
    *first = rowid_of(set, 0);
    *last = rowid_of(set, samples - 1);
}

/* A sample's demands lie one after the other, in their order. */
static sqlite3_int64 demand_rowid(const sk_results *results, sqlite3_int64 rowid, int demand) {
    return (rowid - 1) * results->scenario->demand_count + demand + 1;
}

sk_status ski_results_transaction(sk_results *results) {
    if (results->in_transaction) {
        return SK_OK;
    }
    const sk_status st = ski_sql_run(&results->sql, "BEGIN IMMEDIATE");
    results->in_transaction = st == SK_OK;
    return st;
}

/* --- preparing --- */

/* `INSERT INTO table (head, metrics, tail) VALUES (?, …)`. */
static sk_status prepare_insert(const sk_results *results, const char *table, const char *head,
                                const char *tail, const ski_metric *metrics, int count, int others,
                                sqlite3_stmt **out) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    fprintf(stream, "INSERT INTO %s (", table);
    ski_schema_columns(metrics, 0, count, ", ", stream);
    fprintf(stream, "%s%s) VALUES (?", head, tail);
    for (int i = 1; i < count + others; i++) {
        fputs(", ?", stream);
    }
    fputs(")", stream);
    const sk_status st =
        fclose(stream) != 0 ? SK_ERR_MEMORY : ski_sql_prepare(&results->sql, text, out);
    free(text);
    return st;
}

sk_status ski_rows_prepare(sk_results *results) {
    sk_status st = SK_OK;
    const ski_metric_table *metrics = ski_results_metrics(results);
    ski_statements *insert = &results->insert;
    SK_TRY(prepare_insert(results, "sample",
                          "policy, point, world, optima_warm, optima_from_scratch, ",
                          "optima_presolve, optima_exact, primal_residual, dual_residual, "
                          "duality_gap, failed, rowid",
                          metrics->metrics, metrics->first_demand, 12, &insert->sample));
    SK_TRY(prepare_insert(results, "sample_demand", "policy, point, world, ", "demand, rowid",
                          ski_demand_metrics, SKI_DEMAND_COLUMNS, 5, &insert->demand));
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT INTO series_world (rowid, policy, point, world, value) "
                           "VALUES (?, ?, ?, ?, ?)",
                           &insert->beside));
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT OR REPLACE INTO accumulator (policy, point, name, value) "
                           "VALUES (?, ?, ?, ?)",
                           &insert->state));
    SK_TRY(ski_sql_prepare(&results->sql,
                           "UPDATE start SET wall_seconds = ?, cpu_seconds = ? "
                           "WHERE rowid = (SELECT max(rowid) FROM start)",
                           &insert->start));
done:
    return st;
}

/* --- taking --- */

/* Binds metrics [first, first + count) from place 1 on; NaN becomes NULL. Returns the next place.
 */
static int bind_metrics(sqlite3_stmt *insert, const ski_sample *sample, int first, int count) {
    for (int c = 0; c < count; c++) {
        if (sample->row == NULL) {
            sqlite3_bind_null(insert, c + 1);
        } else {
            sqlite3_bind_double(insert, c + 1, sample->row[first + c]);
        }
    }
    return count + 1;
}

static int bind_key(ski_row_key key, sqlite3_stmt *insert, int at, const ski_sample *sample) {
    sqlite3_bind_int(insert, at, key.policy);
    sqlite3_bind_int(insert, at + 1, key.point);
    sqlite3_bind_int(insert, at + 2, sample->index);
    return at + 3;
}

static sk_status insert_sample(const sk_results *results, const ski_metric_table *metrics,
                               ski_row_key key, const ski_sample *sample) {
    sqlite3_stmt *insert = results->insert.sample;
    const ski_solves *solves = sample->solves;
    int at = bind_metrics(insert, sample, 0, metrics->first_demand);
    at = bind_key(key, insert, at, sample);
    for (int method = 0; method < SKI_METHODS; method++) {
        sqlite3_bind_int64(insert, at++, solves->by_method[method]);
    }
    sqlite3_bind_double(insert, at++, solves->primal_residual);
    sqlite3_bind_double(insert, at++, solves->dual_residual);
    sqlite3_bind_double(insert, at++, solves->gap);
    ski_sql_bind_text(insert, at, sample->failure);
    sqlite3_bind_int64(insert, at + 1, key.rowid);
    return ski_sql_step(&results->sql, insert);
}

static sk_status insert_demand(const sk_results *results, const ski_metric_table *metrics,
                               ski_row_key key, const ski_sample *sample, int demand) {
    sqlite3_stmt *insert = results->insert.demand;
    const int first = metrics->first_demand + demand * SKI_DEMAND_COLUMNS;
    const int at =
        bind_key(key, insert, bind_metrics(insert, sample, first, SKI_DEMAND_COLUMNS), sample);
    ski_sql_bind_text(insert, at, results->scenario->demands[demand].element.name);
    sqlite3_bind_int64(insert, at + 1, demand_rowid(results, key.rowid, demand));
    return ski_sql_step(&results->sql, insert);
}

sk_status ski_row_insert(sk_results *results, const ski_metric_table *metrics, ski_row_key key,
                         const ski_sample *sample) {
    sk_status st = SK_OK;
    if (results->insert.sample == NULL) {
        return SK_ERR_INTERNAL; /* complete results take no more */
    }
    SK_TRY(ski_results_transaction(results));
    SK_TRY(insert_sample(results, metrics, key, sample));
    for (int demand = 0; demand < results->scenario->demand_count; demand++) {
        SK_TRY(insert_demand(results, metrics, key, sample, demand));
    }
done:
    return st;
}

static ski_row_key next_key(const ski_stored_rows *set) {
    return (ski_row_key){set->set->policy, set->set->point, rowid_of(set, set->rows.taken)};
}

static sk_status insert_beside(const ski_stored_rows *set, const ski_sample *sample,
                               ski_beside beside) {
    sqlite3_stmt *insert = set->results->insert.beside;
    const ski_row_key key = next_key(set);
    sqlite3_bind_int64(insert, 1, key.rowid);
    const int at = bind_key(key, insert, 2, sample);
    sqlite3_bind_blob(insert, at, beside.bytes, beside.size, SQLITE_STATIC);
    return ski_sql_step(&set->results->sql, insert);
}

static sk_status take(ski_rows *rows, const ski_sample *sample, ski_beside beside) {
    sk_status st = SK_OK;
    ski_stored_rows *set = of(rows);
    SK_TRY(ski_row_insert(set->results, set->set->metrics, next_key(set), sample));
    if (beside.bytes != NULL) {
        SK_TRY(insert_beside(set, sample, beside));
    }
    rows->taken++;
    rows->failed += sample->row == NULL;
    set->has_new = true;
done:
    return st;
}

sk_status ski_rows_commit(sk_results *results) {
    sk_status st = SK_OK;
    int stored = results->cell_rows;
    if (!results->in_transaction) {
        return SK_OK;
    }
    for (int i = 0; i < results->running.set_count; i++) {
        ski_stored_rows *set = &results->sets[i];
        if (set->has_new) {
            SK_TRY(ski_states_store(set));
            set->has_new = false;
        }
        stored += set->rows.taken;
    }
    SK_TRY(ski_start_update(results));
    SK_TRY(ski_sql_run(&results->sql, "COMMIT"));
    results->in_transaction = false;
    results->stored = stored;
done:
    return st;
}

static sk_status end_block(ski_rows *rows) {
    return ski_rows_commit(of(rows)->results);
}

/* --- reading --- */

/* A query of one metric by sample. Of a demand it is of one row at a time, by its rowid: the rows
 * of all other demands need not be gone through. */
static sk_status prepare_read(const ski_stored_rows *set, int column, sqlite3_stmt **out) {
    const sk_results *results = set->results;
    const ski_metric_table *metrics = set->set->metrics;
    const int demand = metrics->metrics[column].demand;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    fputs("SELECT ", stream);
    if (demand < 0) {
        ski_schema_columns(metrics->metrics, column, 1, "", stream);
    } else {
        ski_schema_columns(ski_demand_metrics,
                           (column - metrics->first_demand) % SKI_DEMAND_COLUMNS, 1, "", stream);
    }
    fputs(demand < 0 ? " FROM sample WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
                     : " FROM sample_demand WHERE rowid = ? AND demand = ?",
          stream);
    const sk_status st =
        fclose(stream) != 0 ? SK_ERR_MEMORY : ski_sql_prepare(&results->sql, text, out);
    free(text);
    return st;
}

static void seek_samples(const ski_stored_rows *set, sqlite3_stmt *query, int samples) {
    sqlite3_int64 first = 0, last = 0;
    ski_rowids(set, samples, &first, &last);
    sqlite3_bind_int64(query, 1, first);
    sqlite3_bind_int64(query, 2, last);
}

static void seek_demand(const ski_stored_rows *set, sqlite3_stmt *query, int sample, int demand) {
    sqlite3_reset(query);
    sqlite3_bind_int64(query, 1, demand_rowid(set->results, rowid_of(set, sample), demand));
    ski_sql_bind_text(query, 2, set->results->scenario->demands[demand].element.name);
}

static sk_status read(const ski_rows *rows, int column, int samples, double *values) {
    sk_status st = SK_OK;
    const ski_stored_rows *set = of_const(rows);
    const sk_results *results = set->results;
    const int demand = set->set->metrics->metrics[column].demand;
    sqlite3_stmt *query = NULL;
    bool found = true;
    SK_TRY(prepare_read(set, column, &query));
    if (demand < 0) {
        seek_samples(set, query, samples);
    }
    for (int i = 0; i < samples; i++) {
        if (demand >= 0) {
            seek_demand(set, query, i, demand);
        }
        SK_TRY(ski_sql_row(&results->sql, query, &found));
        if (!found) {
            st = ski_fail(results->sql.error, SK_ERR_FOREIGN,
                          "%s is damaged (rows are missing); run --force replaces it",
                          results->path);
            goto done;
        }
        values[i] =
            sqlite3_column_type(query, 0) == SQLITE_NULL ? NAN : sqlite3_column_double(query, 0);
    }
done:
    sqlite3_finalize(query);
    return st;
}

static sk_status name_failed(const ski_rows *rows, ski_failure *failures, ski_arena *arena) {
    sk_status st = SK_OK;
    const ski_stored_rows *set = of_const(rows);
    const sk_results *results = set->results;
    sqlite3_stmt *query = NULL;
    bool found = true;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "SELECT world, failed FROM sample WHERE rowid BETWEEN ? AND ? AND "
                           "failed IS NOT NULL ORDER BY rowid",
                           &query));
    seek_samples(set, query, rows->taken);
    for (int i = 0; i < rows->failed && found; i++) {
        SK_TRY(ski_sql_row(&results->sql, query, &found));
        const char *reason = found ? (const char *)sqlite3_column_text(query, 1) : NULL;
        failures[i] = (ski_failure){sqlite3_column_int(query, 0),
                                    ski_arena_text(arena, reason == NULL ? "" : reason)};
        SK_CHECK_MEMORY(failures[i].reason);
    }
done:
    sqlite3_finalize(query);
    return st;
}

void ski_rows_methods(ski_rows *rows) {
    rows->take = take;
    rows->end_block = end_block;
    rows->read = read;
    rows->name_failed = name_failed;
}
