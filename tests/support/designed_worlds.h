/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worlds of a real design without a scenario: five normal draws each, and figures made of them that
 * are known in closed form. */
#ifndef TESTS_SUPPORT_DESIGNED_WORLDS_H
#define TESTS_SUPPORT_DESIGNED_WORLDS_H

#include "uncertainty/design.h"

#include "support/assert_near.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>

enum { DRAWS = 5 };

typedef struct {
    ski_design design;
    struct ski_designed designed[DRAWS];
    int dimensions[DRAWS];
    ski_stream streams[DRAWS];
    uint32_t directions[SKI_SOBOL_DIMENSIONS * SKI_SOBOL_BITS];
} designed_worlds;

/* Fills `of` in place: its members point at one another. */
static inline void designed_worlds_of(designed_worlds *of, const char *sampling, int samples) {
    of->design = ski_design_of(&(ski_simulation){.samples = samples, .sampling = sampling});
    of->design.directions = of->directions;
    if (of->design.sampling == SKI_SOBOL) {
        assert_int_equal(ski_sobol_directions(&of->design), SK_OK);
    }
    for (int d = 0; d < DRAWS; d++) {
        char name[8];
        snprintf(name, sizeof name, "d%d", d);
        of->dimensions[d] = d;
        of->designed[d] = (struct ski_designed){&of->design, 0, 1, &of->dimensions[d]};
        of->streams[d] = ski_stream_of(0, 0, name, "value");
        of->streams[d].designed = of->design.sampling == SKI_RANDOM ? NULL : &of->designed[d];
    }
}

/* The standardised sum of the draws: standard normal over worlds, smooth in every draw. */
static inline double score_in(const designed_worlds *of, uint64_t seed, int world) {
    double sum = 0;
    for (int d = 0; d < DRAWS; d++) {
        const ski_stream stream = ski_stream_in(of->streams[d], seed, (uint32_t)world);
        sum += ski_stream_normal(&stream, 0);
    }
    return sum / sqrt(DRAWS);
}

/* What a world's score comes to. */
typedef double figure(double score);

/* Of mean 1 and sd 1/2. */
static inline double normal_of(double z) {
    return 1 + 0.5 * z;
}

/* Of mean e^(1/8). */
static inline double lognormal_of(double z) {
    return exp(0.5 * z);
}

static inline double exponential_of(double z) {
    return -log(gsl_cdf_ugaussian_Q(z));
}

/* An exponential shortage in a fifth of worlds: of mean 1/5. */
static inline double shortage_of(double z) {
    return fmax(exponential_of(z) + log(0.2), 0);
}

static inline double one_in_five_of(double z) {
    return gsl_cdf_ugaussian_Q(z) < 0.2 ? 1 : 0;
}

#endif
