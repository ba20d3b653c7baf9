/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics/replicates: worlds of real designs, of which means, chances, quantiles and CVaRs are known,
 * over 2,000 seeds: what intervals at 0.95 cover, whether standard errors are unbiased, and what
 * designs save. In brackets behind a case: what was measured. */
#include "metrics/statistics.h"
#include "support/assert_near.h"
#include "uncertainty/design.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEEDS = 2000, DRAWS = 5, WORLDS_MOST = 4096 };

/* Five independent draws of a world, and how worlds are spread. */
typedef struct {
    ski_design design;
    struct ski_designed designed[DRAWS];
    int dimensions[DRAWS];
    ski_stream streams[DRAWS];
    uint32_t directions[SKI_SOBOL_DIMENSIONS * SKI_SOBOL_BITS];
} worlds;

static worlds *worlds_of(const char *sampling, int samples) {
    static worlds of;
    of.design = ski_design_of(&(ski_simulation){.samples = samples, .sampling = sampling});
    of.design.directions = of.directions;
    if (of.design.sampling == SKI_SOBOL) {
        assert_int_equal(ski_sobol_directions(&of.design), SK_OK);
    }
    for (int d = 0; d < DRAWS; d++) {
        char name[8];
        snprintf(name, sizeof name, "d%d", d);
        of.dimensions[d] = d;
        of.designed[d] = (struct ski_designed){&of.design, 0, 1, &of.dimensions[d]};
        of.streams[d] = ski_stream_of(0, 0, name, "value");
        of.streams[d].designed = of.design.sampling == SKI_RANDOM ? NULL : &of.designed[d];
    }
    return &of;
}

/* The standardised sum of five normal scores: a standard normal, smooth in every draw. */
static double score(const worlds *of, uint64_t seed, int world) {
    double sum = 0;
    for (int d = 0; d < DRAWS; d++) {
        const ski_stream stream = ski_stream_in(of->streams[d], seed, (uint32_t)world);
        sum += ski_stream_normal(&stream, 0);
    }
    return sum / sqrt(DRAWS);
}

/* What a world's score comes to. */
typedef double metric(double score);

static double lognormal(double z) {
    return exp(0.5 * z);
}

/* A shortage in a fifth of worlds. */
static double shortage(double z) {
    return fmax(z - 0.8416212335729143, 0);
}

static double one_in_five(double z) {
    return z > 0.8416212335729143;
}

typedef ski_interval interval_of(const ski_statistics *statistics);

static ski_interval mean(const ski_statistics *of) {
    return of->mean_interval;
}

static ski_interval cvar(const ski_statistics *of) {
    return of->cvar_interval;
}

static ski_interval lowest_quantile(const ski_statistics *of) {
    return of->quantile_intervals[0];
}

static ski_interval median(const ski_statistics *of) {
    return of->quantile_intervals[2];
}

static ski_interval highest_quantile(const ski_statistics *of) {
    return of->quantile_intervals[SKI_QUANTILES - 1];
}

static ski_interval wilson(const ski_statistics *of) {
    return ski_wilson(of->mean * of->independent_count, of->independent_count, 0.95);
}

/* What 2,000 seeds came to. */
typedef struct {
    double covered;
    double variance, mean_square_se; /* of the means; of what their standard errors say */
} found;

static found look(const char *sampling, int samples, metric *of_score, interval_of *interval,
                  double truth) {
    static double values[WORLDS_MOST], work[WORLDS_MOST];
    const worlds *of = worlds_of(sampling, samples);
    const ski_reduction how = {SKI_HIGH_IS_BAD, 0, 0.95, 0.95, of->design.replicates};
    double sum = 0, squares = 0, square_se = 0;
    int hits = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ski_statistics statistics;
        for (int world = 0; world < of->design.worlds; world++) {
            values[world] = of_score(score(of, seed, world));
        }
        ski_statistics_of(values, of->design.worlds, &how, work, &statistics);
        const ski_interval at = interval(&statistics);
        hits += at.low <= truth && truth <= at.high;
        sum += statistics.mean;
        squares += statistics.mean * statistics.mean;
        square_se += statistics.se * statistics.se;
    }
    const double centre = sum / SEEDS;
    const found out = {(double)hits / SEEDS, squares / SEEDS - centre * centre, square_se / SEEDS};
    print_message("%s %d: covered %.4f, se² / variance %.3f, variance %.3g\n", sampling,
                  of->design.worlds, out.covered, out.mean_square_se / out.variance, out.variance);
    return out;
}
