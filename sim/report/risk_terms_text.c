/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices of supply risk → what was taken for countries, what is undefined, and how to read it. */
#include "metrics/governance.h"
#include "metrics/supply_risk.h"
#include "report/format.h"
#include "report/risk_text_parts.h"

#include <string.h>

enum { INDENT = 2, LINE_TEXT = 1024 };

static void write_sentence(const char *text, const sk_text_style *style, FILE *stream) {
    fprintf(stream, "%*s", INDENT, "");
    ski_write_wrapped(text, INDENT, style, stream);
    fputc('\n', stream);
}

/* Where a number is from; nothing for those that the title speaks of. */
static const char *source_text(const ski_risk_country *country) {
    if (country->source == NULL) {
        return "not known";
    }
    return strcmp(country->source, ski_governance_source) == 0 ? "" : country->source;
}

static sk_status write_countries(const ski_risk *risk, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"=country", ">political stability", ">risk, 0 to 1",
                                           ">trade factor", "<from"};
    char title[LINE_TEXT];
    ski_table *table = ski_table_new(headings, 5);
    for (int i = 0; i < risk->country_count; i++) {
        const ski_risk_country *country = &risk->countries[i];
        ski_cell_text(table, "%s", country->country);
        ski_cell_index(table, country->political_stability);
        ski_cell_index(table, ski_governance_risk(country->political_stability));
        ski_cell_amount(table, country->trade_factor);
        ski_cell_text(table, "%s", source_text(country));
    }
    snprintf(title, sizeof title, "Countries (%s, where nothing else is said)",
             ski_governance_source);
    return ski_table_write(table, title, style, stream);
}

static int count_reasons(const ski_policy_risk *policy) {
    int count = 0;
    for (int d = 0; d < policy->demand_count; d++) {
        count += policy->demands[d].reason_count;
    }
    for (int e = 0; e < policy->element_count; e++) {
        count += policy->elements[e].reason != NULL;
    }
    return count;
}

static void write_reasons(const ski_risk *risk, const ski_policy_risk *policy,
                          const sk_text_style *style, FILE *stream) {
    char line[LINE_TEXT];
    for (int d = 0; d < policy->demand_count; d++) {
        const ski_demand_risk *of = &policy->demands[d];
        for (int i = 0; i < of->reason_count; i++) {
            snprintf(line, sizeof line, "%s, %s: %s", policy->name,
                     risk->scenario->demands[of->demand].element.name, of->reasons[i]);
            write_sentence(line, style, stream);
        }
    }
    for (int e = 0; e < policy->element_count; e++) {
        if (policy->elements[e].reason != NULL) {
            snprintf(line, sizeof line, "%s, %s: %s", policy->name, policy->elements[e].symbol,
                     policy->elements[e].reason);
            write_sentence(line, style, stream);
        }
    }
}

static void write_undefined(const ski_risk *risk, const sk_text_style *style, FILE *stream) {
    bool any = false;
    for (int i = 0; i < risk->policy_count; i++) {
        if (count_reasons(&risk->policies[i]) > 0) {
            fputs(any ? "" : "Undefined, and why\n", stream);
            any = true;
            write_reasons(risk, &risk->policies[i], style, stream);
        }
    }
    fputs(any ? "\n" : "", stream);
}

static void write_reading(const sk_text_style *style, FILE *stream) {
    fputs("How to read it\n", stream);
    for (const ski_risk_convention *at = ski_risk_conventions + 1; at->key != NULL; at++) {
        write_sentence(at->sentence, style, stream);
    }
    fputc('\n', stream);
}

sk_status ski_risk_terms_text(const ski_risk *risk, const sk_text_style *style, FILE *stream) {
    sk_status st = write_countries(risk, style, stream);
    if (st == SK_OK) {
        write_undefined(risk, style, stream);
        write_reading(style, stream);
    }
    return st;
}
