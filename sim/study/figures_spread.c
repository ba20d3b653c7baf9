/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of rows → exceedance curves: in which share of the worlds shortage or cost is more than a
 * value. Points lie closer together towards the bad end, which is what one reads them for. */
#include "study/figures.h"

#include <math.h>
#include <stdlib.h>

static int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int ski_sort_defined(double *values, int samples) {
    int count = 0;
    for (int i = 0; i < samples; i++) {
        if (!isnan(values[i])) {
            values[count++] = values[i];
        }
    }
    qsort(values, (size_t)count, sizeof *values, compare_doubles);
    return count;
}

/* Of samples that are worth as much as `worth` independent ones each. */
static ski_exceeded exceeded(const double *sorted, int count, int rank, double worth,
                             double confidence) {
    while (rank + 1 < count && sorted[rank + 1] == sorted[rank]) {
        rank++;
    }
    const int above = count - 1 - rank;
    return (ski_exceeded){sorted[rank], (double)above / count,
                          ski_wilson(above * worth, count * worth, confidence)};
}

sk_status ski_exceedance_of(const double *sorted, int count, double independent_count,
                            double confidence, ski_arena *arena, ski_exceedance *curve) {
    const double worth = independent_count / fmax(count, 1);
    curve->points = SKI_NEW(arena, ski_exceeded, SKI_DRAWN_POINTS);
    if (curve->points == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < SKI_DRAWN_POINTS && count > 0; i++) {
        const double left = 1 - (double)i / (SKI_DRAWN_POINTS - 1);
        const int rank = (int)floor((1 - left * left) * (count - 1) + 0.5);
        const ski_exceeded point = exceeded(sorted, count, rank, worth, confidence);
        const int last = curve->point_count - 1;
        if (last < 0 || point.value > curve->points[last].value) {
            curve->points[curve->point_count++] = point;
        }
    }
    return SK_OK;
}

sk_status ski_figures_spread(ski_figures *figures, const sk_run *run, const ski_rows *rows) {
    static const int columns[] = {SKI_COL_SHORTAGE_CRITICAL_T, SKI_COL_SHORTAGE_T, SKI_COL_COST_USD,
                                  SKI_COL_SPEND_USD};
    enum { CURVES = sizeof columns / sizeof *columns };
    sk_status st = SK_OK;
    double *sorted = ski_alloc(run->samples, sizeof *sorted);
    SK_CHECK_MEMORY(sorted);
    SK_CHECK_MEMORY(figures->exceedances = SKI_NEW(figures->arena, ski_exceedance, CURVES));
    for (int i = 0; i < CURVES; i++) {
        ski_exceedance *curve = &figures->exceedances[figures->exceedance_count];
        SK_TRY(rows->read(rows, columns[i], run->samples, sorted));
        const int count = ski_sort_defined(sorted, run->samples);
        if (count > 0) { /* without a critical demand its shortage is undefined */
            curve->column = columns[i];
            SK_TRY(ski_exceedance_of(sorted, count, run->statistics[columns[i]].independent_count,
                                     run->confidence, figures->arena, curve));
            figures->exceedance_count++;
        }
    }
done:
    free(sorted);
    return st;
}
