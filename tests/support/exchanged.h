/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A function of independent uniform inputs → its values in two sets of worlds, and with each input
 * exchanged. */
#ifndef TESTS_SUPPORT_EXCHANGED_H
#define TESTS_SUPPORT_EXCHANGED_H

#include "metrics/indices.h"
#include "support/assert_near.h"

#include <gsl/gsl_rng.h>
#include <stdlib.h>

enum { INPUTS_MOST = 8 };

typedef double function(const double *u);

typedef struct {
    ski_exchange of;
    double *values; /* [(2 + inputs) * worlds]: first, second, exchanged */
} exchanged;

/* World i is the same however many there are. */
static inline exchanged exchanged_of(function *f, int inputs, int worlds, unsigned long seed) {
    gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);
    exchanged at = {.values = calloc((size_t)(2 + inputs) * (size_t)worlds, sizeof(double))};
    gsl_rng_set(random, seed);
    at.of = (ski_exchange){worlds, inputs, at.values, at.values + worlds, at.values + 2 * worlds};
    for (int i = 0; i < worlds; i++) {
        double first[INPUTS_MOST], second[INPUTS_MOST];
        for (int k = 0; k < inputs; k++) {
            first[k] = gsl_rng_uniform_pos(random);
            second[k] = gsl_rng_uniform_pos(random);
        }
        at.values[i] = f(first);
        at.values[worlds + i] = f(second);
        for (int k = 0; k < inputs; k++) {
            const double kept = first[k];
            first[k] = second[k];
            at.values[(2 + k) * worlds + i] = f(first);
            first[k] = kept;
        }
    }
    gsl_rng_free(random);
    return at;
}

static inline void exchanged_free(exchanged *at) {
    free(at->values);
}

#endif
