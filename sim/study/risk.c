/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → a plan for each policy, its origins traced, and the indices of its supplies. */
#include "study/risk.h"

#include "study/chosen.h"
#include "study/risk_parts.h"

#include <stdlib.h>
#include <string.h>

static bool is_listed(const ski_risk *risk, const char *country) {
    for (int i = 0; i < risk->country_count; i++) {
        if (strcmp(risk->countries[i].country, country) == 0) {
            return true;
        }
    }
    return false;
}

/* Into its place by code. */
static void insert_country(ski_risk *risk, ski_risk_country country) {
    int place = risk->country_count++;
    while (place > 0 && strcmp(risk->countries[place - 1].country, country.country) > 0) {
        risk->countries[place] = risk->countries[place - 1];
        place--;
    }
    risk->countries[place] = country;
}

static sk_status list_countries(ski_risk *risk) {
    const sk_scenario *scenario = risk->scenario;
    risk->countries = SKI_NEW(risk->arena, ski_risk_country, scenario->place_count);
    if (risk->countries == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < scenario->place_count; i++) {
        const char *country = scenario->places[i].country;
        if (!is_listed(risk, country)) {
            insert_country(risk, ski_risk_country_of(scenario, country));
        }
    }
    return SK_OK;
}

/* Traces a plan's flows over the whole horizon, to extraction and to the last process. */
static sk_status trace(ski_mixing origins[SKI_RISK_STAGES], const ski_case *chain,
                       ski_arena *work) {
    static const ski_mix_kind kinds[SKI_RISK_STAGES] = {
        [SKI_AT_EXTRACTION] = SKI_MIX_EXTRACTED, [SKI_AT_PROCESSING] = SKI_MIX_PROCESSED};
    sk_status st = SK_OK;
    for (int stage = 0; stage < SKI_RISK_STAGES; stage++) {
        SK_TRY(ski_mixing_prepare(&origins[stage], chain->network, &chain->program->layout,
                                  chain->flows, kinds[stage], work));
        ski_mix(&origins[stage], (ski_span){0, chain->network->periods});
    }
done:
    return st;
}

static sk_status study_plan(const ski_risk *risk, ski_policy_risk *out, const sk_scenario *scenario,
                            const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    ski_arena *kept = risk->arena;
    sk_plan *plan = NULL;
    ski_mixing origins[SKI_RISK_STAGES];
    ski_arena *work = ski_arena_new();
    SK_CHECK_MEMORY(work);
    SK_TRY(sk_plan_solve(&plan, scenario, watch, error));
    SK_TRY(trace(origins, plan->chain, work));
    SK_TRY(ski_risk_demands(out, plan, risk->scenario, origins, kept));
    SK_TRY(ski_risk_elements(out, plan, kept));
done:
    sk_plan_free(plan);
    ski_arena_free(work);
    return st;
}

static sk_status study_policy(ski_risk *risk, int policy, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    sk_scenario *scenario = NULL;
    ski_policy_risk *out = &risk->policies[risk->policy_count];
    const ski_element *element = &risk->scenario->policies[policy].element;
    *out = (ski_policy_risk){.name = element->name, .title = element->title};
    SK_TRY(ski_scenario_with_policy(&scenario, risk->scenario, policy, error));
    SK_TRY(study_plan(risk, out, scenario, watch, error));
    risk->policy_count++;
done:
    sk_scenario_free(scenario);
    return st;
}

static sk_status study_all(ski_risk *risk, const int *policies, int count, const sk_watch *watch,
                           sk_error *error) {
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(risk->policies = SKI_NEW(risk->arena, ski_policy_risk, count + 1));
    risk->policies[0] = (ski_policy_risk){.name = "baseline"};
    SK_TRY(study_plan(risk, &risk->policies[0], risk->scenario, watch, error));
    risk->policy_count = 1;
    for (int i = 0; i < count; i++) {
        SK_TRY(study_policy(risk, policies[i], watch, error));
    }
done:
    return st;
}

sk_status ski_risk_execute(ski_risk **out, const sk_scenario *scenario,
                           const sk_study_options *options, const sk_watch *watch,
                           sk_error *error) {
    sk_status st = SK_OK;
    int count = 0;
    int *policies = NULL;
    ski_risk *risk = ski_alloc(1, sizeof *risk);
    SK_CHECK_MEMORY(risk);
    SK_CHECK_MEMORY(risk->arena = ski_arena_new());
    risk->scenario = scenario->base != NULL ? scenario->base : scenario;
    SK_CHECK_MEMORY(policies = SKI_NEW(risk->arena, int, scenario->policy_count));
    SK_TRY(ski_choose_policies(scenario, options == NULL ? NULL : options->policies, policies,
                               &count, NULL, error));
    SK_TRY(list_countries(risk));
    SK_TRY(study_all(risk, policies, count, watch, error));
    *out = risk;
    risk = NULL;
done:
    ski_risk_free(risk);
    return st;
}

void ski_risk_free(ski_risk *risk) {
    if (risk != NULL) {
        ski_arena_free(risk->arena);
        free(risk);
    }
}
