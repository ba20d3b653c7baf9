/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open results.db, for the files of it alone. */
#ifndef SKI_RESULTS_DATABASE_PARTS_H
#define SKI_RESULTS_DATABASE_PARTS_H

#include "results/database.h"
#include "results/sql.h"

#include <time.h>

/* What makes results the same study: compared as text, one after the other. */
typedef struct {
    char *command;
    char *scenario; /* canonical text; without the number of samples, which may grow */
    char *policy;   /* the policy, or what else was chosen */
    int samples;    /* of a design, whose worlds they decide; 0: of no design */
} ski_identity;

typedef struct {
    sqlite3_stmt *sample, *demand, *beside, *state, *start;
    sqlite3_stmt *series, *plan, *marginal, *metric;
} ski_statements;

/* The rows of one set. Those of sample i have rowid (number << 32) + i + 1. */
typedef struct {
    ski_rows rows; /* first: stored rows are rows */
    sk_results *results;
    sqlite3_int64 number;
    const ski_set *set; /* one of running's */
    bool has_new;       /* rows since the last block */
} ski_stored_rows;

/* Which part of a study's rows it holds. */
typedef struct {
    int shard, shards; /* 1 … shards; shards 0: all of them */
} ski_shard;

struct sk_results {
    ski_sql sql;
    char *path;
    const sk_scenario *scenario;
    ski_identity identity;
    ski_shard shard;
    int asked;       /* samples of each policy; 0: no number of them */
    int cell_rows;   /* rows that stand in no set */
    int stored;      /* rows, in whole blocks */
    bool has_tables; /* of this study */
    bool is_complete;
    ski_running running;
    ski_stored_rows *sets; /* [running.set_count] from begin on */
    ski_statements insert; /* prepared from begin to end */
    bool in_transaction;
    struct timespec began_at, cpu_at; /* of this start */
};

/* Texts of the identity of a study of a scenario; choice: as sk_results_open(). Free with
 * ski_identity_free(). */
sk_status ski_identity_of(ski_identity *out, const char *command, const char *choice,
                          const sk_scenario *scenario);
void ski_identity_free(ski_identity *identity);
/* Whether the stored identity is that of these results: SK_OK, or SK_ERR_FOREIGN with what differs.
 */
sk_status ski_identity_compare(const sk_results *results);
sk_status ski_identity_store(const sk_results *results);

/* The same of which shard it is. */
sk_status ski_shard_compare(const sk_results *results);
sk_status ski_shard_store(const sk_results *results);

/* Whether they are a sweep's, which has tables of its own. */
bool ski_is_sweep(const sk_results *results);

/* What rows are made of; one without metrics where there are none. */
const ski_metric_table *ski_results_metrics(const sk_results *results);

/* Creates the tables; those of samples have a column a metric. */
sk_status ski_schema_create(const sk_results *results);
/* Names of the columns of metrics [first, first + count) of a table, each quoted and followed by
 * `after`, into a stream. */
void ski_schema_columns(const ski_metric *metrics, int first, int count, const char *after,
                        FILE *stream);

/* Statements that put rows in. */
sk_status ski_rows_prepare(sk_results *results);
sk_status ski_tables_prepare(sk_results *results);

/* Where a sample's row belongs. */
typedef struct {
    int policy, point;
    sqlite3_int64 rowid;
} ski_row_key;

/* Puts in a sample's row, and those of its demands. */
sk_status ski_row_insert(sk_results *results, const ski_metric_table *metrics, ski_row_key key,
                         const ski_sample *sample);

/* The take, end_block, … of the rows of a set. */
void ski_rows_methods(ski_rows *rows);
/* The rowids of a set's first `samples` rows lie from *first to *last. */
void ski_rowids(const ski_stored_rows *set, int samples, sqlite3_int64 *first, sqlite3_int64 *last);
/* Stores what is there of all sets. */
sk_status ski_rows_commit(sk_results *results);
/* Begins a transaction unless there is one. */
sk_status ski_results_transaction(sk_results *results);

/* Reads the states of a set, and gives back what went with each row. */
sk_status ski_states_restore(const ski_stored_rows *of);
/* Writes the states of a set as they are. */
sk_status ski_states_store(const ski_stored_rows *of);

/* A row of `start` for this one; how long it has taken so far. */
sk_status ski_start_insert(sk_results *results);
sk_status ski_start_update(const sk_results *results);

#endif
