/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan → the members of a JSON object: the document of `optimize` and the `plan` of `run`. */
#ifndef SKI_REPORT_PLAN_JSON_H
#define SKI_REPORT_PLAN_JSON_H

#include "report/json.h"
#include "study/plan.h"

void ski_plan_json(ski_json *json, cJSON *object, const sk_plan *plan);

/* `key` { procurement, …, terminal_value } */
void ski_cost_lines_json(ski_json *json, cJSON *object, const char *key,
                         const double lines[SKI_COST_LINES]);

#endif
