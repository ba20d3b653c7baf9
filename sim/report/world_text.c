/* SPDX-License-Identifier: GPL-3.0-or-later */
/* World → text: its events with dates, and the multipliers that differ from 1. */
#include "report/header.h"
#include "report/stream.h"
#include "report/table.h"
#include "report/world_parts.h"

#include <skarn/run.h>

enum { PER_LINE = 12 };

static void add_date(ski_table *table, const sk_scenario *scenario, double time) {
    char text[SKI_DATE_TEXT];
    ski_cell_text(table, "%s", ski_date_text(text, ski_calendar_date(&scenario->calendar, time)));
}

/* A row an effect; the event's own cells stand in its first row. */
static void add_event(ski_table *table, const sk_scenario *scenario, const ski_world *world,
                      const ski_event *event) {
    const ski_disruption *disruption = &scenario->disruptions[event->disruption];
    for (int i = 0; i < disruption->effect_count; i++) {
        const ski_effect *effect = &disruption->effects[i];
        char path[SKI_TARGET_TEXT];
        ski_cell_text(table, "%s", i == 0 ? disruption->element.name : "");
        if (i == 0) {
            add_date(table, scenario, event->start);
            add_date(table, scenario, event->end);
            add_date(table, scenario, event->recovered);
        } else {
            ski_cell_text(table, "%s", "");
            ski_cell_text(table, "%s", "");
            ski_cell_text(table, "%s", "");
        }
        ski_cell_amount(table, world->factors[event->first_factor + i]);
        ski_target_path(scenario, &effect->targets[0], path);
        if (effect->target_count > 1) {
            ski_cell_text(table, "%s and %d more", path, effect->target_count - 1);
        } else {
            ski_cell_text(table, "%s", path);
        }
    }
}

static sk_status write_events(const ski_world_view *view, FILE *stream) {
    static const char *const headings[] = {"<disruption", "<onset",  "<full effect until",
                                           "<recovered",  ">factor", "<on"};
    const ski_world *world = view->world;
    ski_table *table = ski_table_new(headings, 6);
    for (int i = 0; i < world->event_count; i++) {
        add_event(table, view->network->scenario, world, &world->events[i]);
    }
    if (world->event_count == 0) {
        fputs("Events: none\n\n", stream);
    }
    return ski_table_write(table, "Events", stream);
}

static bool differs_from_one(const double *multipliers, int periods) {
    for (int period = 0; period < periods; period++) {
        if (multipliers[period] != 1) {
            return true;
        }
    }
    return false;
}

static void write_path(const sk_scenario *scenario, const char *path, const double *multipliers,
                       FILE *stream) {
    char label[SKI_DATE_TEXT];
    fprintf(stream, "  %s\n", path);
    for (int period = 0; period < scenario->periods; period++) {
        if (period % PER_LINE == 0) {
            fprintf(stream, "%s    %-10s", period == 0 ? "" : "\n",
                    ski_period_label(label, &scenario->calendar, period));
        }
        fprintf(stream, " %6.3f", multipliers[period]);
    }
    fputc('\n', stream);
}

static void write_multipliers(const ski_world_view *view, FILE *stream) {
    const sk_network *network = view->network;
    const int *touched = ski_touched(view->uncertainty);
    int touched_count = ski_touched_count(view->uncertainty);
    int unchanged = 0;
    fprintf(stream, "Multipliers by %s; the first of each line is named\n",
            ski_period_word(network->scenario, false));
    for (int i = 0; i < touched_count; i++) {
        const double *multipliers = view->world->multipliers + (size_t)i * network->periods;
        char path[SKI_TARGET_TEXT];
        if (!differs_from_one(multipliers, network->periods)) {
            unchanged++;
            continue;
        }
        ski_quantity_path(network, touched[i], path, sizeof path);
        write_path(network->scenario, path, multipliers, stream);
    }
    if (unchanged == touched_count) {
        fputs("  none differs from 1\n", stream);
    } else if (unchanged > 0) {
        fprintf(stream, "  %d more stay at 1\n", unchanged);
    }
}

sk_status sk_world_write_text(const sk_scenario *scenario, int sample, FILE *stream,
                              sk_error *error) {
    ski_world_view *view = NULL;
    sk_status st = SK_OK;
    SK_TRY(ski_world_view_build(&view, scenario, sample, error));
    char what[32];
    snprintf(what, sizeof what, "World %d", sample);
    ski_header_text(scenario, what, stream);
    SK_TRY(write_events(view, stream));
    write_multipliers(view, stream);
    st = ski_stream_status(stream);
done:
    ski_world_view_free(view);
    return st;
}
