/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices of supply risk → JSON, skarn/risk/1. */
#include "report/risk_json.h"

#include "metrics/supply_risk.h"
#include "report/header.h"
#include "report/json.h"
#include "report/risk_words.h"

static void add_governance(ski_json *json, const ski_risk *risk) {
    cJSON *list = ski_json_array(json, json->root, "governance");
    for (int i = 0; i < risk->country_count; i++) {
        const ski_risk_country *country = &risk->countries[i];
        cJSON *object = ski_json_object(json, list, NULL);
        ski_json_text(json, object, "country", country->country);
        ski_json_number(json, object, "political_stability", country->political_stability);
        ski_json_number(json, object, "risk", ski_governance_risk(country->political_stability));
        ski_json_number(json, object, "trade_factor", country->trade_factor);
        ski_json_text(json, object, "source", country->source);
    }
}

static void add_conventions(ski_json *json) {
    cJSON *object = ski_json_object(json, json->root, "conventions");
    for (const ski_risk_convention *at = ski_risk_conventions; at->key != NULL; at++) {
        ski_json_text(json, object, at->key, at->sentence);
    }
}

static void add_supply(ski_json *json, cJSON *object, const ski_risk_stage *stage) {
    ski_json_number(json, object, "known_t", stage->known_t);
    cJSON *list = ski_json_array(json, object, "shares");
    for (int i = 0; i < stage->share_count; i++) {
        const ski_risk_share *share = &stage->shares[i];
        cJSON *item = ski_json_object(json, list, NULL);
        ski_json_text(json, item, "country", share->country);
        ski_json_number(json, item, "share", share->share);
        ski_json_number(json, item, "returned", share->returned);
        ski_json_number(json, item, "governance", share->governance);
    }
    ski_json_number(json, object, "hhi", stage->hhi);
    ski_json_number(json, object, "hhi_governance", stage->hhi_governance);
    ski_json_number(json, object, "hhi_wgi_eu", stage->hhi_wgi_eu);
    if (stage->share_count > 0) {
        cJSON *largest = ski_json_object(json, object, "largest");
        ski_json_text(json, largest, "country", stage->shares[0].country);
        ski_json_number(json, largest, "share", stage->shares[0].share);
    } else {
        ski_json_text(json, object, "largest", NULL);
    }
}

static void add_stage(ski_json *json, cJSON *demand, const ski_demand_risk *risk,
                      ski_risk_stage_kind kind) {
    const ski_risk_stage *stage = &risk->stages[kind];
    cJSON *object = ski_json_object(json, demand, ski_risk_stage_name(kind));
    add_supply(json, object, stage);
    ski_json_number(json, object, "from_stocks_t", stage->stocks_t);
    ski_json_number(json, object, "hhi_wgi_t", stage->hhi_wgi_t);
    ski_json_number(json, object, "import_dependence", stage->import_dependence);
    ski_json_number(json, object, "n_minus_1", stage->n_minus_1);
}

static void add_geopolrisk(ski_json *json, cJSON *demand, const ski_geopolrisk *of) {
    cJSON *object = ski_json_object(json, demand, "geopolrisk");
    ski_json_number(json, object, "score", of->score);
    ski_json_number(json, object, "hhi", of->hhi);
    ski_json_number(json, object, "weighted_trade_average", of->weighted_trade_average);
    ski_json_number(json, object, "domestic_t", of->domestic_t);
    ski_json_number(json, object, "imports_t", of->imports_t);
}

static void add_eu(ski_json *json, cJSON *demand, const ski_demand_risk *risk) {
    const ski_eu_risk *eu = &risk->eu;
    const ski_risk_stage *stage = &risk->stages[eu->stage];
    const bool is_defined = eu->value == eu->value;
    cJSON *object = ski_json_object(json, demand, "eu_supply_risk");
    ski_json_number(json, object, "value", eu->value);
    ski_json_text(json, object, "stage", is_defined ? ski_risk_stage_name(eu->stage) : NULL);
    ski_json_number(json, object, "hhi_wgi_t", is_defined ? stage->hhi_wgi_t : eu->value);
    ski_json_number(json, object, "import_reliance",
                    is_defined ? stage->import_reliance : eu->value);
    ski_json_number(json, object, "eol_rir", eu->recycling_input_rate);
    ski_json_bool(json, object, "eol_rir_is_default", !eu->rate_given);
    ski_json_number(json, object, "substitution", eu->substitution_index);
    ski_json_bool(json, object, "substitution_is_default", !eu->index_given);
}

static void add_demand(ski_json *json, cJSON *list, const sk_scenario *scenario,
                       const ski_demand_risk *risk) {
    const ski_demand *demand = &scenario->demands[risk->demand];
    const ski_risk_stage *extraction = &risk->stages[SKI_AT_EXTRACTION];
    cJSON *object = ski_json_object(json, list, NULL);
    ski_json_text(json, object, "name", demand->element.name);
    ski_json_text(json, object, "title", demand->element.title);
    ski_json_text(json, object, "country", scenario->places[demand->place].country);
    ski_json_bool(json, object, "critical", demand->critical);
    ski_json_number(json, object, "demand_t", risk->demand_t);
    ski_json_number(json, object, "supply_t", risk->supply_t);
    ski_json_number(json, object, "substitute_share", risk->substitute_share);
    ski_json_number(json, object, "returned_share", risk->returned_share);
    for (int stage = 0; stage < SKI_RISK_STAGES; stage++) {
        add_stage(json, object, risk, (ski_risk_stage_kind)stage);
    }
    ski_json_number(json, object, "import_dependence", extraction->import_dependence);
    ski_json_number(json, object, "n_minus_1", extraction->n_minus_1);
    add_geopolrisk(json, object, &risk->geopolrisk);
    add_eu(json, object, risk);
    cJSON *reasons = ski_json_array(json, object, "undefined");
    for (int i = 0; i < risk->reason_count; i++) {
        ski_json_text(json, reasons, NULL, risk->reasons[i]);
    }
}

static void add_element(ski_json *json, cJSON *list, const ski_element_risk *risk) {
    cJSON *object = ski_json_object(json, list, NULL);
    ski_json_text(json, object, "element", risk->symbol);
    add_supply(json, object, &risk->supply);
    cJSON *reasons = ski_json_array(json, object, "undefined");
    if (risk->reason != NULL) {
        ski_json_text(json, reasons, NULL, risk->reason);
    }
}

static void add_policies(ski_json *json, const ski_risk *risk) {
    cJSON *list = ski_json_array(json, json->root, "policies");
    for (int i = 0; i < risk->policy_count; i++) {
        const ski_policy_risk *policy = &risk->policies[i];
        cJSON *object = ski_json_object(json, list, NULL);
        ski_json_text(json, object, "name", policy->name);
        ski_json_text(json, object, "title", policy->title);
        cJSON *demands = ski_json_array(json, object, "demands");
        for (int d = 0; d < policy->demand_count; d++) {
            add_demand(json, demands, risk->scenario, &policy->demands[d]);
        }
        cJSON *elements = ski_json_array(json, object, "elements");
        for (int e = 0; e < policy->element_count; e++) {
            add_element(json, elements, &policy->elements[e]);
        }
    }
}

static void add_provenance(ski_json *json, const sk_provenance *provenance) {
    cJSON *object = ski_provenance_json(json);
    if (provenance == NULL) {
        return;
    }
    ski_json_number(json, object, "seconds", provenance->seconds);
    if (provenance->host != NULL) {
        ski_json_text(json, object, "host", provenance->host);
    }
    if (provenance->folder != NULL) {
        ski_json_text(json, object, "folder", provenance->folder);
    }
}

sk_status ski_risk_json(const ski_risk *risk, const sk_provenance *provenance, FILE *stream) {
    ski_json json;
    ski_json_begin(&json, "risk");
    ski_header_json(&json, risk->scenario);
    add_governance(&json, risk);
    add_conventions(&json);
    add_policies(&json, risk);
    add_provenance(&json, provenance);
    return ski_json_end(&json, SK_OK, stream);
}
