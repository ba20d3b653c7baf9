/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices of supply risk → tables of what each policy makes of them. */
#include "report/risk_text_parts.h"

#include <string.h>

enum { TITLE_TEXT = 512 };

/* More than half from one country is what limits on dependence are set against. */
static const double HALF = 0.5;

static sk_status write_demand(const ski_risk *risk, int demand, const sk_text_style *style,
                              FILE *stream) {
    static const char *const headings[] = {"=largest",    ">HHI",     ">imports", ">N-1",
                                           ">GeoPolRisk", ">EU risk", "<policy"};
    char title[TITLE_TEXT];
    ski_table *table = ski_table_new(headings, 7);
    for (int i = 0; i < risk->policy_count; i++) {
        const ski_demand_risk *of = &risk->policies[i].demands[demand];
        const ski_risk_stage *stage = &of->stages[SKI_AT_EXTRACTION];
        ski_cell_largest(table, stage);
        ski_cell_index(table, stage->hhi);
        ski_cell_percent(table, stage->import_dependence);
        ski_cell_percent(table, stage->n_minus_1);
        ski_cell_index(table, of->geopolrisk.score);
        ski_cell_index(table, of->eu.value);
        ski_cell_text(table, "%s", risk->policies[i].name);
    }
    snprintf(title, sizeof title, "%s, by policy; shares in %%, at extraction",
             ski_risk_demand_title(risk, &risk->policies[0].demands[demand]));
    return ski_table_write(table, title, style, stream);
}

/* Critical demands come first; where there is none, all are shown. */
static int shown_demands(const ski_risk *risk) {
    const ski_policy_risk *baseline = &risk->policies[0];
    int critical = 0;
    while (critical < baseline->demand_count &&
           ski_risk_is_critical(risk, &baseline->demands[critical])) {
        critical++;
    }
    return critical > 0 ? critical : baseline->demand_count;
}

static void add_element(ski_table *table, const ski_element_risk *of) {
    const ski_risk_stage *supply = &of->supply;
    const bool over = supply->share_count > 0 && supply->shares[0].share > HALF;
    ski_cell_largest(table, supply);
    ski_cell_text(table, "%s", over ? "yes" : "no");
    ski_cell_index(table, supply->hhi);
    ski_cell_index(table, supply->hhi_governance);
}

/* NULL: materials have other elements under this policy. */
static const ski_element_risk *find_element(const ski_policy_risk *policy, const char *symbol) {
    for (int e = 0; e < policy->element_count; e++) {
        if (strcmp(policy->elements[e].symbol, symbol) == 0) {
            return &policy->elements[e];
        }
    }
    return NULL;
}

static sk_status write_elements(const ski_risk *risk, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<element", "=largest", "=over half",
                                           ">HHI",     ">by risk", "<policy"};
    ski_table *table = ski_table_new(headings, 6);
    for (int e = 0; e < risk->policies[0].element_count; e++) {
        for (int i = 0; i < risk->policy_count; i++) {
            const char *symbol = risk->policies[0].elements[e].symbol;
            const ski_element_risk *of = find_element(&risk->policies[i], symbol);
            if (of != NULL) {
                ski_cell_text(table, "%s", i == 0 ? symbol : "");
                add_element(table, of);
                ski_cell_text(table, "%s", risk->policies[i].name);
            }
        }
    }
    return ski_table_write(table, "Purchases of each element for all demands together; shares in %",
                           style, stream);
}

sk_status ski_risk_policies_text(const ski_risk *risk, const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    const int shown = risk->policy_count > 1 ? shown_demands(risk) : 0;
    for (int i = 0; i < shown; i++) {
        SK_TRY(write_demand(risk, i, style, stream));
    }
    SK_TRY(write_elements(risk, style, stream));
done:
    return st;
}
