/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check summary → text: what is in a scenario, and whether its capacities can meet its demands. */
#include "report/format.h"
#include "report/header.h"
#include "report/stream.h"
#include "report/table.h"
#include "study/check.h"

#include <skarn/run.h>

static sk_status write_elements(const ski_check_summary *summary, FILE *stream) {
    static const char *const headings[] = {"<section", ">elements"};
    ski_table *table = ski_table_new(headings, 2);
    for (int section = 0; section < SKI_SECTIONS; section++) {
        if (summary->section_counts[section] > 0) {
            ski_cell_text(table, "%s", ski_section_name((ski_section)section));
            ski_cell_count(table, summary->section_counts[section]);
        }
    }
    return ski_table_write(table, "Elements", stream);
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
                               FILE *stream) {
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
        table, "Capacity against demand, t/year: means over the horizon, nothing disrupted",
        stream);
}

static void write_settings(const sk_scenario *scenario, FILE *stream) {
    const ski_simulation *simulation = &scenario->simulation;
    fprintf(stream, "Start       %s\n",
            scenario->steady_pipeline ? "cargo is under way as in steady operation"
                                      : "nothing is under way but what routes say");
    fprintf(stream, "End         %s\n",
            scenario->terminal_value ? "stock and cargo left over are credited"
                                     : "stock and cargo left over are worth nothing");
    fprintf(stream, "Simulation  %d samples, seed %llu, decisions by %s, %s sampling\n\n",
            simulation->samples, (unsigned long long)simulation->seed, simulation->decisions,
            simulation->sampling);
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

sk_status sk_check_write_text(const sk_scenario *scenario, bool sources, FILE *stream,
                              sk_error *error) {
    ski_check_summary *summary = NULL;
    sk_status st = SK_OK;
    SK_TRY(ski_check_summary_build(&summary, scenario, error));
    ski_header_text(scenario, "Check", stream);
    write_settings(scenario, stream);
    SK_TRY(write_elements(summary, stream));
    SK_TRY(write_balance(scenario, summary, stream));
    fprintf(stream, "Sources     %d of %d elements with numbers say where these come from%s\n",
            summary->cited_count, summary->cited_count + summary->uncited_count,
            sources ? "" : " (--sources lists them)");
    if (sources) {
        write_sources(summary, stream);
    }
    st = ski_stream_status(stream);
done:
    ski_check_summary_free(summary);
    return st;
}
