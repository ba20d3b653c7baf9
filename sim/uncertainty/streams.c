/* SPDX-License-Identifier: GPL-3.0-or-later */
/* (seed, world, name, purpose, place) → uniform and normal numbers. */
#include "uncertainty/streams.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>

#include <math.h>

/* FNV-1a, 64 bits. */
static uint64_t hash_byte(uint64_t hash, unsigned char byte) {
    return (hash ^ byte) * UINT64_C(1099511628211);
}

/* `hash` taken on by a text and the zero that ends it, so that ("ab", "c") is not ("a", "bc"). */
static uint64_t hash_text(uint64_t hash, const char *text) {
    for (; *text != '\0'; text++) {
        hash = hash_byte(hash, (unsigned char)*text);
    }
    return hash_byte(hash, 0);
}

ski_stream ski_stream_of(uint64_t seed, uint32_t world, const char *name, const char *purpose) {
    uint64_t hash = hash_text(hash_text(UINT64_C(14695981039346656037), name), purpose);
    ski_stream stream = {{0, 0}, {0, (uint32_t)hash, (uint32_t)(hash >> 32)}};
    return ski_stream_in(stream, seed, world);
}

ski_stream ski_stream_in(ski_stream stream, uint64_t seed, uint32_t world) {
    stream.key[0] = (uint32_t)seed;
    stream.key[1] = (uint32_t)(seed >> 32);
    stream.counter[0] = world;
    return stream;
}

/* The upper 52 bits of the first two words, and a last bit that is always 1: odd multiples of
 * 2^-53, so that neither 0 nor 1 comes up and u and 1 - u are alike. */
double ski_stream_uniform(const ski_stream *stream, uint32_t place) {
    philox4x32_ctr_t counter = {
        {place, stream->counter[0], stream->counter[1], stream->counter[2]}};
    philox4x32_key_t key = {{stream->key[0], stream->key[1]}};
    philox4x32_ctr_t words = philox4x32(counter, key);
    uint64_t bits = ((uint64_t)words.v[0] << 32 | words.v[1]) >> 12;
    return ldexp((double)(2 * bits + 1), -53);
}

double ski_stream_normal(const ski_stream *stream, uint32_t place) {
    return gsl_cdf_ugaussian_Pinv(ski_stream_uniform(stream, place));
}
