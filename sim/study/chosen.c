/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names with commas between → numbers of policies. */
#include "study/chosen.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

static int find_policy(const sk_scenario *scenario, const char *name) {
    int policy = 0;
    while (policy < scenario->policy_count &&
           strcmp(scenario->policies[policy].element.name, name) != 0) {
        policy++;
    }
    return policy < scenario->policy_count ? policy : -1;
}

static sk_status fail_unknown(const sk_scenario *scenario, const char *name, sk_error *error) {
    const ski_names *names = &scenario->names[SKI_POLICIES];
    const char *nearest = ski_nearest(name, names->names, names->count);
    if (nearest != NULL) {
        return ski_fail(error, SK_ERR_USAGE,
                        "policies: no such policy (got \"%s\"; did you mean \"%s\"?)", name,
                        nearest);
    }
    return ski_fail(error, SK_ERR_USAGE,
                    "policies: no such policy (got \"%s\"; allowed baseline%s)", name,
                    names->count > 0 ? " and the policies of the scenario" : " alone");
}

static void add_once(int policy, int *policies, int *count) {
    for (int i = 0; i < *count; i++) {
        if (policies[i] == policy) {
            return;
        }
    }
    policies[(*count)++] = policy;
}

static sk_status choose_named(const sk_scenario *scenario, const char *text, int *policies,
                              int *count, sk_error *error) {
    char name[SKI_NAME_MOST + 1];
    bool more = true;
    while (more) {
        text += strspn(text, " ");
        const int length = (int)strcspn(text, ", ");
        snprintf(name, sizeof name, "%.*s", length, text);
        text += length + (int)strspn(text + length, " ");
        more = *text == ',';
        const int policy = find_policy(scenario, name);
        if (policy >= 0) {
            add_once(policy, policies, count);
        } else if (strcmp(name, "baseline") != 0 || (*text != ',' && *text != '\0')) {
            return fail_unknown(scenario, name, error);
        }
        text += more;
    }
    return SK_OK;
}

sk_status ski_choose_policies(const sk_scenario *scenario, const char *text, int *policies,
                              int *count, sk_error *error) {
    *count = 0;
    if (text != NULL) {
        return choose_named(scenario, text, policies, count, error);
    }
    for (int i = 0; i < scenario->policy_count; i++) {
        if (scenario->policy < 0 || scenario->policy == i) {
            policies[(*count)++] = i;
        }
    }
    return SK_OK;
}
