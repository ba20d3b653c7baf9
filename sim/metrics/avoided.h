/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spending and shortage of an option and its reference in the same worlds → USD spent more per
 * tonne of shortage avoided: a ratio of paired means with Fieller's interval, or why there is none
 * (model.md §5). */
#ifndef SKI_METRICS_AVOIDED_H
#define SKI_METRICS_AVOIDED_H

#include "metrics/paired.h"

/* What can be said of the ratio. In order: the first that holds. */
typedef enum {
    SKI_CHANGES_NOTHING,     /* the study's word: rows are the same in every world */
    SKI_NO_SHORTAGE,         /* neither is short in any world: there is nothing to avoid */
    SKI_NOT_DISTINGUISHABLE, /* the interval of avoided tonnes holds 0 */
    SKI_MORE_SHORTAGE,       /* it lies below 0: the option makes shortage worse */
    SKI_DOMINATES,           /* shortage is avoided, and the interval of spending more does not
                                reach above 0: no ratio is needed, and a negative one would say less
                                the more is avoided */
    SKI_RATIO,               /* shortage is avoided and the ratio stands, its interval bounded */
    SKI_VERDICTS
} ski_verdict;

/* Its name in documents: "ratio", "no_shortage", … */
extern const char *const ski_verdict_names[SKI_VERDICTS];

typedef struct {
    ski_verdict verdict;
    double usd_per_t;      /* NaN but for SKI_RATIO, and so is the interval */
    ski_interval interval; /* Fieller's */
    ski_mean spend_usd;    /* of what the option spends more */
    ski_mean avoided_t;    /* of shortage avoided */
} ski_avoided;

/* Two columns over the same worlds: the option's and its reference's. */
typedef struct {
    const double *values, *reference; /* [count] NaN where undefined */
} ski_pair_of_columns;

/* work: [2 * count]. */
void ski_avoided_of(const ski_pair_of_columns *spend, const ski_pair_of_columns *shortage,
                    int count, double confidence, int replicates, double *work, ski_avoided *out);

/* Variances and covariance of two means. */
typedef struct {
    double top, both, bottom;
} ski_covariance;

/* All ratios r for which top - r · bottom is not told apart from 0 at t standard errors (Fieller,
 * J. R. Statist. Soc. B 16, 1954). NaN when they are not bounded: the bottom is not told apart
 * from 0. */
ski_interval ski_fieller(double top, double bottom, const ski_covariance *of, double t);

#endif
