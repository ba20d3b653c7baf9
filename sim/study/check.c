/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what is in it, capacity against demand by material, and who says where numbers come
 * from. */
#include "study/check.h"

#include "scenario/keys.h"
#include "uncertainty/world.h"

#include <stdlib.h>

/* Mean of a schedule over the horizon; a missing limit is unlimited. */
static double mean_over_horizon(const sk_scenario *scenario, const ski_sched *sched) {
    double sum = 0;
    for (int t = 0; t < scenario->periods; t++) {
        sum += ski_limit_average(scenario, sched, t);
    }
    return sum / scenario->periods;
}

static double source_tpy(const sk_scenario *scenario, const ski_source *source) {
    if (source->step_count == 0) {
        return mean_over_horizon(scenario, &source->capacity_tpy);
    }
    double sum = 0;
    for (int i = 0; i < source->step_count; i++) {
        sum += source->steps[i].tpy;
    }
    return sum;
}

/* What a process makes and takes at capacity; no part of an unlimited throughput is none. */
static void add_process(const sk_scenario *scenario, const ski_process *process,
                        ski_material_balance *materials) {
    const double tpy = mean_over_horizon(scenario, &process->capacity_tpy);
    const double yield = mean_over_horizon(scenario, &process->yield);
    for (int i = 0; i < process->input_count; i++) {
        const double per_unit = process->inputs[i].amount;
        materials[process->inputs[i].material].taken_tpy += per_unit > 0 ? per_unit * tpy : 0;
    }
    for (int i = 0; i < process->output_count; i++) {
        const double per_unit = process->outputs[i].amount * yield;
        materials[process->outputs[i].material].processes++;
        materials[process->outputs[i].material].made_tpy += per_unit > 0 ? per_unit * tpy : 0;
    }
}

static sk_status add_balance(ski_check_summary *summary, const sk_scenario *scenario) {
    ski_material_balance *materials =
        SKI_NEW(summary->arena, ski_material_balance, scenario->material_count);
    if (materials == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int m = 0; m < scenario->material_count; m++) {
        materials[m].material = m;
    }
    for (int s = 0; s < scenario->source_count; s++) {
        ski_material_balance *of = &materials[scenario->sources[s].material];
        of->sources++;
        of->source_tpy += source_tpy(scenario, &scenario->sources[s]);
    }
    for (int p = 0; p < scenario->process_count; p++) {
        add_process(scenario, &scenario->processes[p], materials);
    }
    for (int k = 0; k < scenario->stock_count; k++) {
        materials[scenario->stocks[k].material].initial_t += scenario->stocks[k].initial_t;
    }
    for (int d = 0; d < scenario->demand_count; d++) {
        ski_material_balance *of = &materials[scenario->demands[d].material];
        of->demands++;
        of->demand_tpy += mean_over_horizon(scenario, &scenario->demands[d].tpy);
    }
    summary->material_count = scenario->material_count;
    summary->materials = materials;
    return SK_OK;
}

static void count_elements(ski_check_summary *summary, const sk_scenario *scenario) {
    int *counts = summary->section_counts;
    counts[SKI_MATERIALS] = scenario->material_count;
    counts[SKI_PLACES] = scenario->place_count;
    counts[SKI_SOURCES] = scenario->source_count;
    counts[SKI_PROCESSES] = scenario->process_count;
    counts[SKI_ROUTES] = scenario->route_count;
    counts[SKI_CHOKEPOINTS] = scenario->chokepoint_count;
    counts[SKI_STOCKS] = scenario->stock_count;
    counts[SKI_DEMANDS] = scenario->demand_count;
    counts[SKI_LIMITS] = scenario->limit_count;
    counts[SKI_COUNTRIES] = scenario->country_count;
    counts[SKI_FACTORS] = scenario->factor_count;
    counts[SKI_CORRELATIONS] = scenario->correlation_count;
    counts[SKI_DISRUPTIONS] = scenario->disruption_count;
    counts[SKI_POLICIES] = scenario->policy_count;
}

static bool has_number(const ski_entry *entry) {
    if (entry->kind == SKI_ENTRY_NUMBER) {
        return true;
    }
    const bool holds = entry->kind == SKI_ENTRY_GROUP || entry->kind == SKI_ENTRY_LIST;
    const ski_entry *child = holds ? entry->first : NULL;
    while (child != NULL && !has_number(child)) {
        child = child->next;
    }
    return child != NULL;
}

static bool has_elements(ski_section section) {
    return ski_section_table(section)->shape == SKI_ELEMENTS;
}

static sk_status add_sourcing(ski_check_summary *summary, const sk_scenario *scenario,
                              ski_section section, int index) {
    const ski_element *element = ski_element_at(scenario, section, index);
    if (!has_number(element->entry)) {
        return SK_OK;
    }
    const char *path =
        ski_arena_printf(summary->arena, "%s.%s", ski_section_name(section), element->name);
    if (path == NULL) {
        return SK_ERR_MEMORY;
    }
    ski_sourcing *of = element->cite != NULL ? &summary->cited[summary->cited_count++]
                                             : &summary->uncited[summary->uncited_count++];
    *of = (ski_sourcing){section, index, path, element->cite};
    return SK_OK;
}

static sk_status add_sourcings(ski_check_summary *summary, const sk_scenario *scenario) {
    sk_status st = SK_OK;
    int elements = 0;
    for (int section = 0; section < SKI_SECTIONS; section++) {
        elements += has_elements(section) ? summary->section_counts[section] : 0;
    }
    SK_CHECK_MEMORY(summary->cited = SKI_NEW(summary->arena, ski_sourcing, elements));
    SK_CHECK_MEMORY(summary->uncited = SKI_NEW(summary->arena, ski_sourcing, elements));
    for (int section = 0; section < SKI_SECTIONS; section++) {
        for (int i = 0; has_elements(section) && i < summary->section_counts[section]; i++) {
            SK_TRY(add_sourcing(summary, scenario, section, i));
        }
    }
done:
    return st;
}

/* What is found only where it is built: correlations that are not positive definite. */
static sk_status check_uncertainty(const sk_scenario *scenario, sk_error *error) {
    sk_network *network = NULL;
    ski_uncertainty *uncertainty = NULL;
    sk_status st = SK_OK;
    SK_TRY(ski_network_build(&network, scenario, error));
    SK_TRY(ski_uncertainty_build(&uncertainty, network, error));
done:
    ski_uncertainty_free(uncertainty);
    ski_network_free(network);
    return st;
}

sk_status ski_check_summary_build(ski_check_summary **out, const sk_scenario *scenario,
                                  sk_error *error) {
    sk_status st = SK_OK;
    ski_check_summary *summary = ski_alloc(1, sizeof *summary);
    SK_CHECK_MEMORY(summary);
    SK_TRY(check_uncertainty(scenario, error));
    SK_CHECK_MEMORY(summary->arena = ski_arena_new());
    summary->periods = scenario->periods;
    summary->years = scenario->periods * ski_period_years(scenario->calendar.period);
    ski_period_label(summary->first, &scenario->calendar, 0);
    ski_period_label(summary->last, &scenario->calendar, scenario->periods - 1);
    count_elements(summary, scenario);
    SK_TRY(add_balance(summary, scenario));
    SK_TRY(add_sourcings(summary, scenario));
    *out = summary;
    summary = NULL;
done:
    ski_check_summary_free(summary);
    return st;
}

void ski_check_summary_free(ski_check_summary *summary) {
    if (summary != NULL) {
        ski_arena_free(summary->arena);
        free(summary);
    }
}
