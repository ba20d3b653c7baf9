/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Normal scores, the weightiest first → steps of a walk: the first says how far it comes in all,
 * the second how far by half of the time, and so on (a Brownian bridge). An orthogonal map, so that
 * steps are independent standard normals as the scores are. */
#include "uncertainty/causes.h"

#include <math.h>
#include <string.h>

/* work holds the sum of each stretch of steps at its first. In a round with 2^level stretches
 * number k begins at ⌊steps · k / 2^level⌋, and is cut where the next round has number 2k + 1
 * begin. */
void ski_bridge(double *scores, int steps, double *work) {
    int used = 1;
    work[0] = sqrt(steps) * scores[0];
    for (int stretches = 1; stretches < steps; stretches *= 2) {
        for (int k = 0; k < stretches; k++) {
            const int first = steps * k / stretches, end = steps * (k + 1) / stretches;
            const int middle = steps * (2 * k + 1) / (2 * stretches);
            if (first < middle && middle < end) {
                const double sum = work[first];
                const double share = (double)(middle - first) / (end - first);
                work[first] = share * sum + sqrt(share * (end - middle)) * scores[used++];
                work[middle] = sum - work[first];
            }
        }
    }
    memcpy(scores, work, (size_t)steps * sizeof *scores);
}
