/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monte Carlo run → a summary that an official reads in a minute. */
#include "report/run_text.h"

#include "report/format.h"
#include "report/header.h"
#include "report/over_time_text.h"
#include "report/plan_text.h"
#include "report/sampled_text.h"
#include "report/stream.h"

#include <math.h>
#include <skarn/version.h>

enum { WORTHS_MOST = 5, INDENT = 2, WORTH_INDENT = 5, FAILURES_MOST = 10, WORDS = 256 };

/* "87 % of worlds (85 to 89)", with a word on few events. */
static char *chance_text(char text[WORDS], const ski_probability *chance) {
    ski_interval interval = {100 * chance->interval.low, 100 * chance->interval.high};
    int decimals = ski_interval_decimals(100 * chance->value, interval);
    char value[SKI_FIGURE_TEXT];
    char range[SKI_RANGE_TEXT];
    snprintf(text, WORDS, "%s %% of worlds (%s)%s",
             ski_figure_text(value, 100 * chance->value, decimals),
             ski_interval_text(range, interval, decimals),
             chance->few_events ? "; few events" : "");
    return text;
}

static void write_event(const sk_run *run, const char *sentence, const char *metric,
                        const sk_text_style *style, FILE *stream) {
    int column = ski_metric_find(run->metrics, metric, -1);
    if (column >= 0) {
        char chance[WORDS];
        char line[2 * WORDS];
        snprintf(line, sizeof line, "%s: in %s.", sentence,
                 chance_text(chance, &run->probabilities[column]));
        ski_write_line("", line, INDENT, style, stream);
    }
}

static bool is_critical(const sk_run *run, const ski_demand_summary *demand) {
    return run->scenario->demands[demand->demand].critical;
}

/* Names the demand that is short most often among those not critical. */
static void write_most_often(const sk_run *run, FILE *stream) {
    const ski_demand_summary *most = NULL;
    int ever_short = 0;
    for (int i = 0; i < run->demand_count; i++) {
        const ski_demand_summary *demand = &run->demands[i];
        if (!is_critical(run, demand) && demand->any_shortage.value > 0) {
            ever_short++;
            if (most == NULL || demand->any_shortage.value > most->any_shortage.value) {
                most = demand;
            }
        }
    }
    if (most != NULL) {
        fprintf(stream, "    (%s: %s)\n", ever_short == 1 ? "only" : "mostly",
                ski_title(&run->scenario->demands[most->demand].element));
    }
}

/* Critical demands, which the question is about, come first. */
static void write_security(const sk_run *run, const sk_text_style *style, FILE *stream) {
    int critical = 0;
    for (int i = 0; i < run->demand_count; i++) {
        critical += is_critical(run, &run->demands[i]);
    }
    fputs("How secure supply is\n", stream);
    if (critical > 0) {
        char gets[WORDS];
        snprintf(gets, sizeof gets, "Every critical demand gets %.4g %% of its need or more",
                 100 * run->scenario->simulation.secure_fill);
        write_event(run, "Some critical demand goes short at some time", "any_shortage_critical",
                    style, stream);
        write_event(run, gets, "secure", style, stream);
    } else {
        ski_write_line("", "No demand is marked critical: \"secure\" has no meaning here.", INDENT,
                       style, stream);
    }
    if (critical < run->demand_count) {
        write_event(run,
                    critical > 0 ? "Some other demand goes short at some time"
                                 : "Some demand goes short at some time",
                    "any_shortage_other", style, stream);
        write_most_often(run, stream);
    }
    fputc('\n', stream);
}

static void write_worth(const sk_run *run, const ski_worth *worth, const sk_text_style *style,
                        FILE *stream) {
    const sk_scenario *scenario = run->scenario;
    char words[WORDS];
    char mean[SKI_FIGURE_TEXT];
    char highest[SKI_FIGURE_TEXT];
    char label[SKI_DATE_TEXT];
    char times[WORDS] = "at all times";
    char sentence[4 * WORDS];
    if (worth->periods != scenario->periods) {
        snprintf(times, sizeof times, "in %d %s from %s on", worth->periods,
                 ski_period_word(scenario, worth->periods != 1),
                 ski_period_label(label, &scenario->calendar, worth->first_period));
    }
    snprintf(sentence, sizeof sentence, "%s: %s USD on average, at most %s, %s",
             ski_worth_text(run->plan, worth, words, WORDS),
             ski_amount_text(mean, worth->mean_usd_per_t),
             ski_amount_text(highest, worth->highest_usd_per_t), times);
    ski_write_wrapped(sentence, WORTH_INDENT, style, stream);
    fputc('\n', stream);
}

static void write_worths(const sk_run *run, const char *title, const ski_worth *worths, int count,
                         const sk_text_style *style, FILE *stream) {
    if (count == 0) {
        return;
    }
    ski_write_line("", title, 0, style, stream);
    for (int i = 0; i < count && i < WORTHS_MOST; i++) {
        fprintf(stream, "  %d. ", i + 1);
        write_worth(run, &worths[i], style, stream);
    }
    fputc('\n', stream);
}

static void write_failures(const sk_run *run, const sk_text_style *style, FILE *stream) {
    char line[2 * WORDS];
    for (int i = 0; i < run->failed_count && i < FAILURES_MOST; i++) {
        snprintf(line, sizeof line, "sample %d failed: %s", run->failures[i].sample,
                 run->failures[i].reason);
        ski_write_line("", line, INDENT, style, stream);
    }
    if (run->failed_count > FAILURES_MOST) {
        fprintf(stream, "  and %d more\n", run->failed_count - FAILURES_MOST);
    }
}

static void write_provenance(const sk_run *run, const sk_provenance *provenance,
                             const sk_text_style *style, FILE *stream) {
    ski_sampled_text(run->scenario, run->samples, run->failed_count, run->threads, provenance,
                     style, stream);
    write_failures(run, style, stream);
    ski_certificates_text(&run->solves, style, stream);
    if (provenance->folder != NULL) {
        fprintf(stream, "Results are in %s\n", provenance->folder);
    }
}

sk_status sk_run_write_text(const sk_run *run, const sk_provenance *provenance,
                            const sk_text_style *style, FILE *stream) {
    sk_status st = SK_OK;
    ski_header_text(run->scenario, "Supply security", style, stream);
    write_security(run, style, stream);
    SK_TRY(ski_run_demands_text(run, style, stream));
    SK_TRY(ski_run_over_time_text(run, style, stream));
    SK_TRY(ski_run_costs_text(run, style, stream));
    write_worths(run, "What one more tonne of capacity is worth, by the plan",
                 run->plan->limit_worths, run->plan->limit_worth_count, style, stream);
    write_worths(run, "What one more tonne of material is worth at a place, by the plan",
                 run->plan->node_worths, run->plan->node_worth_count, style, stream);
    SK_TRY(ski_run_supply_text(run, style, stream));
    ski_run_terms_text(run, style, stream);
    fputc('\n', stream);
    write_provenance(run, provenance, style, stream);
    st = ski_stream_status(stream);
done:
    return st;
}
