/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario at a point of a sweep: some of its numbers set, then a policy. */
#ifndef SKI_SCENARIO_POINT_H
#define SKI_SCENARIO_POINT_H

#include "scenario/scenario.h"

/* A number that a sweep sets. */
typedef struct {
    const char *path; /* may hold globs; borrowed */
    double value;
} ski_value_at;

/* The scenario with every value that values[0 … count - 1] match set, in order and as `--set` does
 * (a schedule becomes the constant), then policy number `policy` applied (-1: none); what a policy
 * is applied to already is put aside first. Its simulation draws the sweep's own number of samples
 * where the sweep says one. Where a policy is applied, out->base is the scenario at the point
 * without it, which lives as long. `base` outlives it; free with sk_scenario_free(). Several
 * threads may work from one `base`. What the new scenario would be warned of is not said.
 * SK_ERR_SCENARIO: the point does not make a right scenario, which is said at "sweep PATH=VALUE":
 * the others can go on. */
sk_status ski_scenario_at_point(sk_scenario **out, const sk_scenario *base,
                                const ski_value_at *values, int count, int policy, sk_error *error);

#endif
