/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db of a sweep: rows by point, policy and world, of any of them in any order, since a
 * shard holds ranges of worlds here and there. Nothing of it is in memory. A case is a point under
 * a policy. Between ski_results_begin(), with metrics and without sets, and ski_results_end(). */
#ifndef SKI_RESULTS_CELLS_H
#define SKI_RESULTS_CELLS_H

#include "results/database.h"
#include "scenario/point.h"

/* Worlds of a cell that rowids have room for. */
enum { SKI_CELL_WORLDS_MOST = 1 << 24 };

typedef struct {
    int point, policy;
} ski_point_case;

/* there[i]: whether world first + i of a cell is kept; [count]. */
sk_status ski_cells_kept(sk_results *results, ski_point_case cell, int first, int count,
                         unsigned char *there);
/* Why a cell has no case: NULL when nothing is said of it; a copy in the arena. */
sk_status ski_cells_error(sk_results *results, ski_point_case cell, ski_arena *arena,
                          const char **out);

/* Puts in what a point is, unless it is there; one row of a cell (sample->index: its world); why a
 * cell has no case. They last from ski_cells_last() on. */
sk_status ski_cells_add_point(sk_results *results, int point, const char *name,
                              const ski_value_at *values, int count);
sk_status ski_cells_take(sk_results *results, ski_point_case cell, const ski_metric_table *metrics,
                         const ski_sample *sample);
sk_status ski_cells_add_error(sk_results *results, ski_point_case cell, const char *text);
sk_status ski_cells_last(sk_results *results);

/* values[c * worlds + world]: metric c of the chain in each world of a cell, [first_demand of the
 * metrics * worlds]; NaN where it is undefined, the sample failed or is not there. rows, failed:
 * how many are there, and how many of them failed. */
sk_status ski_cells_read(sk_results *results, ski_point_case cell, int worlds, double *values,
                         int *rows, int *failed);

/* Of all rows: what stands behind them, how many failed, how many cells have no case. */
typedef struct {
    ski_solves solves;
    int failed, errors;
} ski_cells_sum;
sk_status ski_cells_sum_up(sk_results *results, ski_cells_sum *out);

/* The first failed samples and cells without case, `most` of each at most, in order. text: why. */
typedef void ski_cells_say(void *context, ski_point_case cell, int world, const char *text);
sk_status ski_cells_failed(sk_results *results, int most, ski_cells_say *say, void *context);
sk_status ski_cells_errors(sk_results *results, int most, ski_cells_say *say, void *context);

/* A line of point_metric; numbers as in its columns, NaN for none. Between
 * ski_cells_metrics_begin() and ski_results_tables_end(). */
enum {
    SKI_LINE_MEAN,
    SKI_LINE_LOW,
    SKI_LINE_HIGH,
    SKI_LINE_CVAR,
    SKI_LINE_CVAR_LOW,
    SKI_LINE_CVAR_HIGH,
    SKI_LINE_DIFFERENCE,
    SKI_LINE_DIFFERENCE_LOW,
    SKI_LINE_DIFFERENCE_HIGH,
    SKI_LINE_BETTER,
    SKI_LINE_WORSE,
    SKI_LINE_NUMBERS
};
typedef struct {
    int count;
    bool few_events;
    double numbers[SKI_LINE_NUMBERS];
} ski_cell_line;
sk_status ski_cells_metrics_begin(sk_results *results);
sk_status ski_cells_add_metric(sk_results *results, ski_point_case cell, int metric,
                               const ski_cell_line *line);

#endif
