/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario and what reaches what → warnings of causes that change nothing. */
#include "scenario/check.h"
#include "scenario/keys.h"

static bool route_is_wanted(const sk_scenario *scenario, const ski_reach *reach, int index) {
    const ski_route *route = &scenario->routes[index];
    for (int i = 0; i < route->material_count; i++) {
        if (reach->wanted[ski_reach_node(scenario, route->to, route->materials[i])]) {
            return true;
        }
    }
    return false;
}

static bool process_is_wanted(const sk_scenario *scenario, const ski_reach *reach, int index) {
    const ski_process *process = &scenario->processes[index];
    for (int i = 0; i < process->output_count; i++) {
        if (reach->wanted[ski_reach_node(scenario, process->place, process->outputs[i].material)]) {
            return true;
        }
    }
    return false;
}

static bool chokepoint_is_wanted(const sk_scenario *scenario, const ski_reach *reach, int index) {
    for (int i = 0; i < scenario->route_count; i++) {
        const ski_route *route = &scenario->routes[i];
        for (int via = 0; via < route->via_count; via++) {
            if (route->via[via] == index && route_is_wanted(scenario, reach, i)) {
                return true;
            }
        }
    }
    return false;
}

static bool material_is_wanted(const sk_scenario *scenario, const ski_reach *reach, int material) {
    for (int place = 0; place < scenario->place_count; place++) {
        if (reach->wanted[ski_reach_node(scenario, place, material)]) {
            return true;
        }
    }
    return false;
}

/* Whether what a target multiplies is on the way to a demand. */
static bool target_is_wanted(const sk_scenario *scenario, const ski_reach *reach,
                             const ski_target *target) {
    int i = target->element;
    switch (target->section) {
    case SKI_MATERIALS:
        return material_is_wanted(scenario, reach, i);
    case SKI_SOURCES:
        return reach->wanted[ski_reach_node(scenario, scenario->sources[i].place,
                                            scenario->sources[i].material)];
    case SKI_PROCESSES:
        return process_is_wanted(scenario, reach, i);
    case SKI_ROUTES:
        return route_is_wanted(scenario, reach, i);
    case SKI_CHOKEPOINTS:
        return chokepoint_is_wanted(scenario, reach, i);
    case SKI_STOCKS:
        return reach->wanted[ski_reach_node(scenario, scenario->stocks[i].place,
                                            scenario->stocks[i].material)];
    default:
        return true;
    }
}

/* Whether what a target multiplies is 0 throughout; not when it is left out and another stands in
 * for it. */
static bool target_is_zero(const sk_scenario *scenario, const ski_target *target) {
    const ski_fields *fields = ski_section_table(target->section)->fields;
    const ski_key *key = ski_key_find(fields, target->key, -1);
    const char *element = (const char *)ski_element_at(scenario, target->section, target->element);
    return ski_check_is_zero(scenario, (const ski_sched *)(element + key->offset));
}

static bool all_zero(const sk_scenario *scenario, const ski_target *targets, int count) {
    int zero = 0;
    while (zero < count && target_is_zero(scenario, &targets[zero])) {
        zero++;
    }
    return zero == count;
}

/* Whether any target that can be moved is on the way to a demand. */
static bool any_wanted(const sk_scenario *scenario, const ski_reach *reach,
                       const ski_target *targets, int count) {
    for (int i = 0; i < count; i++) {
        if (!target_is_zero(scenario, &targets[i]) &&
            target_is_wanted(scenario, reach, &targets[i])) {
            return true;
        }
    }
    return false;
}

static void warn_disruptions(const sk_scenario *scenario, const ski_reach *reach, sk_error *error) {
    for (int i = 0; i < scenario->disruption_count; i++) {
        const ski_disruption *disruption = &scenario->disruptions[i];
        bool wanted = false;
        bool zero = true;
        for (int number = 0; number < disruption->effect_count; number++) {
            const ski_effect *effect = &disruption->effects[number];
            wanted = wanted || any_wanted(scenario, reach, effect->targets, effect->target_count);
            zero = zero && all_zero(scenario, effect->targets, effect->target_count);
        }
        if (zero) {
            ski_check_warning(scenario, SKI_DISRUPTIONS, i, "effects", error,
                              "has no effect: what it strikes is 0 throughout");
        } else if (!wanted) {
            ski_check_warning(scenario, SKI_DISRUPTIONS, i, "effects", error,
                              "nothing it strikes is on the way to a demand");
        }
    }
}

/* Whether a factor is 1 in every world. */
static bool stays_one(const ski_factor *factor) {
    switch (factor->process) {
    case SKI_FIXED:
    case SKI_IID:
        return factor->value.kind == SKI_DIST_CONSTANT && factor->value.value == 1;
    case SKI_RANDOM_WALK:
        return factor->sd_per_year == 0 && factor->drift_per_year == 0;
    case SKI_MEAN_REVERTING:
        return factor->sd_per_year == 0 && factor->start == 1;
    case SKI_HISTORY:
        return factor->history_count == 1;
    }
    return false;
}

static void warn_factors(const sk_scenario *scenario, const ski_reach *reach, sk_error *error) {
    for (int i = 0; i < scenario->factor_count; i++) {
        const ski_factor *factor = &scenario->factors[i];
        if (all_zero(scenario, factor->targets, factor->target_count)) {
            ski_check_warning(scenario, SKI_FACTORS, i, "targets", error,
                              "has no effect: what it multiplies is 0 throughout");
        } else if (!any_wanted(scenario, reach, factor->targets, factor->target_count)) {
            ski_check_warning(scenario, SKI_FACTORS, i, "targets", error,
                              "has no effect: nothing it moves is on the way to a demand");
        } else if (stays_one(factor)) {
            ski_check_warning(scenario, SKI_FACTORS, i, NULL, error,
                              "has no effect: it is 1 in every world");
        }
    }
}

void ski_check_causes(const sk_scenario *scenario, const ski_reach *reach, sk_error *error) {
    warn_disruptions(scenario, reach, error);
    warn_factors(scenario, reach, error);
}
