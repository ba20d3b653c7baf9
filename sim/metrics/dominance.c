/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two samples of costs → stochastic dominance of first and second order. */
#include "metrics/dominance.h"

#include <math.h>

/* What is averaged at a cost z. */
typedef double curve(double cost, double z);

static double is_above(double cost, double z) {
    return cost > z ? 1 : 0;
}

static double excess(double cost, double z) {
    return fmax(cost - z, 0);
}

double ski_dominance_level(double confidence) {
    return 1 - (1 - confidence) / SKI_DOMINANCE_POINTS;
}

/* P(X > z) <= P(Y > z) for all z: of two samples of one size, each order statistic at most the
 * other's. */
static bool never_above_at_first(const double *x, const double *y, int count, double resolution) {
    bool below = true;
    for (int i = 0; i < count && below; i++) {
        below = ski_difference(x[i], y[i], resolution) <= 0;
    }
    return below;
}

/* E(X - z)+ <= E(Y - z)+ for all z: each sum of the largest at most the other's. */
static bool never_above_at_second(const double *x, const double *y, int count, double resolution) {
    double more = 0;
    bool below = true;
    for (int i = count - 1; i >= 0 && below; i--) {
        more += ski_difference(x[i], y[i], resolution);
        below = more <= resolution;
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
        const double a = x->values[i], b = y->values[i];
        work[i] = isnan(a) || isnan(b)                         ? NAN
                  : ski_difference(a, b, how->resolution) == 0 ? 0
                                                               : of(a, z) - of(b, z);
    }
    return ski_mean_of(work, count, how).interval.high < 0;
}

/* merged: [2 * defined]. */
static bool is_below_somewhere(const ski_costs *x, const ski_costs *y, const ski_compared *over,
                               curve *of, const ski_averaging *how, const double *merged,
                               double *work) {
    const double step = 2.0 * over->defined / (SKI_DOMINANCE_POINTS + 1);
    bool below = false;
    for (int p = 1; p <= SKI_DOMINANCE_POINTS && !below; p++) {
        below = is_below_at(x, y, over->count, of, merged[(int)(p * step)], how, work);
    }
    return below;
}

int ski_dominates(const ski_costs *x, const ski_costs *y, const ski_compared *over, double *work) {
    const int n = over->defined;
    const double resolution = ski_resolution(x->sorted, y->sorted, n);
    const ski_averaging how = {ski_dominance_level(over->confidence), over->replicates, resolution};
    double *merged = work + over->count;
    if (n == 0 || !never_above_at_second(x->sorted, y->sorted, n, resolution)) {
        return 0; /* the second order follows from the first */
    }
    merge(x->sorted, y->sorted, n, merged);
    if (never_above_at_first(x->sorted, y->sorted, n, resolution) &&
        is_below_somewhere(x, y, over, is_above, &how, merged, work)) {
        return 1;
    }
    return is_below_somewhere(x, y, over, excess, &how, merged, work) ? 2 : 0;
}
