/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open results.db, for the files of it alone. */
#ifndef SKI_RESULTS_DATABASE_PARTS_H
#define SKI_RESULTS_DATABASE_PARTS_H

#include "results/database.h"
#include "results/sql.h"

#include <time.h>

/* A run has one policy and one point; compare and sweep have more. */
enum { SKI_POLICY = 0, SKI_POINT = 0 };

/* What makes results the same study: compared as text, one after the other. */
typedef struct {
    const char *command;
    char *scenario; /* canonical text; without the number of samples, which may grow */
    const char *policy;
    int samples; /* of a design, whose worlds they decide; 0: of no design */
} ski_identity;

typedef struct {
    sqlite3_stmt *sample, *demand, *beside, *state, *start;
    sqlite3_stmt *series, *plan, *marginal;
} ski_statements;

struct sk_results {
    ski_rows rows;
    ski_sql sql;
    char *path;
    const sk_scenario *scenario;
    ski_identity identity;
    int asked;       /* samples */
    int stored;      /* of those taken, in whole blocks */
    bool has_tables; /* of this study */
    bool is_complete;
    ski_running running;
    ski_statements insert; /* prepared from begin to end */
    bool in_transaction;
    struct timespec began_at, cpu_at; /* of this start */
};

/* Texts of the identity of a scenario's run. Free with ski_identity_free(). */
sk_status ski_identity_of(ski_identity *out, const sk_scenario *scenario);
void ski_identity_free(ski_identity *identity);
/* Whether the stored identity is that of these results: SK_OK, or SK_ERR_FOREIGN with what differs.
 */
sk_status ski_identity_compare(const sk_results *results);
sk_status ski_identity_store(const sk_results *results);

/* Creates the tables; those of samples have a column a metric. */
sk_status ski_schema_create(const sk_results *results);
/* Names of the columns of metrics [first, first + count) of a table, each quoted and followed by
 * `after`, into a stream. */
void ski_schema_columns(const ski_metric *metrics, int first, int count, const char *after,
                        FILE *stream);

/* Statements that put rows in. */
sk_status ski_rows_prepare(sk_results *results);
sk_status ski_tables_prepare(sk_results *results);

/* The take, end_block, … of the rows. */
void ski_rows_methods(ski_rows *rows);
/* Begins a transaction unless there is one. */
sk_status ski_results_transaction(sk_results *results);

/* Reads the states, and gives back what went with each row. */
sk_status ski_states_restore(const sk_results *results, ski_take_beside *take_beside,
                             void *context);
/* Writes the states as they are. */
sk_status ski_states_store(const sk_results *results);

/* A row of `start` for this one; how long it has taken so far. */
sk_status ski_start_insert(sk_results *results);
sk_status ski_start_update(const sk_results *results);

#endif
