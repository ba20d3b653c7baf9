/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two samples of costs → stochastic dominance of first and second order. */
#include "metrics/dominance.h"

#include "base/tolerances.h"

#include <math.h>

/* What is averaged at a cost z. */
typedef double curve(double cost, double z);

static double is_above(double cost, double z) {
    return ski_difference(cost, z) > 0 ? 1 : 0;
}

static double excess(double cost, double z) {
    return fmax(cost - z, 0);
}

double ski_dominance_level(double confidence) {
    return 1 - (1 - confidence) / SKI_DOMINANCE_POINTS;
}

/* P(X > z) <= P(Y > z) for all z: of two samples of one size, each order statistic at most the
 * other's. */
static bool never_above_at_first(const double *x, const double *y, int count) {
    bool below = true;
    for (int i = 0; i < count && below; i++) {
        below = ski_difference(x[i], y[i]) <= 0;
    }
    return below;
}

/* E(X - z)+ <= E(Y - z)+ for all z: each sum of the largest at most the other's. */
static bool never_above_at_second(const double *x, const double *y, int count) {
    double more = 0, size = 0;
    bool below = true;
    for (int i = count - 1; i >= 0 && below; i--) {
        more += ski_difference(x[i], y[i]);
        size += fmax(fabs(x[i]), fabs(y[i]));
        below = more <= SKI_EQUAL_TOL * size;
    }
    return below;
}

/* Both samples together, in ascending order, into merged [2 * count]. */
static void merge(const double *x, const double *y, int count, double *merged) {
    int i = 0, j = 0;
    for (int k = 0; k < 2 * count; k++) {
        merged[k] = j == count || (i < count && x[i] <= y[j]) ? x[i++] : y[j++];
    }
}

/* Whether x's curve lies below y's at z by more than chance. */
static bool is_below_at(const ski_costs *x, const ski_costs *y, int count, curve *of, double z,
                        const ski_averaging *how, double *work) {
    for (int i = 0; i < count; i++) {
        const bool same = ski_difference(x->values[i], y->values[i]) == 0;
        work[i] = same ? 0 : of(x->values[i], z) - of(y->values[i], z);
    }
    return ski_mean_of(work, count, how).interval.high < 0;
}

static bool is_below_somewhere(const ski_costs *x, const ski_costs *y, int count, curve *of,
                               const ski_averaging *how, const double *merged, double *work) {
    bool below = false;
    for (int p = 1; p <= SKI_DOMINANCE_POINTS && !below; p++) {
        const double z = merged[(int)((double)p / (SKI_DOMINANCE_POINTS + 1) * (2 * count))];
        below = is_below_at(x, y, count, of, z, how, work);
    }
    return below;
}

int ski_dominates(const ski_costs *x, const ski_costs *y, int count, double confidence,
                  int replicates, double *work) {
    const ski_averaging how = {ski_dominance_level(confidence), replicates, 0};
    double *merged = work + count;
    if (count == 0 || !never_above_at_second(x->sorted, y->sorted, count)) {
        return 0; /* the second order follows from the first */
    }
    merge(x->sorted, y->sorted, count, merged);
    if (never_above_at_first(x->sorted, y->sorted, count) &&
        is_below_somewhere(x, y, count, is_above, &how, merged, work)) {
        return 1;
    }
    return is_below_somewhere(x, y, count, excess, &how, merged, work) ? 2 : 0;
}
