/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → network: nodes first, then each section's elements in order. */
#include "network/builder.h"

#include "base/tolerances.h"

#include <math.h>
#include <stdlib.h>

double ski_days_to_periods(double days, double period_years) {
    return ski_whole_time(days / (SKI_DAYS_PER_YEAR * period_years));
}

double ski_whole_time(double time) {
    double whole = nearbyint(time);
    return fabs(time - whole) <= SKI_WHOLE_PERIOD_TOL ? whole : time;
}

ski_lag ski_lag_of_days(double days, double period_years) {
    double lag = ski_days_to_periods(days, period_years);
    double whole = floor(lag);
    return (ski_lag){(int)whole, lag - whole};
}

/* discount[t] of a cost in period t, and of the horizon's end. */
static sk_status build_discount(sk_network *network) {
    sk_status st = SK_OK;
    double yearly = 1.0 + network->scenario->discount_rate_per_year;
    double *discount = SKI_NEW(network->arena, double, network->periods + 1);
    SK_CHECK_MEMORY(discount);
    for (int period = 0; period <= network->periods; period++) {
        discount[period] = pow(yearly, -period * network->period_years);
    }
    network->discount = discount;
done:
    return st;
}

static sk_status build_all(ski_builder *builder, sk_error *error) {
    sk_status st = SK_OK;
    SK_TRY(build_discount(builder->network));
    SK_TRY(ski_build_nodes(builder));
    SK_TRY(ski_build_quantity_room(builder, error));
    SK_TRY(ski_build_materials(builder));
    SK_TRY(ski_build_sources(builder));
    SK_TRY(ski_build_processes(builder));
    SK_TRY(ski_build_routes(builder));
    SK_TRY(ski_build_chokepoints(builder));
    SK_TRY(ski_build_stocks(builder));
    SK_TRY(ski_build_demands(builder));
    SK_TRY(ski_build_limits(builder));
done:
    return st;
}

sk_status ski_network_build(sk_network **out, const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    ski_builder builder = {.scenario = scenario};
    sk_network *network = ski_alloc(1, sizeof *network);
    SK_CHECK_MEMORY(network);
    network->arena = ski_arena_new();
    SK_CHECK_MEMORY(network->arena);
    network->scenario = scenario;
    network->periods = scenario->periods;
    network->period_years = ski_period_years(scenario->calendar.period);
    builder.network = network;
    SK_TRY(build_all(&builder, error));
    *out = network;
    network = NULL;
done:
    ski_network_free(network);
    return st;
}

void ski_network_free(sk_network *network) {
    if (network != NULL) {
        ski_arena_free(network->arena);
        free(network);
    }
}
