/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coalitions, or orders, of causes → marginal contributions. */
#include "metrics/shapley.h"

#include "metrics/difference.h"
#include "uncertainty/streams.h"

/* s! (k - s - 1)! / k! = 1 / (k · C(k - 1, s)): the share of orders in which the s causes of a set
 * come before a cause and the others after it. */
static double share_of_orders(int causes, int before) {
    double choices = 1;
    for (int i = 1; i <= before; i++) {
        choices = choices * (causes - i) / i;
    }
    return 1 / (causes * choices);
}

static int size_of(uint32_t coalition) {
    int size = 0;
    for (; coalition != 0; coalition >>= 1) {
        size += (int)(coalition & 1);
    }
    return size;
}

/* Whether all of these values, a stride apart, are there. */
static int are_defined(const double *values, int count, int stride) {
    for (int i = 0; i < count; i++) {
        if (isnan(values[(size_t)i * (size_t)stride])) {
            return 0;
        }
    }
    return 1;
}

void ski_shapley_exact(int causes, int worlds, const double *values, double *contributions) {
    const uint32_t coalitions = UINT32_C(1) << causes;
    for (int i = 0; i < causes * worlds; i++) {
        contributions[i] = are_defined(values + i % worlds, (int)coalitions, worlds) ? 0 : NAN;
    }
    for (uint32_t without = 0; without < coalitions; without++) {
        const double weight = share_of_orders(causes, size_of(without));
        const double *from = values + (size_t)without * (size_t)worlds;
        for (int cause = 0; cause < causes; cause++) {
            const uint32_t with = without | UINT32_C(1) << cause;
            const double *to = values + (size_t)with * (size_t)worlds;
            double *of = contributions + (size_t)cause * (size_t)worlds;
            for (int i = 0; with != without && i < worlds; i++) {
                of[i] += weight * ski_difference(to[i], from[i]);
            }
        }
    }
}

/* Fisher and Yates: cause k changes places with one of the first k + 1. */
void ski_shapley_order(uint64_t seed, uint32_t world, int causes, int *order) {
    const ski_stream stream = ski_stream_of(seed, world, "sensitivity", "order");
    for (int k = 0; k < causes; k++) {
        const int other = (int)(ski_stream_uniform(&stream, (uint32_t)k) * (k + 1));
        order[k] = k;
        order[k] = order[other];
        order[other] = k;
    }
}

void ski_shapley_by_order(uint64_t seed, int causes, int worlds, const double *values, int *work,
                          double *contributions) {
    for (int i = 0; i < worlds; i++) {
        const int known = are_defined(values + i, causes + 1, worlds);
        ski_shapley_order(seed, (uint32_t)i, causes, work);
        for (int step = 0; step < causes; step++) {
            const double *from = values + (size_t)step * (size_t)worlds + i;
            contributions[(size_t)work[step] * (size_t)worlds + (size_t)i] =
                known ? ski_difference(from[worlds], from[0]) : NAN;
        }
    }
}
