/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and number → one world, drawn as a sample's would be, without solving anything. */
#include "study/world.h"

#include "uncertainty/design.h"

#include <math.h>
#include <stdlib.h>

/* Random worlds are any number of worlds; those of a design are counted. */
static sk_status check_number(const sk_scenario *scenario, int sample, sk_error *error) {
    const ski_design design = ski_design_of(&scenario->simulation);
    if (sample < 0) {
        return ski_fail(error, SK_ERR_USAGE, "sample: no such world (got %d; allowed 0 or more)",
                        sample);
    }
    if (design.sampling != SKI_RANDOM && sample >= design.worlds) {
        return ski_fail(error, SK_ERR_USAGE,
                        "sample: beyond the worlds of sampling \"%s\" (got %d; allowed 0 to %d, or "
                        "more --samples)",
                        scenario->simulation.sampling, sample, design.worlds - 1);
    }
    return SK_OK;
}

/* When an effect acts in an event, by the rule of model.md §2; false when it never does. */
static bool show_effect(const ski_world_view *view, const ski_event *event, int number,
                        ski_shown_effect *shown) {
    const ski_disruption *disruption = &view->network->scenario->disruptions[event->disruption];
    const ski_effect *effect = &disruption->effects[number];
    const double years = view->network->period_years;
    const double until =
        ski_whole_time(event->start + ski_days_to_periods(effect->until_days, years));
    *shown = (ski_shown_effect){
        .number = number,
        .factor = view->world->factors[event->first_factor + number],
        .on = ski_whole_time(event->start + ski_days_to_periods(effect->from_days, years)),
        .full = fmin(event->end, until),
        .gone = fmin(event->recovered, until),
    };
    return (effect->from_days == 0 || shown->on < event->end) && shown->on < shown->gone;
}

static sk_status show_event(ski_world_view *view, int index) {
    const ski_event *event = &view->world->events[index];
    const int effects = view->network->scenario->disruptions[event->disruption].effect_count;
    ski_shown_event *shown = &view->events[index];
    shown->event = event;
    shown->effects = SKI_NEW(view->arena, ski_shown_effect, effects);
    if (shown->effects == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int number = 0; number < effects; number++) {
        if (show_effect(view, event, number, &shown->effects[shown->effect_count])) {
            shown->effect_count++;
        }
    }
    return SK_OK;
}

static sk_status show_events(ski_world_view *view) {
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(view->arena = ski_arena_new());
    view->events = SKI_NEW(view->arena, ski_shown_event, view->world->event_count);
    SK_CHECK_MEMORY(view->events);
    for (int index = 0; index < view->world->event_count; index++) {
        SK_TRY(show_event(view, index));
    }
done:
    return st;
}

sk_status ski_world_view_build(ski_world_view **out, const sk_scenario *scenario, int sample,
                               sk_error *error) {
    sk_status st = SK_OK;
    ski_world_view *view = NULL;
    const ski_recipe recipe = ski_recipe_of_world((uint32_t)sample);
    SK_TRY(check_number(scenario, sample, error));
    SK_CHECK_MEMORY(view = ski_alloc(1, sizeof *view));
    SK_TRY(ski_network_build(&view->network, scenario, error));
    SK_TRY(ski_uncertainty_build(&view->uncertainty, view->network, error));
    SK_TRY(ski_world_new(&view->world, view->uncertainty));
    SK_TRY(ski_world_draw(view->uncertainty, scenario->simulation.seed, &recipe, view->world));
    SK_TRY(show_events(view));
    *out = view;
    view = NULL;
done:
    ski_world_view_free(view);
    return st;
}

void ski_world_view_free(ski_world_view *view) {
    if (view != NULL) {
        ski_world_free(view->world);
        ski_uncertainty_free(view->uncertainty);
        ski_network_free(view->network);
        ski_arena_free(view->arena);
        free(view);
    }
}
