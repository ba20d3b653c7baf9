/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stress study → JSON, skarn/stress/1. */
#include "report/stress_json.h"

#include "base/text.h"
#include "report/header.h"
#include "report/json.h"

enum { PATH_TEXT = 2 * SKI_NAME_MOST };

static const char *const kinds[] = {[SKI_STRESS_SOURCE] = "source",
                                    [SKI_STRESS_PROCESS] = "process",
                                    [SKI_STRESS_ROUTE] = "route",
                                    [SKI_STRESS_CHOKEPOINT] = "chokepoint",
                                    [SKI_STRESS_GROUP] = "group"};

static void add_members(ski_json *json, cJSON *object, const ski_stress *stress,
                        const ski_outage_target *target) {
    cJSON *members = ski_json_array(json, object, "members");
    for (int i = 0; i < target->member_count; i++) {
        const ski_target *member = &target->members[i];
        char path[PATH_TEXT];
        snprintf(path, sizeof path, "%s.%s", ski_section_name(member->section),
                 ski_element_at(stress->scenario, member->section, member->element)->name);
        ski_json_text(json, members, NULL, path);
    }
}

static void add_demand(ski_json *json, cJSON *object, const ski_stress *stress, int demand) {
    const ski_demand *of = &stress->scenario->demands[demand];
    ski_json_text(json, object, "demand", of->element.name);
    ski_json_text(json, object, "title", ski_title(&of->element));
    ski_json_bool(json, object, "critical", of->critical);
}

static void add_outage(ski_json *json, cJSON *outages, const ski_stress *stress,
                       const ski_stress_outage *outage) {
    cJSON *object = ski_json_object(json, outages, NULL);
    ski_json_number(json, object, "days", outage->days);
    ski_json_number(json, object, "shortage_t", outage->shortage_t);
    ski_json_number(json, object, "shortage_critical_t", outage->shortage_critical_t);
    ski_json_number(json, object, "extra_cost_usd", outage->extra_cost_usd);
    ski_json_number(json, object, "extra_spend_usd", outage->extra_spend_usd);
    ski_json_number(json, object, "recovery_days", outage->recovery_days);
    cJSON *shorts = ski_json_array(json, object, "short");
    for (int i = 0; i < outage->short_count; i++) {
        cJSON *one = ski_json_object(json, shorts, NULL);
        add_demand(json, one, stress, outage->shorts[i].demand);
        ski_json_number(json, one, "shortage_t", outage->shorts[i].shortage_t);
        ski_json_number(json, one, "short_periods", outage->shorts[i].short_periods);
    }
}

static void add_stocks(ski_json *json, cJSON *object, const ski_stress *stress,
                       const ski_stress_target *target) {
    cJSON *stocks = ski_json_array(json, object, "stock_to_ride_out");
    for (int i = 0; i < target->stock_count; i++) {
        cJSON *one = ski_json_object(json, stocks, NULL);
        add_demand(json, one, stress, target->stocks[i].demand);
        ski_json_number(json, one, "tonnes", target->stocks[i].tonnes);
        ski_json_bool(json, one, "verified", target->stocks[i].is_verified);
    }
}

static void add_target(ski_json *json, cJSON *targets, const ski_stress *stress,
                       const ski_stress_target *target) {
    cJSON *object = ski_json_object(json, targets, NULL);
    ski_json_text(json, object, "name", target->of->name);
    ski_json_text(json, object, "title", target->title);
    ski_json_text(json, object, "kind", kinds[target->kind]);
    add_members(json, object, stress, target->of);
    cJSON *outages = ski_json_array(json, object, "outages");
    for (int i = 0; target->outages != NULL && i < stress->outage_count; i++) {
        add_outage(json, outages, stress, &target->outages[i]);
    }
    ski_json_number(json, object, "time_to_survive_days", target->survives_days);
    ski_json_bool(json, object, "survives_horizon", target->survives_horizon);
    ski_json_number(json, object, "stock_to_ride_out_t", target->stock_t);
    ski_json_number(json, object, "stock_days", target->stock_days);
    add_stocks(json, object, stress, target);
    if (target->failure != NULL) {
        ski_json_text(json, object, "failure", target->failure);
    }
}

static void add_undisturbed(ski_json *json, const ski_stress *stress) {
    cJSON *object = ski_json_object(json, json->root, "undisturbed");
    ski_json_number(json, object, "cost_usd", stress->cost_usd);
    ski_json_number(json, object, "spend_usd", stress->spend_usd);
    ski_json_number(json, object, "shortage_t", stress->shortage_t);
    ski_json_number(json, object, "shortage_critical_t", stress->shortage_critical_t);
    ski_json_bool(json, object, "is_short", stress->is_short);
}

static void add_provenance(ski_json *json, const ski_stress *stress,
                           const sk_provenance *provenance) {
    cJSON *object = ski_provenance_json(json);
    ski_json_number(json, object, "seconds", provenance->seconds);
    ski_json_number(json, object, "threads",
                    provenance->threads > 0 ? provenance->threads : stress->threads);
    if (provenance->host != NULL) {
        ski_json_text(json, object, "host", provenance->host);
    }
    if (provenance->folder != NULL) {
        ski_json_text(json, object, "folder", provenance->folder);
    }
}

sk_status ski_stress_json(const ski_stress *stress, const sk_provenance *provenance, FILE *stream) {
    ski_json json;
    ski_json_begin(&json, "stress");
    ski_header_json(&json, stress->scenario);
    ski_json_number(&json, json.root, "factor", stress->factor);
    cJSON *days = ski_json_array(&json, json.root, "outage_days");
    for (int i = 0; i < stress->outage_count; i++) {
        ski_json_number(&json, days, NULL, stress->outage_days[i]);
    }
    ski_json_number(&json, json.root, "horizon_days", stress->horizon_days);
    ski_json_number(&json, json.root, "lookahead_periods",
                    stress->scenario->simulation.lookahead_periods);
    ski_json_number(&json, json.root, "runs", stress->runs);
    ski_json_number(&json, json.root, "failed_targets", stress->failed_count);
    add_undisturbed(&json, stress);
    cJSON *targets = ski_json_array(&json, json.root, "targets");
    for (int i = 0; i < stress->target_count; i++) {
        add_target(&json, targets, stress, &stress->targets[i]);
    }
    add_provenance(&json, stress, provenance);
    return ski_json_end(&json, SK_OK, stream);
}
