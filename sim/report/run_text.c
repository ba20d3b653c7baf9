/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monte Carlo run → a summary that an official reads in a minute. */
#include "report/run_text.h"

#include "report/format.h"
#include "report/header.h"
#include "report/plan_text.h"
#include "report/stream.h"

#include <math.h>
#include <skarn/version.h>

enum { WORTHS_MOST = 5, WORTH_INDENT = 5, FAILURES_MOST = 10, WORDS = 256 };

/* "87 % of worlds (85 to 89)", with a word on few events. */
static void write_chance(const ski_probability *chance, FILE *stream) {
    ski_interval interval = {100 * chance->interval.low, 100 * chance->interval.high};
    int decimals = ski_interval_decimals(100 * chance->value, interval);
    char value[SKI_FIGURE_TEXT];
    char range[SKI_RANGE_TEXT];
    fprintf(stream, "%s %% of worlds (%s)%s", ski_figure_text(value, 100 * chance->value, decimals),
            ski_interval_text(range, interval, decimals), chance->few_events ? "; few events" : "");
}

static void write_event(const sk_run *run, const char *sentence, const char *metric, FILE *stream) {
    int column = ski_metric_find(run->metrics, metric, -1);
    if (column >= 0) {
        fprintf(stream, "  %s: in ", sentence);
        write_chance(&run->probabilities[column], stream);
        fputs(".\n", stream);
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
static void write_security(const sk_run *run, FILE *stream) {
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
                    stream);
        write_event(run, gets, "secure", stream);
    } else {
        fputs("  No demand is marked critical: \"secure\" has no meaning here.\n", stream);
    }
    if (critical < run->demand_count) {
        write_event(run,
                    critical > 0 ? "Some other demand goes short at some time"
                                 : "Some demand goes short at some time",
                    "any_shortage_other", stream);
        write_most_often(run, stream);
    }
    fputc('\n', stream);
}

static void write_worth(const sk_run *run, const ski_worth *worth, FILE *stream) {
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
    ski_write_wrapped(sentence, WORTH_INDENT, stream);
    fputc('\n', stream);
}

static void write_worths(const sk_run *run, const char *title, const ski_worth *worths, int count,
                         FILE *stream) {
    if (count == 0) {
        return;
    }
    fprintf(stream, "%s\n", title);
    for (int i = 0; i < count && i < WORTHS_MOST; i++) {
        fprintf(stream, "  %d. ", i + 1);
        write_worth(run, &worths[i], stream);
    }
    fputc('\n', stream);
}

static void write_failures(const sk_run *run, FILE *stream) {
    for (int i = 0; i < run->failed_count && i < FAILURES_MOST; i++) {
        fprintf(stream, "  sample %d failed: %s\n", run->failures[i].sample,
                run->failures[i].reason);
    }
    if (run->failed_count > FAILURES_MOST) {
        fprintf(stream, "  and %d more\n", run->failed_count - FAILURES_MOST);
    }
}

/* Optima that were verified, and those that a second method had to mend. */
static void write_certificates(const sk_run *run, FILE *stream) {
    const ski_solves *solves = &run->solves;
    long mended = 0, all = 0;
    char optima[SKI_FIGURE_TEXT];
    for (int method = 0; method < SKI_METHODS; method++) {
        mended += method == SKI_WARM ? 0 : solves->by_method[method];
        all += solves->by_method[method];
    }
    fprintf(stream, "%s optima verified outside the solver, residuals and gap at most %.0e",
            ski_figure_text(optima, (double)all, 0),
            fmax(solves->gap, fmax(solves->primal_residual, solves->dual_residual)));
    if (mended > 0) {
        fprintf(stream, "; %ld of them needed a second method", mended);
    }
    fputc('\n', stream);
}

static void write_provenance(const sk_run *run, const sk_provenance *provenance, FILE *stream) {
    int threads = provenance->threads > 0 ? provenance->threads : run->threads;
    char samples[SKI_FIGURE_TEXT];
    fprintf(stream, "%s samples, ", ski_figure_text(samples, run->samples, 0));
    if (run->failed_count == 0) {
        fputs("none failed", stream);
    } else {
        fprintf(stream, "%d failed and left out", run->failed_count);
    }
    fprintf(stream, "; seed %llu; skarn %s; %.1f s on %d thread%s\n",
            (unsigned long long)run->scenario->simulation.seed, SK_VERSION, provenance->seconds,
            threads, threads == 1 ? "" : "s");
    write_failures(run, stream);
    write_certificates(run, stream);
    if (provenance->folder != NULL) {
        fprintf(stream, "Results are in %s\n", provenance->folder);
    }
}

/* Whether the worlds cost less on average than the plan, which a reader takes for a slip. */
static bool is_plan_dearer(const sk_run *run) {
    int cost = ski_metric_find(run->metrics, "cost_usd", -1);
    double planned = sk_plan_objective_usd(run->plan) + run->plan->policy_cost_usd;
    return cost >= 0 && run->statistics[cost].mean < planned;
}

/* How decisions are taken. */
static void write_rule(const sk_run *run, FILE *stream) {
    const sk_scenario *scenario = run->scenario;
    const int lookahead = scenario->simulation.lookahead_periods;
    const int ahead = lookahead < scenario->periods ? lookahead : scenario->periods;
    if (ski_is_rolling(scenario)) {
        fprintf(stream,
                "  Decisions are taken %s by %s: the operator sees the present, forecasts the "
                "rest,\n"
                "  plans %d %s and carries out the first. Nobody in the model knows the future.\n",
                ski_period_word(scenario, false), ski_period_word(scenario, false), ahead,
                ski_period_word(scenario, ahead != 1));
    } else {
        fputs("  Decisions are by perfect foresight: in each world the whole future is known. No "
              "operator knows\n"
              "  it, so cost is a lower bound, and security looks better than it would be.\n",
              stream);
    }
}

static void write_terms(const sk_run *run, FILE *stream) {
    const ski_simulation *simulation = &run->scenario->simulation;
    double worst = 100 * (1 - simulation->tail);
    fprintf(
        stream,
        "How to read it\n"
        "  A world is one draw of all that is uncertain. Fill rate: the share of demand that is "
        "served.\n"
        "  Worst %.4g %%: the mean of the worst %.4g %% of worlds. The plan knows no "
        "disruption.\n"
        "  Paid in money: all lines of cost but shortage, waiting demand, stocks below target and "
        "limits.\n"
        "  Ranges are %.4g %% intervals: how far a figure may be off because only %d worlds "
        "were drawn;\n"
        "  they do not say whether the scenario is right. Few events: too few worlds stand "
        "behind\n"
        "  the figure, or too uneven ones: its range is too narrow to rely on.\n",
        worst, worst, 100 * simulation->confidence, run->samples);
    write_rule(run, stream);
    if (is_plan_dearer(run) && !ski_is_rolling(run->scenario)) {
        fputs(
            "  In each world the buyer knows prices ahead and buys when they are low, so the mean "
            "of worlds\n"
            "  may be below the plan.\n",
            stream);
    }
    ski_run_worlds_text(run, stream);
    fputc('\n', stream);
}

sk_status sk_run_write_text(const sk_run *run, const sk_provenance *provenance, FILE *stream) {
    sk_status st = SK_OK;
    ski_header_text(run->scenario, "Supply security", stream);
    write_security(run, stream);
    SK_TRY(ski_run_demands_text(run, stream));
    SK_TRY(ski_run_costs_text(run, stream));
    write_worths(run, "What one more tonne of capacity is worth, by the plan",
                 run->plan->limit_worths, run->plan->limit_worth_count, stream);
    write_worths(run, "What one more tonne of material is worth at a place, by the plan",
                 run->plan->node_worths, run->plan->node_worth_count, stream);
    SK_TRY(ski_run_supply_text(run, stream));
    write_terms(run, stream);
    write_provenance(run, provenance, stream);
    st = ski_stream_status(stream);
done:
    return st;
}
