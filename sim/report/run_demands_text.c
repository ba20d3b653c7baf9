/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Monte Carlo run → how secure each demand is: a value and, below it, its interval. */
#include "report/format.h"
#include "report/header.h"
#include "report/run_text.h"
#include "report/table.h"

#include <math.h>
#include <string.h>

enum { ESTIMATES = 5, COLUMNS = ESTIMATES + 1, NOTE_TEXT = 64, NAME_WIDTH = 36 };

typedef struct {
    double value;
    ski_interval interval;
} estimate;

/* A symmetric interval may reach beyond what the quantity can be; that part is not shown. */
static ski_interval within(ski_interval interval, double least, double most) {
    return (ski_interval){interval.low < least ? least : interval.low,
                          interval.high > most ? most : interval.high};
}

static estimate percent(double share, ski_interval interval) {
    interval = within(interval, 0, 1);
    return (estimate){100 * share, {100 * interval.low, 100 * interval.high}};
}

static estimate amount(double value, ski_interval interval) {
    return (estimate){value, within(interval, 0, INFINITY)};
}

/* In the order of the headings below. */
static void estimates_of(const ski_demand_summary *demand, estimate estimates[ESTIMATES]) {
    estimates[0] = percent(demand->fill_rate, demand->fill_rate_interval);
    estimates[1] = amount(demand->shortage_tpy, demand->shortage_interval);
    estimates[2] = percent(demand->any_shortage.value, demand->any_shortage.interval);
    estimates[3] =
        percent(demand->worst_fill_rate,
                ski_tail_interval(demand->worst_fill_rate_interval, demand->worst_few_events));
    estimates[4] = amount(demand->short_months_per_year, demand->short_months_interval);
}

/* Which of the figures rest on few events. */
static void note_of(const ski_demand_summary *demand, char note[NOTE_TEXT]) {
    snprintf(note, NOTE_TEXT, "%s%s%s", demand->few_events ? ", means" : "",
             demand->any_shortage.few_events ? ", chance" : "",
             demand->worst_few_events ? ", worst" : "");
}

/* The estimates' cells in a row of the demand: values, then intervals, then nothing. */
static void add_cells(ski_table *table, const estimate estimates[ESTIMATES], int row) {
    char text[SKI_RANGE_TEXT] = "";
    for (int i = 0; i < ESTIMATES; i++) {
        int decimals = ski_interval_decimals(estimates[i].value, estimates[i].interval);
        if (row == 0) {
            ski_cell_figure(table, estimates[i].value, decimals);
        } else {
            ski_cell_text(table, "%s",
                          row > 1 ? "" : ski_interval_text(text, estimates[i].interval, decimals));
        }
    }
}

/* Names come last: they are long. Below a name, which may take several rows, comes the note. */
static void add_demand(ski_table *table, const char *title, const ski_demand_summary *demand) {
    estimate estimates[ESTIMATES];
    char note[NOTE_TEXT];
    estimates_of(demand, estimates);
    note_of(demand, note);
    bool has_note = note[0] != '\0';
    for (int row = 0; row < 2 || *title != '\0' || has_note; row++) {
        add_cells(table, estimates, row);
        if (*title != '\0') {
            int length = ski_line_length(title, NAME_WIDTH);
            ski_cell_text(table, "%.*s", length, title);
            title = ski_next_line(title, length);
        } else {
            ski_cell_text(table, "%s%s", has_note ? "  few events: " : "",
                          has_note ? note + 2 : "");
            has_note = false;
        }
    }
}

static ski_table *new_table(const ski_simulation *simulation) {
    char worst[32];
    snprintf(worst, sizeof worst, ">worst %.4g %%", 100 * (1 - simulation->tail));
    const char *const headings[COLUMNS] = {">fill rate", ">shortage",         ">chance, short",
                                           worst,        ">short or waiting", "<"};
    static const char *const units[COLUMNS] = {
        "%", "t/year", "or waiting, %", "fill rate, %", "months/year", "demand"};
    ski_table *table = ski_table_new(headings, COLUMNS);
    for (int i = 0; i < COLUMNS; i++) {
        ski_cell_text(table, "%s", units[i]);
    }
    return table;
}

static sk_status write_group(const sk_run *run, bool critical, const char *title,
                             const sk_text_style *style, FILE *stream) {
    ski_table *table = NULL;
    for (int i = 0; i < run->demand_count; i++) {
        const ski_demand *demand = &run->scenario->demands[run->demands[i].demand];
        if (demand->critical != critical) {
            continue;
        }
        if (table == NULL && (table = new_table(&run->scenario->simulation)) == NULL) {
            return SK_ERR_MEMORY;
        }
        add_demand(table, ski_title(&demand->element), &run->demands[i]);
    }
    return table == NULL ? SK_OK : ski_table_write(table, title, style, stream);
}

sk_status ski_run_demands_text(const sk_run *run, const sk_text_style *style, FILE *stream) {
    sk_status st = write_group(run, true, "Critical demands", style, stream);
    return st != SK_OK ? st : write_group(run, false, "Other demands", style, stream);
}
