/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and policy → the scenario with the policy applied, read and checked whole like any
 * other. */
#include "scenario/trial.h"

#include "base/text.h"
#include "scenario/check.h"
#include "scenario/policy.h"
#include "scenario/reader.h"

#include <stdio.h>
#include <stdlib.h>

typedef enum { UNTRIED, RIGHT, WRONG } result;

sk_status ski_trial_read(sk_scenario *scenario, const sk_scenario *base, int policy, int *wrong,
                         sk_error *error) {
    sk_status st = SK_OK;
    ski_reader reader = {.arena = scenario->arena,
                         .error = error,
                         .scenario = scenario,
                         .quiet = true};
    reader.document = ski_entry_copy(scenario->arena, base->before_policy);
    SK_CHECK_MEMORY(reader.document);
    reader.prefix = ski_arena_printf(scenario->arena,
                                     "policies.%s applied: ", base->policies[policy].element.name);
    SK_CHECK_MEMORY(reader.prefix);
    scenario->path = base->path;
    scenario->document = reader.document;
    scenario->before_policy = base->before_policy;
    scenario->policy = policy;
    SK_TRY(ski_read_sections(&reader));
    SK_TRY(ski_policy_apply(&reader, base, policy));
    SK_TRY(ski_read_scenario(&reader));
    *wrong += reader.wrong;
    if (reader.wrong == 0 &&
        ski_policy_start_usd(base, scenario, &scenario->policy_start_usd, error) != SK_OK) {
        ++*wrong;
    }
done:
    return st;
}

void ski_trial_pass_on(const sk_error *found, ski_where at, const char *path, sk_error *error) {
    for (int i = 0; i < sk_error_kept(found); i++) {
        if (sk_error_severity(found, i) == SK_SEVERITY_ERROR) {
            ski_error_at(error, at, path, "%s", sk_error_text(found, i));
        }
    }
}

/* One policy on trial: its values, then the cross-checks. */
static sk_status try_alone(const sk_scenario *base, int policy, result *out, sk_error *error) {
    const ski_element *element = &base->policies[policy].element;
    sk_scenario tried = {.arena = ski_arena_new()};
    sk_error *found = sk_error_new();
    char path[SKI_NAME_MOST + sizeof "policies. applied"];
    int wrong = 0;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(tried.arena);
    SK_CHECK_MEMORY(found);
    SK_TRY(ski_trial_read(&tried, base, policy, &wrong, error));
    st = wrong > 0 ? SK_ERR_SCENARIO : ski_scenario_check(&tried, found);
    *out = st == SK_OK ? RIGHT : WRONG;
    if (st == SK_ERR_SCENARIO) {
        snprintf(path, sizeof path, "policies.%s applied", element->name);
        ski_trial_pass_on(found, element->entry->at, path, error);
        st = SK_OK;
    }
done:
    ski_arena_free(tried.arena);
    sk_error_free(found);
    return st;
}

/* What it includes first: what is wrong with that is not said again. */
static sk_status try_policy(const sk_scenario *base, int policy, result *results, sk_error *error) {
    const ski_policy *tried = &base->policies[policy];
    for (int i = 0; i < tried->include_count; i++) {
        int include = tried->includes[i];
        sk_status st =
            results[include] == UNTRIED ? try_policy(base, include, results, error) : SK_OK;
        if (st != SK_OK) {
            return st;
        }
        if (results[include] == WRONG) {
            results[policy] = WRONG;
        }
    }
    return results[policy] == UNTRIED ? try_alone(base, policy, &results[policy], error) : SK_OK;
}

sk_status ski_trial_of_all(const sk_scenario *base, sk_error *error) {
    result *results = ski_alloc(base->policy_count, sizeof(result));
    bool wrong = false;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(results);
    for (int i = 0; i < base->policy_count; i++) {
        SK_TRY(try_policy(base, i, results, error));
        wrong = wrong || results[i] == WRONG;
    }
    st = wrong ? SK_ERR_SCENARIO : SK_OK;
done:
    free(results);
    return st;
}
