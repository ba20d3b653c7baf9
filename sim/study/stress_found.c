/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search that is done → what its target does to the chain; all of them → the order of harm. */
#include "study/stress_found.h"

#include "base/tolerances.h"

#include <math.h>
#include <stdlib.h>

static double days_of_periods(const ski_stress *stress, double periods) {
    return periods * stress->horizon_days / stress->scenario->periods;
}

static double recovery_days(const ski_stress *stress, double days, double below) {
    if (below >= stress->scenario->periods) {
        return NAN;
    }
    return below == 0 ? 0 : fmax(0, days_of_periods(stress, below) - days);
}

/* Inserts a demand behind those that are short by as much or more. */
static void insert_short(ski_stress_short *shorts, int count, ski_stress_short one) {
    int at = count;
    for (; at > 0 && shorts[at - 1].shortage_t < one.shortage_t; at--) {
        shorts[at] = shorts[at - 1];
    }
    shorts[at] = one;
}

/* 0 where the two differ by the solver's rounding. */
static double extra(double usd, double undisturbed_usd) {
    const double most = fmax(fabs(usd), fabs(undisturbed_usd));
    return fabs(usd - undisturbed_usd) <= SKI_EQUAL_TOL * most ? 0 : usd - undisturbed_usd;
}

static sk_status take_outage(ski_stress *stress, double days, const double *outcome,
                             ski_stress_outage *outage) {
    const int demands = stress->scenario->demand_count;
    ski_stress_short *shorts = SKI_NEW(stress->arena, ski_stress_short, demands);
    if (shorts == NULL) {
        return SK_ERR_MEMORY;
    }
    *outage =
        (ski_stress_outage){.days = days,
                            .is_whole = outcome[SKI_STRESS_IS_SHORT] == 0,
                            .shortage_t = outcome[SKI_STRESS_SHORTAGE_T],
                            .shortage_critical_t = outcome[SKI_STRESS_CRITICAL_T],
                            .extra_cost_usd = extra(outcome[SKI_STRESS_COST_USD], stress->cost_usd),
                            .extra_spend_usd =
                                extra(outcome[SKI_STRESS_SPEND_USD], stress->spend_usd),
                            .recovery_days = recovery_days(stress, days, outcome[SKI_STRESS_BELOW]),
                            .shorts = shorts};
    for (int d = 0; d < demands; d++) {
        const int periods = (int)ski_stress_of(outcome, d, SKI_STRESS_DEMAND_PERIODS);
        if (periods > 0) {
            insert_short(shorts, outage->short_count++,
                         (ski_stress_short){d, ski_stress_of(outcome, d, SKI_STRESS_DEMAND_T),
                                            periods});
        }
    }
    return SK_OK;
}

static sk_status take_stocks(ski_stress *stress, const ski_stress_search *search,
                             ski_stress_target *target) {
    ski_stress_stock *stocks = SKI_NEW(stress->arena, ski_stress_stock, search->reserve_count);
    if (stocks == NULL) {
        return SK_ERR_MEMORY;
    }
    target->stock_days = search->stock_days;
    target->stock_t = isnan(search->stock_days) ? NAN : 0;
    target->stocks = stocks;
    for (int i = 0; target->stock_t >= 0 && i < search->reserve_count; i++) {
        if (search->now_t[i] > 0) {
            stocks[target->stock_count++] =
                (ski_stress_stock){search->reserve_of[i], search->now_t[i], search->verified[i]};
            target->stock_t += search->now_t[i];
        }
    }
    return SK_OK;
}

sk_status ski_stress_take(ski_stress *stress, const ski_stress_search *search,
                          ski_stress_target *target) {
    sk_status st = SK_OK;
    if (search->failure != NULL) {
        target->failure = ski_arena_text(stress->arena, search->failure);
        stress->failed_count++;
        return target->failure == NULL ? SK_ERR_MEMORY : SK_OK;
    }
    ski_stress_outage *outages = SKI_NEW(stress->arena, ski_stress_outage, stress->outage_count);
    SK_CHECK_MEMORY(outages);
    target->outages = outages;
    for (int i = 0; i < stress->outage_count; i++) {
        SK_TRY(take_outage(stress, stress->outage_days[i], search->outages[i], &outages[i]));
    }
    if (!stress->is_short) {
        target->survives_horizon = search->survives;
        target->survives_days = search->survives ? (double)NAN : search->whole;
        SK_TRY(take_stocks(stress, search, target));
    }
done:
    return st;
}

/* What targets are ordered by: more is worse. */
enum { HARMS = 4 };
typedef struct {
    double harm[HARMS];
    int target;
} ranked;

static ranked rank_of(const ski_stress *stress, int index) {
    const ski_stress_target *target = &stress->targets[index];
    ranked rank = {.harm = {isnan(target->survives_days) ? -INFINITY : -target->survives_days},
                   .target = index};
    if (target->outages != NULL && stress->outage_count > 0) {
        const ski_stress_outage *longest = &target->outages[stress->outage_count - 1];
        rank.harm[1] = stress->has_critical ? longest->shortage_critical_t : 0;
        rank.harm[2] = longest->shortage_t;
        rank.harm[3] = longest->extra_cost_usd;
    }
    return rank;
}

static int compare_ranked(const void *left, const void *right) {
    const ranked *a = left, *b = right;
    for (int i = 0; i < HARMS; i++) {
        if (a->harm[i] != b->harm[i]) {
            return a->harm[i] > b->harm[i] ? -1 : 1;
        }
    }
    return a->target - b->target;
}

sk_status ski_stress_order(ski_stress *stress) {
    sk_status st = SK_OK;
    const int count = stress->target_count;
    int *order = SKI_NEW(stress->arena, int, count);
    ranked *ranks = ski_alloc(count, sizeof *ranks);
    SK_CHECK_MEMORY(order);
    SK_CHECK_MEMORY(ranks);
    for (int i = 0; i < count; i++) {
        ranks[i] = rank_of(stress, i);
    }
    qsort(ranks, (size_t)count, sizeof *ranks, compare_ranked);
    for (int i = 0; i < count; i++) {
        order[i] = ranks[i].target;
    }
    stress->by_harm = order;
done:
    free(ranks);
    return st;
}
