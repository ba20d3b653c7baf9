/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → errors where capacities, minimums, prices and first stocks contradict one
 * another. */
#include "base/text.h"
#include "scenario/check.h"

#include <math.h>

/* Mean over a period; a missing limit is +inf. */
static double average_or_infinite(const ski_sched *sched, int period, double period_years) {
    return sched->kind == SKI_SCHED_ABSENT ? INFINITY
                                           : ski_sched_average(sched, period, period_years);
}

static const ski_sched *price_of(const sk_scenario *scenario, const ski_source *source) {
    return source->price_usd_per_t.kind != SKI_SCHED_ABSENT
               ? &source->price_usd_per_t
               : &scenario->materials[source->material].price_usd_per_t;
}

/* Most a source can give in a year in a period: its capacity, or the sum of its steps. */
static double most_tpy(const ski_source *source, int period, double period_years) {
    double sum = 0;
    for (int step = 0; step < source->step_count; step++) {
        sum += source->steps[step].tpy;
    }
    return source->step_count > 0
               ? sum
               : average_or_infinite(&source->capacity_tpy, period, period_years);
}

static sk_status check_minimum(const sk_scenario *scenario, int index, int period, double years,
                               sk_error *error) {
    const ski_source *source = &scenario->sources[index];
    double least = ski_sched_average(&source->min_tpy, period, years);
    double most = most_tpy(source, period, years);
    char got[SKI_NUMBER_TEXT], allowed[SKI_NUMBER_TEXT], label[SKI_DATE_TEXT];
    if (least <= most * (1 + 1e-12)) {
        return SK_OK;
    }
    return ski_check_error(scenario, SKI_SOURCES, index, "min_tpy", error,
                           "the minimum is above the capacity in %s (got %s; allowed at most %s)",
                           ski_period_label(label, &scenario->calendar, period),
                           ski_number_text(got, least), ski_number_text(allowed, most));
}

static sk_status check_price(const sk_scenario *scenario, int index, int period, double years,
                             sk_error *error) {
    const ski_source *source = &scenario->sources[index];
    const ski_sched *price = price_of(scenario, source);
    char got[SKI_NUMBER_TEXT], label[SKI_DATE_TEXT];
    if (source->step_count == 0 && price->kind == SKI_SCHED_ABSENT) {
        return ski_check_error(
            scenario, SKI_SOURCES, index, NULL, error,
            "no price: give price_usd_per_t or steps here, or price_usd_per_t at materials.%s",
            scenario->materials[source->material].element.name);
    }
    double sum = ski_sched_average(&source->premium_usd_per_t, period, years);
    sum += source->step_count > 0 ? source->steps[0].usd_per_t
                                  : ski_sched_average(price, period, years);
    if (sum >= 0) {
        return SK_OK;
    }
    return ski_check_error(scenario, SKI_SOURCES, index, "premium_usd_per_t", error,
                           "price + premium is below 0 in %s (got %s; allowed 0 or more)",
                           ski_period_label(label, &scenario->calendar, period),
                           ski_number_text(got, sum));
}

/* Each rule reports the first period that breaks it. */
static sk_status check_sources(const sk_scenario *scenario, double years, sk_error *error) {
    sk_status st = SK_OK;
    for (int source = 0; source < scenario->source_count; source++) {
        sk_status minimum = SK_OK;
        sk_status price = SK_OK;
        for (int period = 0; period < scenario->periods; period++) {
            if (minimum == SK_OK) {
                minimum = check_minimum(scenario, source, period, years, error);
            }
            if (price == SK_OK) {
                price = check_price(scenario, source, period, years, error);
            }
        }
        if (minimum != SK_OK || price != SK_OK) {
            st = SK_ERR_SCENARIO;
        }
    }
    return st;
}

static sk_status check_stocks(const sk_scenario *scenario, double years, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->stock_count; index++) {
        const ski_stock *stock = &scenario->stocks[index];
        double capacity_t = average_or_infinite(&stock->capacity_t, 0, years);
        char got[SKI_NUMBER_TEXT], allowed[SKI_NUMBER_TEXT];
        if (stock->initial_t > capacity_t) {
            st = ski_check_error(
                scenario, SKI_STOCKS, index, "initial_t", error,
                "the stock is above its capacity at the start (got %s; allowed at most %s)",
                ski_number_text(got, stock->initial_t), ski_number_text(allowed, capacity_t));
        }
    }
    return st;
}

static sk_status check_routes(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->route_count; index++) {
        const ski_route *route = &scenario->routes[index];
        if (route->from == route->to) {
            st = ski_check_error(scenario, SKI_ROUTES, index, "to", error,
                                 "the route ends where it starts (got \"%s\"; allowed another "
                                 "place)",
                                 scenario->places[route->to].element.name);
        }
    }
    return st;
}

static sk_status check_returns(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->demand_count; index++) {
        const ski_demand *demand = &scenario->demands[index];
        if (demand->has_returns && demand->return_place == demand->place &&
            demand->return_material == demand->material && demand->return_lag_days <= 0) {
            st = ski_check_error(scenario, SKI_DEMANDS, index, "returns", error,
                                 "what comes back to the demand's own place and material would be "
                                 "served again at once (got lag_days 0; allowed above 0)");
        }
    }
    return st;
}

sk_status ski_check_limits(const sk_scenario *scenario, sk_error *error) {
    double years = ski_period_years(scenario->calendar.period);
    sk_status results[] = {
        check_sources(scenario, years, error),
        check_stocks(scenario, years, error),
        check_routes(scenario, error),
        check_returns(scenario, error),
    };
    for (size_t rule = 0; rule < sizeof results / sizeof results[0]; rule++) {
        if (results[rule] != SK_OK) {
            return results[rule];
        }
    }
    return SK_OK;
}
