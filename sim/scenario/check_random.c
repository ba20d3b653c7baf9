/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → errors where factors, disruptions and correlations cannot act. (Whether the
 * correlations form a positive definite matrix is found where they are factored, in uncertainty/.)
 */
#include "scenario/check.h"

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
static sk_status check_chokepoint(const sk_scenario *scenario, ski_section by, int cause,
                                  const char *key, int chokepoint, sk_error *error) {
    sk_status st = SK_OK;
    if (scenario->chokepoints[chokepoint].capacity_tpy.kind != SKI_SCHED_ABSENT) {
        return SK_OK;
    }
    for (int route = 0; route < scenario->route_count; route++) {
        if (!ski_check_is_wrong(scenario, SKI_ROUTES, route) &&
            passes(&scenario->routes[route], chokepoint) &&
            scenario->routes[route].capacity_tpy.kind == SKI_SCHED_ABSENT) {
            st = ski_check_error(scenario, by, cause, key, error,
                                 "acts on chokepoints.%s, which has no capacity and then scales "
                                 "its routes', but routes.%s has none either: give one of them a "
                                 "capacity_tpy",
                                 scenario->chokepoints[chokepoint].element.name,
                                 scenario->routes[route].element.name);
        }
    }
    return st;
}

/* closes: the factor is the number 0, which closes an element without a capacity too. */
static sk_status check_target(const sk_scenario *scenario, ski_section by, int cause,
                              const char *key, const ski_target *target, bool closes,
                              sk_error *error) {
    const ski_sched *limit = limit_of(scenario, target);
    if (closes || ski_check_is_wrong(scenario, target->section, target->element)) {
        return SK_OK;
    }
    if (target->section == SKI_CHOKEPOINTS) {
        return check_chokepoint(scenario, by, cause, key, target->element, error);
    }
    if (limit == NULL || limit->kind != SKI_SCHED_ABSENT) {
        return SK_OK;
    }
    return ski_check_error(scenario, by, cause, key, error,
                           "acts on %s.%s.%s, which has no limit to multiply: give it one%s",
                           ski_section_name(target->section),
                           ski_element_at(scenario, target->section, target->element)->name,
                           target->key, by == SKI_DISRUPTIONS ? " (a factor of 0 needs none)" : "");
}

static sk_status check_factors(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    for (int index = 0; index < scenario->factor_count; index++) {
        const ski_factor *factor = &scenario->factors[index];
        bool wrong = ski_check_is_wrong(scenario, SKI_FACTORS, index);
        for (int item = 0; !wrong && item < factor->target_count; item++) {
            sk_status one = check_target(scenario, SKI_FACTORS, index, "targets",
                                         &factor->targets[item], false, error);
            st = one != SK_OK ? one : st;
        }
    }
    return st;
}

static sk_status check_effects(const sk_scenario *scenario, int index, sk_error *error) {
    const ski_disruption *disruption = &scenario->disruptions[index];
    sk_status st = SK_OK;
    bool wrong = ski_check_is_wrong(scenario, SKI_DISRUPTIONS, index);
    for (int number = 0; !wrong && number < disruption->effect_count; number++) {
        const ski_effect *effect = &disruption->effects[number];
        bool closes = effect->factor.kind == SKI_DIST_CONSTANT && effect->factor.value == 0;
        for (int item = 0; item < effect->target_count; item++) {
            sk_status one = check_target(scenario, SKI_DISRUPTIONS, index, "effects",
                                         &effect->targets[item], closes, error);
            st = one != SK_OK ? one : st;
        }
    }
    return st;
}

static bool steps_by_period(ski_factor_process process) {
    return process == SKI_IID || process == SKI_RANDOM_WALK || process == SKI_MEAN_REVERTING;
}

static sk_status check_pair(const sk_scenario *scenario, int index, sk_error *error) {
    const ski_correlation *pair = &scenario->correlations[index];
    const ski_factor *a = &scenario->factors[pair->a];
    const ski_factor *b = &scenario->factors[pair->b];
    bool fixed = a->process == SKI_FIXED && b->process == SKI_FIXED;
    bool stepped = steps_by_period(a->process) && steps_by_period(b->process);
    char path[64];
    if (fixed || stepped) {
        return SK_OK;
    }
    snprintf(path, sizeof path, "correlations.%d", index + 1);
    return ski_error_at(error, pair->at, path,
                        "%s and %s do not step alike in time (allowed: both \"fixed\", or both of "
                        "\"iid\", \"random_walk\", \"mean_reverting\")",
                        a->element.name, b->element.name);
}

static bool is_known_factor(const sk_scenario *scenario, int factor) {
    return factor >= 0 && !ski_check_is_wrong(scenario, SKI_FACTORS, factor);
}

static sk_status check_correlations(const sk_scenario *scenario, sk_error *error) {
    const ski_entry *list = ski_entry_child(scenario->document, ski_section_name(SKI_CORRELATIONS));
    const ski_entry *entry = list == NULL ? NULL : list->first;
    sk_status st = SK_OK;
    for (int index = 0; entry != NULL && index < scenario->correlation_count; index++) {
        const ski_correlation *pair = &scenario->correlations[index];
        bool known = !entry->reported && is_known_factor(scenario, pair->a) &&
                     is_known_factor(scenario, pair->b);
        sk_status one = known ? check_pair(scenario, index, error) : SK_OK;
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
