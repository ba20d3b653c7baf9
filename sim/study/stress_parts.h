/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that run the chain of the stress study share. */
#ifndef SKI_STUDY_STRESS_PARTS_H
#define SKI_STUDY_STRESS_PARTS_H

#include "engine/engine.h"
#include "study/stress_kept.h"
#include "study/stress_runs.h"

/* A chain and the columns of its rows. */
typedef struct {
    sk_scenario *scenario;
    ski_case *chain;
    ski_metric_table *metrics;
} ski_stress_chain;

struct ski_stress_runs {
    ski_stress *stress;
    ski_stress_chain plain, reserved; /* without and with reserves */
    int reserve_count;
    int *reserve_of;       /* [reserve_count] demands */
    double *served_t;      /* [demands * periods] undisturbed */
    ski_stress_kept *kept; /* runs from before, and where those of now go */
    int done;              /* runs so far, for progress */
};

/* --- stress_seen.c: what is seen of a run --- */

/* What a demand gets in a period, substitutes among it. */
double ski_stress_served_t(const ski_case *chain, const double *values, const double *flows,
                           int demand, int period);

/* Whether some watched demand is short in some period. */
bool ski_stress_is_short(const ski_stress *stress, const double *row);

/* What the worker notes beside a row. */
ski_trace ski_stress_trace(const ski_stress_runs *runs);

/* Numbers of an outcome. */
int ski_stress_width(const ski_stress *stress);

/* Row and trace → outcome, in the study's arena; NULL when out of memory. */
double *ski_stress_outcome(const ski_stress_runs *runs, const ski_sample *sample);

/* --- stress_undisturbed.c --- */

/* Runs the plain chain undisturbed: fills in what stress says of that, who is served what, and what
 * stands in for limits that either chain misses. */
sk_status ski_stress_run_undisturbed(ski_stress_runs *runs, const sk_watch *watch, sk_error *error);

#endif
