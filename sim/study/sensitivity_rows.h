/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of recipes → their rows, in the results or in memory; what is there already is not run
 * again. */
#ifndef SKI_STUDY_SENSITIVITY_ROWS_H
#define SKI_STUDY_SENSITIVITY_ROWS_H

#include "results/database.h"
#include "results/memory.h"
#include "study/sensitivity_sets.h"

typedef struct {
    const char *set;
    ski_failure failure;
} ski_set_failure;

typedef struct {
    const ski_sets *sets;
    sk_results *results;      /* NULL: in memory */
    ski_rows **rows;          /* [sets->count] */
    ski_memory_sink **memory; /* [sets->count], NULL where none is needed */
    ski_set *described;       /* [sets->count] for the results, as are the next */
    ski_state *states;        /* [sets->count] */
    ski_solves *solves;       /* [sets->count] optima behind each */
    int *first_task;          /* [sets->count + 1] of each set, among what is still to be run */
} ski_set_rows_of;

typedef struct {
    const ski_case *chain;
    const ski_metric_table *metrics;
    int columns; /* the first ones, that memory is to hold */
    int threads;
    uint64_t seed;
    ski_rule_kind rule;
} ski_set_runner;

/* Opens the rows of all sets and runs what is missing. End with ski_set_rows_close(), also when it
 * fails: as ski_engine_run() and the rows do. */
sk_status ski_set_rows_run(ski_set_rows_of *out, const ski_set_runner *runner, const ski_sets *sets,
                           sk_results *results, const sk_watch *watch, sk_error *error);
void ski_set_rows_close(ski_set_rows_of *of);

/* Column of a set's samples; what `none` has stands in one number. */
sk_status ski_set_rows_read(const ski_set_rows_of *of, int set, int column, double *values);

/* Failed samples of all sets. */
int ski_set_rows_failed(const ski_set_rows_of *of);

/* Which they are and why: failures [ski_set_rows_failed()], texts in the arena. */
sk_status ski_set_rows_name_failed(const ski_set_rows_of *of, ski_arena *arena,
                                   ski_set_failure *failures);

#endif
