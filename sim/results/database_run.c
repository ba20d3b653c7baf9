/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open results.db and a study → sets of rows that go on where they stand, and the tables that
 * the study makes of them. */
#include "metrics/statistics.h"
#include "results/database_parts.h"

#include <stdlib.h>

/* --- begin and end --- */

static sk_status insert_policies(const sk_results *results) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT INTO policy (policy, name, cost_usd, asked) VALUES (?, ?, ?, ?)",
                           &insert));
    for (int i = 0; i < results->running.policy_count; i++) {
        const ski_set_policy *policy = &results->running.policies[i];
        sqlite3_bind_int(insert, 1, i);
        ski_sql_bind_text(insert, 2, policy->name);
        sqlite3_bind_double(insert, 3, policy->cost_usd);
        sqlite3_bind_int(insert, 4, results->asked);
        SK_TRY(ski_sql_step(&results->sql, insert));
    }
done:
    sqlite3_finalize(insert);
    return st;
}

static sk_status insert_points(const sk_results *results) {
    sk_status st = SK_OK;
    const ski_running *running = &results->running;
    sqlite3_stmt *insert = NULL;
    SK_TRY(
        ski_sql_prepare(&results->sql, "INSERT INTO point (point, name) VALUES (?, ?)", &insert));
    for (int i = 0; i < (running->points == NULL ? 1 : running->point_count); i++) {
        sqlite3_bind_int(insert, 1, i);
        ski_sql_bind_text(insert, 2, running->points == NULL ? "" : running->points[i]);
        SK_TRY(ski_sql_step(&results->sql, insert));
    }
done:
    sqlite3_finalize(insert);
    return st;
}

/* What was complete is not, once more samples are asked for. */
static sk_status reopen_policies(const sk_results *results) {
    sk_status st = SK_OK;
    sqlite3_stmt *update = NULL;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "UPDATE policy SET asked = ?, samples = NULL, failed = NULL, "
                           "quantile_worlds = NULL",
                           &update));
    sqlite3_bind_int(update, 1, results->asked);
    SK_TRY(ski_sql_step(&results->sql, update));
done:
    sqlite3_finalize(update);
    return st;
}

static sk_status fill_new_tables(const sk_results *results) {
    sk_status st = SK_OK;
    SK_TRY(ski_identity_store(results));
    SK_TRY(ski_shard_store(results));
    SK_TRY(insert_policies(results));
    SK_TRY(insert_points(results));
done:
    return st;
}

/* Makes the tables ready for rows, in one transaction. */
static sk_status start(sk_results *results) {
    sk_status st = SK_OK;
    SK_TRY(ski_sql_run(&results->sql, "PRAGMA journal_mode = WAL"));
    SK_TRY(ski_results_transaction(results));
    if (!results->has_tables) {
        SK_TRY(ski_schema_create(results));
    }
    SK_TRY(ski_rows_prepare(results));
    SK_TRY(ski_tables_prepare(results));
    SK_TRY(results->has_tables ? reopen_policies(results) : fill_new_tables(results));
    SK_TRY(ski_start_insert(results));
    SK_TRY(ski_rows_commit(results));
    results->has_tables = true;
done:
    return st;
}

/* How many rows of a set are there, and how many of them failed. */
static sk_status count_rows(ski_stored_rows *set) {
    sk_status st = SK_OK;
    sqlite3_int64 first = 0, last = 0;
    sqlite3_stmt *query = NULL;
    bool found = false;
    ski_rowids(set, INT32_MAX, &first, &last);
    SK_TRY(ski_sql_prepare(&set->results->sql,
                           "SELECT count(*), count(failed) FROM sample WHERE rowid BETWEEN ? AND ?",
                           &query));
    sqlite3_bind_int64(query, 1, first);
    sqlite3_bind_int64(query, 2, last);
    SK_TRY(ski_sql_row(&set->results->sql, query, &found));
    set->rows.taken = sqlite3_column_int(query, 0);
    set->rows.failed = sqlite3_column_int(query, 1);
done:
    sqlite3_finalize(query);
    return st;
}

static sk_status go_on(const sk_results *results) {
    sk_status st = SK_OK;
    for (int i = 0; i < results->running.set_count; i++) {
        SK_TRY(count_rows(&results->sets[i]));
        SK_TRY(ski_states_restore(&results->sets[i]));
    }
done:
    return st;
}

static sk_status make_sets(sk_results *results, ski_rows **rows) {
    const ski_running *running = &results->running;
    results->sets = ski_alloc(running->set_count, sizeof *results->sets);
    if (results->sets == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < running->set_count; i++) {
        ski_stored_rows *set = &results->sets[i];
        *set = (ski_stored_rows){.results = results, .number = i, .set = &running->sets[i]};
        ski_rows_methods(&set->rows);
        rows[i] = &set->rows;
    }
    return SK_OK;
}

sk_status ski_results_begin(sk_results *results, const ski_running *running, ski_rows **rows,
                            sk_error *error) {
    sk_status st = SK_OK;
    results->running = *running;
    results->sql.error = error;
    SK_TRY(make_sets(results, rows));
    if (results->has_tables) {
        SK_TRY(go_on(results));
    }
    if (!results->is_complete) {
        SK_TRY(start(results));
    }
done:
    return st;
}

void ski_results_end(sk_results *results) {
    if (results == NULL) {
        return;
    }
    ski_statements *insert = &results->insert;
    sqlite3_stmt *const statements[] = {insert->sample, insert->demand,   insert->beside,
                                        insert->state,  insert->start,    insert->series,
                                        insert->plan,   insert->marginal, insert->metric};
    for (int i = 0; i < (int)(sizeof statements / sizeof *statements); i++) {
        sqlite3_finalize(statements[i]);
    }
    *insert = (ski_statements){0};
    free(results->sets);
    results->sets = NULL;
    if (results->in_transaction) { /* of a block that could not be stored */
        (void)sqlite3_exec(results->sql.connection, "ROLLBACK", NULL, NULL, NULL);
        results->in_transaction = false;
    }
    results->sql.error = NULL;
}

/* --- what the study made of the rows --- */

sk_status ski_tables_prepare(sk_results *results) {
    sk_status st = SK_OK;
    const ski_sql *sql = &results->sql;
    SK_TRY(ski_sql_prepare(sql,
                           "INSERT INTO series (policy, what, name, period, mean, p05, p25, p50, "
                           "p75, p95) VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           &results->insert.series));
    SK_TRY(ski_sql_prepare(sql,
                           "INSERT INTO plan (policy, what, name, period, tonnes) "
                           "VALUES (0, ?, ?, ?, ?)",
                           &results->insert.plan));
    SK_TRY(ski_sql_prepare(sql,
                           "INSERT INTO marginal (policy, path, period, usd_per_t) "
                           "VALUES (0, ?, ?, ?)",
                           &results->insert.marginal));
done:
    return st;
}

sk_status ski_results_tables_begin(sk_results *results) {
    const sk_status st = ski_results_transaction(results);
    return st == SK_OK ? ski_sql_run(&results->sql, "DELETE FROM series; DELETE FROM plan; "
                                                    "DELETE FROM marginal")
                       : st;
}

sk_status ski_results_add_series(sk_results *results, const char *what, const char *name,
                                 const char *period, double mean, const double *quantiles) {
    sqlite3_stmt *insert = results->insert.series;
    ski_sql_bind_text(insert, 1, what);
    ski_sql_bind_text(insert, 2, name);
    ski_sql_bind_text(insert, 3, period);
    sqlite3_bind_double(insert, 4, mean);
    for (int q = 0; q < SKI_QUANTILES; q++) {
        if (quantiles == NULL) {
            sqlite3_bind_null(insert, 5 + q);
        } else {
            sqlite3_bind_double(insert, 5 + q, quantiles[q]);
        }
    }
    return ski_sql_step(&results->sql, insert);
}

sk_status ski_results_add_plan(sk_results *results, const char *what, const char *name,
                               const char *period, double tonnes) {
    sqlite3_stmt *insert = results->insert.plan;
    ski_sql_bind_text(insert, 1, what);
    ski_sql_bind_text(insert, 2, name);
    ski_sql_bind_text(insert, 3, period);
    sqlite3_bind_double(insert, 4, tonnes);
    return ski_sql_step(&results->sql, insert);
}

sk_status ski_results_add_marginal(sk_results *results, const char *path, const char *period,
                                   double usd_per_t) {
    sqlite3_stmt *insert = results->insert.marginal;
    ski_sql_bind_text(insert, 1, path);
    ski_sql_bind_text(insert, 2, period);
    sqlite3_bind_double(insert, 3, usd_per_t);
    return ski_sql_step(&results->sql, insert);
}

sk_status ski_results_tables_end(sk_results *results, int samples, int quantile_worlds) {
    sk_status st = SK_OK;
    sqlite3_stmt *update = NULL;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "UPDATE policy SET samples = ?, quantile_worlds = ?, failed = (SELECT "
                           "count(failed) FROM sample WHERE sample.policy = policy.policy)",
                           &update));
    sqlite3_bind_int(update, 1, samples);
    sqlite3_bind_int(update, 2, quantile_worlds);
    SK_TRY(ski_sql_step(&results->sql, update));
    SK_TRY(ski_start_update(results));
    SK_TRY(ski_sql_run(&results->sql, "COMMIT"));
    results->in_transaction = false;
    results->is_complete = true;
done:
    sqlite3_finalize(update);
    return st;
}
