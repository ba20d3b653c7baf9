/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensitivity study → which cause the spread comes from, and which the shortage is due to. */
#include "report/sensitivity_text.h"

#include "report/format.h"
#include "report/header.h"
#include "report/sampled_text.h"
#include "report/stream.h"
#include "report/table.h"

#include <math.h>
#include <skarn/version.h>
#include <string.h>

enum { WORDS = 512, FAILURES_MOST = 10, INDENT = 2, INDEX_DECIMALS = 2, HEADINGS = 5 };

/* A figure and its interval, each in a cell; marked where the interval rests on few events. */
static void add_figure(ski_table *table, double value, ski_interval interval, int decimals,
                       bool few_events) {
    char range[SKI_RANGE_TEXT];
    ski_cell_figure(table, value, decimals);
    ski_cell_text(table, "%s%s", ski_interval_text(range, interval, decimals),
                  few_events ? " *" : "");
}

static ski_table *new_table(const ski_sensitivity *study, const char *first, const char *second) {
    char level[32];
    snprintf(level, sizeof level, "=%.4g %%", 100 * study->confidence);
    const char *const headings[HEADINGS] = {"<cause", first, level, second, level};
    return ski_table_new(headings, HEADINGS);
}

/* "shortage_critical_t, t": a metric with its unit, where it has one. */
static const char *metric_text(char text[WORDS], const ski_metric *metric) {
    snprintf(text, WORDS, "%s%s%s", metric->name, metric->unit[0] == '\0' ? "" : ", ",
             metric->unit);
    return text;
}

/* Folded also where tables may be as wide as they like. */
static void write_prose(const char *label, const char *text, int indent, const sk_text_style *style,
                        FILE *stream) {
    fprintf(stream, "%-*s", indent, label);
    ski_write_wrapped(text, indent, style, stream);
    fputc('\n', stream);
}

/* Why figures are marked: few worlds, or few of them that know anything. */
static void write_few(int touched, int worlds, const sk_text_style *style, FILE *stream) {
    char line[WORDS], few[128];
    snprintf(few, sizeof few, "Few events: something is amiss in only %d of %d worlds.", touched,
             worlds);
    if (touched == worlds) {
        snprintf(few, sizeof few, "Few worlds: there are only %d.", worlds);
    }
    snprintf(line, sizeof line,
             "%s The intervals are narrower than they should be; more samples help.", few);
    write_prose("", line, INDENT, style, stream);
    fputc('\n', stream);
}

/* --- what makes it vary --- */

static void write_spread(const ski_sensitivity *study, const sk_text_style *style, FILE *stream) {
    const ski_spread *spread = &study->spread;
    const int decimals = ski_interval_decimals(spread->mean, spread->mean_interval);
    char name[WORDS], line[3 * WORDS], mean[SKI_FIGURE_TEXT], range[SKI_RANGE_TEXT];
    char sd[SKI_FIGURE_TEXT];
    fputs("What makes it vary\n", stream);
    snprintf(line, sizeof line,
             "%s: mean %s (%s), standard deviation %s, in two sets of %d worlds.",
             metric_text(name, &study->metric), ski_figure_text(mean, spread->mean, decimals),
             ski_interval_text(range, spread->mean_interval, decimals),
             ski_amount_text(sd, sqrt(spread->variance)), study->worlds);
    write_prose("", line, INDENT, style, stream);
    fputc('\n', stream);
}

static sk_status write_indices(const ski_sensitivity *study, const sk_text_style *style,
                               FILE *stream) {
    ski_table *table = new_table(study, ">first order", ">total");
    for (int i = 0; i < study->groups.count; i++) {
        const int at = study->by_total[i];
        const ski_index *index = &study->inputs[at].index;
        ski_cell_text(table, "%s", study->groups.groups[at].title);
        add_figure(table, index->first, index->first_interval, INDEX_DECIMALS, study->few_events);
        add_figure(table, index->total, index->total_interval, INDEX_DECIMALS, study->few_events);
    }
    return ski_table_write(table, "Shares of its variance (Sobol' indices)", style, stream);
}

static sk_status write_variation(const ski_sensitivity *study, const sk_text_style *style,
                                 FILE *stream) {
    const bool known = study->spread.count > 1;
    write_spread(study, style, stream);
    if (study->groups.count == 0) {
        write_prose("", "Nothing in this scenario is uncertain: there is nothing to tell apart.",
                    INDENT, style, stream);
    } else if (!study->spread.varies) {
        write_prose("",
                    known ? "It is the same in every world, a metric that never varies: which "
                            "cause it varies by is undefined."
                          : "Too few worlds are left to say anything.",
                    INDENT, style, stream);
    } else {
        return write_indices(study, style, stream);
    }
    fputc('\n', stream);
    return SK_OK;
}

/* --- what the shortage is due to --- */

static void add_row_of_one(ski_table *table, const char *title, double value, ski_interval interval,
                           int decimals, bool few_events) {
    ski_cell_text(table, "%s", title);
    add_figure(table, value, interval, decimals, few_events);
    ski_cell_text(table, "%s", "");
    ski_cell_text(table, "%s", "");
}

static sk_status write_shares(const ski_sensitivity *study, const sk_text_style *style,
                              FILE *stream) {
    const ski_interval none = {NAN, NAN};
    const int decimals = 1 + ski_interval_decimals(study->all.mean, study->all.interval);
    char title[2 * WORDS], name[WORDS];
    ski_table *table = new_table(study, ">due to it, t", ">less without it, t");
    add_row_of_one(table, "(structural: with nothing uncertain)", study->none_t, none, decimals,
                   false);
    for (int i = 0; i < study->groups.count; i++) {
        const int at = study->by_shapley[i];
        const ski_input *input = &study->inputs[at];
        ski_cell_text(table, "%s", study->groups.groups[at].title);
        add_figure(table, input->shapley.mean, input->shapley.interval, decimals,
                   input->shapley.few_events);
        add_figure(table, input->saved.mean, input->saved.interval, decimals,
                   input->saved.few_events);
    }
    add_row_of_one(table, "(all together: the sum of the above)", study->all.mean,
                   study->all.interval, decimals, study->all.few_events);
    snprintf(title, sizeof title, "What the mean of %s is due to (Shapley values)",
             metric_text(name, &study->shortage));
    return ski_table_write(table, title, style, stream);
}

/* The first set alone is attributed, and its mean is not that of both. */
static void write_method(const ski_sensitivity *study, const sk_text_style *style, FILE *stream) {
    char line[WORDS], left[64] = "";
    const bool has_mean =
        strcmp(study->metric.name, study->shortage.name) == 0 && study->spread.count > 0;
    if (study->left_out > 0) {
        snprintf(left, sizeof left, ", %d left out because a sample failed", study->left_out);
    }
    snprintf(line, sizeof line, "%s, in %d worlds of the first set%s%s.",
             study->cost.is_exact ? "Exact: from all coalitions of causes"
                                  : "Sampled: one random order of the causes a world",
             study->attributed, left, has_mean ? "; the mean further up is of both sets" : "");
    write_prose("", line, INDENT, style, stream);
    fputc('\n', stream);
}

/* --- how to read it, and how it was made --- */

static void write_terms(const ski_sensitivity *study, const sk_text_style *style, FILE *stream) {
    static const char *const terms[] = {
        "first order: share of the variance that would go if this cause alone were known; a little "
        "below 0 is chance.",
        "total: share that would stay if all the others were known; what it has beyond the first "
        "order comes from working together with them.",
        "due to it: mean shortage that this cause adds, over all orders in which causes may join; "
        "with the structural line these add up to all together.",
        "less without it: what would go if this cause alone went; these do not add up, for where "
        "two causes each suffice neither helps alone.",
        "*: few events. Too few worlds stand behind a figure, or too uneven ones: its range is too "
        "narrow to rely on."};
    if (study->groups.count == 0) {
        return;
    }
    fputs("How to read it\n", stream);
    for (int i = 0; i < (int)(sizeof terms / sizeof *terms); i++) {
        write_prose("  -", terms[i], 2 * INDENT, style, stream);
    }
    fputc('\n', stream);
}

static void write_failures(const ski_sensitivity *study, const sk_text_style *style, FILE *stream) {
    char line[WORDS];
    for (int i = 0; i < study->failed_count && i < FAILURES_MOST; i++) {
        const ski_set_failure *of = &study->failures[i];
        snprintf(line, sizeof line, "sample %d of set %s failed: %.300s", of->failure.sample,
                 of->set, of->failure.reason);
        ski_write_line("", line, INDENT, style, stream);
    }
    if (study->failed_count > FAILURES_MOST) {
        fprintf(stream, "  and %d more\n", study->failed_count - FAILURES_MOST);
    }
}

static void write_provenance(const ski_sensitivity *study, const sk_provenance *provenance,
                             const sk_text_style *style, FILE *stream) {
    ski_sampled_text(study->scenario, study->samples, study->failed_count, study->threads,
                     provenance, style, stream);
    write_failures(study, style, stream);
    ski_certificates_text(&study->solves, style, stream);
    if (provenance->folder != NULL) {
        fprintf(stream, "Results are in %s\n", provenance->folder);
    }
}

sk_status ski_sensitivity_text(const ski_sensitivity *study, const sk_provenance *provenance,
                               const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    ski_header_text(study->scenario, "Sensitivity", style, stream);
    SK_TRY(write_variation(study, style, stream));
    if (study->few_events && study->spread.varies) {
        write_few(study->spread.nonzero, 2 * study->worlds, style, stream);
    }
    SK_TRY(write_shares(study, style, stream));
    write_method(study, style, stream);
    if (study->short_worlds < SKI_FEW_EVENTS && study->short_worlds > 0) {
        write_few(study->short_worlds, study->attributed, style, stream);
    }
    write_terms(study, style, stream);
    write_provenance(study, provenance, style, stream);
    st = ski_stream_status(stream);
done:
    return st;
}

sk_status ski_sensitivity_announce(const sk_scenario *scenario, const sk_study_options *options,
                                   FILE *stream, sk_error *error) {
    sk_status st = SK_OK;
    ski_sensitivity *study = NULL;
    char samples[SKI_FIGURE_TEXT], worlds[SKI_FIGURE_TEXT], time[SKI_FIGURE_TEXT];
    SK_TRY(ski_sensitivity_foresee(&study, scenario, options, error));
    const ski_sensitivity_cost *cost = &study->cost;
    const double minutes = ceil(cost->nominal_seconds / 60);
    fprintf(
        stream,
        "sensitivity of %s to %d group%s of causes: two sets of %s worlds, each group exchanged "
        "between them, and the shortage with %s: %s samples, by the size of the chain about %s "
        "minute%s of one core",
        study->metric.name, cost->groups, cost->groups == 1 ? "" : "s",
        ski_figure_text(worlds, cost->worlds, 0),
        cost->is_exact ? "every coalition of groups"
                       : "the groups joining one by one, in an order of each world's own",
        ski_figure_text(samples, cost->samples, 0), ski_figure_text(time, minutes, 0),
        minutes == 1 ? "" : "s");
    st = ski_stream_status(stream);
done:
    ski_sensitivity_free(study);
    return st;
}
