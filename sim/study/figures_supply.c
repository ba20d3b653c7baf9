/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean flows → purchases of each element by country over time, and how concentrated they are. */
#include "study/figures.h"

#include <math.h>

/* Countries with a line of their own; the rest is one line more. */
enum { COUNTRIES_MOST = 12 };

static void add_purchase(const ski_figures *figures, const sk_run *run,
                         const ski_purchase *purchase, double *by_point) {
    const ski_layout *layout = &run->plan->chain->program->layout;
    for (int i = 0; i < purchase->block_count; i++) {
        const double *flows = run->series->flows + layout->buy[purchase->blocks[i]];
        for (int point = 0; point < figures->point_count; point++) {
            by_point[point] += ski_point_sum(figures, flows, run->scenario->periods, point);
        }
    }
}

/* The sum of squared shares, as hhi_<element> is. by_point: [count][points]. */
static void fill_hhi(ski_supply_over_time *supply, const double *by_point, int count, int points) {
    for (int point = 0; point < points; point++) {
        double sum = 0, squares = 0;
        for (int i = 0; i < count; i++) {
            const double t = by_point[i * points + point];
            sum += t;
            squares += t * t;
        }
        supply->hhi[point] = sum > 0 ? squares / (sum * sum) : NAN;
    }
}

static sk_status fill_lines(const ski_figures *figures, ski_supply_over_time *supply,
                            const ski_purchase *purchases, double *by_point, int count) {
    const int points = figures->point_count;
    double *worth = SKI_NEW(figures->arena, double, count);
    int *order = SKI_NEW(figures->arena, int, count);
    supply->lines = SKI_NEW(figures->arena, ski_supply_line, COUNTRIES_MOST + 1);
    if (worth == NULL || order == NULL || supply->lines == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        for (int point = 0; point < points; point++) {
            worth[i] += by_point[i * points + point];
        }
    }
    ski_rank_falling(worth, count, order);
    for (int i = 0; i < count && worth[order[i]] > 0; i++) {
        double *t = by_point + order[i] * points;
        if (i <= COUNTRIES_MOST) {
            const char *country = i < COUNTRIES_MOST ? purchases[order[i]].country : NULL;
            supply->lines[supply->line_count++] = (ski_supply_line){country, t};
        } else {
            for (int point = 0; point < points; point++) {
                supply->lines[COUNTRIES_MOST].t[point] += t[point];
            }
        }
    }
    return SK_OK;
}

static sk_status fill_element(const ski_figures *figures, const sk_run *run, int element,
                              ski_supply_over_time *supply) {
    const ski_metric_table *table = run->metrics;
    const ski_purchase *purchases = &table->purchases[table->element_purchases[element]];
    const int count = table->element_purchases[element + 1] - table->element_purchases[element];
    const int points = figures->point_count;
    double *by_point = SKI_NEW(figures->arena, double, count *points);
    supply->hhi = SKI_NEW(figures->arena, double, points);
    if (by_point == NULL || supply->hhi == NULL) {
        return SK_ERR_MEMORY;
    }
    supply->symbol = count > 0 ? purchases[0].symbol : NULL;
    for (int i = 0; i < count; i++) {
        add_purchase(figures, run, &purchases[i], by_point + i * points);
    }
    fill_hhi(supply, by_point, count, points);
    return fill_lines(figures, supply, purchases, by_point, count);
}

sk_status ski_figures_supply(ski_figures *figures, const sk_run *run) {
    sk_status st = SK_OK;
    const int elements = run->metrics->element_count;
    SK_CHECK_MEMORY(figures->supply = SKI_NEW(figures->arena, ski_supply_over_time, elements));
    for (int element = 0; element < elements; element++) {
        ski_supply_over_time *supply = &figures->supply[figures->supply_count];
        SK_TRY(fill_element(figures, run, element, supply));
        figures->supply_count += supply->symbol != NULL && supply->line_count > 0;
    }
done:
    return st;
}
