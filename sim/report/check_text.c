/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check summary → text: what is in a scenario, and whether its capacities can meet its demands. */
#include "report/format.h"
#include "report/header.h"
#include "report/stream.h"
#include "report/table.h"
#include "study/check.h"

#include <skarn/run.h>

enum { INDENT = 12, LINE_TEXT = 160 };

static sk_status write_elements(const ski_check_summary *summary, const sk_text_style *style,
                                FILE *stream) {
    static const char *const headings[] = {"<section", ">elements"};
    ski_table *table = ski_table_new(headings, 2);
    for (int section = 0; section < SKI_SECTIONS; section++) {
        if (summary->section_counts[section] > 0) {
            ski_cell_text(table, "%s", ski_section_name((ski_section)section));
            ski_cell_count(table, summary->section_counts[section]);
        }
    }
    return ski_table_write(table, "Elements", style, stream);
}

/* What nothing brings, makes or takes has no figure rather than a zero. */
static void add_rate(ski_table *table, bool exists, double tpy) {
    if (exists) {
        ski_cell_amount(table, tpy);
    } else {
        ski_cell_text(table, "-");
    }
}

static sk_status write_balance(const sk_scenario *scenario, const ski_check_summary *summary,
                               const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<material",       ">sources", ">processes make",
                                           ">processes take", ">demand",  ">stocks at start, t"};
    ski_table *table = ski_table_new(headings, 6);
    for (int i = 0; i < summary->material_count; i++) {
        const ski_material_balance *balance = &summary->materials[i];
        ski_cell_text(table, "%s", scenario->materials[balance->material].element.name);
        add_rate(table, balance->sources > 0, balance->source_tpy);
        add_rate(table, balance->processes > 0, balance->made_tpy);
        add_rate(table, balance->taken_tpy > 0, balance->taken_tpy);
        add_rate(table, balance->demands > 0, balance->demand_tpy);
        ski_cell_amount(table, balance->initial_t);
    }
    return ski_table_write(
        table, "Capacity against demand, t/year: means over the horizon, nothing disrupted", style,
        stream);
}

static void write_settings(const sk_scenario *scenario, const sk_text_style *style, FILE *stream) {
    const ski_simulation *simulation = &scenario->simulation;
    char text[LINE_TEXT];
    ski_write_line("Start",
                   scenario->steady_pipeline ? "cargo is under way as in steady operation"
                                             : "nothing is under way but what routes say",
                   INDENT, style, stream);
    ski_write_line("End",
                   scenario->terminal_value ? "stock and cargo left over are credited"
                                            : "stock and cargo left over are worth nothing",
                   INDENT, style, stream);
    snprintf(text, sizeof text, "%d samples, seed %llu, decisions by %s, %s sampling",
             simulation->samples, (unsigned long long)simulation->seed, simulation->decisions,
             simulation->sampling);
    ski_write_line("Simulation", text, INDENT, style, stream);
    fputc('\n', stream);
}

static void write_sources(const ski_check_summary *summary, FILE *stream) {
    if (summary->uncited_count > 0) {
        fputs("\nWithout a source\n", stream);
    }
    for (int i = 0; i < summary->uncited_count; i++) {
        fprintf(stream, "  %s\n", summary->uncited[i].path);
    }
    if (summary->cited_count > 0) {
        fputs("\nWith a source\n", stream);
    }
    for (int i = 0; i < summary->cited_count; i++) {
        fprintf(stream, "  %s: %s\n", summary->cited[i].path, summary->cited[i].cite);
    }
}

sk_status sk_check_write_text(const sk_scenario *scenario, bool sources, const sk_text_style *style,
                              FILE *stream, sk_error *error) {
    ski_check_summary *summary = NULL;
    char cited[LINE_TEXT];
    sk_status st = SK_OK;
    SK_TRY(ski_check_summary_build(&summary, scenario, error));
    ski_header_text(scenario, "Check", style, stream);
    write_settings(scenario, style, stream);
    SK_TRY(write_elements(summary, style, stream));
    SK_TRY(write_balance(scenario, summary, style, stream));
    snprintf(cited, sizeof cited, "%d of %d elements with numbers say where these come from%s",
             summary->cited_count, summary->cited_count + summary->uncited_count,
             sources ? "" : " (--sources lists them)");
    ski_write_line("Sources", cited, INDENT, style, stream);
    if (sources) {
        write_sources(summary, stream);
    }
    st = ski_stream_status(stream);
done:
    ski_check_summary_free(summary);
    return st;
}
