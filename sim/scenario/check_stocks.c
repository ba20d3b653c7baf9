/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → warnings of stocks that are too large, and of targets that keep nothing or never
 * let go. */
#include "scenario/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A stock that covers the demands of its material's users for longer is likely a slip of units. */
#define LONG_STOCK_YEARS 10.0

/* A material and its element. */
typedef struct {
    const char *symbol;
    int material;
} named;

static int by_symbol(const void *a, const void *b) {
    return strcmp(((const named *)a)->symbol, ((const named *)b)->symbol);
}

/* need_tpy: [materials] largest demand of a year over all users of a material, or of any that holds
 * the same element. */
static sk_status sum_demands(const sk_scenario *scenario, double *need_tpy) {
    named *sorted = ski_alloc(scenario->material_count, sizeof *sorted);
    int count = 0;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(sorted);
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        need_tpy[demand->material] += ski_check_largest(scenario, &demand->tpy);
    }
    for (int i = 0; i < scenario->material_count; i++) {
        if (scenario->materials[i].symbol != NULL) {
            sorted[count++] = (named){scenario->materials[i].symbol, i};
        }
    }
    qsort(sorted, (size_t)count, sizeof *sorted, by_symbol);
    for (int first = 0, next = 0; first < count; first = next) {
        double sum = 0;
        for (next = first; next < count && by_symbol(&sorted[first], &sorted[next]) == 0; next++) {
            sum += need_tpy[sorted[next].material];
        }
        for (int i = first; i < next; i++) {
            need_tpy[sorted[i].material] = sum;
        }
    }
done:
    free(sorted);
    return st;
}

static void warn_size(const sk_scenario *scenario, int index, double need_tpy, sk_error *error) {
    const ski_stock *stock = &scenario->stocks[index];
    double most_t = fmax(stock->initial_t, ski_check_largest(scenario, &stock->target_t));
    if (need_tpy > 0 && most_t > LONG_STOCK_YEARS * need_tpy) {
        ski_check_warning(scenario, SKI_STOCKS, index, NULL, error,
                          "holds more than ten years of demand (%.6g t for %.6g t/y): is the unit "
                          "right?",
                          most_t, need_tpy);
    }
}

/* worst: the dearest shortage of all demands. */
static void warn_target(const sk_scenario *scenario, int index, double worst_usd_per_t,
                        sk_error *error) {
    const ski_stock *stock = &scenario->stocks[index];
    double penalty = ski_check_largest(scenario, &stock->below_target_usd_per_t_year);
    double period_usd_per_t = penalty * ski_period_years(scenario->calendar.period);
    if (ski_check_largest(scenario, &stock->target_t) > 0 && penalty == 0) {
        ski_check_warning(scenario, SKI_STOCKS, index, "target_t", error,
                          "a target without below_target_usd_per_t_year keeps nothing in stock");
    }
    if (scenario->demand_count > 0 && period_usd_per_t >= worst_usd_per_t) {
        ski_check_warning(scenario, SKI_STOCKS, index, "below_target_usd_per_t_year", error,
                          "would never release the reserve: one period below target costs %.6g "
                          "USD/t, the worst shortage %.6g",
                          period_usd_per_t, worst_usd_per_t);
    }
}

sk_status ski_check_stocks(const sk_scenario *scenario, sk_error *error) {
    double *need_tpy = ski_alloc(scenario->material_count, sizeof *need_tpy);
    double worst = 0;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(need_tpy);
    SK_TRY(sum_demands(scenario, need_tpy));
    for (int i = 0; i < scenario->demand_count; i++) {
        worst = fmax(worst, ski_check_shortage_usd_per_t(scenario, &scenario->demands[i]));
    }
    for (int i = 0; i < scenario->stock_count; i++) {
        warn_size(scenario, i, need_tpy[scenario->stocks[i].material], error);
        warn_target(scenario, i, worst, error);
    }
done:
    free(need_tpy);
    return st;
}
