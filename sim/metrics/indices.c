/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of exchanged worlds → Sobol' indices, bootstrapped over worlds. A resample is how often
 * it has each world; every index is a ratio of weighted sums. */
#include "metrics/indices.h"

#include "metrics/difference.h"
#include "uncertainty/streams.h"

#include <math.h>
#include <stdlib.h>

static const ski_interval unknown = {NAN, NAN};

/* Work of one call. */
typedef struct {
    const ski_exchange *of;
    double centre;     /* taken off all values, so that sums of squares keep their digits */
    int *weights;      /* [worlds] */
    double *estimates; /* [(2 + 2 groups) * SKI_RESAMPLES] mean, variance, then of each group first,
                          total */
    int *defined;      /* [2 + 2 groups] of the estimates */
} bootstrap;

/* --- one weighting of the worlds --- */

typedef struct {
    double first, total;
} pair;

/* Weighted sums over worlds; `count` of them, weights counted. */
typedef struct {
    double count, values, squares; /* of both sets: 2 values a world */
    double products;               /* of the two values of a world */
    double with, without;          /* squared differences of the exchanged from the first set, and
                                      from the second */
} sums;

static void add_world(sums *to, double weight, double first, double second) {
    to->count += weight;
    to->values += weight * (first + second);
    to->squares += weight * (first * first + second * second);
    to->products += weight * first * second;
}

/* Of the worlds in which both sets have a value. weights, here and below, NULL: every world once.
 */
static sums sums_of(const bootstrap *by, const int *weights) {
    const ski_exchange *of = by->of;
    sums all = {0};
    for (int i = 0; i < of->worlds; i++) {
        const double first = of->first[i] - by->centre, second = of->second[i] - by->centre;
        if (!isnan(first) && !isnan(second)) {
            add_world(&all, weights == NULL ? 1 : weights[i], first, second);
        }
    }
    return all;
}

/* Of the worlds in which a group's exchange has one too. */
static sums group_sums(const bootstrap *by, int group, const int *weights) {
    const ski_exchange *of = by->of;
    const double *exchanged = of->exchanged + (size_t)group * (size_t)of->worlds;
    sums all = {0};
    for (int i = 0; i < of->worlds; i++) {
        const double from_first = ski_difference(of->first[i], exchanged[i]);
        const double from_second = ski_difference(of->second[i], exchanged[i]);
        if (!isnan(from_first) && !isnan(from_second)) {
            const double weight = weights == NULL ? 1 : weights[i];
            add_world(&all, weight, of->first[i] - by->centre, of->second[i] - by->centre);
            all.with += weight * from_first * from_first;
            all.without += weight * from_second * from_second;
        }
    }
    return all;
}

static double mean_of(const sums *of) {
    return of->values / (2 * of->count);
}

/* Of the 2n values. */
static double variance_of(const sums *of) {
    const double n = 2 * of->count;
    return fmax(of->squares - of->values * of->values / n, 0) / (n - 1);
}

/* Of the two sets: they have some by chance. */
static double covariance_of(const sums *of) {
    return of->products / of->count - mean_of(of) * mean_of(of);
}

/* Whether this is more than the rounding of optima. */
static bool varies(const sums *of, double centre) {
    return of->count >= 2 && sqrt(variance_of(of)) > SKI_SPREAD_TOL * fabs(centre + mean_of(of));
}

/* The squared differences from the second set hold what the rest of both sets covaries by: all of
 * their covariance for a group without influence, nothing for one that is all there is, (1 -
 * total)² of it for terms that add up. It is chance, and taken out (a control variate). The weight
 * goes by the total index, which is steady where events are few: a regression on them is not. */
static pair indices_of(const bootstrap *by, int group, const int *weights) {
    const sums all = group_sums(by, group, weights);
    if (!varies(&all, by->centre)) {
        return (pair){NAN, NAN};
    }
    const double scale = 2 * all.count * variance_of(&all);
    const double total = all.with / scale;
    if (all.with == 0 || all.without == 0) {
        return (pair){all.with == 0 ? 0 : 1, total};
    }
    const double rest = fmax(1 - total, 0);
    const double by_chance = -2 * rest * rest * all.count * covariance_of(&all);
    return (pair){1 - (all.without - by_chance) / scale, total};
}

/* --- resamples --- */

/* Worlds with replacement: as many as there are. */
static void draw_weights(ski_stream stream, int worlds, int *weights) {
    for (int i = 0; i < worlds; i++) {
        weights[i] = 0;
    }
    for (int i = 0; i < worlds; i += 4) {
        uint32_t words[4];
        ski_stream_words(&stream, (uint32_t)(i / 4), words);
        for (int k = 0; k < 4 && i + k < worlds; k++) {
            weights[((uint64_t)words[k] * (uint64_t)worlds) >> 32]++;
        }
    }
}

/* What cannot be said of a resample (no event was drawn) says nothing. */
static void keep(bootstrap *by, int row, double estimate) {
    if (!isnan(estimate)) {
        by->estimates[(size_t)row * SKI_RESAMPLES + (size_t)by->defined[row]++] = estimate;
    }
}

static void resample(bootstrap *by, uint64_t seed) {
    for (uint32_t r = 0; r < SKI_RESAMPLES; r++) {
        draw_weights(ski_stream_of(seed, r, "sensitivity", "bootstrap"), by->of->worlds,
                     by->weights);
        const sums all = sums_of(by, by->weights);
        if (all.count >= 2) {
            keep(by, 0, by->centre + mean_of(&all));
            keep(by, 1, variance_of(&all));
        }
        for (int group = 0; group < by->of->groups; group++) {
            const pair both = indices_of(by, group, by->weights);
            keep(by, 2 + 2 * group, both.first);
            keep(by, 3 + 2 * group, both.total);
        }
    }
}

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static ski_interval percentiles(bootstrap *by, int row, double confidence) {
    double *estimates = by->estimates + (size_t)row * SKI_RESAMPLES;
    const int n = by->defined[row];
    if (n == 0) {
        return unknown;
    }
    qsort(estimates, (size_t)n, sizeof *estimates, compare_doubles);
    const int beyond = (int)floor((1 - confidence) / 2 * n + SKI_ORDER_TOL);
    return (ski_interval){estimates[beyond], estimates[n - 1 - beyond]};
}

/* --- all of it --- */

static double first_defined(const ski_exchange *of) {
    for (int i = 0; i < of->worlds; i++) {
        if (!isnan(of->first[i])) {
            return of->first[i];
        }
    }
    return 0;
}

static sk_status allocate(bootstrap *by) {
    sk_status st = SK_OK;
    const int rows = 2 + 2 * by->of->groups;
    SK_CHECK_MEMORY(by->weights = ski_alloc(by->of->worlds, sizeof *by->weights));
    SK_CHECK_MEMORY(by->defined = ski_alloc(rows, sizeof *by->defined));
    SK_CHECK_MEMORY(by->estimates = ski_alloc(rows, SKI_RESAMPLES * sizeof *by->estimates));
done:
    return st;
}

static void fill_spread(bootstrap *by, double harmless, double confidence, ski_spread *spread) {
    const ski_exchange *of = by->of;
    const sums all = sums_of(by, NULL);
    *spread = (ski_spread){.count = (int)all.count, .left_out = of->worlds - (int)all.count};
    for (int i = 0; i < of->worlds; i++) {
        spread->nonzero += !isnan(of->first[i]) && of->first[i] != harmless;
        spread->nonzero += !isnan(of->second[i]) && of->second[i] != harmless;
    }
    spread->varies = varies(&all, by->centre);
    spread->mean = all.count > 0 ? by->centre + mean_of(&all) : NAN;
    spread->variance = all.count > 0 ? variance_of(&all) : NAN;
    spread->mean_interval = percentiles(by, 0, confidence);
    spread->variance_interval = percentiles(by, 1, confidence);
}

static void fill_index(bootstrap *by, int group, double confidence, ski_index *index) {
    const ski_exchange *of = by->of;
    const double *exchanged = of->exchanged + (size_t)group * (size_t)of->worlds;
    const pair both = indices_of(by, group, NULL);
    *index = (ski_index){.first = both.first, .total = both.total};
    for (int i = 0; i < of->worlds; i++) {
        index->count += !isnan(of->first[i] + of->second[i] + exchanged[i]);
    }
    index->left_out = of->worlds - index->count;
    const bool known = !isnan(both.first);
    index->first_interval = known ? percentiles(by, 2 + 2 * group, confidence) : unknown;
    index->total_interval = known ? percentiles(by, 3 + 2 * group, confidence) : unknown;
}

sk_status ski_indices_of(const ski_exchange *of, double harmless, uint64_t seed, double confidence,
                         ski_spread *spread, ski_index *indices) {
    sk_status st = SK_OK;
    bootstrap by = {.of = of, .centre = first_defined(of)};
    SK_TRY(allocate(&by));
    resample(&by, seed);
    fill_spread(&by, harmless, confidence, spread);
    for (int group = 0; group < of->groups; group++) {
        fill_index(&by, group, confidence, &indices[group]);
    }
done:
    free(by.estimates);
    free(by.defined);
    free(by.weights);
    return st;
}
