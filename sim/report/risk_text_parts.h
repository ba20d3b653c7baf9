/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the text on supply risk. */
#ifndef SKI_REPORT_RISK_TEXT_PARTS_H
#define SKI_REPORT_RISK_TEXT_PARTS_H

#include "report/risk_words.h"
#include "report/table.h"

/* An index, to three decimals; "-" where it is undefined. */
void ski_cell_index(ski_table *table, double value);

/* The largest supplier and its share: "CN 88.02"; "-" where nothing is supplied. */
void ski_cell_largest(ski_table *table, const ski_risk_stage *stage);

/* What the demand is called. */
const char *ski_risk_demand_title(const ski_risk *risk, const ski_demand_risk *of);

bool ski_risk_is_critical(const ski_risk *risk, const ski_demand_risk *of);

/* Before and after each policy: critical demands (all, where none is critical), and elements. */
sk_status ski_risk_policies_text(const ski_risk *risk, const sk_text_style *style, FILE *stream);

/* What was taken for countries, what is undefined and why, and how to read it. */
sk_status ski_risk_terms_text(const ski_risk *risk, const sk_text_style *style, FILE *stream);

#endif
