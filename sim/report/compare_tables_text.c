/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → tables: what each comes to, how it differs from the reference, and what
 * that costs a tonne. A value, and below it its interval. */
#include "report/compare_text.h"
#include "report/format.h"
#include "report/table.h"

#include <math.h>

enum { NAME_WIDTH = 24, TITLE_TEXT = 192 };

/* A half-width of less than this share of the value is rounding: no digits are shown for it. */
static const double LEAST_WIDTH = 1e-6;

typedef struct {
    double value;
    ski_interval interval;
    bool few_events;
    const char *words; /* in place of a figure; NULL: none */
    bool is_ratio;     /* its interval may reach far: digits go by the value too; where it reaches
                          below 0 only its upper end says something */
} estimate;

ski_money ski_compare_money(const ski_compare *compare) {
    double largest = 0;
    for (int i = 0; i < compare->option_count; i++) {
        largest = fmax(largest, fabs(compare->options[i].statistics[SKI_COL_COST_USD].mean));
    }
    return largest >= 1e7 ? (ski_money){1e6, "million USD"} : (ski_money){1, "USD"};
}

static estimate scaled(double value, ski_interval interval, bool few_events, double unit) {
    return (estimate){.value = value / unit,
                      .interval = {interval.low / unit, interval.high / unit},
                      .few_events = few_events};
}

static estimate mean_of(const ski_mean *mean, double unit) {
    return scaled(mean->mean, mean->interval, mean->few_events, unit);
}

static estimate in_words(const char *words) {
    return (estimate){.value = NAN, .interval = {NAN, NAN}, .words = words};
}

/* What cannot be below 0 is not shown to be. */
static estimate at_least_0(estimate of) {
    of.interval.low = of.interval.low < 0 ? 0 : of.interval.low;
    return of;
}

static int decimals_of(const estimate *of) {
    const double half = (of->interval.high - of->interval.low) / 2;
    const ski_interval none = {of->value, of->value};
    const bool is_wide = of->is_ratio && half > fabs(of->value);
    const ski_interval tenth = {0, of->value / 5}; /* as wide: two digits of the value are shown */
    return ski_interval_decimals(of->value, is_wide                                ? tenth
                                            : half > LEAST_WIDTH * fabs(of->value) ? of->interval
                                                                                   : none);
}

/* One cell: the value in the first row, the interval in the second, then nothing. */
static void add_cell(ski_table *table, const estimate *of, int row) {
    char text[SKI_RANGE_TEXT];
    const int decimals = decimals_of(of);
    if (row == 0 && of->words != NULL) {
        ski_cell_text(table, "%s", of->words);
    } else if (of->is_ratio && of->interval.low < 0) {
        ski_cell_text(table, "%s%s%s", row == 0 && of->few_events ? "*" : "",
                      row == 0 ? "at most " : "",
                      row == 0 ? ski_amount_text(text, of->interval.high) : "");
    } else if (row == 0) {
        ski_cell_text(table, "%s%s", of->few_events && !isnan(of->value) ? "*" : "",
                      ski_figure_text(text, of->value, decimals));
    } else {
        ski_cell_text(table, "%s",
                      row > 1 || isnan(of->interval.low)
                          ? ""
                          : ski_interval_text(text, of->interval, decimals));
    }
}

/* Names come last: they are long, and may take several rows. */
static void add_option(ski_table *table, const estimate *estimates, int count, const char *name) {
    for (int row = 0; row < 2 || *name != '\0'; row++) {
        for (int i = 0; i < count; i++) {
            add_cell(table, &estimates[i], row);
        }
        const int length = ski_piece_length(name, NAME_WIDTH);
        ski_cell_text(table, "%.*s", length, name);
        name = ski_next_line(name, length);
    }
}

/* The units, in the row below the headings. */
static void add_units(ski_table *table, const char *const *units, int count) {
    for (int i = 0; i < count; i++) {
        ski_cell_text(table, "%s", units[i]);
    }
    ski_cell_text(table, "%s", "option");
}

static const char *shortage_word(const ski_compare *compare) {
    return compare->shortage_column == SKI_COL_SHORTAGE_CRITICAL_T ? ">critical shortage"
                                                                   : ">shortage";
}

/* --- what each option comes to --- */

static void add_level(ski_table *table, const ski_compare *compare, const ski_option *option,
                      ski_money unit) {
    const ski_statistics *cost = &option->statistics[SKI_COL_COST_USD];
    const ski_statistics *shortage = &option->statistics[compare->shortage_column];
    const ski_interval exact = {NAN, NAN};
    const bool few_in_tail = shortage->cvar_few_events;
    const estimate estimates[] = {
        scaled(option->own_cost_usd, exact, false, unit.usd),
        scaled(cost->mean, cost->mean_interval, cost->few_events, unit.usd),
        at_least_0(scaled(shortage->mean, shortage->mean_interval, shortage->few_events, 1)),
        at_least_0(scaled(shortage->cvar, ski_tail_interval(shortage->cvar_interval, few_in_tail),
                          few_in_tail, 1))};
    add_option(table, estimates, 4, option->name);
}

static sk_status write_levels(const ski_compare *compare, ski_money unit,
                              const sk_text_style *style, FILE *stream) {
    char worst[32], title[TITLE_TEXT];
    snprintf(worst, sizeof worst, ">worst %.4g %%", 100 * (1 - compare->scenario->simulation.tail));
    const char *const headings[] = {">own cost", ">mean cost", shortage_word(compare), worst, "<"};
    const char *const units[] = {unit.name, unit.name, "t", "shortage, t"};
    ski_table *table = ski_table_new(headings, 5);
    add_units(table, units, 4);
    for (int i = 0; i < compare->option_count; i++) {
        add_level(table, compare, &compare->options[i], unit);
    }
    char worlds[SKI_FIGURE_TEXT];
    snprintf(title, sizeof title, "What each option comes to, over the horizon, mean of %s worlds",
             ski_figure_text(worlds, compare->good, 0));
    return ski_table_write(table, title, style, stream);
}

/* --- differences --- */

static void add_difference(ski_table *table, const ski_compare *compare, const ski_option *option,
                           ski_money unit) {
    const ski_paired *cost = &option->differences[SKI_COL_COST_USD];
    const estimate estimates[] = {mean_of(&cost->mean, unit.usd),
                                  mean_of(&option->differences[SKI_COL_SPEND_USD].mean, unit.usd),
                                  mean_of(&option->differences[compare->shortage_column].mean, 1),
                                  scaled(cost->better.value, cost->better.interval, false, 0.01)};
    add_option(table, estimates, 4, option->name);
}

static sk_status write_differences(const ski_compare *compare, ski_money unit,
                                   const sk_text_style *style, FILE *stream) {
    char title[TITLE_TEXT];
    const char *const headings[] = {">mean cost", ">paid in money", shortage_word(compare),
                                    ">cheaper in", "<"};
    const char *const units[] = {unit.name, unit.name, "t", "% of worlds"};
    ski_table *table = ski_table_new(headings, 5);
    add_units(table, units, 4);
    for (int i = 1; i < compare->option_count; i++) {
        add_difference(table, compare, &compare->options[i], unit);
    }
    snprintf(title, sizeof title, "Difference from %s in the same worlds (below 0: less)",
             compare->options[0].name);
    return ski_table_write(table, title, style, stream);
}

/* --- what it buys --- */

static estimate price_of(const ski_compare *compare, const ski_option *option) {
    static const char *const words[SKI_VERDICTS] = {[SKI_CHANGES_NOTHING] = "changes nothing",
                                                    [SKI_NO_SHORTAGE] = "no shortage",
                                                    [SKI_NOT_DISTINGUISHABLE] = "not told apart",
                                                    [SKI_MORE_SHORTAGE] = "more shortage",
                                                    [SKI_DOMINATES] = "spends no more"};
    const ski_avoided *of = &option->avoided;
    if (option == &compare->options[0]) {
        return in_words("-");
    }
    if (of->verdict == SKI_NOT_DISTINGUISHABLE && of->avoided_t.mean == 0 &&
        of->avoided_t.sd == 0) {
        return in_words("avoids none");
    }
    const bool few_events = of->avoided_t.few_events || of->spend_usd.few_events;
    estimate price = scaled(of->usd_per_t, of->interval, few_events, 1);
    price.is_ratio = true;
    return of->verdict == SKI_RATIO ? price : in_words(words[of->verdict]);
}

static bool is_tied(const ski_compare *compare, int number) {
    bool tied = false;
    for (int i = 0; i < compare->option_count; i++) {
        tied = tied || (i != number &&
                        ski_pair_at(compare->pairs, compare->option_count, number, i)->better < 0);
    }
    return tied;
}

static void add_worth(ski_table *table, const ski_compare *compare, int number, ski_money unit) {
    const ski_option *option = &compare->options[number];
    const ski_regret *regret = &option->regret;
    char rank[32];
    snprintf(rank, sizeof rank, "%d%s", option->rank, is_tied(compare, number) ? ", tied" : "");
    const estimate estimates[] = {
        price_of(compare, option), at_least_0(mean_of(&regret->mean, unit.usd)),
        at_least_0(scaled(regret->p95, regret->p95_interval, false, unit.usd)), in_words(rank)};
    add_option(table, estimates, 4, option->name);
}

static sk_status write_worths(const ski_compare *compare, ski_money unit,
                              const sk_text_style *style, FILE *stream) {
    const char *const headings[] = {">spent per tonne", ">mean regret", ">95 % regret", ">rank",
                                    "<"};
    const char *const units[] = {"avoided, USD", unit.name, unit.name, "by cost"};
    ski_table *table = ski_table_new(headings, 5);
    add_units(table, units, 4);
    for (int i = 0; i < compare->option_count; i++) {
        add_worth(table, compare, i, unit);
    }
    return ski_table_write(table, "What it buys, and what choosing it may be regretted by", style,
                           stream);
}

sk_status ski_compare_tables_text(const ski_compare *compare, const sk_text_style *style,
                                  FILE *stream) {
    sk_status st = SK_OK;
    const ski_money unit = ski_compare_money(compare);
    SK_TRY(write_levels(compare, unit, style, stream));
    SK_TRY(write_differences(compare, unit, style, stream));
    SK_TRY(write_worths(compare, unit, style, stream));
done:
    return st;
}
