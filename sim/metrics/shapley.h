/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A metric in the same worlds with some of the causes only → what each cause adds to it: Shapley
 * values (1953). v(S) is the metric with the causes of S alone, in a world; a cause's value is its
 * mean marginal contribution v(S and it) - v(S) over all orders in which the causes may come, so
 * that the values of all causes add up to v(all) - v(none) in every world, but for what optima are
 * not known to (difference.h). Here they are worked out
 * world by world; means and intervals over worlds are of the columns. */
#ifndef SKI_METRICS_SHAPLEY_H
#define SKI_METRICS_SHAPLEY_H

#include <stddef.h>
#include <stdint.h>

/* A coalition is a number, its causes are the bits of it. */
enum { SKI_EXACT_CAUSES_MOST = 20 };

/* From all coalitions: values[coalition * worlds + i] is v of it in world i. causes: at most
 * SKI_EXACT_CAUSES_MOST. contributions: [causes * worlds]; a world with a NaN is NaN. */
void ski_shapley_exact(int causes, int worlds, const double *values, double *contributions);

/* One order of the causes, each alike to come up, for a world of a seed. order: [causes] */
void ski_shapley_order(uint64_t seed, uint32_t world, int causes, int *order);

/* From one order a world, unbiased: values[step * worlds + i] is, in world i, the metric with the
 * first `step` causes of its order, step 0 … causes. work: [causes] */
void ski_shapley_by_order(uint64_t seed, int causes, int worlds, const double *values, int *work,
                          double *contributions);

#endif
