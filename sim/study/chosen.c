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

static sk_status fail_unknown(const sk_scenario *scenario, const char *option, const char *name,
                              sk_error *error) {
    const ski_names *names = &scenario->names[SKI_POLICIES];
    char allowed[SKI_ALLOWED_TEXT];
    const char *nearest = ski_nearest(name, names->names, names->count);
    if (nearest != NULL) {
        return ski_fail(error, SK_ERR_USAGE,
                        "%s: no such policy (got \"%.100s\"; did you mean \"%s\"?)", option, name,
                        nearest);
    }
    return ski_fail(error, SK_ERR_USAGE,
                    "%s: no such policy (got \"%.100s\"; allowed " SKI_NO_POLICY ", %s)", option,
                    name, ski_names_text(allowed, names->names, names->count));
}

sk_status ski_policy_named(const sk_scenario *scenario, const char *option, const char *name,
                           int *policy, sk_error *error) {
    *policy = find_policy(scenario, name);
    return *policy < 0 && strcmp(name, SKI_NO_POLICY) != 0
               ? fail_unknown(scenario, option, name, error)
               : SK_OK;
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
                              int *count, bool *baseline, sk_error *error) {
    sk_status st = SK_OK;
    char name[SKI_NAME_MOST + 1];
    while (text != NULL) {
        int policy = -1;
        text = take_name(text, name);
        SK_TRY(ski_policy_named(scenario, "policies", name, &policy, error));
        if (policy >= 0) {
            add_once(policy, policies, count);
        } else {
            *baseline = true;
        }
    }
done:
    return st;
}

sk_status ski_choose_policies(const sk_scenario *scenario, const char *text, int *policies,
                              int *count, bool *baseline, sk_error *error) {
    bool named = false;
    *count = 0;
    if (text != NULL) {
        return choose_named(scenario, text, policies, count, baseline == NULL ? &named : baseline,
                            error);
    }
    for (int i = 0; i < scenario->policy_count; i++) {
        if (scenario->policy < 0 || scenario->policy == i) {
            policies[(*count)++] = i;
        }
    }
    return SK_OK;
}
