/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL text and values → statements that are run, failures as a status with SQLite's words. */
#ifndef SKI_RESULTS_SQL_H
#define SKI_RESULTS_SQL_H

#include "base/errors.h"

#include <sqlite3.h>
#include <stdbool.h>

typedef struct {
    sqlite3 *connection;
    const char *path;
    sk_error *error; /* where failures are said; may be NULL */
} ski_sql;

/* What SQLite last came to, with the path and its words. SK_ERR_MEMORY; SK_ERR_FOREIGN when the
 * file is damaged or no database; else SK_ERR_IO. */
sk_status ski_sql_failed(const ski_sql *sql);

/* Says that the database is somebody else's: SK_ERR_FOREIGN. */
sk_status ski_sql_foreign(const ski_sql *sql);

/* Whether the database has nothing in it; SK_ERR_FOREIGN when what it has is not tables of ours. */
sk_status ski_sql_examine(const ski_sql *sql, bool *is_empty);

/* Whether the last failure was of a table or column that is not there: not in results of ours. */
bool ski_sql_is_misunderstood(const ski_sql *sql);

/* Runs statements that give no rows. */
sk_status ski_sql_run(const ski_sql *sql, const char *text);

/* Free with sqlite3_finalize(). */
sk_status ski_sql_prepare(const ski_sql *sql, const char *text, sqlite3_stmt **out);

/* The next row of a query; *found is false after the last. */
sk_status ski_sql_row(const ski_sql *sql, sqlite3_stmt *query, bool *found);

/* Runs a bound statement that gives no rows, and makes it ready to be bound again. */
sk_status ski_sql_step(const ski_sql *sql, sqlite3_stmt *statement);

/* The first number of a query's only row; NULL and no row are `otherwise`. */
sk_status ski_sql_integer(const ski_sql *sql, const char *text, long long otherwise,
                          long long *out);

/* A text that outlives the statement's next step; NULL is a null. */
static inline void ski_sql_bind_text(sqlite3_stmt *statement, int at, const char *text) {
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

#endif
