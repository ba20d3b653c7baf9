/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File → document → overrides → policy → sk_scenario. */
#include "scenario/scenario.h"

#include "scenario/check.h"
#include "scenario/in_order.h"
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

/* Applies a policy for good, and warns of the scenario it makes. */
static sk_status apply_policy(sk_scenario *scenario, int policy, sk_error *error) {
    sk_status st = SK_OK;
    if (policy >= 0) {
        sk_scenario *base = SKI_NEW(scenario->arena, sk_scenario, 1);
        SK_CHECK_MEMORY(base);
        *base = *scenario;
        SK_TRY(ski_trial_read(scenario, base, policy, error));
    }
    SK_TRY(ski_check_suspicious(scenario, error));
done:
    return st;
}

/* Checks what was read, and tries every policy, so that none is found wrong only on the day it is
 * used; both also when reading found errors, so that all are said at once. */
static sk_status check(const sk_scenario *scenario, bool right, sk_error *error) {
    sk_status own = ski_check_errors(scenario, error);
    if (own == SK_ERR_MEMORY) {
        return own;
    }
    right = right && own == SK_OK;
    sk_status trials = ski_trial_of_all(scenario, right, error);
    return trials == SK_OK && !right ? SK_ERR_SCENARIO : trials;
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
    scenario->document = document;
    scenario->before_policy = document;
    scenario->policy = -1;
    SK_TRY(ski_read_sections(&reader));
    for (int i = 0; i < override_count; i++) {
        SK_TRY(ski_override_apply(&reader, &overrides[i]));
    }
    SK_TRY(ski_read_scenario(&reader));
    int chosen = find_policy(&reader, policy);
    SK_TRY(ski_policy_check_cycles(&reader));
    ski_names *names = SKI_NEW(scenario->arena, ski_names, SKI_SECTIONS);
    SK_CHECK_MEMORY(names);
    memcpy(names, reader.names, sizeof reader.names);
    scenario->names = names;
    SK_TRY(check(scenario, reader.wrong == 0, error));
    SK_TRY(apply_policy(scenario, chosen, error));
done:
    return st;
}

sk_status sk_scenario_read(sk_scenario **out, const char *path, const sk_override *overrides,
                           int override_count, const char *policy, sk_error *error) {
    sk_scenario *scenario = ski_alloc(1, sizeof(sk_scenario));
    sk_error *found = sk_error_new();
    ski_entry *document = NULL;
    bool wrong_text = false;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(found);
    SK_CHECK_MEMORY(scenario);
    scenario->arena = ski_arena_new();
    SK_CHECK_MEMORY(scenario->arena);
    scenario->path = ski_arena_text(scenario->arena, path);
    SK_CHECK_MEMORY(scenario->path);
    SK_TRY(ski_document_read(&document, scenario->arena, path, &wrong_text, found));
    SK_TRY(build(scenario, document, wrong_text, overrides, override_count, policy, found));
done:
    if (error != NULL && found != NULL && ski_pass_in_order(found, path, error) != SK_OK) {
        st = SK_ERR_MEMORY;
    }
    if (st == SK_OK) {
        *out = scenario;
        scenario = NULL;
    }
    sk_error_free(found);
    sk_scenario_free(scenario);
    return st;
}

sk_status ski_scenario_with_policy(sk_scenario **out, const sk_scenario *base, int policy,
                                   sk_error *error) {
    sk_status st = SK_OK;
    sk_scenario *scenario = ski_alloc(1, sizeof *scenario);
    SK_CHECK_MEMORY(scenario);
    SK_CHECK_MEMORY(scenario->arena = ski_arena_new());
    SK_TRY(ski_trial_read(scenario, base->base == NULL ? base : base->base, policy, error));
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

const char *ski_policy_name(const sk_scenario *scenario) {
    return scenario->policy < 0 ? "baseline" : scenario->policies[scenario->policy].element.name;
}

bool ski_is_rolling(const sk_scenario *scenario) {
    return strcmp(scenario->simulation.decisions, "rolling") == 0;
}

ski_where ski_simulation_where(const sk_scenario *scenario, const char *key) {
    const ski_entry *section = ski_entry_child(scenario->document, "simulation");
    const ski_entry *entry = section == NULL ? NULL : ski_entry_child(section, key);
    return entry == NULL ? (ski_where){scenario->path, 0} : entry->at;
}
