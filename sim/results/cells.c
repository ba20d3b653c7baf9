/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points, policies and worlds ↔ the tables of a sweep. A row's place is its number among all there
 * could be, so that points stand in order whoever wrote them when, and a merge is a copy. */
#include "results/cells.h"

#include "results/database_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORLD_BITS = 24 };

static sqlite3_int64 cell_number(const sk_results *results, ski_point_case cell) {
    return (sqlite3_int64)cell.point * results->running.policy_count + cell.policy;
}

static sqlite3_int64 row_of(const sk_results *results, ski_point_case cell, int world) {
    return (cell_number(results, cell) << WORLD_BITS) + world + 1;
}

static sk_status range(const sk_results *results, ski_point_case cell, int first, int count,
                       const char *text, sqlite3_stmt **out) {
    const sk_status st = ski_sql_prepare(&results->sql, text, out);
    if (st == SK_OK) {
        sqlite3_bind_int64(*out, 1, row_of(results, cell, first));
        sqlite3_bind_int64(*out, 2, row_of(results, cell, first + count - 1));
    }
    return st;
}

sk_status ski_cells_kept(sk_results *results, ski_point_case cell, int first, int count,
                         unsigned char *there) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    bool found = true;
    memset(there, 0, (size_t)count);
    if (!results->has_tables) {
        return SK_OK;
    }
    SK_TRY(range(results, cell, first, count,
                 "SELECT world FROM sample WHERE rowid BETWEEN ? AND ?", &query));
    while (found) {
        SK_TRY(ski_sql_row(&results->sql, query, &found));
        const int world = found ? sqlite3_column_int(query, 0) - first : -1;
        if (world >= 0 && world < count) {
            there[world] = 1;
        }
    }
done:
    sqlite3_finalize(query);
    return st;
}

sk_status ski_cells_error(sk_results *results, ski_point_case cell, ski_arena *arena,
                          const char **out) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    bool found = false;
    *out = NULL;
    SK_TRY(ski_sql_prepare(&results->sql, "SELECT error FROM point_error WHERE rowid = ?", &query));
    sqlite3_bind_int64(query, 1, cell_number(results, cell) + 1);
    SK_TRY(ski_sql_row(&results->sql, query, &found));
    if (found) {
        const char *text = (const char *)sqlite3_column_text(query, 0);
        SK_CHECK_MEMORY(*out = ski_arena_text(arena, text == NULL ? "" : text));
    }
done:
    sqlite3_finalize(query);
    return st;
}

static sk_status add_values(sk_results *results, int point, const ski_value_at *values, int count) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    SK_TRY(ski_sql_prepare(
        &results->sql,
        "INSERT OR IGNORE INTO point_value (rowid, point, path, value) VALUES (?, ?, ?, ?)",
        &insert));
    for (int i = 0; i < count; i++) {
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)point * count + i + 1);
        sqlite3_bind_int(insert, 2, point);
        ski_sql_bind_text(insert, 3, values[i].path);
        sqlite3_bind_double(insert, 4, values[i].value);
        SK_TRY(ski_sql_step(&results->sql, insert));
    }
done:
    sqlite3_finalize(insert);
    return st;
}

sk_status ski_cells_add_point(sk_results *results, int point, const char *name,
                              const ski_value_at *values, int count) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    SK_TRY(ski_results_transaction(results));
    SK_TRY(ski_sql_prepare(&results->sql, "INSERT OR IGNORE INTO point (point, name) VALUES (?, ?)",
                           &insert));
    sqlite3_bind_int(insert, 1, point);
    ski_sql_bind_text(insert, 2, name);
    SK_TRY(ski_sql_step(&results->sql, insert));
    SK_TRY(add_values(results, point, values, count));
done:
    sqlite3_finalize(insert);
    return st;
}

sk_status ski_cells_take(sk_results *results, ski_point_case cell, const ski_metric_table *metrics,
                         const ski_sample *sample) {
    const ski_row_key key = {cell.policy, cell.point, row_of(results, cell, sample->index)};
    const sk_status st = ski_row_insert(results, metrics, key, sample);
    results->cell_rows += st == SK_OK;
    return st;
}

sk_status ski_cells_add_error(sk_results *results, ski_point_case cell, const char *text) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    SK_TRY(ski_results_transaction(results));
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT OR IGNORE INTO point_error (rowid, policy, point, error) "
                           "VALUES (?, ?, ?, ?)",
                           &insert));
    sqlite3_bind_int64(insert, 1, cell_number(results, cell) + 1);
    sqlite3_bind_int(insert, 2, cell.policy);
    sqlite3_bind_int(insert, 3, cell.point);
    ski_sql_bind_text(insert, 4, text);
    SK_TRY(ski_sql_step(&results->sql, insert));
done:
    sqlite3_finalize(insert);
    return st;
}

sk_status ski_cells_last(sk_results *results) {
    return ski_rows_commit(results);
}

/* --- reading --- */

/* `SELECT world, failed, metrics… FROM sample` of a cell. */
static sk_status prepare_read(const sk_results *results, ski_point_case cell, int worlds,
                              sqlite3_stmt **out) {
    const ski_metric_table *metrics = ski_results_metrics(results);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    fputs("SELECT ", stream);
    ski_schema_columns(metrics->metrics, 0, metrics->first_demand, ", ", stream);
    fputs("world, failed FROM sample WHERE rowid BETWEEN ? AND ?", stream);
    const sk_status st =
        fclose(stream) != 0 ? SK_ERR_MEMORY : range(results, cell, 0, worlds, text, out);
    free(text);
    return st;
}

sk_status ski_cells_read(sk_results *results, ski_point_case cell, int worlds, double *values,
                         int *rows, int *failed) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    const int columns = ski_results_metrics(results)->first_demand;
    bool found = true;
    *rows = *failed = 0;
    for (size_t i = 0; i < (size_t)columns * (size_t)worlds; i++) {
        values[i] = NAN;
    }
    SK_TRY(prepare_read(results, cell, worlds, &query));
    while (found) {
        SK_TRY(ski_sql_row(&results->sql, query, &found));
        const int world = found ? sqlite3_column_int(query, columns) : -1;
        if (world < 0 || world >= worlds) {
            continue;
        }
        *rows += 1;
        *failed += sqlite3_column_type(query, columns + 1) != SQLITE_NULL;
        for (int c = 0; c < columns; c++) {
            if (sqlite3_column_type(query, c) != SQLITE_NULL) {
                values[(size_t)c * (size_t)worlds + (size_t)world] =
                    sqlite3_column_double(query, c);
            }
        }
    }
done:
    sqlite3_finalize(query);
    return st;
}

static void read_solves(sqlite3_stmt *query, ski_solves *solves) {
    for (int method = 0; method < SKI_METHODS; method++) {
        solves->by_method[method] = sqlite3_column_int64(query, method);
    }
    solves->primal_residual = sqlite3_column_double(query, SKI_METHODS);
    solves->dual_residual = sqlite3_column_double(query, SKI_METHODS + 1);
    solves->gap = sqlite3_column_double(query, SKI_METHODS + 2);
}

sk_status ski_cells_sum_up(sk_results *results, ski_cells_sum *out) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    bool found = false;
    *out = (ski_cells_sum){0};
    SK_TRY(ski_sql_prepare(&results->sql,
                           "SELECT sum(optima_warm), sum(optima_from_scratch), "
                           "sum(optima_presolve), sum(optima_exact), max(primal_residual), "
                           "max(dual_residual), max(duality_gap), count(failed), "
                           "(SELECT count(*) FROM point_error) FROM sample",
                           &query));
    SK_TRY(ski_sql_row(&results->sql, query, &found));
    if (found) {
        read_solves(query, &out->solves);
        out->failed = sqlite3_column_int(query, SKI_METHODS + 3);
        out->errors = sqlite3_column_int(query, SKI_METHODS + 4);
    }
done:
    sqlite3_finalize(query);
    return st;
}

/* text: of a query of point, policy, world and words, with one place for how many. */
static sk_status say_all(sk_results *results, const char *text, int most, ski_cells_say *say,
                         void *context) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    bool found = true;
    SK_TRY(ski_sql_prepare(&results->sql, text, &query));
    sqlite3_bind_int(query, 1, most);
    while (found) {
        SK_TRY(ski_sql_row(&results->sql, query, &found));
        if (found) {
            const char *words = (const char *)sqlite3_column_text(query, 3);
            say(context,
                (ski_point_case){sqlite3_column_int(query, 0), sqlite3_column_int(query, 1)},
                sqlite3_column_int(query, 2), words == NULL ? "" : words);
        }
    }
done:
    sqlite3_finalize(query);
    return st;
}

sk_status ski_cells_failed(sk_results *results, int most, ski_cells_say *say, void *context) {
    return say_all(results,
                   "SELECT point, policy, world, failed FROM sample WHERE failed IS NOT NULL "
                   "ORDER BY rowid LIMIT ?",
                   most, say, context);
}

sk_status ski_cells_errors(sk_results *results, int most, ski_cells_say *say, void *context) {
    return say_all(results,
                   "SELECT point, policy, -1, error FROM point_error ORDER BY rowid LIMIT ?", most,
                   say, context);
}

/* --- what the sweep made of it --- */

sk_status ski_cells_metrics_begin(sk_results *results) {
    sk_status st = SK_OK;
    SK_TRY(ski_results_tables_begin(results));
    SK_TRY(ski_sql_run(&results->sql, "DELETE FROM point_metric"));
    sqlite3_finalize(results->insert.metric);
    results->insert.metric = NULL;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT INTO point_metric (rowid, policy, point, metric, count, "
                           "few_events, mean, low, high, cvar, cvar_low, cvar_high, difference, "
                           "difference_low, difference_high, p_better, p_worse) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &results->insert.metric));
done:
    return st;
}

sk_status ski_cells_add_metric(sk_results *results, ski_point_case cell, int metric,
                               const ski_cell_line *line) {
    const ski_metric_table *metrics = ski_results_metrics(results);
    sqlite3_stmt *insert = results->insert.metric;
    sqlite3_bind_int64(insert, 1, cell_number(results, cell) * metrics->first_demand + metric + 1);
    sqlite3_bind_int(insert, 2, cell.policy);
    sqlite3_bind_int(insert, 3, cell.point);
    ski_sql_bind_text(insert, 4, metrics->metrics[metric].name);
    sqlite3_bind_int(insert, 5, line->count);
    sqlite3_bind_int(insert, 6, line->few_events);
    for (int i = 0; i < SKI_LINE_NUMBERS; i++) {
        sqlite3_bind_double(insert, 7 + i, line->numbers[i]); /* SQLite makes NaN a NULL */
    }
    return ski_sql_step(&results->sql, insert);
}
