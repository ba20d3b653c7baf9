/* SPDX-License-Identifier: GPL-3.0-or-later */
/* World → text: its events with dates, and the multipliers that differ from 1. */
#include "report/header.h"
#include "report/stream.h"
#include "report/table.h"
#include "report/world_parts.h"

#include <skarn/run.h>

/* Multipliers in a line: half a year of months where a year does not fit the screen. */
enum { PER_LINE = 12, YEAR_WIDTH = 98 };

static void add_date(ski_table *table, const sk_scenario *scenario, double time) {
    char text[SKI_DATE_TEXT];
    ski_cell_text(table, "%s", ski_date_text(text, ski_calendar_date(&scenario->calendar, time)));
}

static void add_effect(ski_table *table, const sk_scenario *scenario, const ski_effect *effect,
                       const ski_shown_effect *shown) {
    char path[SKI_TARGET_TEXT];
    add_date(table, scenario, shown->on);
    add_date(table, scenario, shown->full);
    add_date(table, scenario, shown->gone);
    ski_cell_amount(table, shown->factor);
    ski_target_path(scenario, &effect->targets[0], path);
    if (effect->target_count > 1) {
        ski_cell_text(table, "%s and %d more", path, effect->target_count - 1);
    } else {
        ski_cell_text(table, "%s", path);
    }
}

/* What began and ended before any of its effects did. */
static void add_without_effect(ski_table *table, const sk_scenario *scenario,
                               const ski_event *event) {
    add_date(table, scenario, event->start);
    add_date(table, scenario, event->end);
    add_date(table, scenario, event->recovered);
    ski_cell_text(table, "-");
    ski_cell_text(table, "nothing: over before an effect begins");
}

/* A row an effect that acts; the event's name stands in its first row. */
static void add_event(ski_table *table, const sk_scenario *scenario, const ski_shown_event *shown) {
    const ski_disruption *disruption = &scenario->disruptions[shown->event->disruption];
    ski_cell_text(table, "%s", disruption->element.name);
    if (shown->effect_count == 0) {
        add_without_effect(table, scenario, shown->event);
    }
    for (int i = 0; i < shown->effect_count; i++) {
        if (i > 0) {
            ski_cell_text(table, "%s", "");
        }
        add_effect(table, scenario, &disruption->effects[shown->effects[i].number],
                   &shown->effects[i]);
    }
}

static sk_status write_events(const ski_world_view *view, const sk_text_style *style,
                              FILE *stream) {
    static const char *const headings[] = {"<disruption", "<from",   "<full effect until",
                                           "<over",       ">factor", "<on"};
    ski_table *table = ski_table_new(headings, 6);
    for (int i = 0; i < view->world->event_count; i++) {
        add_event(table, view->network->scenario, &view->events[i]);
    }
    if (view->world->event_count == 0) {
        fputs("Events: none\n\n", stream);
    }
    return ski_table_write(table, "Events, and when each effect acts", style, stream);
}

static bool is_all(const double *numbers, int periods, double number) {
    for (int period = 0; period < periods; period++) {
        if (numbers[period] != number) {
            return false;
        }
    }
    return true;
}

static bool are_same(const double *one, const double *other, int periods) {
    for (int period = 0; period < periods; period++) {
        if (one[period] != other[period]) {
            return false;
        }
    }
    return true;
}

static const double *multipliers_of(const ski_world_view *view, int touched) {
    return view->world->multipliers + (size_t)touched * view->network->periods;
}

/* Nothing times a multiplier is nothing: a minimum that the source does not have, for one. */
static bool is_nothing(const ski_world_view *view, int touched) {
    const sk_network *network = view->network;
    size_t first = (size_t)ski_touched(view->uncertainty)[touched] * network->periods;
    return is_all(network->base + first, network->periods, 0);
}

/* Writes the path of every quantity from `first` on that is multiplied alike; false, and nothing,
 * when it was written with one before. */
static bool write_paths(const ski_world_view *view, int first, FILE *stream) {
    const int periods = view->network->periods;
    const double *multipliers = multipliers_of(view, first);
    for (int i = 0; i < first; i++) {
        if (!is_nothing(view, i) && are_same(multipliers_of(view, i), multipliers, periods)) {
            return false;
        }
    }
    for (int i = first; i < ski_touched_count(view->uncertainty); i++) {
        if (!is_nothing(view, i) && are_same(multipliers_of(view, i), multipliers, periods)) {
            char path[SKI_TARGET_TEXT];
            ski_quantity_path(view->network, ski_touched(view->uncertainty)[i], path, sizeof path);
            fprintf(stream, "  %s\n", path);
        }
    }
    return true;
}

static void write_row(const sk_scenario *scenario, const double *multipliers,
                      const sk_text_style *style, FILE *stream) {
    const bool is_narrow = style != NULL && style->width > 0 && style->width < YEAR_WIDTH;
    const int per_line = is_narrow ? PER_LINE / 2 : PER_LINE;
    char label[SKI_DATE_TEXT];
    for (int period = 0; period < scenario->periods; period++) {
        if (period % per_line == 0) {
            fprintf(stream, "%s    %-10s", period == 0 ? "" : "\n",
                    ski_period_label(label, &scenario->calendar, period));
        }
        fprintf(stream, " %6.3f", multipliers[period]);
    }
    fputc('\n', stream);
}

static void write_multipliers(const ski_world_view *view, const sk_text_style *style,
                              FILE *stream) {
    const sk_scenario *scenario = view->network->scenario;
    int changed = 0, unchanged = 0;
    fprintf(stream, "Multipliers by %s; the first of each line is named\n",
            ski_period_word(scenario, false));
    for (int i = 0; i < ski_touched_count(view->uncertainty); i++) {
        if (is_nothing(view, i)) {
            continue;
        }
        if (is_all(multipliers_of(view, i), scenario->periods, 1)) {
            unchanged++;
            continue;
        }
        changed++;
        if (write_paths(view, i, stream)) {
            write_row(scenario, multipliers_of(view, i), style, stream);
        }
    }
    if (changed == 0) {
        fputs("  none differs from 1\n", stream);
    } else if (unchanged > 0) {
        fprintf(stream, "  %d more stay at 1\n", unchanged);
    }
}

sk_status sk_world_write_text(const sk_scenario *scenario, int sample, const sk_text_style *style,
                              FILE *stream, sk_error *error) {
    ski_world_view *view = NULL;
    sk_status st = SK_OK;
    SK_TRY(ski_world_view_build(&view, scenario, sample, error));
    char what[32];
    snprintf(what, sizeof what, "World %d", sample);
    ski_header_text(scenario, what, style, stream);
    SK_TRY(write_events(view, style, stream));
    write_multipliers(view, style, stream);
    st = ski_stream_status(stream);
done:
    ski_world_view_free(view);
    return st;
}
