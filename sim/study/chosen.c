/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names with commas between → numbers of policies. */
#include "study/chosen.h"

#include "base/text.h"
#include "scenario/reader.h"

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
    char allowed[SKI_ALLOWED_TEXT];
    const char *nearest = ski_nearest(name, names->names, names->count);
    if (nearest != NULL) {
        return ski_fail(error, SK_ERR_USAGE,
                        "policies: no such policy (got \"%s\"; did you mean \"%s\"?)", name,
                        nearest);
    }
    return ski_fail(error, SK_ERR_USAGE, "policies: no such policy (got \"%s\"; allowed %s)", name,
                    ski_names_text(allowed, names->names, names->count));
}

static void add_once(int policy, int *policies, int *count) {
    for (int i = 0; i < *count; i++) {
        if (policies[i] == policy) {
            return;
        }
    }
    policies[(*count)++] = policy;
}

/* The name that `text` begins with, blanks around it left out; what follows it, NULL at the end. */
static const char *take_name(const char *text, char name[SKI_NAME_MOST + 1]) {
    text += strspn(text, " ");
    const int until = (int)strcspn(text, ",");
    int length = until;
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    snprintf(name, SKI_NAME_MOST + 1, "%.*s", length, text);
    return text[until] == ',' ? text + until + 1 : NULL;
}

static sk_status choose_named(const sk_scenario *scenario, const char *text, int *policies,
                              int *count, sk_error *error) {
    char name[SKI_NAME_MOST + 1];
    while (text != NULL) {
        text = take_name(text, name);
        const int policy = find_policy(scenario, name);
        if (policy >= 0) {
            add_once(policy, policies, count);
        } else if (strcmp(name, "baseline") != 0) {
            return fail_unknown(scenario, name, error);
        }
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
