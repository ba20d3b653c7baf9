/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of the chain that the stress study asks for → what each came to, many at a time. */
#ifndef SKI_STUDY_STRESS_RUNS_H
#define SKI_STUDY_STRESS_RUNS_H

#include "study/stress_search.h"

typedef struct ski_stress_runs ski_stress_runs;

/* Makes the chain, without and with a reserve beside every watched demand, and runs it undisturbed:
 * what stress says of that is filled in. results: where runs
 * are kept and taken up again; NULL: nowhere. Warnings go to error. Free with
 * ski_stress_runs_free(). */
sk_status ski_stress_runs_new(ski_stress_runs **out, ski_stress *stress, sk_results *results,
                              const sk_watch *watch, sk_error *error);
void ski_stress_runs_free(ski_stress_runs *runs);

/* The demands with a reserve, [*count], in scenario order. */
const int *ski_stress_reserves(const ski_stress_runs *runs, int *count);

/* Runs what the searches [count] ask for, and tells them. *none: they asked for nothing. Same
 * answers at any number of threads. */
sk_status ski_stress_runs_round(ski_stress_runs *runs, ski_stress_search *searches, int count,
                                bool *none, const sk_watch *watch, sk_error *error);

/* Nothing more is asked for: what is kept is complete. */
sk_status ski_stress_runs_end(ski_stress_runs *runs);

#endif
