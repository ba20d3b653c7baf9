/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Latin hypercubes without a table: a keyed permutation says in which stratum a point lies, so that
 * a million samples need no memory and any world can be drawn alone. */
#include "uncertainty/design.h"

#include <Random123/philox.h>

#include <float.h>
#include <math.h>

/* With 4 rounds a Feistel network of random functions cannot be told from a random permutation
 * (Luby and Rackoff 1988); more, as its halves are small here. */
enum { ROUNDS = 8 };

/* A whole number below `limit` out of a random word; none is favoured by more than limit / 2^32. */
static uint32_t below(uint32_t word, uint32_t limit) {
    return (uint32_t)(((uint64_t)word * limit) >> 32);
}

static uint32_t scramble(const uint32_t key[4], uint32_t round, uint32_t half) {
    const philox4x32_ctr_t counter = {{half, round, key[2], key[3]}};
    const philox4x32_key_t words = {{key[0], key[1]}};
    return philox4x32(counter, words).v[0];
}

/* Index = left · width + right; each round adds to one half, modulo its size, a random function of
 * the other (Black and Rogaway 2002). */
static uint32_t shuffle(const uint32_t key[4], uint32_t height, uint32_t width, uint32_t index) {
    uint32_t left = index / width, right = index % width;
    for (uint32_t round = 0; round < ROUNDS; round += 2) {
        left = (left + below(scramble(key, round, right), height)) % height;
        right = (right + below(scramble(key, round + 1, left), width)) % width;
    }
    return left * width + right;
}

/* The halves make a few indices too many: an index that lands there goes on until it is back. */
uint32_t ski_permuted(const uint32_t key[4], uint32_t size, uint32_t index) {
    const uint32_t height = (uint32_t)ceil(sqrt(size));
    const uint32_t width = (size + height - 1) / height;
    do {
        index = shuffle(key, height, width, index);
    } while (index >= size);
    return index;
}

double ski_latin_uniform(const ski_stream *stream, uint32_t place, double jitter) {
    const ski_design *design = stream->designed->design;
    const ski_stream own = ski_stream_of_replicate(stream);
    uint32_t key[4];
    ski_stream_words(&own, place, key);
    const uint32_t point = stream->counter[0] / (uint32_t)design->replicates;
    const uint32_t stratum = ski_permuted(key, (uint32_t)design->points, point);
    return fmin((stratum + jitter) / design->points, 1 - DBL_EPSILON / 2);
}
