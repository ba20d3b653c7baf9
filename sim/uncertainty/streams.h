/* SPDX-License-Identifier: GPL-3.0-or-later */
/* (seed, world, name, purpose, place) → a uniform number: Philox4x32-10 as Random123 gives it,
 * without state, so that no thread, shard or other element changes a draw (model.md §2). A draw may
 * be placed by a design of all worlds (design.h) instead. */
#ifndef SKI_UNCERTAINTY_STREAMS_H
#define SKI_UNCERTAINTY_STREAMS_H

#include <stdint.h>

/* A stream: one (seed, world, name, purpose). */
typedef struct {
    uint32_t key[2];     /* the seed */
    uint32_t counter[3]; /* world, and 64 bits of hash (FNV-1a) of name and purpose; the place comes
                            before them */
    const struct ski_designed *designed; /* which draws are by design; NULL: none */
} ski_stream;

/* purpose: a short word such as "wait", "duration", "value". */
ski_stream ski_stream_of(uint64_t seed, uint32_t world, const char *name, const char *purpose);

/* The stream of the same name and purpose in another world. */
ski_stream ski_stream_in(ski_stream stream, uint64_t seed, uint32_t world);

/* Four random words at place k, and 52 random bits made of the first two: never by design. */
void ski_stream_words(const ski_stream *stream, uint32_t place, uint32_t words[4]);
uint64_t ski_stream_bits(const ski_stream *stream, uint32_t place);

/* The uniform at place k, in the open interval (0, 1), with 53 bits. */
double ski_stream_uniform(const ski_stream *stream, uint32_t place);

/* The standard normal at place k, by inversion. */
double ski_stream_normal(const ski_stream *stream, uint32_t place);

#endif
