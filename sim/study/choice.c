/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of policies → the options of a comparison, each once, the reference first. */
#include "study/choice.h"

#include "study/chosen.h"

#include <stdlib.h>

const char *ski_option_name(const sk_scenario *scenario, int policy) {
    return policy < 0 ? SKI_NO_POLICY : scenario->policies[policy].element.name;
}

const char *ski_option_title(const sk_scenario *scenario, int policy) {
    return policy < 0 ? "No policy" : scenario->policies[policy].element.title;
}

/* chosen: [policy_count + 1], the baseline first. */
static sk_status mark_chosen(const sk_scenario *scenario, const char *policies, bool *chosen,
                             sk_error *error) {
    int count = 0;
    int *numbers = ski_alloc(scenario->policy_count, sizeof *numbers);
    if (numbers == NULL) {
        return SK_ERR_MEMORY;
    }
    chosen[0] = policies == NULL;
    const sk_status st =
        ski_choose_policies(scenario, policies, numbers, &count, &chosen[0], error);
    for (int i = 0; i < count; i++) {
        chosen[numbers[i] + 1] = true;
    }
    free(numbers);
    return st;
}

static void list_chosen(ski_choice *out, int reference, const bool *chosen, int most) {
    out->count = 0;
    out->policies[out->count++] = reference;
    for (int i = 0; i < most; i++) {
        if (chosen[i] && i - 1 != reference) {
            out->policies[out->count++] = i - 1;
        }
    }
}

sk_status ski_choose(ski_choice *out, const sk_scenario *scenario, const char *policies,
                     const char *against, ski_arena *arena, sk_error *error) {
    sk_status st = SK_OK;
    const int most = scenario->policy_count + 1;
    int reference = -1;
    bool *chosen = SKI_NEW(arena, bool, most);
    SK_CHECK_MEMORY(chosen);
    SK_CHECK_MEMORY(out->policies = SKI_NEW(arena, int, most));
    if (scenario->policy_count == 0) {
        return ski_error_at(error, (ski_where){scenario->path, 0}, "policies",
                            "there are none: only the baseline, which has nothing to be compared "
                            "with");
    }
    if (against != NULL) {
        SK_TRY(ski_policy_named(scenario, "against", against, &reference, error));
    }
    SK_TRY(mark_chosen(scenario, policies, chosen, error));
    list_chosen(out, reference, chosen, most);
    if (out->count < 2) {
        st = ski_fail(error, SK_ERR_USAGE,
                      "policies: name one at least besides %s, which they are compared with",
                      ski_option_name(scenario, reference));
    }
done:
    return st;
}
