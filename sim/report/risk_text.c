/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices of supply risk → tables for people: first the baseline by demand, and what its scores are
 * made of. */
#include "report/risk_text.h"

#include "report/format.h"
#include "report/header.h"
#include "report/risk_text_parts.h"
#include "report/stream.h"

#include <skarn/version.h>

enum { INDEX_DECIMALS = 3, NAME_WIDTH = 22 };

/* --- cells --- */

void ski_cell_index(ski_table *table, double value) {
    ski_cell_figure(table, value, INDEX_DECIMALS);
}

void ski_cell_largest(ski_table *table, const ski_risk_stage *stage) {
    char percent[SKI_FIGURE_TEXT];
    if (stage->share_count == 0) {
        ski_cell_text(table, "-");
    } else {
        ski_cell_text(table, "%s %s", stage->shares[0].country,
                      ski_percent_text(percent, stage->shares[0].share));
    }
}

static const ski_demand *demand_of(const ski_risk *risk, const ski_demand_risk *of) {
    return &risk->scenario->demands[of->demand];
}

const char *ski_risk_demand_title(const ski_risk *risk, const ski_demand_risk *of) {
    return ski_title(&demand_of(risk, of)->element);
}

bool ski_risk_is_critical(const ski_risk *risk, const ski_demand_risk *of) {
    return demand_of(risk, of)->critical;
}

/* --- the baseline, by demand --- */

/* The cells of a row: those of a stage, below the last stage none. */
static void add_stage(ski_table *table, const ski_demand_risk *of, int row) {
    if (row >= SKI_RISK_STAGES) {
        for (int i = 0; i < 6; i++) {
            ski_cell_text(table, "%s", "");
        }
        return;
    }
    const ski_risk_stage *stage = &of->stages[row];
    ski_cell_text(table, "%s", ski_risk_stage_name((ski_risk_stage_kind)row));
    ski_cell_largest(table, stage);
    ski_cell_index(table, stage->hhi);
    ski_cell_index(table, stage->hhi_governance);
    ski_cell_percent(table, stage->import_dependence);
    ski_cell_percent(table, stage->n_minus_1);
}

/* Names come last: they are long, and go on beside the second stage. */
static void add_demand(ski_table *table, const char *title, const ski_demand_risk *of) {
    for (int row = 0; row < SKI_RISK_STAGES || *title != '\0'; row++) {
        const int length = ski_line_length(title, NAME_WIDTH);
        add_stage(table, of, row);
        ski_cell_text(table, "%.*s", length, title);
        title = ski_next_line(title, length);
    }
}

static sk_status write_demands(const ski_risk *risk, bool critical, const char *title,
                               const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"=stage",   "=largest", ">HHI",   ">by risk",
                                           ">imports", ">N-1",     "<demand"};
    const ski_policy_risk *baseline = &risk->policies[0];
    ski_table *table = ski_table_new(headings, 7);
    for (int i = 0; i < baseline->demand_count; i++) {
        const ski_demand_risk *of = &baseline->demands[i];
        if (ski_risk_is_critical(risk, of) == critical) {
            add_demand(table, ski_risk_demand_title(risk, of), of);
        }
    }
    return ski_table_write(table, title, style, stream);
}

/* --- what scores are made of --- */

static sk_status write_geopolrisk(const ski_risk *risk, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {">score",        ">HHI",        ">trade average",
                                           ">from home, t", ">imports, t", "<demand"};
    const ski_policy_risk *baseline = &risk->policies[0];
    ski_table *table = ski_table_new(headings, 6);
    for (int i = 0; i < baseline->demand_count; i++) {
        const ski_geopolrisk *of = &baseline->demands[i].geopolrisk;
        ski_cell_index(table, of->score);
        ski_cell_index(table, of->hhi);
        ski_cell_index(table, of->weighted_trade_average);
        ski_cell_amount(table, of->domestic_t);
        ski_cell_amount(table, of->imports_t);
        ski_cell_text(table, "%s", ski_risk_demand_title(risk, &baseline->demands[i]));
    }
    return ski_table_write(table, "GeoPolRisk, at extraction (baseline)", style, stream);
}

static void add_input(ski_table *table, double value, bool given) {
    char number[SKI_FIGURE_TEXT];
    ski_cell_text(table, "%s%s", ski_amount_text(number, value), given ? "" : "*");
}

static void add_eu(ski_table *table, const ski_demand_risk *of) {
    const ski_eu_risk *eu = &of->eu;
    const ski_risk_stage *stage = &of->stages[eu->stage];
    const bool is_defined = eu->value == eu->value;
    ski_cell_index(table, eu->value);
    ski_cell_text(table, "%s", is_defined ? ski_risk_stage_name(eu->stage) : "-");
    ski_cell_index(table, is_defined ? stage->hhi_wgi_t : eu->value);
    ski_cell_percent(table, is_defined ? stage->import_reliance : eu->value);
    add_input(table, eu->recycling_input_rate, eu->rate_given);
    add_input(table, eu->substitution_index, eu->index_given);
}

static sk_status write_eu(const ski_risk *risk, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {">risk",    "=at", ">HHI_WGI,t", ">import reliance, %",
                                           ">EoL-RIR", ">SI", "<demand"};
    const ski_policy_risk *baseline = &risk->policies[0];
    ski_table *table = ski_table_new(headings, 7);
    bool any_default = false;
    for (int i = 0; i < baseline->demand_count; i++) {
        const ski_eu_risk *eu = &baseline->demands[i].eu;
        any_default = any_default || !eu->rate_given || !eu->index_given;
        add_eu(table, &baseline->demands[i]);
        ski_cell_text(table, "%s", ski_risk_demand_title(risk, &baseline->demands[i]));
    }
    return ski_table_write(table,
                           any_default ? "EU supply risk (baseline); *: the default, for the "
                                         "material gives none"
                                       : "EU supply risk (baseline)",
                           style, stream);
}

sk_status ski_risk_text(const ski_risk *risk, const sk_provenance *provenance,
                        const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    ski_write_wrapped(ski_risk_conventions[0].sentence, 0, style, stream);
    fputs("\n\n", stream);
    ski_header_text(risk->scenario, "Supply risk", style, stream);
    if (risk->policies[0].demand_count == 0) {
        fputs("There is no demand: no supply to look at.\n\n", stream);
    }
    SK_TRY(write_demands(risk, true, "Critical demands, as planned (baseline); shares in %", style,
                         stream));
    SK_TRY(write_demands(risk, false, "Other demands, as planned (baseline); shares in %", style,
                         stream));
    SK_TRY(write_geopolrisk(risk, style, stream));
    SK_TRY(write_eu(risk, style, stream));
    SK_TRY(ski_risk_policies_text(risk, style, stream));
    SK_TRY(ski_risk_terms_text(risk, style, stream));
    fprintf(stream, "skarn %s", SK_VERSION);
    if (provenance != NULL) {
        fprintf(stream, "; %.1f s", provenance->seconds);
    }
    fputc('\n', stream);
    st = ski_stream_status(stream);
done:
    return st;
}
