/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the plan's text that other documents show too. */
#ifndef SKI_REPORT_PLAN_TEXT_H
#define SKI_REPORT_PLAN_TEXT_H

#include "study/plan.h"

/* "below target": a cost line for people. */
const char *ski_cost_line_title(ski_cost_line line);

/* What a marginal value is of, in words: "molybdenum oxide at Chirchik", "the capacity of route X".
 */
char *ski_worth_text(const sk_plan *plan, const ski_worth *worth, char *text, int size);

#endif
