/* SPDX-License-Identifier: GPL-3.0-or-later */
/* World → JSON, skarn/worlds/1. */
#include "report/header.h"
#include "report/world_parts.h"

#include <skarn/run.h>

static void add_date(ski_json *json, cJSON *object, const char *key, const sk_scenario *scenario,
                     double time) {
    char text[SKI_DATE_TEXT];
    ski_json_text(json, object, key,
                  ski_date_text(text, ski_calendar_date(&scenario->calendar, time)));
}

static void add_effect(ski_json *json, cJSON *effects, const sk_scenario *scenario,
                       const ski_effect *effect, const ski_shown_effect *shown) {
    cJSON *item = ski_json_object(json, effects, NULL);
    ski_json_number(json, item, "factor", shown->factor);
    add_date(json, item, "from", scenario, shown->on);
    add_date(json, item, "full_effect_until", scenario, shown->full);
    add_date(json, item, "over", scenario, shown->gone);
    cJSON *targets = ski_json_array(json, item, "targets");
    for (int target = 0; target < effect->target_count; target++) {
        char path[SKI_TARGET_TEXT];
        ski_target_path(scenario, &effect->targets[target], path);
        ski_json_text(json, targets, NULL, path);
    }
}

static void add_event(ski_json *json, cJSON *events, const sk_scenario *scenario,
                      const ski_shown_event *shown) {
    const ski_disruption *disruption = &scenario->disruptions[shown->event->disruption];
    cJSON *item = ski_json_object(json, events, NULL);
    ski_json_text(json, item, "disruption", disruption->element.name);
    add_date(json, item, "onset", scenario, shown->event->start);
    add_date(json, item, "ended", scenario, shown->event->end);
    add_date(json, item, "recovered", scenario, shown->event->recovered);
    cJSON *effects = ski_json_array(json, item, "effects");
    for (int i = 0; i < shown->effect_count; i++) {
        const ski_shown_effect *effect = &shown->effects[i];
        add_effect(json, effects, scenario, &disruption->effects[effect->number], effect);
    }
}

static void add_series(ski_json *json, cJSON *object, const char *key, const double *values,
                       int periods) {
    cJSON *series = ski_json_array(json, object, key);
    for (int period = 0; period < periods; period++) {
        ski_json_number(json, series, NULL, values[period]);
    }
}

static void add_view(ski_json *json, const ski_world_view *view) {
    const sk_scenario *scenario = view->network->scenario;
    const ski_world *world = view->world;
    int periods = scenario->periods;
    cJSON *labels = ski_json_array(json, json->root, "periods");
    for (int period = 0; period < periods; period++) {
        char label[SKI_DATE_TEXT];
        ski_json_text(json, labels, NULL, ski_period_label(label, &scenario->calendar, period));
    }
    cJSON *events = ski_json_array(json, json->root, "events");
    for (int i = 0; i < world->event_count; i++) {
        add_event(json, events, scenario, &view->events[i]);
    }
    cJSON *factors = ski_json_object(json, json->root, "factors");
    for (int i = 0; i < scenario->factor_count; i++) {
        add_series(json, factors, scenario->factors[i].element.name,
                   world->factor_paths + (size_t)i * periods, periods);
    }
    cJSON *multipliers = ski_json_object(json, json->root, "multipliers");
    const int *touched = ski_touched(view->uncertainty);
    for (int i = 0; i < ski_touched_count(view->uncertainty); i++) {
        char path[SKI_TARGET_TEXT];
        ski_quantity_path(view->network, touched[i], path, sizeof path);
        add_series(json, multipliers, path, world->multipliers + (size_t)i * periods, periods);
    }
}

sk_status sk_world_write_json(const sk_scenario *scenario, int sample, FILE *stream,
                              sk_error *error) {
    ski_world_view *view = NULL;
    ski_json json;
    ski_json_begin(&json, "worlds");
    sk_status st = SK_OK;
    SK_TRY(ski_world_view_build(&view, scenario, sample, error));
    ski_header_json(&json, scenario);
    ski_json_number(&json, json.root, "sample", sample);
    ski_json_number(&json, json.root, "seed", (double)scenario->simulation.seed);
    add_view(&json, view);
    ski_provenance_json(&json);
done:
    st = ski_json_end(&json, st, stream);
    ski_world_view_free(view);
    return st;
}
