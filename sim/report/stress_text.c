/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stress study → tables and sentences, the worst first. */
#include "report/stress_text.h"

#include "report/format.h"
#include "report/header.h"
#include "report/stream.h"
#include "report/table.h"

#include <math.h>
#include <skarn/version.h>

enum { INDENT = 2, WORDS = 512, HEADING = 48, OUTAGES_MOST = 4, SHORTS_MOST = 3, DEAREST_MOST = 5 };

static const char *const kinds[] = {[SKI_STRESS_SOURCE] = "source",
                                    [SKI_STRESS_PROCESS] = "process",
                                    [SKI_STRESS_ROUTE] = "route",
                                    [SKI_STRESS_CHOKEPOINT] = "chokepoint",
                                    [SKI_STRESS_GROUP] = "common cause"};

static const char *name_of(const ski_stress_target *target) {
    return target->title != NULL ? target->title : target->of->name;
}

static const char *demand_title(const ski_stress *stress, int demand) {
    return ski_title(&stress->scenario->demands[demand].element);
}

static const char *whose(const ski_stress *stress) {
    return stress->has_critical ? "critical demand" : "demand";
}

/* What a target does to the demands in all outages looked at. */
typedef enum { HARMS_WATCHED, HARMS_OTHERS, HARMS_NOBODY, FAILED } harm;

static harm harm_of(const ski_stress *stress, const ski_stress_target *target) {
    bool watched = !isnan(target->survives_days), any = false;
    if (target->failure != NULL) {
        return FAILED;
    }
    for (int i = 0; i < stress->outage_count; i++) {
        watched = watched || !target->outages[i].is_whole;
        any = any || target->outages[i].short_count > 0;
    }
    return watched ? HARMS_WATCHED : any ? HARMS_OTHERS : HARMS_NOBODY;
}

/* ---- how long the chain stands ---- */

/* Outages with a column of their own: with many, the first and the last ones. */
static int shown_outages(const ski_stress *stress, int shown[OUTAGES_MOST]) {
    const int count = stress->outage_count;
    const int most = count < OUTAGES_MOST ? count : OUTAGES_MOST;
    for (int i = 0; i < most; i++) {
        shown[i] = count <= OUTAGES_MOST ? i : i * (count - 1) / (OUTAGES_MOST - 1);
    }
    return most;
}

static void survival_cell(ski_table *table, const ski_stress *stress,
                          const ski_stress_target *target) {
    char days[SKI_FIGURE_TEXT];
    if (target->survives_horizon) {
        ski_cell_text(table, ">%s", ski_figure_text(days, floor(stress->horizon_days), 0));
    } else {
        ski_cell_text(table, "%s", ski_figure_text(days, target->survives_days, 0));
    }
}

/* Rows of the targets of one kind of harm; shortage of watched demands, or of all. */
static sk_status write_shortages(const ski_stress *stress, harm kind, const char *title,
                                 const sk_text_style *style, FILE *stream) {
    char texts[OUTAGES_MOST][HEADING];
    const char *headings[OUTAGES_MOST + 3];
    int shown[OUTAGES_MOST], column = 0;
    const int outages = shown_outages(stress, shown);
    const bool stands = kind == HARMS_WATCHED;
    if (stands) {
        headings[column++] = ">stands, days";
    }
    for (int i = 0; i < outages; i++) {
        snprintf(texts[i], HEADING, ">%.4g days", stress->outage_days[shown[i]]);
        headings[column++] = texts[i];
    }
    headings[column++] = "<without";
    headings[column++] = "<";
    ski_table *table = ski_table_new(headings, column);
    for (int i = 0; i < stress->target_count; i++) {
        const ski_stress_target *target = &stress->targets[stress->by_harm[i]];
        if (harm_of(stress, target) != kind) {
            continue;
        }
        if (stands) {
            survival_cell(table, stress, target);
        }
        for (int k = 0; k < outages; k++) {
            const ski_stress_outage *outage = &target->outages[shown[k]];
            const bool critical = stands && stress->has_critical;
            ski_cell_amount(table, critical ? outage->shortage_critical_t : outage->shortage_t);
        }
        ski_cell_text(table, "%s", name_of(target));
        ski_cell_text(table, "%s", kinds[target->kind]);
    }
    return ski_table_write(table, title, style, stream);
}

/* ---- who goes short, and with what not ---- */

static double stock_of(const ski_stress_target *target, int demand) {
    for (int i = 0; i < target->stock_count; i++) {
        if (target->stocks[i].demand == demand) {
            return target->stocks[i].tonnes;
        }
    }
    return 0;
}

static const ski_stress_outage *outage_of(const ski_stress *stress,
                                          const ski_stress_target *target) {
    for (int i = 0; i < stress->outage_count; i++) {
        if (target->outages[i].days == target->stock_days) {
            return &target->outages[i];
        }
    }
    return &target->outages[stress->outage_count - 1];
}

static void add_shorts(ski_table *table, const ski_stress *stress,
                       const ski_stress_target *target) {
    const ski_stress_outage *outage = outage_of(stress, target);
    for (int i = 0; i < outage->short_count && i < SHORTS_MOST; i++) {
        const ski_stress_short *one = &outage->shorts[i];
        const bool watched = stress->watched[one->demand] && !isnan(target->stock_t);
        ski_cell_text(table, "%s", i == 0 ? name_of(target) : "");
        ski_cell_figure(table, i == 0 ? outage->days : NAN, 0);
        ski_cell_amount(table, one->shortage_t);
        ski_cell_amount(table, watched ? stock_of(target, one->demand) : (double)NAN);
        ski_cell_text(table, "%s%s", demand_title(stress, one->demand),
                      i == SHORTS_MOST - 1 && outage->short_count > SHORTS_MOST ? ", and others"
                                                                                : "");
    }
}

static sk_status write_shorts(const ski_stress *stress, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<without", ">for days", ">short, t", ">stock, t",
                                           "<who goes short"};
    ski_table *table = ski_table_new(headings, 5);
    for (int i = 0; i < stress->target_count; i++) {
        const ski_stress_target *target = &stress->targets[stress->by_harm[i]];
        if (harm_of(stress, target) == HARMS_WATCHED) {
            add_shorts(table, stress, target);
        }
    }
    return ski_table_write(table, "Who goes short, and the stock beside them that would do", style,
                           stream);
}

/* ---- sentences ---- */

static void write_undisturbed(const ski_stress *stress, const sk_text_style *style, FILE *stream) {
    const bool is_large = fabs(stress->cost_usd) >= 1e6;
    char line[WORDS], cost[SKI_FIGURE_TEXT], shortage[SKI_FIGURE_TEXT];
    snprintf(line, sizeof line,
             "Undisturbed, the chain costs %s %sUSD over the horizon and leaves %s%s.",
             ski_amount_text(cost, stress->cost_usd / (is_large ? 1e6 : 1)),
             is_large ? "million " : "",
             stress->shortage_t > 0 ? ski_amount_text(shortage, stress->shortage_t) : "nobody",
             stress->shortage_t > 0 ? " t of demand unmet" : " short");
    ski_write_line("", line, INDENT, style, stream);
    if (stress->is_short) {
        snprintf(line, sizeof line,
                 "Some %s is short even undisturbed: how long the chain stands, and which stock "
                 "would ride an outage out, have no meaning here.",
                 whose(stress));
        ski_write_line("", line, INDENT, style, stream);
    }
    if (!stress->has_critical) {
        ski_write_line("", "No demand is marked critical: every one counts as if it were.", INDENT,
                       style, stream);
    }
}

static void write_worst(const ski_stress *stress, const sk_text_style *style, FILE *stream) {
    char line[WORDS], days[SKI_FIGURE_TEXT], shortage[SKI_FIGURE_TEXT];
    const ski_stress_target *worst =
        stress->target_count > 0 ? &stress->targets[stress->by_harm[0]] : NULL;
    if (worst == NULL) {
        snprintf(line, sizeof line, "There is nothing to put out.");
    } else if (harm_of(stress, worst) != HARMS_WATCHED) {
        snprintf(line, sizeof line, "No target leaves any %s short, in no outage looked at%s.",
                 whose(stress), stress->failed_count > 0 ? "; but some failed, see below" : "");
    } else {
        const ski_stress_outage *longest = &worst->outages[stress->outage_count - 1];
        const char *first =
            longest->short_count > 0 ? demand_title(stress, longest->shorts[0].demand) : "nobody";
        ski_figure_text(days, worst->survives_days, 0);
        ski_amount_text(shortage, longest->shortage_t);
        if (!isnan(worst->survives_days)) {
            snprintf(line, sizeof line,
                     "Worst: %s. Without it the chain stands for %s %s; after %.4g days %s t are "
                     "missing, most of them here: %s.",
                     name_of(worst), days, worst->survives_days == 1 ? "day" : "days",
                     longest->days, shortage, first);
        } else {
            snprintf(line, sizeof line,
                     "Worst: %s. After %.4g days without it %s t are missing, most of them here: "
                     "%s.",
                     name_of(worst), longest->days, shortage, first);
        }
    }
    ski_write_line("", line, INDENT, style, stream);
    fputc('\n', stream);
}

static int count_of(const ski_stress *stress, harm kind) {
    int count = 0;
    for (int i = 0; i < stress->target_count; i++) {
        count += harm_of(stress, &stress->targets[i]) == kind;
    }
    return count;
}

/* Those that leave nobody short, by what they cost all the same. */
static sk_status write_harmless(const ski_stress *stress, const sk_text_style *style,
                                FILE *stream) {
    static const char *const headings[] = {">extra cost, million USD", "<without", "<"};
    const int count = count_of(stress, HARMS_NOBODY);
    char title[WORDS], days[HEADING];
    if (count == 0) {
        return SK_OK;
    }
    snprintf(days, sizeof days, "%.4g", stress->outage_days[stress->outage_count - 1]);
    snprintf(title, sizeof title, "%d of %d target%s leave%s nobody short; %s for %s days", count,
             stress->target_count, stress->target_count == 1 ? "" : "s", count == 1 ? "s" : "",
             count > DEAREST_MOST ? "the dearest of them" : "what they cost", days);
    ski_table *table = ski_table_new(headings, 3);
    for (int i = 0, rows = 0; i < stress->target_count && rows < DEAREST_MOST; i++) {
        const ski_stress_target *target = &stress->targets[stress->by_harm[i]];
        if (harm_of(stress, target) == HARMS_NOBODY) {
            const ski_stress_outage *longest = &target->outages[stress->outage_count - 1];
            ski_cell_amount(table, longest->extra_cost_usd / 1e6);
            ski_cell_text(table, "%s", name_of(target));
            ski_cell_text(table, "%s", kinds[target->kind]);
            rows++;
        }
    }
    return ski_table_write(table, title, style, stream);
}

static void write_provenance(const ski_stress *stress, const sk_provenance *provenance,
                             const sk_text_style *style, FILE *stream) {
    const int threads = provenance->threads > 0 ? provenance->threads : stress->threads;
    char line[WORDS], runs[SKI_FIGURE_TEXT];
    snprintf(line, sizeof line, "%s run%s of the chain; skarn %s; %.1f s on %d thread%s",
             ski_figure_text(runs, stress->runs, 0), stress->runs == 1 ? "" : "s", SK_VERSION,
             provenance->seconds, threads, threads == 1 ? "" : "s");
    ski_write_line("", line, 0, style, stream);
    for (int i = 0; i < stress->target_count; i++) {
        if (stress->targets[i].failure != NULL) {
            snprintf(line, sizeof line, "%s failed: %s", stress->targets[i].of->name,
                     stress->targets[i].failure);
            ski_write_line("", line, INDENT, style, stream);
        }
    }
    if (provenance->folder != NULL) {
        fprintf(stream, "Results are in %s\n", provenance->folder);
    }
}

sk_status ski_stress_text(const ski_stress *stress, const sk_provenance *provenance,
                          const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    char title[WORDS];
    ski_header_text(stress->scenario, "Stress test", style, stream);
    write_undisturbed(stress, style, stream);
    write_worst(stress, style, stream);
    snprintf(title, sizeof title, "How long the chain stands, and what %ss lack, t", whose(stress));
    SK_TRY(write_shortages(stress, HARMS_WATCHED, title, style, stream));
    SK_TRY(write_shorts(stress, style, stream));
    SK_TRY(
        write_shortages(stress, HARMS_OTHERS, "What other demands alone lack, t", style, stream));
    SK_TRY(write_harmless(stress, style, stream));
    ski_stress_terms_text(stress, style, stream);
    fputc('\n', stream);
    write_provenance(stress, provenance, style, stream);
    st = ski_stream_status(stream);
done:
    return st;
}
