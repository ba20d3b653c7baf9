/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random quantity of the format ↔ its quantile function and moments (GSL's inverses behind one
 * guarded wrapper). */
#ifndef SKI_UNCERTAINTY_DISTRIBUTIONS_H
#define SKI_UNCERTAINTY_DISTRIBUTIONS_H

#include "scenario/scenario.h"

/* A copy whose values (discrete, empirical) ascend, as a quantile function needs them. */
sk_status ski_dist_sorted(ski_dist *out, ski_arena *arena, const ski_dist *dist);

/* Quantile at u in (0, 1); values ascend. GSL's error handler must be off (ski_uncertainty_build
 * does it). */
double ski_dist_quantile(const ski_dist *dist, double u);

/* Mean, truncation included. */
double ski_dist_mean(const ski_dist *dist);

#endif
