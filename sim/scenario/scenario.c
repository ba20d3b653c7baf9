/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File → document → overrides → policy → sk_scenario. */
#include "scenario/scenario.h"

#include "scenario/check.h"
#include "scenario/override.h"
#include "scenario/policy.h"
#include "scenario/reader.h"
#include "scenario/trial.h"

#include <stdlib.h>
#include <string.h>

/* Number of the policy named, -1 for none; a name that is not there is reported. */
static int find_policy(ski_reader *reader, const char *policy) {
    const ski_names *names = &reader->names[SKI_POLICIES];
    if (policy == NULL || strcmp(policy, "baseline") == 0) {
        return -1;
    }
    int found = ski_names_find(names, policy);
    if (found < 0) {
        ski_wrong_name(reader, (ski_where){"--policy", 0}, NULL, "no such policy", policy,
                       names->names, names->count);
    }
    return found;
}

/* Cross-checks of the scenario as it stands before a policy: its warnings count only when there is
 * none. */
static sk_status check_before_policy(const sk_scenario *scenario, int policy, sk_error *error) {
    if (policy < 0) {
        return ski_scenario_check(scenario, error);
    }
    sk_error *found = sk_error_new();
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(found);
    st = ski_scenario_check(scenario, found);
    ski_trial_pass_on(found, (ski_where){NULL, 0}, NULL, error);
done:
    sk_error_free(found);
    return st;
}

/* Every policy is tried, so that none is found wrong only on the day it is used; then `policy` is
 * applied for good. */
static sk_status apply_policy(sk_scenario *scenario, int policy, sk_error *error) {
    const sk_scenario base = *scenario;
    int wrong = 0;
    sk_status st = SK_OK;
    SK_TRY(check_before_policy(scenario, policy, error));
    SK_TRY(ski_trial_of_all(&base, error));
    if (policy >= 0) {
        memset(scenario, 0, sizeof *scenario);
        scenario->arena = base.arena;
        SK_TRY(ski_trial_read(scenario, &base, policy, &wrong, error));
        st = wrong > 0 ? SK_ERR_SCENARIO : ski_scenario_check(scenario, error);
    }
done:
    return st;
}

/* Overrides, then all that the tree says, then the policy. */
static sk_status build(sk_scenario *scenario, ski_entry *document, bool wrong_text,
                       const sk_override *overrides, int override_count, const char *policy,
                       sk_error *error) {
    ski_reader reader = {.arena = scenario->arena,
                         .error = error,
                         .wrong = wrong_text,
                         .scenario = scenario,
                         .document = document};
    sk_status st = SK_OK;
    int chosen = -1;
    int wrong_before = 0;
    scenario->document = document;
    scenario->before_policy = document;
    scenario->policy = -1;
    SK_TRY(ski_read_sections(&reader));
    wrong_before = reader.wrong;
    for (int i = 0; i < override_count; i++) {
        SK_TRY(ski_override_apply(&reader, &overrides[i]));
    }
    bool as_meant = reader.wrong == wrong_before;
    SK_TRY(ski_read_scenario(&reader));
    chosen = find_policy(&reader, policy);
    SK_TRY(ski_policy_check_cycles(&reader));
    if (reader.wrong == 0) {
        SK_TRY(apply_policy(scenario, chosen, error));
    } else if (as_meant) { /* an override that failed might have mended it */
        SK_TRY(ski_check_errors(scenario, error));
    }
    st = reader.wrong > 0 ? SK_ERR_SCENARIO : SK_OK;
done:
    return st;
}

sk_status sk_scenario_read(sk_scenario **out, const char *path, const sk_override *overrides,
                           int override_count, const char *policy, sk_error *error) {
    sk_scenario *scenario = ski_alloc(1, sizeof(sk_scenario));
    ski_entry *document = NULL;
    bool wrong_text = false;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(scenario);
    scenario->arena = ski_arena_new();
    SK_CHECK_MEMORY(scenario->arena);
    scenario->path = ski_arena_text(scenario->arena, path);
    SK_CHECK_MEMORY(scenario->path);
    SK_TRY(ski_document_read(&document, scenario->arena, path, &wrong_text, error));
    SK_TRY(build(scenario, document, wrong_text, overrides, override_count, policy, error));
    *out = scenario;
    scenario = NULL;
done:
    sk_scenario_free(scenario);
    return st;
}

void sk_scenario_free(sk_scenario *scenario) {
    if (scenario != NULL) {
        ski_arena_free(scenario->arena);
        free(scenario);
    }
}

const char *sk_scenario_name(const sk_scenario *scenario) {
    return scenario->name;
}

ski_where ski_key_where(const ski_element *element, const char *key) {
    const ski_entry *entry = element->entry == NULL ? NULL : ski_entry_child(element->entry, key);
    if (entry != NULL) {
        return entry->at;
    }
    return element->entry == NULL ? (ski_where){NULL, 0} : element->entry->at;
}

const ski_element *ski_element_at(const sk_scenario *scenario, ski_section section, int index) {
    const ski_section_keys *keys = ski_section_table(section);
    const char *items = *(const char *const *)((const char *)scenario + keys->offset);
    return (const ski_element *)(items + (size_t)index * keys->fields->size);
}

bool ski_is_rolling(const sk_scenario *scenario) {
    return strcmp(scenario->simulation.decisions, "rolling") == 0;
}

ski_where ski_simulation_where(const sk_scenario *scenario, const char *key) {
    const ski_entry *section = ski_entry_child(scenario->document, "simulation");
    const ski_entry *entry = section == NULL ? NULL : ski_entry_child(section, key);
    return entry == NULL ? (ski_where){scenario->path, 0} : entry->at;
}
