/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two options' columns over the same worlds → their difference, world by world, with its interval
 * (model.md §5). What the worlds have in common cancels: an interval of differences is far narrower
 * than those of the two means. */
#ifndef SKI_METRICS_PAIRED_H
#define SKI_METRICS_PAIRED_H

#include "metrics/statistics.h"

/* A mean with its interval: Student t; by replicates where there are any. */
typedef struct {
    int count; /* values that are defined */
    double mean, sd, se;
    ski_interval interval;
    double independent_count; /* as in ski_statistics */
    bool few_events;          /* too few that are not 0, or too uneven ones */
} ski_mean;

/* What means are taken of: values that are known to within `resolution`, so that a spread of no
 * more than that says nothing of how uneven they are. */
typedef struct {
    double confidence;
    int replicates;
    double resolution;
} ski_averaging;

/* values: [count], NaN where undefined. NaN of no value; without interval of one. */
ski_mean ski_mean_of(const double *values, int count, const ski_averaging *how);

/* The chance of an event: values are 0, 1 or NaN. Wilson's interval. */
typedef struct {
    double value;
    ski_interval interval;
} ski_chance;
ski_chance ski_chance_of(const double *values, int count, double confidence, int replicates);

/* What differences of two columns are known to: SKI_EQUAL_TOL of what their larger values are on
 * average. */
double ski_resolution(const double *values, const double *reference, int count);

/* value - reference; 0 where they differ by no more than SKI_EQUAL_TOL of the larger, or than
 * `resolution`; NaN where either is. */
double ski_difference(double value, double reference, double resolution);

/* Whether the columns are undefined in the same worlds and equal in all others. */
bool ski_is_identical(const double *values, const double *reference, int count);

/* An option's difference from the reference, over the worlds in which both are defined. */
typedef struct {
    ski_mean mean;
    ski_chance better, equal, worse; /* in which share of worlds: by the metric's bad side */
    double cvar;                     /* difference of the CVaRs; NaN where it is not asked for */
    ski_interval cvar_interval;
    bool cvar_few_events;
} ski_paired;

/* work: [4 * count]. with_cvar: not for events. The CVaR's interval is that of the mean difference
 * of what each world adds to the two, var + (x - var)+ / (1 - tail): CVaR is flat in its VaR, which
 * may be taken as known. */
void ski_paired_of(const double *values, const double *reference, int count,
                   const ski_reduction *how, bool with_cvar, double *work, ski_paired *out);

#endif
