/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → its copy for the stress study, with or without reserves; undisturbed flows → what
 * stands in for missing limits. */
#include "study/stress_chain.h"

#include <math.h>

/* A target as a disruption: one effect on all its capacities, which never strikes by itself. */
static sk_status make_disruption(ski_disruption *disruption, const ski_outage_target *target,
                                 double factor, ski_arena *arena) {
    ski_effect *effect = SKI_NEW(arena, ski_effect, 1);
    if (effect == NULL) {
        return SK_ERR_MEMORY;
    }
    *effect = (ski_effect){.target_count = target->member_count,
                           .targets = target->members,
                           .factor = {.kind = SKI_DIST_CONSTANT, .value = factor},
                           .until_days = INFINITY};
    *disruption = (ski_disruption){.element = {.name = target->name},
                                   .effect_count = 1,
                                   .effects = effect,
                                   .dated = true,
                                   .probability = 0,
                                   .window_from = -INFINITY,
                                   .window_to = INFINITY};
    return SK_OK;
}

static sk_status make_disruptions(sk_scenario *copy, ski_arena *arena) {
    const ski_outages *outages = &copy->stress;
    ski_disruption *disruptions = SKI_NEW(arena, ski_disruption, outages->target_count);
    if (disruptions == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < outages->target_count; i++) {
        if (make_disruption(&disruptions[i], &outages->targets[i], outages->factor, arena) !=
            SK_OK) {
            return SK_ERR_MEMORY;
        }
    }
    copy->disruptions = disruptions;
    copy->disruption_count = outages->target_count;
    return SK_OK;
}

sk_status ski_stress_scenario(sk_scenario **out, const sk_scenario *scenario,
                              const double *reserve_most_t, ski_arena *arena) {
    sk_status st = SK_OK;
    sk_scenario *copy = SKI_NEW(arena, sk_scenario, 1);
    SK_CHECK_MEMORY(copy);
    *copy = *scenario;
    copy->factor_count = copy->correlation_count = 0;
    copy->simulation.decisions = "rolling";
    copy->simulation.sampling = "random";
    if (scenario->base != NULL) { /* a policy begins and ends as the scenario before it does */
        sk_scenario *base = NULL;
        SK_TRY(ski_stress_scenario(&base, scenario->base, reserve_most_t, arena));
        copy->base = base;
    }
    SK_TRY(make_disruptions(copy, arena));
    if (reserve_most_t != NULL) {
        SK_TRY(ski_stress_add_reserves(copy, reserve_most_t, arena));
    }
    *out = copy;
done:
    return st;
}

double *ski_stress_stand_ins(const ski_case *chain, const ski_case *from, const double *flows,
                             ski_arena *arena) {
    const sk_network *network = chain->network, *before = from->network;
    const ski_layout *layout = &from->program->layout;
    const int periods = network->periods;
    double *limits =
        ski_arena_alloc(arena, network->quantity_count, (size_t)periods * sizeof *limits);
    for (int t = 0; limits != NULL && t < periods; t++) {
        const double per_year = 1 / network->period_years;
        for (int block = 0; block < before->block_count; block++) {
            limits[network->blocks[block].capacity * periods + t] =
                flows[layout->buy[block] + t] * per_year;
        }
        for (int process = 0; process < before->scenario->process_count; process++) {
            limits[network->conversions[process].capacity * periods + t] =
                flows[layout->run[process] + t] * per_year;
        }
        for (int lane = 0; lane < before->lane_count; lane++) {
            const int route = before->lanes[lane].route;
            limits[network->links[route].capacity * periods + t] +=
                flows[layout->ship[lane] + t] * per_year;
        }
    }
    return limits;
}
