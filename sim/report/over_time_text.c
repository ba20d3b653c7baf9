/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shortage and stocks, period by period → a table of sparklines. */
#include "report/over_time_text.h"

#include "base/tolerances.h"
#include "report/format.h"
#include "report/header.h"
#include "report/sparkline.h"
#include "report/table.h"

/* Lines of a kind that a person looks at; BESIDE: what the other columns take of a screen. */
enum { LINES_MOST = 12, TITLE_TEXT = 128, SPARKS_LEAST = 12, BESIDE = 44 };

/* The table as it grows. */
typedef struct {
    const sk_scenario *scenario;
    const sk_text_style *style;
    ski_table *table;
    int shown, left_out; /* of the kind in hand */
} drawing;

static drawing begin(const sk_scenario *scenario, const sk_text_style *style) {
    static const char *const headings[] = {"<of", "=over time", ">highest, t", "<in"};
    return (drawing){scenario, style, ski_table_new(headings, 4), 0, 0};
}

static int sparks_of(const sk_text_style *style) {
    int room = style == NULL || style->width == 0 ? SKI_SPARKS_MOST : style->width - BESIDE;
    return room < SPARKS_LEAST ? SPARKS_LEAST : room > SKI_SPARKS_MOST ? SKI_SPARKS_MOST : room;
}

/* values: [periods]. */
static void add_line(drawing *at, const char *what, const ski_element *element,
                     const double *values) {
    char sparks[SKI_SPARK_TEXT];
    char label[SKI_DATE_TEXT];
    int highest = 0;
    for (int period = 1; period < at->scenario->periods; period++) {
        highest = values[period] > values[highest] ? period : highest;
    }
    if (at->shown == LINES_MOST) {
        at->left_out++;
        return;
    }
    at->shown++;
    ski_cell_text(at->table, "%s %s", what, element->name);
    ski_cell_text(at->table, "%s",
                  ski_spark_text(sparks, values, at->scenario->periods, sparks_of(at->style),
                                 at->style != NULL && at->style->ascii));
    ski_cell_amount(at->table, values[highest]);
    ski_cell_text(at->table, "%s", ski_period_label(label, &at->scenario->calendar, highest));
}

/* Says how many lines of a kind there was no room for. */
static void end_kind(drawing *at, const char *what) {
    if (at->left_out > 0) {
        ski_cell_text(at->table, "%s of %d more", what, at->left_out);
        for (int i = 0; i < 3; i++) {
            ski_cell_text(at->table, "%s", "");
        }
    }
    at->shown = at->left_out = 0;
}

static sk_status end(drawing *at, const char *whose, FILE *stream) {
    char title[TITLE_TEXT];
    char first[SKI_DATE_TEXT];
    char last[SKI_DATE_TEXT];
    snprintf(title, sizeof title, "Over time%s, %s to %s: shortage by %s, stocks at its end", whose,
             ski_period_label(first, &at->scenario->calendar, 0),
             ski_period_label(last, &at->scenario->calendar, at->scenario->periods - 1),
             ski_period_word(at->scenario, false));
    return ski_table_write(at->table, title, at->style, stream);
}

static bool is_anything(const double *values, int count) {
    for (int i = 0; i < count; i++) {
        if (values[i] > 0) {
            return true;
        }
    }
    return false;
}

sk_status ski_plan_over_time_text(const sk_plan *plan, const sk_text_style *style, FILE *stream) {
    const sk_scenario *scenario = plan->chain->scenario;
    drawing at = begin(scenario, style);
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_plan_demand *demand = &plan->demands[i];
        if (demand->shortage_t > SKI_SHORT_SHARE * demand->demand_t) {
            add_line(&at, "shortage", &scenario->demands[i].element,
                     plan->period_shortage_t + (size_t)i * scenario->periods);
        }
    }
    end_kind(&at, "shortage");
    for (int i = 0; i < scenario->stock_count; i++) {
        const double *stock_t = plan->period_stock_t + (size_t)i * scenario->periods;
        if (is_anything(stock_t, scenario->periods)) {
            add_line(&at, "stock", &scenario->stocks[i].element, stock_t);
        }
    }
    end_kind(&at, "stock");
    return end(&at, "", stream);
}

static void add_kind(drawing *at, const ski_series *series, ski_series_kind kind,
                     const char *what) {
    for (int i = 0; i < series->line_count; i++) {
        const ski_series_line *line = &series->lines[i];
        if (line->kind == kind && is_anything(line->mean, at->scenario->periods)) {
            const ski_section section = kind == SKI_SERIES_STOCK_T ? SKI_STOCKS : SKI_DEMANDS;
            add_line(at, what, ski_element_at(at->scenario, section, line->element), line->mean);
        }
    }
    end_kind(at, what);
}

sk_status ski_run_over_time_text(const sk_run *run, const sk_text_style *style, FILE *stream) {
    if (run->series == NULL || run->series->worlds == 0) {
        return SK_OK;
    }
    drawing at = begin(run->scenario, style);
    add_kind(&at, run->series, SKI_SERIES_SHORTAGE_T, "shortage");
    add_kind(&at, run->series, SKI_SERIES_STOCK_T, "stock");
    return end(&at, ", mean of worlds", stream);
}
