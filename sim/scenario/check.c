/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → all checks between elements, in the order of their files. */
#include "scenario/check.h"

#include "base/text.h"
#include "scenario/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PATH_TEXT = 512, MESSAGE_TEXT = 512 };

/* Whether the policy applied changed anything that an error compares. */
static bool is_by_policy(const sk_scenario *scenario, const ski_compared *c) {
    const ski_entry *element = ski_element_at(scenario, c->section, c->element)->entry;
    const ski_entry *horizon = ski_entry_child(scenario->document, ski_section_name(SKI_SCENARIO));
    return ski_gives_policy(element, c->keys) ||
           (c->other != NULL && ski_entry_is_by_policy(c->other)) ||
           (c->dated && horizon != NULL && ski_entry_is_by_policy(horizon));
}

sk_status ski_check_error(const sk_scenario *scenario, const ski_compared *c, sk_error *error,
                          const char *format, ...) {
    const ski_element *element = ski_element_at(scenario, c->section, c->element);
    const char *policy =
        scenario->policy < 0 ? NULL : scenario->policies[scenario->policy].element.name;
    char path[PATH_TEXT], message[MESSAGE_TEXT], before[SKI_PATH_TEXT] = "";
    char key[SKI_NAME_MOST + 1];
    va_list arguments;
    if (policy != NULL && !is_by_policy(scenario, c)) {
        return SK_OK;
    }
    ski_where at = ski_blame_within(ski_blame(element->entry, c->keys), c->other);
    at = c->dated ? ski_blame_horizon(at, scenario->document) : at;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    snprintf(path, sizeof path, "%s%s%s%s.%s.%.*s", policy == NULL ? "" : "policies.",
             policy == NULL ? "" : policy,
             policy == NULL ? "" : " applied: ", ski_section_name(c->section), element->name,
             (int)strcspn(c->keys, " "), c->keys);
    if (policy != NULL && scenario->base != NULL) {
        snprintf(key, sizeof key, "%.*s", (int)strcspn(c->keys, " "), c->keys);
        ski_before_text(before, scenario->base->before_policy, ski_section_name(c->section),
                        element->name, key, at);
    }
    return ski_error_at(error, at, path, "%s%s", message, before);
}

void ski_check_warning(const sk_scenario *scenario, ski_section section, int element,
                       const char *key, sk_error *error, const char *format, ...) {
    const ski_element *header = ski_element_at(scenario, section, element);
    char path[PATH_TEXT], message[MESSAGE_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    snprintf(path, sizeof path, "%s.%s%s%s", ski_section_name(section), header->name,
             key == NULL ? "" : ".", key == NULL ? "" : key);
    ski_warning_at(error, key == NULL ? header->entry->at : ski_key_where(header, key), path, "%s",
                   message);
}

bool ski_check_knows(const sk_scenario *scenario, ski_section section, int element,
                     const char *keys) {
    const ski_entry *entry = ski_element_at(scenario, section, element)->entry;
    return !entry->doubted && ski_knows(entry, keys);
}

sk_status ski_check_errors(const sk_scenario *scenario, sk_error *error) {
    sk_status limits = ski_check_limits(scenario, error);
    sk_status random = ski_check_random(scenario, error);
    return limits != SK_OK ? limits : random;
}

sk_status ski_check_suspicious(const sk_scenario *scenario, sk_error *error) {
    ski_reach *reach = NULL;
    sk_status st = SK_OK;
    SK_TRY(ski_reach_build(&reach, scenario));
    SK_TRY(ski_check_warnings(scenario, reach, error));
    ski_check_causes(scenario, reach, error);
    ski_check_times(scenario, error);
    SK_TRY(ski_check_loops(scenario, error));
done:
    ski_reach_free(reach);
    return st;
}
