/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of the stress study ↔ results.db: one set of rows a target, in the order in which its search
 * asks. Searches ask the same again, so one that was cut short goes on from what is kept. */
#ifndef SKI_STUDY_STRESS_KEPT_H
#define SKI_STUDY_STRESS_KEPT_H

#include "results/database.h"
#include "study/stress.h"

typedef struct ski_stress_kept ski_stress_kept;

/* width: of an outcome. metrics: of the rows. results NULL: nothing is kept. Free with
 * ski_stress_kept_free(), which lets go of the results. */
sk_status ski_stress_kept_new(ski_stress_kept **out, const ski_stress *stress, int width,
                              const ski_metric_table *metrics, double policy_cost_usd,
                              sk_results *results, sk_error *error);
void ski_stress_kept_free(ski_stress_kept *kept);

/* The outcome of the next run that a target asks for, if it is kept from before; in the study's
 * arena. NULL: it is not. */
double *ski_stress_kept_next(ski_stress_kept *kept, int target);

/* Keeps a run of a target. One that failed is not kept, nor any of its target after it: it fails
 * again, in its turn. outcome: NULL when it failed. */
sk_status ski_stress_keep(ski_stress_kept *kept, int target, const ski_sample *sample,
                          const double *outcome);
/* What was kept so far shall last. */
sk_status ski_stress_keep_block(ski_stress_kept *kept);

/* All is kept. */
sk_status ski_stress_kept_end(ski_stress_kept *kept);

#endif
