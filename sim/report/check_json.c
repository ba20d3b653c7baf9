/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check summary → JSON, skarn/check/1. */
#include "report/header.h"
#include "report/json.h"
#include "scenario/keys.h"
#include "study/check.h"

#include <skarn/run.h>

static void add_materials(ski_json *json, const sk_scenario *scenario,
                          const ski_check_summary *summary) {
    cJSON *materials = ski_json_object(json, json->root, "materials");
    for (int i = 0; i < summary->material_count; i++) {
        const ski_material_balance *balance = &summary->materials[i];
        const char *name = scenario->materials[balance->material].element.name;
        cJSON *material = ski_json_object(json, materials, name);
        ski_json_number(json, material, "sources", balance->sources);
        ski_json_number(json, material, "processes", balance->processes);
        ski_json_number(json, material, "demands", balance->demands);
        ski_json_number(json, material, "source_tpy", balance->source_tpy);
        ski_json_number(json, material, "made_tpy", balance->made_tpy);
        ski_json_number(json, material, "taken_tpy", balance->taken_tpy);
        ski_json_number(json, material, "demand_tpy", balance->demand_tpy);
        ski_json_number(json, material, "initial_t", balance->initial_t);
    }
}

static void add_sourcing(ski_json *json, const ski_check_summary *summary) {
    cJSON *uncited = ski_json_array(json, json->root, "uncited");
    for (int i = 0; i < summary->uncited_count; i++) {
        ski_json_text(json, uncited, NULL, summary->uncited[i].path);
    }
    cJSON *cited = ski_json_array(json, json->root, "cited");
    for (int i = 0; i < summary->cited_count; i++) {
        cJSON *item = ski_json_object(json, cited, NULL);
        ski_json_text(json, item, "path", summary->cited[i].path);
        ski_json_text(json, item, "cite", summary->cited[i].cite);
    }
}

sk_status sk_check_write_json(const sk_scenario *scenario, bool sources, FILE *stream,
                              sk_error *error) {
    ski_check_summary *summary = NULL;
    ski_json json;
    ski_json_begin(&json, "check");
    sk_status st = SK_OK;
    SK_TRY(ski_check_summary_build(&summary, scenario, error));
    ski_header_json(&json, scenario);
    cJSON *counts = ski_json_object(&json, json.root, "elements");
    for (int section = 0; section < SKI_SECTIONS; section++) {
        if (ski_section_table((ski_section)section)->shape != SKI_SINGLE) {
            ski_json_number(&json, counts, ski_section_name((ski_section)section),
                            summary->section_counts[section]);
        }
    }
    add_materials(&json, scenario, summary);
    ski_json_number(&json, json.root, "cited_count", summary->cited_count);
    ski_json_number(&json, json.root, "uncited_count", summary->uncited_count);
    if (sources) {
        add_sourcing(&json, summary);
    }
    ski_provenance_json(&json);
done:
    st = ski_json_end(&json, st, stream);
    ski_check_summary_free(summary);
    return st;
}
