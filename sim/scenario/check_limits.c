/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → errors where minimums, capacities, first stocks and returns contradict one
 * another. */
#include "base/text.h"
#include "base/tolerances.h"
#include "scenario/check.h"

#include <math.h>

/* Whether a schedule is the same in every period, so that it can be compared without any. */
static bool is_constant(const ski_sched *sched) {
    return sched->kind == SKI_SCHED_ABSENT || sched->kind == SKI_SCHED_CONSTANT;
}

/* Most a source can give in a year in a period: its capacity, or the sum of its steps. */
static double most_tpy(const sk_scenario *scenario, const ski_source *source, int period) {
    double sum = 0;
    for (int step = 0; step < source->step_count; step++) {
        sum += source->steps[step].tpy;
    }
    return source->step_count > 0 ? sum
                                  : ski_limit_average(scenario, &source->capacity_tpy, period);
}

static sk_status check_minimum(const sk_scenario *scenario, int index, int period, bool constant,
                               sk_error *error) {
    const ski_source *source = &scenario->sources[index];
    double least = ski_limit_average(scenario, &source->min_tpy, period);
    double most = most_tpy(scenario, source, period);
    bool dated = scenario->periods > 0;
    char got[SKI_NUMBER_TEXT], allowed[SKI_NUMBER_TEXT], label[SKI_DATE_TEXT];
    if (least <= most * (1 + SKI_ROUNDING_TOL)) {
        return SK_OK;
    }
    const ski_compared compared = {SKI_SOURCES, index, "min_tpy capacity_tpy steps", NULL,
                                   !constant};
    return ski_check_error(scenario, &compared, error,
                           "the minimum is above the capacity%s%s (got %s; allowed at most %s)",
                           dated ? " in " : "",
                           dated ? ski_period_label(label, &scenario->calendar, period) : "",
                           ski_number_text(got, least), ski_number_text(allowed, most));
}

/* Each source in the first period that breaks the rule. */
static sk_status check_sources(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->source_count; index++) {
        const ski_source *source = &scenario->sources[index];
        bool constant = is_constant(&source->min_tpy) && is_constant(&source->capacity_tpy);
        int periods = constant ? 1 : scenario->periods;
        sk_status one = SK_OK;
        if (!ski_check_knows(scenario, SKI_SOURCES, index, "min_tpy capacity_tpy steps")) {
            continue;
        }
        for (int period = 0; one == SK_OK && period < periods; period++) {
            one = check_minimum(scenario, index, period, constant, error);
        }
        st = one != SK_OK ? one : st;
    }
    return st;
}

static sk_status check_stocks(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->stock_count; index++) {
        const ski_stock *stock = &scenario->stocks[index];
        const ski_compared compared = {SKI_STOCKS, index, "initial_t capacity_t", NULL,
                                       !is_constant(&stock->capacity_t)};
        bool known = ski_check_knows(scenario, SKI_STOCKS, index, "initial_t capacity_t") &&
                     (scenario->periods > 0 || is_constant(&stock->capacity_t));
        double capacity_t = known ? ski_limit_average(scenario, &stock->capacity_t, 0) : INFINITY;
        char got[SKI_NUMBER_TEXT], allowed[SKI_NUMBER_TEXT];
        sk_status one = SK_OK;
        if (stock->initial_t > capacity_t) {
            one = ski_check_error(
                scenario, &compared, error,
                "the stock is above its capacity at the start (got %s; allowed at most %s)",
                ski_number_text(got, stock->initial_t), ski_number_text(allowed, capacity_t));
        }
        st = one != SK_OK ? one : st;
    }
    return st;
}

static sk_status check_returns(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->demand_count; index++) {
        const ski_demand *demand = &scenario->demands[index];
        const ski_compared compared = {SKI_DEMANDS, index, "returns place material", NULL, false};
        bool known = ski_check_knows(scenario, SKI_DEMANDS, index, "returns place material") &&
                     demand->place >= 0 && demand->material >= 0;
        sk_status one = SK_OK;
        if (known && demand->has_returns && demand->return_place == demand->place &&
            demand->return_material == demand->material && demand->return_lag_days <= 0) {
            one = ski_check_error(scenario, &compared, error,
                                  "what comes back to the demand's own place and material would "
                                  "be served again at once (got lag_days 0; allowed above 0)");
        }
        st = one != SK_OK ? one : st;
    }
    return st;
}

sk_status ski_check_limits(const sk_scenario *scenario, sk_error *error) {
    sk_status sources = check_sources(scenario, error);
    sk_status stocks = check_stocks(scenario, error);
    sk_status returns = check_returns(scenario, error);
    if (sources != SK_OK) {
        return sources;
    }
    return stocks != SK_OK ? stocks : returns;
}
