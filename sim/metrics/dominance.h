/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs of two options over the same worlds → whether one is to be preferred by everyone who wants
 * to pay less (first order), or by everyone who besides fears high costs (second order: the
 * increasing convex order), whatever weight they give to them (model.md §5). */
#ifndef SKI_METRICS_DOMINANCE_H
#define SKI_METRICS_DOMINANCE_H

#include "metrics/paired.h"

/* Costs at which two options are compared. */
enum { SKI_DOMINANCE_POINTS = 20 };

/* A column of costs, as the worlds came and in ascending order. */
typedef struct {
    const double *values; /* [count] NaN where undefined, in the same worlds for both options */
    const double *sorted; /* [defined] */
} ski_costs;

/* The worlds of both columns, and how they are read. */
typedef struct {
    int count, defined;
    double confidence;
    int replicates;
} ski_compared;

/* Level of each of the points' intervals, so that all hold together (Bonferroni). */
double ski_dominance_level(double confidence);

/* The lowest order at which `x` dominates `y`: 1, 2, or 0 when it does at neither. At an order it
 * does when its curve is nowhere above y's - P(cost > z), or E(cost - z)+, for all z, of the
 * samples as they are - and is told apart from it at one of SKI_DOMINANCE_POINTS quantiles at least
 * of both samples together, at the level above. work: [3 * count]. */
int ski_dominates(const ski_costs *x, const ski_costs *y, const ski_compared *over, double *work);

#endif
