/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulation section → replicates and points of a design; which draws belong to it. */
#include "uncertainty/design.h"

#include <string.h>

static ski_sampling sampling_of(const ski_simulation *simulation) {
    if (simulation->sampling == NULL) {
        return SKI_RANDOM; /* a scenario put together by a test */
    }
    return strcmp(simulation->sampling, "sobol") == 0 ? SKI_SOBOL
           : strcmp(simulation->sampling, "lhs") == 0 ? SKI_LHS
                                                      : SKI_RANDOM;
}

/* samples / 2^k lies in 8 … 15 for one k alone. */
static void fit_sobol(int samples, ski_design *design) {
    design->points = 1;
    while (samples / design->points > SKI_REPLICATES_MOST) {
        design->points *= 2;
    }
    design->replicates = samples / design->points;
}

static void fit_latin(int samples, ski_design *design) {
    int fewest_left = samples;
    for (int replicates = SKI_REPLICATES_MOST; replicates >= SKI_REPLICATES_LEAST; replicates--) {
        const int left = samples % replicates;
        if (left < fewest_left) {
            fewest_left = left;
            design->replicates = replicates;
        }
    }
    design->points = samples / design->replicates;
}

ski_design ski_design_of(const ski_simulation *simulation) {
    ski_design design = {.sampling = sampling_of(simulation), .worlds = simulation->samples};
    if (design.sampling == SKI_SOBOL) {
        fit_sobol(simulation->samples, &design);
    } else if (design.sampling == SKI_LHS) {
        fit_latin(simulation->samples, &design);
    }
    if (design.sampling != SKI_RANDOM) {
        design.worlds = design.replicates * design.points;
    }
    return design;
}

bool ski_is_designed(const ski_stream *stream, uint32_t place) {
    const struct ski_designed *of = stream->designed;
    if (of == NULL || stream->counter[0] >= (uint32_t)of->design->worlds) {
        return false;
    }
    return of->design->sampling == SKI_LHS ||
           (place >= of->first_place && place - of->first_place < (uint32_t)of->count);
}

/* As good as another name's stream: the golden ratio turns over half the bits of the hash. */
ski_stream ski_stream_of_replicate(const ski_stream *stream) {
    ski_stream own = *stream;
    own.counter[0] = stream->counter[0] % (uint32_t)stream->designed->design->replicates;
    own.counter[1] ^= UINT32_C(0x7f4a7c15);
    own.counter[2] ^= UINT32_C(0x9e3779b9);
    return own;
}
