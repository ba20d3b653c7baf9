/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run → the figures' points, and which demands and disruptions have a line of their own. */
#include "study/figures.h"

#include <math.h>
#include <stdlib.h>

double ski_point_sum(const ski_figures *figures, const double *values, int periods, int point) {
    const int first = point * figures->every;
    double sum = 0;
    for (int t = first; t < first + figures->every && t < periods; t++) {
        sum += values[t];
    }
    return sum;
}

/* By insertion: it keeps equals as they are and needs no room; lists are short or nearly sorted. */
void ski_rank_falling(const double *worth, int count, int *order) {
    for (int i = 0; i < count; i++) {
        int place = i;
        while (place > 0 && worth[order[place - 1]] < worth[i]) {
            order[place] = order[place - 1];
            place--;
        }
        order[place] = i;
    }
}

static double sum_of(const double *values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum;
}

/* Keeps the first lines of a ranking. */
static int cut(int count, int *left) {
    *left = count > SKI_DRAWN_LINES ? count - SKI_DRAWN_LINES : 0;
    return count - *left;
}

static sk_status choose_demands(ski_figures *figures, const sk_run *run) {
    const sk_scenario *scenario = run->scenario;
    const int count = scenario->demand_count;
    double *worth = SKI_NEW(figures->arena, double, count);
    int *order = SKI_NEW(figures->arena, int, count);
    if (worth == NULL || order == NULL) {
        return SK_ERR_MEMORY;
    }
    double most = 0;
    for (int d = 0; d < count; d++) {
        worth[d] = sum_of(run->series->lines[d].mean, scenario->periods);
        worth[d] = isnan(worth[d]) ? 0 : worth[d]; /* when every sample failed */
        most = fmax(most, worth[d]);
    }
    for (int d = 0; d < count; d++) {
        worth[d] += scenario->demands[d].critical ? most + 1 : 0;
    }
    ski_rank_falling(worth, count, order);
    figures->demand_count = cut(count, &figures->demands_left);
    figures->demands = order;
    return SK_OK;
}

static sk_status choose_disruptions(ski_figures *figures, const sk_run *run) {
    const int count = run->scenario->disruption_count, periods = run->scenario->periods;
    double *worth = SKI_NEW(figures->arena, double, count);
    int *order = SKI_NEW(figures->arena, int, count);
    if (worth == NULL || order == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        worth[i] = sum_of(run->series->activity + i * periods, periods);
    }
    ski_rank_falling(worth, count, order);
    figures->disruption_count = cut(count, &figures->disruptions_left);
    figures->disruptions = order;
    return SK_OK;
}

/* Demand as planned: what is drawn moves it in every world alike, on average. */
static double planned_t(const ski_figures *figures, const sk_run *run, int demand, int point) {
    const sk_network *network = run->plan->chain->network;
    const double *base = network->base + network->needs[demand].demand * network->periods;
    return ski_point_sum(figures, base, network->periods, point) * network->period_years;
}

static sk_status fill_short_shares(ski_figures *figures, const sk_run *run) {
    figures->short_share =
        SKI_NEW(figures->arena, double, figures->demand_count * figures->point_count);
    if (figures->short_share == NULL) {
        return SK_ERR_MEMORY;
    }
    double *share = figures->short_share;
    for (int i = 0; i < figures->demand_count; i++) {
        const int demand = figures->demands[i];
        const double *mean = run->series->lines[demand].mean;
        for (int point = 0; point < figures->point_count; point++) {
            const double demand_t = planned_t(figures, run, demand, point);
            const double short_t = ski_point_sum(figures, mean, run->scenario->periods, point);
            *share++ = demand_t > 0 ? short_t / demand_t : NAN;
        }
    }
    return SK_OK;
}

static void choose_points(ski_figures *figures, int periods) {
    figures->every = (periods + SKI_DRAWN_POINTS - 1) / SKI_DRAWN_POINTS;
    figures->point_count = (periods + figures->every - 1) / figures->every;
}

sk_status ski_figures_build(ski_figures **out, const sk_run *run, const ski_rows *rows,
                            const sk_watch *watch) {
    sk_status st = SK_OK;
    ski_figures *figures = ski_alloc(1, sizeof *figures);
    SK_CHECK_MEMORY(figures);
    SK_CHECK_MEMORY(figures->arena = ski_arena_new());
    choose_points(figures, run->scenario->periods);
    SK_TRY(choose_demands(figures, run));
    SK_TRY(choose_disruptions(figures, run));
    SK_TRY(fill_short_shares(figures, run));
    SK_TRY(ski_figures_flows(figures, run));
    SK_TRY(ski_figures_spread(figures, run, rows));
    SK_TRY(ski_figures_supply(figures, run));
    SK_TRY(ski_figures_worst(figures, run, rows, watch));
    SK_TRY(ski_check_summary_build(&figures->sources, run->scenario, NULL));
    *out = figures;
    figures = NULL;
done:
    ski_figures_free(figures);
    return st;
}

void ski_figures_free(ski_figures *figures) {
    if (figures != NULL) {
        ski_check_summary_free(figures->sources);
        ski_arena_free(figures->arena);
        free(figures);
    }
}
