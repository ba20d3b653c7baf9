/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cost columns of several options over the same worlds → which beat which, at one level for all
 * pairs together; regret; and the front of spending against risk (model.md §5). */
#ifndef SKI_METRICS_RANKING_H
#define SKI_METRICS_RANKING_H

#include "metrics/paired.h"

/* Two options compared on their mean cost. */
typedef struct {
    int a, b;            /* a < b */
    ski_mean less;       /* of cost of a - cost of b, at the level of all pairs */
    bool identical;      /* in every world: more samples would not tell them apart */
    int better;          /* a or b when told apart, else -1 */
    double more_samples; /* that would do, about, were the difference as it is now; NaN where they
                            are told apart, do not differ on average, or need more than
                            SKI_SAMPLES_MOST */
} ski_pair;

/* More samples than this are said to be no help: months of computing, for a difference that no
 * scenario's figures bear. */
#define SKI_SAMPLES_MOST 1e7

/* Level at which each of the pairs of k options is looked at so that all hold together, whatever
 * they have in common (Bonferroni): 1 - (1 - confidence) / (k (k - 1) / 2). */
double ski_pairs_level(int options, double confidence);
int ski_pair_count(int options);

/* costs: [options] columns of [count]. pairs: [ski_pair_count(options)], by a, then b. rank:
 * [options], 1 and one more for each option that beats it: an option may be the best unless another
 * beats it. work: [count]. */
void ski_rank(const double *const *costs, int options, int count, double confidence, int replicates,
              double *work, ski_pair *pairs, int *rank);

/* The pair of two different options. */
const ski_pair *ski_pair_at(const ski_pair *pairs, int options, int a, int b);

/* Whether no more samples are wanted of a pair: it is the same option in every world, or enough
 * stands behind the interval and it either tells the two apart or reaches at most `half_width` to
 * both sides. */
bool ski_pair_is_settled(const ski_pair *pair, double half_width);

/* What an option costs more than the best one in each world. best: [count]. */
typedef struct {
    ski_mean mean;
    double p95;
    ski_interval p95_interval;
    double most; /* in any world that was drawn */
} ski_regret;

/* work: [2 * count]. */
void ski_regret_of(const double *costs, const double *best, int count, double confidence,
                   int replicates, double *work, ski_regret *out);

/* Options of which no other has less of one and no more of the other, by what they are estimated
 * at. x, y, on_front: [options]. */
void ski_pareto(const double *x, const double *y, int options, bool *on_front);

#endif
