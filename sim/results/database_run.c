/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open results.db and a run → rows that go on where they stand, and the tables that the study
 * makes of them. */
#include "metrics/statistics.h"
#include "results/database_parts.h"

/* --- begin and end --- */

static sk_status insert_policy(const sk_results *results) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT INTO policy (policy, name, cost_usd, asked) VALUES (?, ?, ?, ?)",
                           &insert));
    sqlite3_bind_int(insert, 1, SKI_POLICY);
    ski_sql_bind_text(insert, 2, results->identity.policy);
    sqlite3_bind_double(insert, 3, results->running.policy_cost_usd);
    sqlite3_bind_int(insert, 4, results->asked);
    SK_TRY(ski_sql_step(&results->sql, insert));
    SK_TRY(ski_sql_run(&results->sql, "INSERT INTO point (point, name) VALUES (0, '')"));
done:
    sqlite3_finalize(insert);
    return st;
}

/* What was complete is not, once more samples are asked for. */
static sk_status reopen_policy(const sk_results *results) {
    sk_status st = SK_OK;
    sqlite3_stmt *update = NULL;
    SK_TRY(ski_sql_prepare(&results->sql,
                           "UPDATE policy SET asked = ?, samples = NULL, failed = NULL, "
                           "quantile_worlds = NULL WHERE policy = 0",
                           &update));
    sqlite3_bind_int(update, 1, results->asked);
    SK_TRY(ski_sql_step(&results->sql, update));
done:
    sqlite3_finalize(update);
    return st;
}

static sk_status fill_new_tables(const sk_results *results) {
    const sk_status st = ski_identity_store(results);
    return st == SK_OK ? insert_policy(results) : st;
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
    SK_TRY(results->has_tables ? reopen_policy(results) : fill_new_tables(results));
    SK_TRY(ski_start_insert(results));
    SK_TRY(results->rows.end_block(&results->rows));
    results->has_tables = true;
done:
    return st;
}

static sk_status go_on(sk_results *results, ski_take_beside *take_beside, void *context) {
    sk_status st = SK_OK;
    long long failed = 0;
    SK_TRY(ski_sql_integer(&results->sql, "SELECT count(*) FROM sample WHERE failed IS NOT NULL", 0,
                           &failed));
    results->rows.failed = (int)failed;
    SK_TRY(ski_states_restore(results, take_beside, context));
done:
    return st;
}

sk_status ski_results_begin(sk_results *results, const ski_running *running,
                            ski_take_beside *take_beside, void *context, ski_rows **out,
                            sk_error *error) {
    sk_status st = SK_OK;
    results->running = *running;
    results->sql.error = error;
    if (results->has_tables) {
        SK_TRY(go_on(results, take_beside, context));
    }
    if (!results->is_complete) {
        SK_TRY(start(results));
    }
    *out = &results->rows;
done:
    return st;
}

void ski_results_end(sk_results *results) {
    if (results == NULL) {
        return;
    }
    ski_statements *insert = &results->insert;
    sqlite3_stmt *const statements[] = {insert->sample, insert->demand,  insert->beside,
                                        insert->state,  insert->start,   insert->series,
                                        insert->plan,   insert->marginal};
    for (int i = 0; i < (int)(sizeof statements / sizeof *statements); i++) {
        sqlite3_finalize(statements[i]);
    }
    *insert = (ski_statements){0};
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
                           "UPDATE policy SET samples = ?, failed = ?, quantile_worlds = ? "
                           "WHERE policy = 0",
                           &update));
    sqlite3_bind_int(update, 1, samples);
    sqlite3_bind_int(update, 2, results->rows.failed);
    sqlite3_bind_int(update, 3, quantile_worlds);
    SK_TRY(ski_sql_step(&results->sql, update));
    SK_TRY(ski_start_update(results));
    SK_TRY(ski_sql_run(&results->sql, "COMMIT"));
    results->in_transaction = false;
    results->is_complete = true;
done:
    sqlite3_finalize(update);
    return st;
}
