/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every table and document begins with: which scenario, over which time, and what wrote it. */
#ifndef SKI_REPORT_HEADER_H
#define SKI_REPORT_HEADER_H

#include "report/json.h"
#include "scenario/scenario.h"

#include <skarn/run.h>

/* "baseline: Molybdenum and tungsten for Korea", the note, and a line on the horizon. */
void ski_header_text(const sk_scenario *scenario, const char *what, const sk_text_style *style,
                     FILE *stream);

/* `scenario` { name, title, note, policy, start, period, periods }. */
void ski_header_json(ski_json *json, const sk_scenario *scenario);

/* "month", "months": the name of a period. */
const char *ski_period_word(const sk_scenario *scenario, bool plural);

/* `provenance` { version }, and returns it for more. */
cJSON *ski_provenance_json(ski_json *json);

/* The title of an element, or its name when it has none. */
const char *ski_title(const ski_element *element);

#endif
