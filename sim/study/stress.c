/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → searches, run round by round until none asks for more → what each target's outages do.
 */
#include "study/stress.h"

#include "base/tolerances.h"
#include "engine/engine.h"
#include "study/stress_runs.h"

#include <math.h>
#include <stdlib.h>

/* ---- what is studied ---- */

static sk_status watch_demands(ski_stress *stress, sk_error *error) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = stress->scenario;
    const double years = ski_period_years(scenario->calendar.period);
    SK_CHECK_MEMORY(stress->watched = SKI_NEW(stress->arena, bool, scenario->demand_count));
    SK_CHECK_MEMORY(stress->demand_t = SKI_NEW(stress->arena, double, scenario->demand_count));
    stress->reserve_most_t = SKI_NEW(stress->arena, double, scenario->demand_count);
    SK_CHECK_MEMORY(stress->reserve_most_t);
    for (int d = 0; d < scenario->demand_count; d++) {
        stress->has_critical = stress->has_critical || scenario->demands[d].critical;
    }
    for (int d = 0; d < scenario->demand_count; d++) {
        const ski_demand *demand = &scenario->demands[d];
        stress->watched[d] = demand->critical || !stress->has_critical;
        for (int t = 0; t < scenario->periods; t++) {
            stress->demand_t[d] += ski_sched_average(&demand->tpy, t, years) * years;
        }
        stress->reserve_most_t[d] = stress->watched[d] ? stress->demand_t[d] : 0;
        stress->watched_t += stress->reserve_most_t[d];
    }
    if (!stress->has_critical) {
        ski_warning_at(error, (ski_where){scenario->path, 0}, "demands",
                       "no demand is critical: every one counts as if it were");
    }
done:
    return st;
}

static ski_stress_kind kind_of(const ski_outage_target *target) {
    if (target->country != NULL) {
        return SKI_STRESS_GROUP;
    }
    switch (target->members[0].section) {
    case SKI_SOURCES:
        return SKI_STRESS_SOURCE;
    case SKI_PROCESSES:
        return SKI_STRESS_PROCESS;
    case SKI_ROUTES:
        return SKI_STRESS_ROUTE;
    default:
        return SKI_STRESS_CHOKEPOINT;
    }
}

static sk_status list_targets(ski_stress *stress) {
    const ski_outages *outages = &stress->scenario->stress;
    stress->targets = SKI_NEW(stress->arena, ski_stress_target, outages->target_count);
    if (stress->targets == NULL) {
        return SK_ERR_MEMORY;
    }
    stress->target_count = outages->target_count;
    for (int i = 0; i < outages->target_count; i++) {
        const ski_outage_target *of = &outages->targets[i];
        const bool is_one = of->country == NULL;
        const ski_target *first = &of->members[0];
        stress->targets[i] = (ski_stress_target){
            .of = of,
            .title = is_one
                         ? ski_element_at(stress->scenario, first->section, first->element)->title
                         : NULL,
            .kind = kind_of(of),
            .survives_days = NAN,
            .stock_days = NAN,
            .stock_t = NAN};
    }
    return SK_OK;
}

/* ---- what was found ---- */

static double days_of_periods(const ski_stress *stress, double periods) {
    return periods * ski_period_years(stress->scenario->calendar.period) * SKI_DAYS_PER_YEAR;
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
                            .extra_cost_usd = outcome[SKI_STRESS_COST_USD] - stress->cost_usd,
                            .extra_spend_usd = outcome[SKI_STRESS_SPEND_USD] - stress->spend_usd,
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

static sk_status take_search(ski_stress *stress, const ski_stress_search *search,
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

static sk_status order_targets(ski_stress *stress) {
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

/* ---- all of it ---- */

static sk_status search_all(ski_stress *stress, ski_stress_runs *runs, const sk_watch *watch,
                            sk_error *error) {
    sk_status st = SK_OK;
    const int count = stress->target_count;
    int reserve_count = 0;
    const int *reserve_of = ski_stress_reserves(runs, &reserve_count);
    ski_stress_search *searches = ski_alloc(count, sizeof *searches);
    bool none = false;
    SK_CHECK_MEMORY(searches);
    for (int i = 0; i < count; i++) {
        SK_TRY(ski_stress_search_begin(&searches[i], stress, i, reserve_of, reserve_count,
                                       stress->arena));
    }
    while (!none) {
        SK_TRY(ski_stress_runs_round(runs, searches, count, &none, watch, error));
    }
    for (int i = 0; i < count; i++) {
        SK_TRY(take_search(stress, &searches[i], &stress->targets[i]));
    }
done:
    for (int i = 0; searches != NULL && i < count; i++) {
        free(searches[i].failure);
    }
    free(searches);
    return st;
}

static sk_status begin(ski_stress *stress, const sk_scenario *scenario, int threads,
                       sk_error *error) {
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(stress->arena = ski_arena_new());
    stress->scenario = scenario;
    stress->factor = scenario->stress.factor;
    stress->outage_count = scenario->stress.days_count;
    stress->outage_days = scenario->stress.outage_days;
    stress->horizon_days = days_of_periods(stress, scenario->periods);
    stress->threads =
        ski_engine_threads(threads,
                           scenario->stress.target_count > 0 ? scenario->stress.target_count : 1);
    SK_TRY(watch_demands(stress, error));
    SK_TRY(list_targets(stress));
done:
    return st;
}

/* Names every target that failed; the others are still worth having. */
static sk_status name_failures(const ski_stress *stress, sk_error *error) {
    for (int i = 0; i < stress->target_count; i++) {
        if (stress->targets[i].failure != NULL) {
            ski_fail(error, SK_ERR_INCOMPLETE, "target %s failed: %s", stress->targets[i].of->name,
                     stress->targets[i].failure);
        }
    }
    return stress->failed_count > 0 ? SK_ERR_INCOMPLETE : SK_OK;
}

sk_status ski_stress_execute(ski_stress **out, const sk_scenario *scenario,
                             const sk_study_options *options, const sk_watch *watch,
                             sk_error *error) {
    sk_status st = SK_OK;
    const int threads = options == NULL ? 0 : options->threads;
    ski_stress_runs *runs = NULL;
    ski_stress *stress = NULL;
    if (threads < 0) {
        return ski_fail(error, SK_ERR_USAGE, "threads: cannot be so (got %d; allowed 0 or more)",
                        threads);
    }
    SK_CHECK_MEMORY(stress = ski_alloc(1, sizeof *stress));
    SK_TRY(begin(stress, scenario, threads, error));
    SK_TRY(ski_stress_runs_new(&runs, stress, watch, error));
    if (stress->is_short) {
        ski_warning_at(error, (ski_where){scenario->path, 0}, "demands",
                       "the chain leaves somebody short even undisturbed: times to survive and "
                       "stocks to ride an outage out are undefined");
    }
    SK_TRY(search_all(stress, runs, watch, error));
    SK_TRY(order_targets(stress));
    st = name_failures(stress, error);
    *out = stress;
    stress = NULL;
done:
    ski_stress_runs_free(runs);
    ski_stress_free(stress);
    if (st == SK_ERR_STOPPED) {
        ski_solver_end_thread(); /* which holds the problem that was left */
    }
    return st;
}

void ski_stress_free(ski_stress *stress) {
    if (stress != NULL) {
        ski_arena_free(stress->arena);
        free(stress);
    }
}
