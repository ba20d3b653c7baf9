/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GSL's Sobol' sequence → any point of it at random access, randomly shifted by replicate. */
#include "uncertainty/design.h"

#include <gsl/gsl_qrng.h>
#include <math.h>

enum { SHIFTED_BITS = 52 };

/* GSL walks the points in Gray-code order, from point 1 on: point n differs from the one before by
 * direction number b, b the lowest bit of n. So points 2^b show all of them. */
sk_status ski_sobol_directions(ski_design *design) {
    double point[SKI_SOBOL_DIMENSIONS];
    uint32_t before[SKI_SOBOL_DIMENSIONS] = {0};
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, SKI_SOBOL_DIMENSIONS);
    if (sequence == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int n = 1, bit = 0; n < design->points; n++) {
        const bool shows_bit = (n & (n - 1)) == 0;
        gsl_qrng_get(sequence, point);
        for (int d = 0; d < SKI_SOBOL_DIMENSIONS; d++) {
            const uint32_t at = (uint32_t)ldexp(point[d], SKI_SOBOL_BITS);
            if (shows_bit) {
                design->directions[d * SKI_SOBOL_BITS + bit] = at ^ before[d];
            }
            before[d] = at;
        }
        bit += shows_bit;
    }
    gsl_qrng_free(sequence);
    return SK_OK;
}

/* Point `index` of the sequence in one dimension, 0 being the origin: the direction numbers of the
 * bits of its Gray code, added without carry. */
static uint32_t point_at(const uint32_t *directions, uint32_t index) {
    uint32_t at = 0;
    for (uint32_t gray = index ^ (index >> 1); gray != 0; gray >>= 1, directions++) {
        at ^= (gray & 1) != 0 ? *directions : 0;
    }
    return at;
}

uint64_t ski_sobol_bits(const ski_stream *stream, uint32_t place) {
    const struct ski_designed *of = stream->designed;
    const int dimension = of->dimensions[place - of->first_place];
    const uint32_t index = stream->counter[0] / (uint32_t)of->design->replicates;
    const uint32_t at = point_at(&of->design->directions[dimension * SKI_SOBOL_BITS], index);
    const ski_stream own = ski_stream_of_replicate(stream);
    return ((uint64_t)at << (SHIFTED_BITS - SKI_SOBOL_BITS)) ^ ski_stream_bits(&own, place);
}
