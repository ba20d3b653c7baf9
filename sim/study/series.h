/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worlds one after another → what they have in common over time: mean flows, how often each
 * disruption is on, and how shortage, cover and stocks spread, period by period. */
#ifndef SKI_STUDY_SERIES_H
#define SKI_STUDY_SERIES_H

#include "metrics/statistics.h"
#include "results/database.h"

/* Means are over every world; quantiles over the first of them alone. */
enum { SKI_SERIES_WORLDS = 1024 };

typedef enum {
    SKI_SERIES_SHORTAGE_T, /* of a demand */
    SKI_SERIES_COVER_DAYS, /* of a demand; its mean is NaN where some world has no demand */
    SKI_SERIES_STOCK_T,    /* at the end of the period, of a stock */
    SKI_SERIES_KINDS
} ski_series_kind;

/* "shortage_t", "cover_days", "stock_t". */
const char *ski_series_name(ski_series_kind kind);

/* One demand or stock over the horizon. */
typedef struct {
    ski_series_kind kind;
    int element;
    double *mean;                     /* [periods] */
    double *quantiles[SKI_QUANTILES]; /* [periods] each: 5, 25, 50, 75, 95 % */
} ski_series_line;

/* Filled world by world, in index order, then read. */
typedef struct {
    const ski_case *chain; /* borrowed */
    ski_arena *arena;
    int worlds;          /* that did not fail */
    int quantile_worlds; /* of them behind the quantiles: SKI_SERIES_WORLDS at most, fewer where a
                            horizon is so wide that memory would not hold them */
    double *flows;       /* [column_count] means, in the case's layout */
    double *activity; /* [disruptions * periods] share of the period that the disruption is on, its
                         recovery counted, mean over worlds */
    int line_count;
    ski_series_line *lines; /* [line_count] by kind, then element */
    double *means;          /* [line_count * periods] those of the lines, one after the other */
    float *kept; /* [line * periods * quantile_most + world]; given back when it is finished */
    int quantile_most;
    float *packed; /* [line_count * periods] of the world in hand */
} ski_series;

/* Free with ski_series_free(). SK_ERR_MEMORY. */
sk_status ski_series_new(ski_series **out, const ski_case *chain);
void ski_series_free(ski_series *series);

/* What the engine is to trace for it. */
ski_trace ski_series_trace(const ski_series *series);

/* Takes the next sample; one that failed is passed over. Returns what has to be kept of it to go on
 * later: nothing of most. */
ski_beside ski_series_take(ski_series *series, const ski_sample *sample);

/* To go on where a series was left: its sums, to be filled, into states[SKI_SERIES_STATES]; then
 * what was kept of each world, in order. */
enum { SKI_SERIES_STATES = 4 };
void ski_series_states(ski_series *series, ski_state *states);
void ski_series_take_beside(ski_series *series, int world, ski_beside beside);

/* Sums → means, and the quantiles. */
void ski_series_finish(ski_series *series);

#endif
