/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL text and values → statements that are run, failures as a status with SQLite's words. */
#include "results/sql.h"

#include <string.h>

sk_status ski_sql_failed(const ski_sql *sql) {
    const int code = sqlite3_errcode(sql->connection);
    if ((code & 0xff) == SQLITE_NOMEM) {
        return SK_ERR_MEMORY;
    }
    if ((code & 0xff) == SQLITE_BUSY) {
        return ski_fail(sql->error, SK_ERR_IO, "%s: another process is working on it", sql->path);
    }
    if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
        return ski_fail(sql->error, SK_ERR_FOREIGN,
                        "%s is no results of skarn, or damaged (%s); run --force replaces it",
                        sql->path, sqlite3_errmsg(sql->connection));
    }
    const int reason = sqlite3_system_errno(sql->connection);
    const bool says_why = (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_IOERR;
    return ski_fail(sql->error, SK_ERR_IO, "%s: %s%s%s%s", sql->path,
                    sqlite3_errmsg(sql->connection), says_why && reason != 0 ? " (" : "",
                    says_why && reason != 0 ? strerror(reason) : "",
                    says_why && reason != 0 ? ")" : "");
}

sk_status ski_sql_foreign(const ski_sql *sql) {
    return ski_fail(sql->error, SK_ERR_FOREIGN, "%s is a database, but not of skarn's results",
                    sql->path);
}

bool ski_sql_is_misunderstood(const ski_sql *sql) {
    return sqlite3_errcode(sql->connection) == SQLITE_ERROR;
}

sk_status ski_sql_run(const ski_sql *sql, const char *text) {
    const int code = sqlite3_exec(sql->connection, text, NULL, NULL, NULL);
    return code == SQLITE_OK ? SK_OK : ski_sql_failed(sql);
}

sk_status ski_sql_prepare(const ski_sql *sql, const char *text, sqlite3_stmt **out) {
    const int code = sqlite3_prepare_v2(sql->connection, text, -1, out, NULL);
    return code == SQLITE_OK ? SK_OK : ski_sql_failed(sql);
}

sk_status ski_sql_row(const ski_sql *sql, sqlite3_stmt *query, bool *found) {
    const int code = sqlite3_step(query);
    *found = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? SK_OK : ski_sql_failed(sql);
}

sk_status ski_sql_step(const ski_sql *sql, sqlite3_stmt *statement) {
    const sk_status st = sqlite3_step(statement) == SQLITE_DONE ? SK_OK : ski_sql_failed(sql);
    sqlite3_reset(statement);
    return st;
}

sk_status ski_sql_integer(const ski_sql *sql, const char *text, long long otherwise,
                          long long *out) {
    sk_status st = SK_OK;
    sqlite3_stmt *query = NULL;
    bool found = false;
    SK_TRY(ski_sql_prepare(sql, text, &query));
    SK_TRY(ski_sql_row(sql, query, &found));
    *out = found && sqlite3_column_type(query, 0) != SQLITE_NULL ? sqlite3_column_int64(query, 0)
                                                                 : otherwise;
done:
    sqlite3_finalize(query);
    return st;
}

sk_status ski_sql_examine(const ski_sql *sql, bool *is_empty) {
    sk_status st = SK_OK;
    long long objects = 0, ours = 0;
    SK_TRY(ski_sql_integer(sql, "SELECT count(*) FROM sqlite_schema", 0, &objects));
    SK_TRY(ski_sql_integer(sql,
                           "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND "
                           "name IN ('identity', 'policy', 'sample')",
                           0, &ours));
    *is_empty = objects == 0;
    st = objects > 0 && ours < 3 ? ski_sql_foreign(sql) : SK_OK;
done:
    return st;
}
