/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policies of a scenario → their changes, includes first, on a tree. */
#include "scenario/policy.h"

#include "scenario/override.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { UNSEEN, OPEN, DONE } visit;

/* A walk along includes. */
typedef struct {
    ski_reader *reader;
    const sk_scenario *scenario;
    visit *visits; /* [policies] */
    int *trail;    /* [policies] the policies open, in order */
    int depth;
    bool apply; /* else only cycles are looked for */
} walk;

static sk_status begin(walk *w, ski_reader *reader, const sk_scenario *scenario, bool apply) {
    *w = (walk){.reader = reader, .scenario = scenario, .apply = apply};
    w->visits = ski_alloc(scenario->policy_count, sizeof(visit));
    w->trail = ski_alloc(scenario->policy_count, sizeof(int));
    return w->visits == NULL || w->trail == NULL ? SK_ERR_MEMORY : SK_OK;
}

static void end(walk *w) {
    free(w->visits);
    free(w->trail);
}

sk_status ski_policy_apply_own(ski_reader *reader, const sk_scenario *scenario, int policy) {
    const ski_policy *applied = &scenario->policies[policy];
    const ski_path section = {NULL, ski_section_name(SKI_POLICIES), 0};
    const ski_path element = {&section, applied->element.name, 0};
    const ski_path changes = {&element, "changes", 0};
    const ski_entry *list =
        applied->change_count == 0 ? NULL : ski_entry_child(applied->element.entry, "changes");
    const ski_entry *entry = list == NULL ? NULL : list->first;
    sk_status st = SK_OK;
    for (int i = 0; entry != NULL && st == SK_OK; i++, entry = entry->next) {
        const ski_path item = {&changes, NULL, i + 1};
        const ski_path path = {&item, "path", 0};
        st = entry->reported ? SK_OK : ski_change_apply(reader, &applied->changes[i], entry, &path);
    }
    return st;
}

/* "a -> b -> a" */
static void say_cycle(walk *w, int again) {
    const ski_policy *policies = w->scenario->policies;
    const ski_path section = {NULL, ski_section_name(SKI_POLICIES), 0};
    const ski_path element = {&section, policies[again].element.name, 0};
    char names[SKI_ALLOWED_TEXT] = "";
    int first = 0;
    while (w->trail[first] != again) {
        first++;
    }
    for (int i = first; i < w->depth; i++) {
        size_t length = strlen(names);
        snprintf(names + length, sizeof names - length, "%s -> ",
                 policies[w->trail[i]].element.name);
    }
    ski_wrong(w->reader, ski_key_where(&policies[again].element, "includes"),
              &(ski_path){&element, "includes", 0}, "a cycle of policies (%s%s)", names,
              policies[again].element.name);
}

/* Includes first, each once, then the policy itself. */
static sk_status visit_policy(walk *w, int number) {
    const ski_policy *policy = &w->scenario->policies[number];
    if (w->visits[number] != UNSEEN) {
        if (w->visits[number] == OPEN && !w->apply) {
            say_cycle(w, number);
        }
        return SK_OK;
    }
    w->visits[number] = OPEN;
    w->trail[w->depth++] = number;
    for (int i = 0; i < policy->include_count; i++) {
        int include = policy->includes[i]; /* -1: no such policy, which was said */
        sk_status st = include < 0 ? SK_OK : visit_policy(w, include);
        if (st != SK_OK) {
            return st;
        }
    }
    w->depth--;
    w->visits[number] = DONE;
    return w->apply ? ski_policy_apply_own(w->reader, w->scenario, number) : SK_OK;
}

sk_status ski_policy_check_cycles(ski_reader *reader) {
    walk w;
    sk_status st = begin(&w, reader, reader->scenario, false);
    for (int i = 0; st == SK_OK && i < reader->scenario->policy_count; i++) {
        st = visit_policy(&w, i);
    }
    end(&w);
    return st;
}

sk_status ski_policy_apply_includes(ski_reader *reader, const sk_scenario *scenario, int policy) {
    const ski_policy *applied = &scenario->policies[policy];
    walk w;
    sk_status st = begin(&w, reader, scenario, true);
    if (st == SK_OK) {
        w.visits[policy] = OPEN;
    }
    for (int i = 0; st == SK_OK && i < applied->include_count; i++) {
        int include = applied->includes[i];
        st = include < 0 ? SK_OK : visit_policy(&w, include);
    }
    end(&w);
    return st;
}

/* Adds the cost of tonnes at the material's first-period price. */
static sk_status buy(const sk_scenario *applied, int material, double added_t, double *usd,
                     sk_error *error) {
    const ski_element *policy = &applied->policies[applied->policy].element;
    const ski_material *bought = &applied->materials[material];
    if (added_t <= 0) {
        return SK_OK;
    }
    if (bought->price_usd_per_t.kind == SKI_SCHED_ABSENT) {
        return ski_error_at(error, policy->entry->at, "policies",
                            "%s adds %s at the start, which must be bought: give "
                            "materials.%s.price_usd_per_t",
                            policy->name, bought->element.name, bought->element.name);
    }
    *usd += added_t * ski_sched_average(&bought->price_usd_per_t, 0,
                                        ski_period_years(applied->calendar.period));
    return SK_OK;
}

/* Tonnes of a material that in_transit_tpy puts on a route before the start. */
static double in_transit_t(const ski_route *route, int material) {
    double sum_tpy = 0;
    for (int i = 0; i < route->in_transit_count; i++) {
        if (route->in_transit_tpy[i].material == material) {
            sum_tpy += route->in_transit_tpy[i].amount;
        }
    }
    return sum_tpy * route->lead_time_days / SKI_DAYS_PER_YEAR;
}

/* Whether what is added to a route can be bought. What it costs hangs on what was under way
 * without it, which the network knows (optimizer/steady_pipeline.c). */
static sk_status check_in_transit(const ski_route *before, const sk_scenario *applied,
                                  const ski_route *route, sk_error *error) {
    sk_status st = SK_OK;
    double usd = 0;
    for (int i = 0; i < route->in_transit_count; i++) {
        int material = route->in_transit_tpy[i].material;
        double added_t = in_transit_t(route, material) - in_transit_t(before, material);
        SK_TRY(buy(applied, material, added_t, &usd, error));
    }
done:
    return st;
}

sk_status ski_policy_start_usd(const sk_scenario *base, const sk_scenario *applied, double *usd,
                               sk_error *error) {
    sk_status st = SK_OK;
    *usd = 0;
    for (int i = 0; i < applied->stock_count; i++) {
        const ski_stock *stock = &applied->stocks[i];
        SK_TRY(buy(applied, stock->material, stock->initial_t - base->stocks[i].initial_t, usd,
                   error));
    }
    for (int i = 0; i < applied->route_count; i++) {
        SK_TRY(check_in_transit(&base->routes[i], applied, &applied->routes[i], error));
    }
done:
    return st;
}
