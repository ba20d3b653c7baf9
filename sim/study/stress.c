/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → searches, run round by round until none asks for more → what each target's outages do.
 */
#include "study/stress.h"

#include "base/tolerances.h"
#include "engine/engine.h"
#include "study/stress_found.h"
#include "study/stress_runs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* Of a common cause the country's, with the material's behind it; NULL where the country has none.
 */
static const char *title_of(const ski_stress *stress, const ski_outage_target *of) {
    const sk_scenario *scenario = stress->scenario;
    const ski_target *first = &of->members[0];
    if (of->country == NULL) {
        return ski_element_at(scenario, first->section, first->element)->title;
    }
    for (int i = 0; i < scenario->country_count; i++) {
        const ski_element *country = &scenario->countries[i].element;
        if (strcmp(country->name, of->country) == 0 && country->title != NULL) {
            return of->material < 0
                       ? country->title
                       : ski_arena_printf(stress->arena, "%s: %s", country->title,
                                          scenario->materials[of->material].element.name);
        }
    }
    return NULL;
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
        stress->targets[i] = (ski_stress_target){.of = of,
                                                 .title = title_of(stress, of),
                                                 .kind = kind_of(of),
                                                 .survives_days = NAN,
                                                 .stock_days = NAN,
                                                 .stock_t = NAN};
    }
    return SK_OK;
}

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
        SK_TRY(ski_stress_take(stress, &searches[i], &stress->targets[i]));
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
    stress->horizon_days =
        scenario->periods * ski_period_years(scenario->calendar.period) * SKI_DAYS_PER_YEAR;
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

static sk_status check_options(const sk_study_options *options, sk_error *error) {
    static const char *const names[] = {"policies", "against", "metric"};
    if (options == NULL) {
        return SK_OK;
    }
    if (options->threads < 0) {
        return ski_fail(error, SK_ERR_USAGE, "threads: cannot be so (got %d; allowed 0 or more)",
                        options->threads);
    }
    const char *const given[] = {options->policies, options->against, options->metric};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        if (given[i] != NULL) {
            return ski_fail(error, SK_ERR_USAGE,
                            "%s: stress has none (got \"%.100s\"; allowed "
                            "nothing)",
                            names[i], given[i]);
        }
    }
    return SK_OK;
}

sk_status ski_stress_execute(ski_stress **out, const sk_scenario *scenario,
                             const sk_study_options *options, const sk_watch *watch,
                             sk_error *error) {
    sk_status st = SK_OK;
    const int threads = options == NULL ? 0 : options->threads;
    ski_stress_runs *runs = NULL;
    ski_stress *stress = NULL;
    SK_TRY(check_options(options, error));
    SK_CHECK_MEMORY(stress = ski_alloc(1, sizeof *stress));
    SK_TRY(begin(stress, scenario, threads, error));
    SK_TRY(ski_stress_runs_new(&runs, stress, options == NULL ? NULL : options->results, watch,
                               error));
    if (stress->is_short) {
        ski_warning_at(error, (ski_where){scenario->path, 0}, "demands",
                       "the chain leaves somebody short even undisturbed: times to survive and "
                       "stocks to ride an outage out are undefined");
    }
    SK_TRY(search_all(stress, runs, watch, error));
    SK_TRY(ski_stress_order(stress));
    SK_TRY(ski_stress_runs_end(runs));
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

sk_status ski_stress_announce(const sk_scenario *scenario, const sk_study_options *options,
                              FILE *stream, sk_error *error) {
    const ski_outages *outages = &scenario->stress;
    const sk_status st = check_options(options, error);
    if (st != SK_OK) {
        return st;
    }
    fprintf(stream,
            "stress: %d target%s, each out for %d duration%s: %d run%s of the chain, and some more "
            "to find how long it stands\n",
            outages->target_count, outages->target_count == 1 ? "" : "s", outages->days_count,
            outages->days_count == 1 ? "" : "s", outages->target_count * outages->days_count,
            outages->target_count * outages->days_count == 1 ? "" : "s");
    return ferror(stream) ? SK_ERR_IO : SK_OK;
}
