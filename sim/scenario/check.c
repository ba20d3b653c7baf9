/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → all checks between elements, in the order of their files. */
#include "scenario/check.h"

#include <stdarg.h>

enum { PATH_TEXT = 256, MESSAGE_TEXT = 512 };

/* What is said of a place in a scenario. */
typedef struct {
    ski_where where;
    char path[PATH_TEXT], message[MESSAGE_TEXT];
} remark;

static remark remark_on(const sk_scenario *scenario, ski_section section, int element,
                        const char *key, const char *format, va_list arguments) {
    const ski_element *header = ski_element_at(scenario, section, element);
    remark made = {.where = key == NULL ? header->entry->at : ski_key_where(header, key)};
    snprintf(made.path, PATH_TEXT, "%s.%s%s%s", ski_section_name(section), header->name,
             key == NULL ? "" : ".", key == NULL ? "" : key);
    vsnprintf(made.message, MESSAGE_TEXT, format, arguments);
    return made;
}

sk_status ski_check_error(const sk_scenario *scenario, ski_section section, int element,
                          const char *key, sk_error *error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    remark made = remark_on(scenario, section, element, key, format, arguments);
    va_end(arguments);
    return ski_error_at(error, made.where, made.path, "%s", made.message);
}

void ski_check_warning(const sk_scenario *scenario, ski_section section, int element,
                       const char *key, sk_error *error, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    remark made = remark_on(scenario, section, element, key, format, arguments);
    va_end(arguments);
    ski_warning_at(error, made.where, made.path, "%s", made.message);
}

bool ski_check_is_wrong(const sk_scenario *scenario, ski_section section, int element) {
    return ski_element_at(scenario, section, element)->entry->reported;
}

sk_status ski_check_errors(const sk_scenario *scenario, sk_error *error) {
    sk_status limits = ski_check_limits(scenario, error);
    sk_status random = ski_check_random(scenario, error);
    return limits != SK_OK ? limits : random;
}

sk_status ski_scenario_check(const sk_scenario *scenario, sk_error *error) {
    sk_status errors = ski_check_errors(scenario, error);
    ski_reach *reach = NULL;
    sk_status st = SK_OK;
    SK_TRY(ski_reach_build(&reach, scenario));
    SK_TRY(ski_check_warnings(scenario, reach, error));
    ski_check_causes(scenario, reach, error);
    SK_TRY(ski_check_loops(scenario, error));
    st = errors;
done:
    ski_reach_free(reach);
    return st;
}
