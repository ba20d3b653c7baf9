/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run's summary is to be read → sentences for people. */
#include "report/format.h"
#include "report/header.h"
#include "report/run_text.h"

enum { INDENT = 2, SENTENCES = 512 };

static void write_sentences(const char *text, const sk_text_style *style, FILE *stream) {
    fprintf(stream, "%*s", INDENT, "");
    ski_write_wrapped(text, INDENT, style, stream);
    fputc('\n', stream);
}

/* How decisions are taken. */
static void write_rule(const sk_run *run, const sk_text_style *style, FILE *stream) {
    const sk_scenario *scenario = run->scenario;
    const int lookahead = scenario->simulation.lookahead_periods;
    const int ahead = lookahead < scenario->periods ? lookahead : scenario->periods;
    char text[SENTENCES];
    if (!ski_is_rolling(scenario)) {
        write_sentences("Decisions are by perfect foresight: in each world the whole future is "
                        "known. No operator knows it, so cost is a lower bound, and security looks "
                        "better than it would be.",
                        style, stream);
        return;
    }
    snprintf(text, sizeof text,
             "Decisions are taken %s by %s: the operator sees the present, forecasts the rest, "
             "plans %d %s and carries out the first. Nobody in the model knows the future.",
             ski_period_word(scenario, false), ski_period_word(scenario, false), ahead,
             ski_period_word(scenario, ahead != 1));
    write_sentences(text, style, stream);
}

/* Whether the worlds cost less on average than the plan, which a reader takes for a slip. */
static bool is_plan_dearer(const sk_run *run) {
    int cost = ski_metric_find(run->metrics, "cost_usd", -1);
    double planned = sk_plan_objective_usd(run->plan) + run->plan->policy_cost_usd;
    return cost >= 0 && run->statistics[cost].mean < planned;
}

/* What the words mean. */
static void write_words(const ski_simulation *simulation, const sk_text_style *style,
                        FILE *stream) {
    char text[SENTENCES];
    double worst = 100 * (1 - simulation->tail);
    write_sentences("A world is one draw of all that is uncertain. Fill rate: the share of demand "
                    "that is served.",
                    style, stream);
    snprintf(text, sizeof text,
             "Worst %.4g %%: the mean of the worst %.4g %% of worlds. The plan knows no "
             "disruption.",
             worst, worst);
    write_sentences(text, style, stream);
    write_sentences("Paid in money: all lines of cost but shortage, waiting demand, stocks below "
                    "target and limits.",
                    style, stream);
}

/* What the intervals mean. */
static void write_ranges(const sk_run *run, const sk_text_style *style, FILE *stream) {
    char text[SENTENCES];
    snprintf(text, sizeof text,
             "Ranges are %.4g %% intervals: how far a figure may be off because only %d worlds "
             "were drawn; they do not say whether the scenario is right. Few events: too few "
             "worlds stand behind the figure, or too uneven ones: its range is too narrow to rely "
             "on.",
             100 * run->scenario->simulation.confidence, run->samples - run->failed_count);
    write_sentences(text, style, stream);
}

void ski_run_terms_text(const sk_run *run, const sk_text_style *style, FILE *stream) {
    fputs("How to read it\n", stream);
    write_words(&run->scenario->simulation, style, stream);
    write_ranges(run, style, stream);
    write_rule(run, style, stream);
    if (is_plan_dearer(run) && !ski_is_rolling(run->scenario)) {
        write_sentences("In each world the buyer knows prices ahead and buys when they are low, so "
                        "the mean of worlds may be below the plan.",
                        style, stream);
    }
    ski_run_worlds_text(run, style, stream);
}
