/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simulation section → a design of worlds that lie more evenly than chance: independent replicates
 * of a Latin hypercube or a Sobol' set. (design, stream, place) → a uniform number of it. */
#ifndef SKI_UNCERTAINTY_DESIGN_H
#define SKI_UNCERTAINTY_DESIGN_H

#include "scenario/scenario.h"
#include "uncertainty/streams.h"

typedef enum { SKI_RANDOM, SKI_LHS, SKI_SOBOL } ski_sampling;

/* With fewer replicates than the least nothing can be said of their spread; more than the most
 * leave each of them fewer points to lie evenly. GSL has Sobol' sequences of 40 dimensions (and
 * does not say so when more are asked for) and 30 bits. */
enum {
    SKI_REPLICATES_LEAST = 8,
    SKI_REPLICATES_MOST = 15,
    SKI_SOBOL_DIMENSIONS = 40,
    SKI_SOBOL_BITS = 30
};

/* World i is point i / replicates of replicate i % replicates, so that the first worlds of all are
 * the first points of each. */
typedef struct {
    ski_sampling sampling;
    int worlds;           /* that are run */
    int replicates;       /* independent of one another; 0 under random */
    int points;           /* of each replicate; under "sobol" a power of two */
    uint32_t *directions; /* [SKI_SOBOL_DIMENSIONS * SKI_SOBOL_BITS] Sobol' direction numbers */
} ski_design;

/* Which draws of a stream are by design. */
struct ski_designed {
    const ski_design *design;
    uint32_t first_place;
    int count;             /* of places from there on; under "lhs" every place is */
    const int *dimensions; /* [count] of the Sobol' sequence */
};

/* How many worlds `samples` stand for, in how many replicates; without direction numbers.
 * "sobol": the most 2^k points that leave SKI_REPLICATES_LEAST or more replicates. "lhs": as many
 * replicates as leave out the fewest samples, the more the better. */
ski_design ski_design_of(const ski_simulation *simulation);

/* Fills directions for sets of design->points. */
sk_status ski_sobol_directions(ski_design *design);

/* Whether the draw at a place of a stream is by design in the stream's world. */
bool ski_is_designed(const ski_stream *stream, uint32_t place);

/* Bits, as ski_stream_bits(), of the stream's world in its Sobol' set: 2^k points have one in each
 * interval of 2^-k, in every dimension and after the shift too. */
uint64_t ski_sobol_bits(const ski_stream *stream, uint32_t place);

/* The uniform of the stream's world in its Latin hypercube; `jitter` in (0, 1) places it within its
 * stratum. */
double ski_latin_uniform(const ski_stream *stream, uint32_t place, double jitter);

/* Where a random permutation of 0 … size - 1 takes `index`; another key, another permutation. */
uint32_t ski_permuted(const uint32_t key[4], uint32_t size, uint32_t index);

/* The stream from which what a replicate has of its own is drawn: shifts and permutations. */
ski_stream ski_stream_of_replicate(const ski_stream *stream);

#endif
