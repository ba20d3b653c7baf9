/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a set of rows has added up to so far ↔ the tables accumulator and series_world; and the row
 * of `start` that says how long the study has taken. */
#include "results/database_parts.h"

#include <skarn/version.h>
#include <string.h>
#include <unistd.h>

enum { HOST_TEXT = 256 };

static sk_status unreadable(const sk_results *results, const char *what) {
    return ski_fail(results->sql.error, SK_ERR_FOREIGN,
                    "%s: its %s is not as this program left it: it cannot be gone on from",
                    results->path, what);
}

static sk_status fill(const ski_stored_rows *of, sqlite3_stmt *query) {
    const char *name = (const char *)sqlite3_column_text(query, 0);
    const void *bytes = sqlite3_column_blob(query, 1);
    for (int i = 0; i < of->set->state_count; i++) {
        const ski_state *state = &of->set->states[i];
        if (name != NULL && strcmp(state->name, name) == 0) {
            if ((size_t)sqlite3_column_bytes(query, 1) != state->size) {
                return unreadable(of->results, name);
            }
            if (state->size > 0) {
                memcpy(state->bytes, bytes, state->size);
            }
            return SK_OK;
        }
    }
    return unreadable(of->results, "accumulator");
}

static sk_status read_states(const ski_stored_rows *of) {
    sk_status st = SK_OK;
    const ski_sql *sql = &of->results->sql;
    sqlite3_stmt *query = NULL;
    int filled = 0;
    bool found = true;
    SK_TRY(ski_sql_prepare(sql,
                           "SELECT name, value FROM accumulator WHERE policy = ? AND point = ?",
                           &query));
    sqlite3_bind_int(query, 1, of->set->policy);
    sqlite3_bind_int(query, 2, of->set->point);
    while (found) {
        SK_TRY(ski_sql_row(sql, query, &found));
        if (found) {
            SK_TRY(fill(of, query));
            filled++;
        }
    }
    st = filled == of->set->state_count ? SK_OK : unreadable(of->results, "accumulator");
done:
    sqlite3_finalize(query);
    return st;
}

static sk_status read_beside(const ski_stored_rows *of) {
    sk_status st = SK_OK;
    const ski_sql *sql = &of->results->sql;
    sqlite3_int64 first = 0, last = 0;
    sqlite3_stmt *query = NULL;
    bool found = true;
    ski_rowids(of, of->rows.taken, &first, &last);
    SK_TRY(ski_sql_prepare(sql,
                           "SELECT value FROM series_world WHERE rowid BETWEEN ? AND ? "
                           "ORDER BY rowid",
                           &query));
    sqlite3_bind_int64(query, 1, first);
    sqlite3_bind_int64(query, 2, last);
    while (found) {
        SK_TRY(ski_sql_row(sql, query, &found));
        if (found) {
            const void *bytes = sqlite3_column_blob(query, 0);
            of->set->take_beside(of->set->context,
                                 (ski_beside){bytes, sqlite3_column_bytes(query, 0)});
        }
    }
done:
    sqlite3_finalize(query);
    return st;
}

sk_status ski_states_restore(const ski_stored_rows *of) {
    const bool has_states = of->rows.taken > 0 && of->set->state_count > 0;
    const sk_status st = has_states ? read_states(of) : SK_OK;
    return st == SK_OK && of->set->take_beside != NULL ? read_beside(of) : st;
}

sk_status ski_states_store(const ski_stored_rows *of) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = of->results->insert.state;
    for (int i = 0; i < of->set->state_count; i++) {
        const ski_state *state = &of->set->states[i];
        sqlite3_bind_int(insert, 1, of->set->policy);
        sqlite3_bind_int(insert, 2, of->set->point);
        ski_sql_bind_text(insert, 3, state->name);
        sqlite3_bind_blob64(insert, 4, state->size > 0 ? state->bytes : "", state->size,
                            SQLITE_STATIC);
        SK_TRY(ski_sql_step(&of->results->sql, insert));
    }
done:
    return st;
}

/* The clocks touch no number that is compared. */
static double seconds_since(clockid_t clock, const struct timespec *start) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

sk_status ski_start_insert(sk_results *results) {
    sk_status st = SK_OK;
    sqlite3_stmt *insert = NULL;
    char host[HOST_TEXT] = "";
    gethostname(host, sizeof host - 1);
    clock_gettime(CLOCK_MONOTONIC, &results->began_at);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &results->cpu_at);
    SK_TRY(ski_sql_prepare(&results->sql,
                           "INSERT INTO start (version, host, threads, first_world) "
                           "VALUES (?, ?, ?, ?)",
                           &insert));
    ski_sql_bind_text(insert, 1, SK_VERSION);
    ski_sql_bind_text(insert, 2, host);
    sqlite3_bind_int(insert, 3, results->running.threads);
    sqlite3_bind_int(insert, 4, results->stored);
    SK_TRY(ski_sql_step(&results->sql, insert));
done:
    sqlite3_finalize(insert);
    return st;
}

sk_status ski_start_update(const sk_results *results) {
    sqlite3_stmt *update = results->insert.start;
    sqlite3_bind_double(update, 1, seconds_since(CLOCK_MONOTONIC, &results->began_at));
    sqlite3_bind_double(update, 2, seconds_since(CLOCK_PROCESS_CPUTIME_ID, &results->cpu_at));
    return ski_sql_step(&results->sql, update);
}
