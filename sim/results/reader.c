/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db → its tables, row by row, as they stand at one moment. */
#include "results/reader.h"

#include "results/database.h"
#include "results/sql.h"

#include <stdlib.h>
#include <string.h>

/* How long a writer is waited for. */
enum { WAIT_MS = 2000, QUERY_TEXT = 128 };

struct sk_export {
    ski_sql sql;
    char *path;
    sqlite3_stmt *query; /* of the table in hand */
    bool is_complete;
};

/* What a reader may see; accumulator and series_world are what a run goes on from. */
static const char *const tables[] = {"policy", "point",         "point_value",  "point_error",
                                     "sample", "sample_demand", "point_metric", "series",
                                     "plan",   "marginal"};

const char *const *sk_export_tables(int *count) {
    *count = (int)(sizeof tables / sizeof *tables);
    return tables;
}

/* The file is opened for writing where it can be, for what a killed run has left in its log. */
static sk_status open_connection(ski_sql *sql) {
    if (sqlite3_open_v2(sql->path, &sql->connection, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        return sql->connection == NULL ? SK_ERR_MEMORY : ski_sql_failed(sql);
    }
    sqlite3_busy_timeout(sql->connection, WAIT_MS);
    return ski_sql_run(sql, "BEGIN");
}

static sk_status examine(sk_export *from) {
    sk_status st = SK_OK;
    long long schema = 0, unfinished = 1;
    bool is_empty = true;
    const ski_sql *sql = &from->sql;
    SK_TRY(ski_sql_examine(sql, &is_empty));
    if (is_empty) {
        return ski_fail(sql->error, SK_ERR_FOREIGN, "%s holds no results yet", sql->path);
    }
    SK_TRY(ski_sql_integer(sql, "SELECT schema FROM identity", 0, &schema));
    if (schema > SKI_SCHEMA) {
        return ski_fail(sql->error, SK_ERR_FOREIGN,
                        "%s is of a newer skarn: its schema is %lld, this one knows up to %d",
                        sql->path, schema, SKI_SCHEMA);
    }
    SK_TRY(
        ski_sql_integer(sql, "SELECT count(*) FROM policy WHERE samples IS NULL", 0, &unfinished));
    from->is_complete = unfinished == 0;
done:
    return st == SK_ERR_IO && ski_sql_is_misunderstood(sql) ? ski_sql_foreign(sql) : st;
}

sk_status sk_export_open(sk_export **out, const char *path, sk_error *error) {
    sk_status st = SK_OK;
    sk_export *from = ski_alloc(1, sizeof *from);
    SK_CHECK_MEMORY(from);
    SK_CHECK_MEMORY(from->path = strdup(path));
    from->sql = (ski_sql){.path = from->path, .error = error};
    SK_TRY(open_connection(&from->sql));
    SK_TRY(examine(from));
    *out = from;
    from = NULL;
done:
    sk_export_close(from);
    return st;
}

void sk_export_close(sk_export *from) {
    if (from != NULL) {
        sqlite3_finalize(from->query);
        sqlite3_close(from->sql.connection);
        free(from->path);
        free(from);
    }
}

bool sk_export_is_complete(const sk_export *from) {
    return from->is_complete;
}

bool sk_export_has(const sk_export *from, const char *table) {
    char text[QUERY_TEXT];
    long long count = 0;
    sqlite3_snprintf(sizeof text, text,
                     "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '%q'",
                     table);
    return ski_sql_integer(&from->sql, text, 0, &count) == SK_OK && count > 0;
}

sk_status ski_reader_table(sk_export *from, const char *table, sk_error *error) {
    char text[QUERY_TEXT];
    sqlite3_finalize(from->query);
    from->query = NULL;
    from->sql.error = error;
    sqlite3_snprintf(sizeof text, text, "SELECT * FROM \"%w\" ORDER BY rowid", table);
    return ski_sql_prepare(&from->sql, text, &from->query);
}

int ski_reader_column_count(const sk_export *from) {
    return sqlite3_column_count(from->query);
}

const char *ski_reader_column(const sk_export *from, int column) {
    return sqlite3_column_name(from->query, column);
}

sk_status ski_reader_next(sk_export *from, bool *found) {
    return ski_sql_row(&from->sql, from->query, found);
}

ski_cell ski_reader_cell(const sk_export *from, int column) {
    ski_cell cell = {.kind = SKI_CELL_NULL};
    switch (sqlite3_column_type(from->query, column)) {
    case SQLITE_INTEGER:
        cell.kind = SKI_CELL_INTEGER;
        cell.integer = sqlite3_column_int64(from->query, column);
        break;
    case SQLITE_FLOAT:
        cell.kind = SKI_CELL_REAL;
        cell.real = sqlite3_column_double(from->query, column);
        break;
    case SQLITE_TEXT:
        cell.kind = SKI_CELL_TEXT;
        cell.text = (const char *)sqlite3_column_text(from->query, column);
        break;
    default:
        break;
    }
    return cell;
}
