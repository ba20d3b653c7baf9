/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policy → what it costs over the horizon (model.md §5): a sum borne whole or spread over its life
 * as an annuity, a cost a year, and what it adds at the start. */
#include "base/tolerances.h"
#include "metrics/metrics.h"

#include <math.h>
#include <stdlib.h>

/* Σ of the discount factors of `periods` equal payments, the last one in part when they are no
 * whole number: what a life is worth in payments. */
static double payments_value(const sk_network *network, double periods) {
    const double log_discount =
        -network->period_years * log1p(network->scenario->discount_rate_per_year);
    const double whole = floor(periods);
    const double last = (periods - whole) * exp(log_discount * whole);
    if (log_discount == 0) {
        return whole + last;
    }
    return expm1(log_discount * whole) / expm1(log_discount) + last;
}

/* The part of an annuity over `life` periods that falls within the horizon, as a share of the sum
 * it repays. */
static double share_borne(const sk_network *network, double life) {
    const double within = fmin(life, network->periods);
    return payments_value(network, within) / payments_value(network, life);
}

static double life_periods(const sk_network *network, const ski_policy *policy) {
    const double life = policy->life_years / network->period_years;
    return fabs(life - round(life)) < SKI_WHOLE_PERIOD_TOL ? round(life) : life;
}

/* What the option itself costs. */
static double own_cost(const sk_network *network, const ski_policy *policy) {
    const double yearly_usd = policy->cost_usd_per_year * network->period_years *
                              payments_value(network, network->periods);
    const double share =
        policy->life_years > 0 ? share_borne(network, life_periods(network, policy)) : 1;
    return yearly_usd + policy->cost_usd * share;
}

/* A policy that includes others does what they do, each once, and costs what they cost. */
static double cost_of(const sk_network *network, int index, bool *counted) {
    const ski_policy *policy = &network->scenario->policies[index];
    if (counted[index]) {
        return 0;
    }
    counted[index] = true;
    double cost = own_cost(network, policy);
    for (int i = 0; i < policy->include_count; i++) {
        cost += cost_of(network, policy->includes[i], counted);
    }
    return cost;
}

sk_status ski_policy_cost(const sk_network *network, double *usd) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = network->scenario;
    bool *counted = ski_alloc(scenario->policy_count, sizeof *counted);
    SK_CHECK_MEMORY(counted);
    *usd = scenario->policy < 0 ? 0
                                : cost_of(network, scenario->policy, counted) +
                                      scenario->policy_start_usd + network->start_usd;
done:
    free(counted);
    return st;
}
