/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and policy → the scenario with the policy applied: what it touches is read again, and
 * checked, like any other. */
#include "scenario/trial.h"

#include "scenario/check.h"
#include "scenario/policy.h"
#include "scenario/reader.h"

#include <stdlib.h>

typedef enum { UNTRIED, ON_TRIAL, RIGHT, WRONG } result;

sk_status ski_trial_begin(ski_reader *reader, sk_scenario *scenario, const sk_scenario *base,
                          sk_error *error) {
    ski_arena *arena = scenario->arena;
    sk_status st = SK_OK;
    *scenario = *base;
    scenario->arena = arena;
    *reader = (ski_reader){
        .arena = arena, .error = error, .scenario = scenario, .quiet = true, .base = base};
    reader->document = ski_entry_copy(arena, base->before_policy);
    SK_CHECK_MEMORY(reader->document);
    scenario->document = reader->document;
    SK_TRY(ski_read_sections(reader));
done:
    return st;
}

/* The same, to be changed by a policy. */
static sk_status begin(ski_reader *reader, sk_scenario *scenario, const sk_scenario *base,
                       int policy, sk_error *error) {
    sk_status st = SK_OK;
    SK_TRY(ski_trial_begin(reader, scenario, base, error));
    scenario->policy = policy;
    scenario->base = base;
    reader->prefix = ski_arena_printf(scenario->arena,
                                      "policies.%s applied: ", base->policies[policy].element.name);
    SK_CHECK_MEMORY(reader->prefix);
done:
    return st;
}

static sk_status read_applied(ski_reader *reader, sk_scenario *scenario, const sk_scenario *base,
                              int policy, sk_error *error) {
    sk_status st = SK_OK;
    SK_TRY(begin(reader, scenario, base, policy, error));
    SK_TRY(ski_policy_apply_includes(reader, base, policy));
    SK_TRY(ski_policy_apply_own(reader, base, policy));
    SK_TRY(ski_read_scenario(reader));
done:
    return st;
}

sk_status ski_trial_read(sk_scenario *scenario, const sk_scenario *base, int policy,
                         sk_error *error) {
    ski_reader reader;
    sk_status st = SK_OK;
    SK_TRY(read_applied(&reader, scenario, base, policy, error));
    SK_TRY(ski_policy_start_usd(base, scenario, &scenario->policy_start_usd, error));
done:
    return st;
}

sk_status ski_trial_check(const ski_reader *reader, sk_error *error) {
    const sk_status between = ski_check_errors(reader->scenario, error);
    return between == SK_OK && reader->wrong > 0 ? SK_ERR_SCENARIO : between;
}

sk_status ski_trial_read_untried(sk_scenario *scenario, const sk_scenario *base, int policy,
                                 sk_error *error) {
    ski_reader reader;
    sk_status st = SK_OK;
    SK_TRY(read_applied(&reader, scenario, base, policy, error));
    SK_TRY(ski_trial_check(&reader, error));
    SK_TRY(ski_policy_start_usd(base, scenario, &scenario->policy_start_usd, error));
done:
    return st;
}

/* Applies what is included and reads it in silence: what is wrong with it was said, and is marked
 * in the tree from here on. */
static sk_status mark_wrong_includes(ski_reader *reader, const sk_scenario *base, int policy) {
    sk_error *error = reader->error;
    sk_status st = SK_OK;
    reader->error = NULL;
    SK_TRY(ski_policy_apply_includes(reader, base, policy));
    SK_TRY(ski_read_scenario(reader));
done:
    reader->error = error;
    reader->wrong = 0;
    return st;
}

/* One policy on trial: its values, then the checks between elements, which would blame it for what
 * a wrong include left undone. */
static sk_status try_alone(const sk_scenario *base, bool sound, bool includes_wrong, int policy,
                           bool *right, sk_error *error) {
    sk_scenario tried = {.arena = ski_arena_new()};
    ski_reader reader;
    double usd = 0;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(tried.arena);
    SK_TRY(begin(&reader, &tried, base, policy, error));
    SK_TRY(includes_wrong ? mark_wrong_includes(&reader, base, policy)
                          : ski_policy_apply_includes(&reader, base, policy));
    SK_TRY(ski_policy_apply_own(&reader, base, policy));
    SK_TRY(ski_read_scenario(&reader));
    if (!includes_wrong) {
        SK_TRY(ski_check_errors(&tried, error));
    }
    if (sound && !includes_wrong && reader.wrong == 0) {
        SK_TRY(ski_policy_start_usd(base, &tried, &usd, error));
    }
done:
    *right = st == SK_OK && reader.wrong == 0;
    ski_arena_free(tried.arena);
    return st == SK_ERR_SCENARIO ? SK_OK : st;
}

/* What it includes first: what is wrong with that is not said again. */
static sk_status try_policy(const sk_scenario *base, bool sound, int policy, result *results,
                            sk_error *error) {
    const ski_policy *tried = &base->policies[policy];
    bool includes_wrong = !ski_knows(tried->element.entry, "includes");
    bool right = false;
    sk_status st = SK_OK;
    results[policy] = ON_TRIAL;
    for (int i = 0; i < tried->include_count; i++) {
        int include = tried->includes[i];
        if (include >= 0 && results[include] == UNTRIED) {
            SK_TRY(try_policy(base, sound, include, results, error));
        }
        includes_wrong = includes_wrong || include < 0 || results[include] != RIGHT;
    }
    SK_TRY(try_alone(base, sound, includes_wrong, policy, &right, error));
    right = right && !includes_wrong && ski_knows(tried->element.entry, "changes");
    results[policy] = right ? RIGHT : WRONG;
done:
    return st;
}

sk_status ski_trial_of_all(const sk_scenario *base, bool sound, sk_error *error) {
    result *results = ski_alloc(base->policy_count, sizeof(result));
    bool wrong = false;
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(results);
    for (int i = 0; i < base->policy_count; i++) {
        if (results[i] == UNTRIED) {
            SK_TRY(try_policy(base, sound, i, results, error));
        }
        wrong = wrong || results[i] == WRONG;
    }
    st = wrong ? SK_ERR_SCENARIO : SK_OK;
done:
    free(results);
    return st;
}
