/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of policies → their numbers, each once, the reference first. */
#include "study/choice.h"

#include "base/text.h"

#include <string.h>

enum { ABSENT = -2, NAMES_SHOWN = 12 };

const char *ski_option_name(const sk_scenario *scenario, int policy) {
    return policy < 0 ? SKI_NO_POLICY : scenario->policies[policy].element.name;
}

const char *ski_option_title(const sk_scenario *scenario, int policy) {
    return policy < 0 ? "No policy" : scenario->policies[policy].element.title;
}

/* Number of the policy of this name, -1 for the baseline. */
static int number_of(const sk_scenario *scenario, const char *name) {
    int found = strcmp(name, SKI_NO_POLICY) == 0 ? -1 : ABSENT;
    for (int p = 0; p < scenario->policy_count && found == ABSENT; p++) {
        found = strcmp(name, scenario->policies[p].element.name) == 0 ? p : ABSENT;
    }
    return found;
}

/* "baseline, a, b", no more than a line holds; NULL when out of memory. */
static const char *list_of(const char *const *names, int count, ski_arena *arena) {
    const int shown = count < NAMES_SHOWN ? count : NAMES_SHOWN;
    const char *list = names[0];
    for (int i = 1; i < shown && list != NULL; i++) {
        list = ski_arena_printf(arena, "%s, %s", list, names[i]);
    }
    if (shown < count && list != NULL) {
        list = ski_arena_printf(arena, "%s and %d more", list, count - shown);
    }
    return list;
}

/* A name that there is not: with the nearest one, or with those that there are. */
static sk_status say_unknown(const sk_scenario *scenario, const char *option, const char *name,
                             ski_arena *arena, sk_error *error) {
    const int count = scenario->policy_count + 1;
    const char **names = SKI_NEW(arena, const char *, count);
    if (names == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < count; i++) {
        names[i] = ski_option_name(scenario, i - 1);
    }
    const char *nearest = ski_nearest(name, names, count);
    const char *list = list_of(names, count, arena);
    if (list == NULL) {
        return SK_ERR_MEMORY;
    }
    if (nearest != NULL) {
        return ski_fail(error, SK_ERR_USAGE,
                        "%s: %s has no such policy (got \"%.100s\"; did you mean \"%s\"?)", option,
                        scenario->path, name, nearest);
    }
    return ski_fail(error, SK_ERR_USAGE, "%s: %s has no such policy (got \"%.100s\"; allowed %s)",
                    option, scenario->path, name, list);
}

/* Marks what a list of names means: chosen[p + 1] of policy p. */
static sk_status mark_named(const sk_scenario *scenario, const char *policies, bool *chosen,
                            ski_arena *arena, sk_error *error) {
    sk_status st = SK_OK;
    for (const char *rest = policies; st == SK_OK && rest != NULL;) {
        const char *start = rest + strspn(rest, " ");
        const char *comma = strchr(start, ',');
        int length = comma == NULL ? (int)strlen(start) : (int)(comma - start);
        rest = comma == NULL ? NULL : comma + 1;
        while (length > 0 && start[length - 1] == ' ') {
            length--;
        }
        char *name = ski_arena_text_n(arena, start, length);
        if (name == NULL) {
            return SK_ERR_MEMORY;
        }
        const int policy = number_of(scenario, name);
        if (policy == ABSENT) {
            st = say_unknown(scenario, "policies", name, arena, error);
        } else {
            chosen[policy + 1] = true;
        }
    }
    return st;
}

sk_status ski_choose(ski_choice *out, const sk_scenario *scenario, const char *policies,
                     const char *against, ski_arena *arena, sk_error *error) {
    sk_status st = SK_OK;
    const int most = scenario->policy_count + 1;
    const int reference = against == NULL ? -1 : number_of(scenario, against);
    bool *chosen = SKI_NEW(arena, bool, most);
    SK_CHECK_MEMORY(chosen);
    SK_CHECK_MEMORY(out->policies = SKI_NEW(arena, int, most));
    if (scenario->policy_count == 0) {
        return ski_error_at(error, (ski_where){scenario->path, 0}, "policies",
                            "there are none: only the baseline, which has nothing to be compared "
                            "with");
    }
    if (reference == ABSENT) {
        return say_unknown(scenario, "against", against, arena, error);
    }
    for (int i = 0; i < most; i++) {
        chosen[i] = policies == NULL;
    }
    SK_TRY(mark_named(scenario, policies, chosen, arena, error));
    out->count = 0;
    out->policies[out->count++] = reference;
    for (int i = 0; i < most; i++) {
        if (chosen[i] && i - 1 != reference) {
            out->policies[out->count++] = i - 1;
        }
    }
    if (out->count < 2) {
        st = ski_fail(error, SK_ERR_USAGE,
                      "policies: name one at least besides %s, which they are compared with",
                      ski_option_name(scenario, reference));
    }
done:
    return st;
}
