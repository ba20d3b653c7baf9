/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples → rows of `sample` and `sample_demand`, a transaction a block; and back, by column. */
#include "results/database_parts.h"

#include <math.h>
#include <stdlib.h>

static sk_results *of(ski_rows *rows) {
    return (sk_results *)rows;
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
    const ski_metric_table *metrics = results->running.metrics;
    ski_statements *insert = &results->insert;
    SK_TRY(prepare_insert(results, "sample",
                          "policy, point, world, optima_warm, optima_from_scratch, ",
                          "optima_presolve, optima_exact, primal_residual, dual_residual, "
                          "duality_gap, failed",
                          metrics->metrics, metrics->first_demand, 11, &insert->sample));
    SK_TRY(prepare_insert(results, "sample_demand", "policy, point, world, ", "demand",
                          ski_demand_metrics, SKI_DEMAND_COLUMNS, 4, &insert->demand));
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT INTO series_world (policy, world, value) VALUES (?, ?, ?)",
                           &insert->beside));
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT OR REPLACE INTO accumulator (policy, name, value) "
                           "VALUES (?, ?, ?)",
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

static int bind_key(sqlite3_stmt *insert, int at, const ski_sample *sample) {
    sqlite3_bind_int(insert, at, SKI_POLICY);
    sqlite3_bind_int(insert, at + 1, SKI_POINT);
    sqlite3_bind_int(insert, at + 2, sample->index);
    return at + 3;
}

static sk_status insert_sample(const sk_results *results, const ski_sample *sample) {
    sqlite3_stmt *insert = results->insert.sample;
    const ski_solves *solves = sample->solves;
    int at = bind_metrics(insert, sample, 0, results->running.metrics->first_demand);
    at = bind_key(insert, at, sample);
    for (int method = 0; method < SKI_METHODS; method++) {
        sqlite3_bind_int64(insert, at++, solves->by_method[method]);
    }
    sqlite3_bind_double(insert, at++, solves->primal_residual);
    sqlite3_bind_double(insert, at++, solves->dual_residual);
    sqlite3_bind_double(insert, at++, solves->gap);
    ski_sql_bind_text(insert, at, sample->failure);
    return ski_sql_step(&results->sql, insert);
}

static sk_status insert_demand(const sk_results *results, const ski_sample *sample, int demand) {
    sqlite3_stmt *insert = results->insert.demand;
    const int first = results->running.metrics->first_demand + demand * SKI_DEMAND_COLUMNS;
    const int at =
        bind_key(insert, bind_metrics(insert, sample, first, SKI_DEMAND_COLUMNS), sample);
    ski_sql_bind_text(insert, at, results->scenario->demands[demand].element.name);
    return ski_sql_step(&results->sql, insert);
}

static sk_status insert_beside(const sk_results *results, const ski_sample *sample,
                               ski_beside beside) {
    sqlite3_stmt *insert = results->insert.beside;
    sqlite3_bind_int(insert, 1, SKI_POLICY);
    sqlite3_bind_int(insert, 2, sample->index);
    sqlite3_bind_blob(insert, 3, beside.bytes, beside.size, SQLITE_STATIC);
    return ski_sql_step(&results->sql, insert);
}

static sk_status take(ski_rows *rows, const ski_sample *sample, ski_beside beside) {
    sk_status st = SK_OK;
    sk_results *results = of(rows);
    if (results->insert.sample == NULL) {
        return SK_ERR_INTERNAL; /* complete results take no more */
    }
    SK_TRY(ski_results_transaction(results));
    SK_TRY(insert_sample(results, sample));
    for (int demand = 0; demand < results->scenario->demand_count; demand++) {
        SK_TRY(insert_demand(results, sample, demand));
    }
    if (beside.bytes != NULL) {
        SK_TRY(insert_beside(results, sample, beside));
    }
    rows->taken++;
    rows->failed += sample->row == NULL;
done:
    return st;
}

static sk_status end_block(ski_rows *rows) {
    sk_status st = SK_OK;
    sk_results *results = of(rows);
    if (results->in_transaction) {
        SK_TRY(ski_states_store(results));
        SK_TRY(ski_start_update(results));
        SK_TRY(ski_sql_run(&results->sql, "COMMIT"));
        results->in_transaction = false;
        results->stored = rows->taken;
    }
done:
    return st;
}

/* --- reading --- */

/* A query of one metric by sample. */
static sk_status prepare_read(const sk_results *results, int column, sqlite3_stmt **out) {
    const ski_metric_table *metrics = results->running.metrics;
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
    fprintf(stream, " FROM %s WHERE policy = 0 AND point = 0%s ORDER BY rowid",
            demand < 0 ? "sample" : "sample_demand", demand < 0 ? "" : " AND demand = ?");
    const sk_status st =
        fclose(stream) != 0 ? SK_ERR_MEMORY : ski_sql_prepare(&results->sql, text, out);
    free(text);
    if (st == SK_OK && demand >= 0) {
        ski_sql_bind_text(*out, 1, results->scenario->demands[demand].element.name);
    }
    return st;
}

static sk_status read(const ski_rows *rows, int column, int samples, double *values) {
    sk_status st = SK_OK;
    const sk_results *results = (const sk_results *)rows;
    sqlite3_stmt *query = NULL;
    bool found = true;
    SK_TRY(prepare_read(results, column, &query));
    for (int i = 0; i < samples; i++) {
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
    const sk_results *results = (const sk_results *)rows;
    sqlite3_stmt *query = NULL;
    bool found = true;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "SELECT world, failed FROM sample WHERE policy = 0 AND "
                           "failed IS NOT NULL ORDER BY rowid",
                           &query));
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
