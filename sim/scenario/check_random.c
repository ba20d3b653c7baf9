/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → errors where factors, disruptions and correlations cannot act. (Whether the
 * correlations form a positive definite matrix is found where they are factored, in uncertainty/.)
 */
#include "base/text.h"
#include "scenario/check.h"
#include "scenario/reader.h"

#include <stdio.h>
#include <string.h>

/* The schedule of a key that may be missing as a limit; NULL for every other key. */
static const ski_sched *limit_of(const sk_scenario *scenario, const ski_target *target) {
    int index = target->element;
    bool capacity = strcmp(target->key, "capacity_tpy") == 0;
    switch (target->section) {
    case SKI_SOURCES:
        return capacity && scenario->sources[index].step_count == 0
                   ? &scenario->sources[index].capacity_tpy
                   : NULL;
    case SKI_PROCESSES:
        return capacity ? &scenario->processes[index].capacity_tpy : NULL;
    case SKI_ROUTES:
        return capacity ? &scenario->routes[index].capacity_tpy : NULL;
    case SKI_STOCKS:
        if (strcmp(target->key, "capacity_t") == 0) {
            return &scenario->stocks[index].capacity_t;
        }
        if (strcmp(target->key, "release_tpy") == 0) {
            return &scenario->stocks[index].release_tpy;
        }
        return strcmp(target->key, "refill_tpy") == 0 ? &scenario->stocks[index].refill_tpy : NULL;
    default:
        return NULL;
    }
}

static bool passes(const ski_route *route, int chokepoint) {
    for (int via = 0; via < route->via_count; via++) {
        if (route->via[via] == chokepoint) {
            return true;
        }
    }
    return false;
}

/* A chokepoint without a capacity scales its routes', so each of them must have one. */
static sk_status check_chokepoint(const sk_scenario *scenario, const ski_compared *cause,
                                  int chokepoint, sk_error *error) {
    sk_status st = SK_OK;
    if (scenario->chokepoints[chokepoint].capacity_tpy.kind != SKI_SCHED_ABSENT) {
        return SK_OK;
    }
    for (int index = 0; index < scenario->route_count; index++) {
        const ski_route *route = &scenario->routes[index];
        if (route->capacity_tpy.kind != SKI_SCHED_ABSENT || !passes(route, chokepoint) ||
            !ski_check_knows(scenario, SKI_ROUTES, index, "capacity_tpy via")) {
            continue;
        }
        ski_compared compared = *cause;
        compared.other = ski_entry_child(route->element.entry, "via");
        sk_status one =
            ski_check_error(scenario, &compared, error,
                            "acts on chokepoints.%s, which has no capacity and then "
                            "scales its routes', but routes.%s has none either: give "
                            "one of them a capacity_tpy",
                            scenario->chokepoints[chokepoint].element.name, route->element.name);
        st = one != SK_OK ? one : st;
    }
    return st;
}

/* Checks what `cause` acts on, unless the factor is the number 0, which closes an element without a
 * capacity too. */
static sk_status check_target(const sk_scenario *scenario, const ski_compared *cause,
                              const ski_target *target, sk_error *error) {
    const ski_sched *limit = limit_of(scenario, target);
    if (!ski_check_knows(scenario, target->section, target->element, target->key)) {
        return SK_OK;
    }
    if (target->section == SKI_CHOKEPOINTS) {
        return check_chokepoint(scenario, cause, target->element, error);
    }
    if (limit == NULL || limit->kind != SKI_SCHED_ABSENT) {
        return SK_OK;
    }
    return ski_check_error(scenario, cause, error,
                           "acts on %s.%s.%s, which has no limit to multiply: give it one%s",
                           ski_section_name(target->section),
                           ski_element_at(scenario, target->section, target->element)->name,
                           target->key,
                           cause->section == SKI_DISRUPTIONS ? " (a factor of 0 needs none)" : "");
}

static sk_status check_factors(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->factor_count; index++) {
        const ski_factor *factor = &scenario->factors[index];
        const ski_compared cause = {SKI_FACTORS, index, "targets", NULL, false};
        bool known = ski_check_knows(scenario, SKI_FACTORS, index, "targets");
        for (int item = 0; known && item < factor->target_count; item++) {
            sk_status one = check_target(scenario, &cause, &factor->targets[item], error);
            st = one != SK_OK ? one : st;
        }
    }
    return st;
}

static sk_status check_effects(const sk_scenario *scenario, int index, sk_error *error) {
    const ski_disruption *disruption = &scenario->disruptions[index];
    sk_status st = SK_OK;
    const ski_compared cause = {SKI_DISRUPTIONS, index, "effects", NULL, false};
    bool known = ski_check_knows(scenario, SKI_DISRUPTIONS, index, "effects");
    for (int number = 0; known && number < disruption->effect_count; number++) {
        const ski_effect *effect = &disruption->effects[number];
        bool closes = effect->factor.kind == SKI_DIST_CONSTANT && effect->factor.value == 0;
        for (int item = 0; !closes && item < effect->target_count; item++) {
            sk_status one = check_target(scenario, &cause, &effect->targets[item], error);
            st = one != SK_OK ? one : st;
        }
    }
    return st;
}

/* Whether the policy applied changed a pair or how its factors step. */
static bool is_pair_by_policy(const ski_entry *pair, const ski_factor *a, const ski_factor *b) {
    return ski_entry_is_by_policy(pair) || ski_gives_policy(a->element.entry, "process") ||
           ski_gives_policy(b->element.entry, "process");
}

static bool steps_by_period(ski_factor_process process) {
    return process == SKI_IID || process == SKI_RANDOM_WALK || process == SKI_MEAN_REVERTING;
}

static sk_status check_pair(const sk_scenario *scenario, int index, const ski_entry *entry,
                            sk_error *error) {
    const ski_correlation *pair = &scenario->correlations[index];
    const ski_factor *a = &scenario->factors[pair->a];
    const ski_factor *b = &scenario->factors[pair->b];
    bool fixed = a->process == SKI_FIXED && b->process == SKI_FIXED;
    bool stepped = steps_by_period(a->process) && steps_by_period(b->process);
    char path[SKI_NAME_MOST + 64];
    if (fixed || stepped || (scenario->policy >= 0 && !is_pair_by_policy(entry, a, b))) {
        return SK_OK;
    }
    ski_where at = ski_blame_within(pair->at, entry);
    at = ski_blame_within(at, ski_entry_child(a->element.entry, "process"));
    at = ski_blame_within(at, ski_entry_child(b->element.entry, "process"));
    snprintf(path, sizeof path, "%s%s%scorrelations.%d", scenario->policy < 0 ? "" : "policies.",
             scenario->policy < 0 ? "" : scenario->policies[scenario->policy].element.name,
             scenario->policy < 0 ? "" : " applied: ", index + 1);
    return ski_error_at(error, at, path,
                        "%s and %s do not step alike in time (allowed: both \"fixed\", or both of "
                        "\"iid\", \"random_walk\", \"mean_reverting\")",
                        a->element.name, b->element.name);
}

static bool is_known_factor(const sk_scenario *scenario, int factor) {
    return factor >= 0 && ski_check_knows(scenario, SKI_FACTORS, factor, "process") &&
           ski_entry_child(scenario->factors[factor].element.entry, "process") != NULL;
}

static sk_status check_correlations(const sk_scenario *scenario, sk_error *error) {
    const ski_entry *list = ski_entry_child(scenario->document, ski_section_name(SKI_CORRELATIONS));
    const ski_entry *entry = list == NULL ? NULL : list->first;
    sk_status st = SK_OK;
    for (int index = 0; entry != NULL && index < scenario->correlation_count; index++) {
        const ski_correlation *pair = &scenario->correlations[index];
        bool known = !entry->reported && ski_knows(entry, "a b") &&
                     is_known_factor(scenario, pair->a) && is_known_factor(scenario, pair->b);
        sk_status one = known ? check_pair(scenario, index, entry, error) : SK_OK;
        st = one != SK_OK ? one : st;
        entry = entry->next;
    }
    return st;
}

sk_status ski_check_random(const sk_scenario *scenario, sk_error *error) {
    sk_status st = check_factors(scenario, error);
    sk_status correlations = check_correlations(scenario, error);
    for (int disruption = 0; disruption < scenario->disruption_count; disruption++) {
        sk_status one = check_effects(scenario, disruption, error);
        st = one != SK_OK ? one : st;
    }
    return st != SK_OK ? st : correlations;
}
