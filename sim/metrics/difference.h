/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two samples of the same world → by how much a metric differs in them. */
#ifndef SKI_METRICS_DIFFERENCE_H
#define SKI_METRICS_DIFFERENCE_H

#include "base/tolerances.h"

#include <math.h>

/* a - b; exactly nothing where that is no more than optima are known to: a cause that changes
 * nothing shall not seem to. NaN where one is. */
static inline double ski_difference(double a, double b) {
    const double difference = a - b;
    return fabs(difference) <= SKI_SPREAD_TOL * fmax(fabs(a), fabs(b)) ? 0 : difference;
}

#endif
