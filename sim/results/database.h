/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db: the rows of a run as they come, block by block, and what the study made of them. A
 * run that was cut short goes on after its last block. Schema: docs/results.md. */
#ifndef SKI_RESULTS_DATABASE_H
#define SKI_RESULTS_DATABASE_H

#include "results/rows.h"

#include <skarn/results.h>

/* Raised when a reader of before would go wrong on the tables of now. */
enum { SKI_SCHEMA = 1 };

/* Memory that a run adds up in: stored with every block, so that it can go on from there. */
typedef struct {
    const char *name;
    void *bytes;
    size_t size;
} ski_state;

/* What a run tells of itself when it begins. */
typedef struct {
    const ski_metric_table *metrics; /* borrowed, as are the states, until ski_results_end() */
    const ski_state *states;         /* [state_count] */
    int state_count;
    int threads;
    double policy_cost_usd;
} ski_running;

/* What goes with a row, given back in order. */
typedef void ski_take_beside(void *context, ski_beside beside);

/* Prepares the database for the run's rows. If some are there already, fills the states as they
 * were after the last of them, and gives back what went with each. error: where failures are said
 * until the end. Returns the rows in *out, borrowed. */
sk_status ski_results_begin(sk_results *results, const ski_running *running,
                            ski_take_beside *take_beside, void *context, ski_rows **out,
                            sk_error *error);
/* Lets go of what was borrowed. NULL is allowed. */
void ski_results_end(sk_results *results);

/* What the study made of all rows: written between begin and end in one transaction, in place of
 * what was there. Each adds one row. period: its label. */
sk_status ski_results_tables_begin(sk_results *results);
/* quantiles: [SKI_QUANTILES]; NULL: none. */
sk_status ski_results_add_series(sk_results *results, const char *what, const char *name,
                                 const char *period, double mean, const double *quantiles);
sk_status ski_results_add_plan(sk_results *results, const char *what, const char *name,
                               const char *period, double tonnes);
sk_status ski_results_add_marginal(sk_results *results, const char *path, const char *period,
                                   double usd_per_t);
/* The run is complete: so many samples count, so many worlds stand behind the quantiles. */
sk_status ski_results_tables_end(sk_results *results, int samples, int quantile_worlds);

#endif
