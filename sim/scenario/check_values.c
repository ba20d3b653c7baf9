/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schedules → what the checks ask of them over the whole horizon. */
#include "scenario/check.h"

#include <math.h>

/* Periods in which values can differ. */
static int differing_periods(const sk_scenario *scenario, const ski_sched *sched) {
    return sched->kind == SKI_SCHED_CONSTANT && scenario->periods > 0 ? 1 : scenario->periods;
}

double ski_check_largest(const sk_scenario *scenario, const ski_sched *sched) {
    int periods = sched->kind == SKI_SCHED_ABSENT ? 0 : differing_periods(scenario, sched);
    double most = 0;
    for (int period = 0; period < periods; period++) {
        most = fmax(most, ski_limit_average(scenario, sched, period));
    }
    return most;
}

bool ski_check_is_zero(const sk_scenario *scenario, const ski_sched *sched) {
    int periods = differing_periods(scenario, sched);
    int period = 0;
    while (period < periods && ski_limit_average(scenario, sched, period) == 0) {
        period++;
    }
    return periods > 0 && period == periods;
}

double ski_check_shortage_usd_per_t(const sk_scenario *scenario, const ski_demand *demand) {
    return demand->tier_count > 0 ? demand->tiers[demand->tier_count - 1].usd_per_t
                                  : ski_limit_average(scenario, &demand->shortage_usd_per_t, 0);
}
