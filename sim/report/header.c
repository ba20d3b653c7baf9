/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what every table and document begins with. */
#include "report/header.h"

#include "report/format.h"

#include <skarn/version.h>

/* Longer titles are cut. */
enum { LINE_TEXT = 1024 };

const char *ski_period_word(const sk_scenario *scenario, bool plural) {
    static const char *const words[][2] = {
        [SKI_WEEK] = {"week", "weeks"},
        [SKI_MONTH] = {"month", "months"},
        [SKI_QUARTER] = {"quarter", "quarters"},
        [SKI_YEAR] = {"year", "years"},
    };
    return words[scenario->calendar.period][plural];
}

const char *ski_title(const ski_element *element) {
    return element->title != NULL ? element->title : element->name;
}

static const char *policy_of(const sk_scenario *scenario) {
    return scenario->policy < 0 ? NULL : scenario->policies[scenario->policy].element.name;
}

void ski_header_text(const sk_scenario *scenario, const char *what, const sk_text_style *style,
                     FILE *stream) {
    char first[SKI_DATE_TEXT];
    char last[SKI_DATE_TEXT];
    char line[LINE_TEXT];
    const char *policy = policy_of(scenario);
    snprintf(line, sizeof line, "%s of %s%s%s", what, scenario->name,
             scenario->title == NULL ? "" : ": ", scenario->title == NULL ? "" : scenario->title);
    ski_write_line("", line, 0, style, stream);
    if (scenario->note != NULL) {
        ski_write_wrapped(scenario->note, 0, style, stream);
        fputc('\n', stream);
    }
    snprintf(line, sizeof line, "%d %s, %s to %s; discount rate %.4g %% a year%s%s",
             scenario->periods, ski_period_word(scenario, scenario->periods != 1),
             ski_period_label(first, &scenario->calendar, 0),
             ski_period_label(last, &scenario->calendar, scenario->periods - 1),
             100 * scenario->discount_rate_per_year, policy == NULL ? "" : "; policy ",
             policy == NULL ? "" : policy);
    ski_write_line("", line, 0, style, stream);
    fputc('\n', stream);
}

void ski_header_json(ski_json *json, const sk_scenario *scenario) {
    char start[SKI_DATE_TEXT];
    cJSON *object = ski_json_object(json, json->root, "scenario");
    ski_json_text(json, object, "name", scenario->name);
    ski_json_text(json, object, "title", scenario->title);
    ski_json_text(json, object, "note", scenario->note);
    ski_json_text(json, object, "policy", policy_of(scenario));
    ski_json_text(json, object, "start", ski_date_text(start, scenario->calendar.start));
    ski_json_text(json, object, "period", ski_period_word(scenario, false));
    ski_json_number(json, object, "periods", scenario->periods);
}

cJSON *ski_provenance_json(ski_json *json) {
    cJSON *object = ski_json_object(json, json->root, "provenance");
    ski_json_text(json, object, "version", SK_VERSION);
    return object;
}
