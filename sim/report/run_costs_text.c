/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monte Carlo run → what it costs, and from which countries it comes. */
#include "report/format.h"
#include "report/plan_text.h"
#include "report/run_text.h"
#include "report/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTRIES_MOST = 5, INDENT = 2, ESTIMATE_TEXT = 64 + SKI_FIGURE_TEXT + SKI_RANGE_TEXT };

/* From here on money is shown in millions. */
static const double MILLIONS_FROM_USD = 1e7;

static const ski_statistics *statistics_of(const sk_run *run, const char *metric) {
    int column = ski_metric_find(run->metrics, metric, -1);
    return column < 0 ? NULL : &run->statistics[column];
}

/* How money is shown: in what unit, and with how many decimals throughout, so that lines add up. */
typedef struct {
    double usd;
    const char *name;
    int decimals;
} money;

static money money_of(double largest_usd) {
    if (largest_usd >= MILLIONS_FROM_USD) {
        return (money){1e6, "million USD", largest_usd >= 100 * MILLIONS_FROM_USD ? 1 : 2};
    }
    return (money){1, "USD", largest_usd >= 1000 ? 0 : 2};
}

/* "1,234 USD (1,200 to 1,268)", with a word on few events. */
static char *estimate_text(char text[ESTIMATE_TEXT], double usd, ski_interval interval,
                           bool few_events, money unit) {
    interval = (ski_interval){interval.low / unit.usd, interval.high / unit.usd};
    int decimals =
        isnan(interval.low) ? unit.decimals : ski_interval_decimals(usd / unit.usd, interval);
    char value[SKI_FIGURE_TEXT];
    char range[SKI_RANGE_TEXT];
    snprintf(text, ESTIMATE_TEXT, "%s %s (%s)%s", ski_figure_text(value, usd / unit.usd, decimals),
             unit.name, ski_interval_text(range, interval, decimals),
             few_events ? "; few events" : "");
    return text;
}

static const char *step_word(const sk_scenario *scenario) {
    static const char *const words[] = {[SKI_WEEK] = "week by week",
                                        [SKI_MONTH] = "month by month",
                                        [SKI_QUARTER] = "quarter by quarter",
                                        [SKI_YEAR] = "year by year"};
    return words[scenario->calendar.period];
}

/* A gap is never below 0, though the interval of its mean may reach there. */
static ski_interval cut(ski_interval interval) {
    return (ski_interval){fmax(interval.low, 0), interval.high};
}

/* ", 5.9 % (4.5 to 7.3)"; nothing where foresight costs nothing. */
static void put_share(const ski_gap *gap, FILE *stream) {
    if (isnan(gap->share)) {
        return;
    }
    const ski_interval share = cut(gap->share_interval);
    const ski_interval percent = {100 * share.low, 100 * share.high};
    const int decimals = ski_interval_decimals(100 * gap->share, percent);
    char value[SKI_FIGURE_TEXT];
    char range[SKI_RANGE_TEXT];
    fprintf(stream, ", %s %% (%s)", ski_figure_text(value, 100 * gap->share, decimals),
            ski_interval_text(range, percent, decimals));
}

static void put_gap(const sk_run *run, money unit, FILE *stream) {
    const ski_gap *gap = &run->gap;
    char more[ESTIMATE_TEXT];
    if (gap->usd == 0) {
        fprintf(stream,
                "Deciding %s on forecasts costs no more than perfect foresight would in the same "
                "worlds: here nothing is lost by not knowing the future.",
                step_word(run->scenario));
        return;
    }
    fprintf(stream,
            "Deciding %s on forecasts costs %s more than perfect foresight would in the same "
            "worlds",
            step_word(run->scenario),
            estimate_text(more, gap->usd, cut(gap->usd_interval), false, unit));
    put_share(gap, stream);
    fprintf(stream,
            "%s: the price of not knowing the future, and the most that better forecasts or "
            "another way to decide could save.",
            gap->few_events ? " (few events)" : "");
}

/* The gap to foresight, and what it means. */
static sk_status write_gap(const sk_run *run, money unit, const sk_text_style *style,
                           FILE *stream) {
    char *text = NULL;
    size_t size = 0;
    if (!ski_is_rolling(run->scenario) || isnan(run->gap.usd)) {
        return SK_OK;
    }
    FILE *sentence = open_memstream(&text, &size);
    if (sentence == NULL) {
        return SK_ERR_MEMORY;
    }
    put_gap(run, unit, sentence);
    if (fclose(sentence) != 0) {
        free(text);
        return SK_ERR_MEMORY;
    }
    fputs("  ", stream);
    ski_write_wrapped(text, INDENT, style, stream);
    fputc('\n', stream);
    free(text);
    return SK_OK;
}

/* "Mean cost 56.4 million USD (55.8 to 56.9)." */
static void write_total(const char *what, const char *estimate, const sk_text_style *style,
                        FILE *stream) {
    char line[2 * ESTIMATE_TEXT];
    snprintf(line, sizeof line, "%s %s.", what, estimate);
    ski_write_line("", line, INDENT, style, stream);
}

static void write_totals(const sk_run *run, money unit, const sk_text_style *style, FILE *stream) {
    const ski_statistics *cost = statistics_of(run, "cost_usd");
    const ski_statistics *spend = statistics_of(run, "spend_usd");
    char worst[64];
    char text[ESTIMATE_TEXT];
    if (cost == NULL || spend == NULL) {
        return;
    }
    snprintf(worst, sizeof worst, "Mean of the worst %.4g %% of worlds",
             100 * (1 - run->scenario->simulation.tail));
    write_total("Mean cost",
                estimate_text(text, cost->mean, cost->mean_interval, cost->few_events, unit), style,
                stream);
    write_total("Of it paid in money",
                estimate_text(text, spend->mean, spend->mean_interval, spend->few_events, unit),
                style, stream);
    write_total(worst,
                estimate_text(text, cost->cvar,
                              ski_tail_interval(cost->cvar_interval, cost->cvar_few_events),
                              cost->cvar_few_events, unit),
                style, stream);
}

static void add_line(ski_table *table, const char *title, double planned_usd, double mean_usd,
                     money unit) {
    ski_cell_text(table, "%s", title);
    ski_cell_figure(table, planned_usd / unit.usd, unit.decimals);
    ski_cell_figure(table, mean_usd / unit.usd, unit.decimals);
}

sk_status ski_run_costs_text(const sk_run *run, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<line", ">plan", ">mean of worlds"};
    const ski_statistics *cost = statistics_of(run, "cost_usd");
    const sk_plan *plan = run->plan;
    double planned = sk_plan_objective_usd(plan) + plan->policy_cost_usd;
    double mean = cost == NULL ? planned : cost->mean;
    money unit = money_of(fmax(fabs(planned), fabs(mean)));
    ski_table *table = ski_table_new(headings, 3);
    for (int line = 0; line < SKI_COST_LINES; line++) {
        double sign = line == SKI_TERMINAL_VALUE ? -1 : 1;
        if (plan->cost_lines[line] != 0 || run->mean_cost_lines[line] != 0) {
            add_line(table, ski_cost_line_title((ski_cost_line)line), sign * plan->cost_lines[line],
                     sign * run->mean_cost_lines[line], unit);
        }
    }
    if (plan->policy_cost_usd != 0) {
        add_line(table, "the policy itself", plan->policy_cost_usd, plan->policy_cost_usd, unit);
    }
    add_line(table, "together", planned, mean, unit);
    char title[64];
    snprintf(title, sizeof title, "Cost over the horizon, discounted, %s", unit.name);
    sk_status st = ski_table_write(table, title, style, stream);
    write_totals(run, unit, style, stream);
    st = st == SK_OK ? write_gap(run, unit, style, stream) : st;
    fputc('\n', stream);
    return st;
}

static void add_hhi(ski_table *table, const sk_run *run, const char *symbol) {
    char metric[80];
    snprintf(metric, sizeof metric, "hhi_%s", symbol);
    const ski_statistics *hhi = statistics_of(run, metric);
    ski_cell_text(table, "%s", symbol);
    if (hhi == NULL) {
        ski_cell_text(table, "-");
        return;
    }
    char text[SKI_FIGURE_TEXT];
    ski_cell_text(table, "%s", ski_figure_text(text, hhi->mean, 2));
}

sk_status ski_run_supply_text(const sk_run *run, const sk_text_style *style, FILE *stream) {
    static const char *const headings[] = {"<element", ">HHI", "<country", ">t/year", ">share, %"};
    ski_table *table = ski_table_new(headings, 5);
    int rank = 0;
    for (int i = 0; i < run->supply_count; i++) {
        const ski_supply_share *supply = &run->supply[i];
        bool is_first = i == 0 || strcmp(supply->symbol, supply[-1].symbol) != 0;
        rank = is_first ? 1 : rank + 1;
        if (rank > COUNTRIES_MOST) {
            continue;
        }
        if (is_first) {
            add_hhi(table, run, supply->symbol);
        } else {
            ski_cell_text(table, "%s", "");
            ski_cell_text(table, "%s", "");
        }
        ski_cell_text(table, "%s", supply->country);
        ski_cell_amount(table, supply->mean_tpy);
        ski_cell_percent(table, supply->share);
    }
    return ski_table_write(table,
                           "Where it is bought, mean of worlds (HHI: concentration, from 0 to 1 "
                           "for a single country)",
                           style, stream);
}
