/* SPDX-License-Identifier: GPL-3.0-or-later */
/* (seed, world, name, purpose, place) → uniform and normal numbers. */
#include "uncertainty/design.h"

#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>

#include <math.h>
#include <string.h>

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
    ski_stream stream = {{0, 0}, {0, (uint32_t)hash, (uint32_t)(hash >> 32)}, NULL};
    return ski_stream_in(stream, seed, world);
}

ski_stream ski_stream_in(ski_stream stream, uint64_t seed, uint32_t world) {
    stream.key[0] = (uint32_t)seed;
    stream.key[1] = (uint32_t)(seed >> 32);
    stream.counter[0] = world;
    return stream;
}

void ski_stream_words(const ski_stream *stream, uint32_t place, uint32_t words[4]) {
    philox4x32_ctr_t counter = {
        {place, stream->counter[0], stream->counter[1], stream->counter[2]}};
    philox4x32_key_t key = {{stream->key[0], stream->key[1]}};
    philox4x32_ctr_t drawn = philox4x32(counter, key);
    memcpy(words, drawn.v, sizeof drawn.v);
}

uint64_t ski_stream_bits(const ski_stream *stream, uint32_t place) {
    uint32_t words[4];
    ski_stream_words(stream, place, words);
    return ((uint64_t)words[0] << 32 | words[1]) >> 12;
}

/* 52 bits, and a last one that is always 1: odd multiples of 2^-53, so that neither 0 nor 1 comes
 * up and u and 1 - u are alike. */
static double uniform_of(uint64_t bits) {
    return ldexp((double)(2 * bits + 1), -53);
}

double ski_stream_uniform(const ski_stream *stream, uint32_t place) {
    if (!ski_is_designed(stream, place)) {
        return uniform_of(ski_stream_bits(stream, place));
    }
    if (stream->designed->design->sampling == SKI_SOBOL) {
        return uniform_of(ski_sobol_bits(stream, place));
    }
    return ski_latin_uniform(stream, place, uniform_of(ski_stream_bits(stream, place)));
}

double ski_stream_normal(const ski_stream *stream, uint32_t place) {
    return gsl_cdf_ugaussian_Pinv(ski_stream_uniform(stream, place));
}
