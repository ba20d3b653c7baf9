/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db: the rows of a study as they come, block by block, and what the study made of them.
 * One that was cut short goes on after its last block. Schema: docs/results.md. */
#ifndef SKI_RESULTS_DATABASE_H
#define SKI_RESULTS_DATABASE_H

#include "results/rows.h"

#include <skarn/results.h>

/* Raised when a reader of before would go wrong on the tables of now. */
enum { SKI_SCHEMA = 1 };

/* Memory that a study adds up in: stored with every block, so that it can go on from there. */
typedef struct {
    const char *name;
    void *bytes;
    size_t size;
} ski_state;

/* What goes with a row, given back in order. */
typedef void ski_take_beside(void *context, ski_beside beside);

/* A set of rows, one after the other: of a policy, at a point of what a study varies. */
typedef struct {
    int policy, point;               /* among the study's */
    const ski_metric_table *metrics; /* those of all sets have the same names */
    const ski_state *states;         /* [state_count] */
    int state_count;
    ski_take_beside *take_beside; /* NULL: nothing goes with rows */
    void *context;
} ski_set;

typedef struct {
    const char *name;
    double cost_usd; /* its own */
} ski_set_policy;

/* What a study tells of itself when it begins; all of it is borrowed until ski_results_end(). */
typedef struct {
    const ski_set *sets; /* [set_count] */
    int set_count;
    const ski_set_policy *policies; /* [policy_count] */
    int policy_count;
    const char *const *points; /* [point_count] names; NULL: there is one, without a name */
    int point_count;
    const ski_metric_table
        *metrics; /* of rows that stand in no set (cells.h); NULL: there are none */
    int threads;
} ski_running;

/* Prepares the database for the study's rows. If some are there already, fills the states as they
 * were after the last of them, and gives back what went with each. error: where failures are said
 * until the end. rows: [set_count] receives the rows of each set, borrowed. */
sk_status ski_results_begin(sk_results *results, const ski_running *running, ski_rows **rows,
                            sk_error *error);
/* Lets go of what was borrowed. NULL is allowed. */
void ski_results_end(sk_results *results);

/* What the study made of all rows: written between begin and end in one transaction, in place of
 * what was there. Each adds one row, of the first policy. period: its label. */
sk_status ski_results_tables_begin(sk_results *results);
/* quantiles: [SKI_QUANTILES]; NULL: none. */
sk_status ski_results_add_series(sk_results *results, const char *what, const char *name,
                                 const char *period, double mean, const double *quantiles);
sk_status ski_results_add_plan(sk_results *results, const char *what, const char *name,
                               const char *period, double tonnes);
sk_status ski_results_add_marginal(sk_results *results, const char *path, const char *period,
                                   double usd_per_t);
/* The study is complete: so many samples count for each policy, so many worlds stand behind the
 * quantiles. */
sk_status ski_results_tables_end(sk_results *results, int samples, int quantile_worlds);

#endif
