/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disruptions → events in continuous time (model.md §2). The k-th event's wait, duration and
 * factors stand at place k of a stream each, so that no draw depends on how many another took. */
#include "uncertainty/causes.h"
#include "uncertainty/distributions.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_every_month(const ski_disruption *disruption) {
    for (int month = 0; month < 12; month++) {
        if (!disruption->months[month]) {
            return false;
        }
    }
    return true;
}

/* Lists when the clock of a renewal disruption runs: inside the horizon, the window and the months.
 * `open` may be NULL, to count. */
static int list_open(const sk_network *network, const ski_disruption *disruption, ski_open *open) {
    const ski_calendar *calendar = &network->scenario->calendar;
    double time = fmax(0, disruption->window_from);
    double end = fmin(network->periods, disruption->window_to);
    bool every_month = is_every_month(disruption);
    bool goes_on = false;
    int count = 0;
    while (time < end) {
        double month_end = end;
        int month = every_month ? 1 : ski_calendar_month(calendar, time, &month_end);
        bool runs = every_month || disruption->months[month - 1];
        double to = fmin(month_end, end);
        count += runs && !goes_on;
        if (open != NULL && runs) {
            open[count - 1] = (ski_open){goes_on ? open[count - 1].from : time, to};
        }
        goes_on = runs;
        time = to;
    }
    return count;
}

static sk_status build_disruption(ski_uncertainty *uncertainty, int index) {
    sk_status st = SK_OK;
    const sk_network *network = uncertainty->network;
    const ski_disruption *given = &network->scenario->disruptions[index];
    const char *name = given->element.name;
    ski_disruption_cause *cause = &uncertainty->disruptions[index];
    cause->given = given;
    cause->wait = ski_stream_of(0, 0, name, "wait");
    cause->length = ski_stream_of(0, 0, name, "duration");
    cause->happens = ski_stream_of(0, 0, name, "happens");
    cause->first_effect = uncertainty->effect_count;
    uncertainty->effect_count += given->effect_count;
    SK_TRY(ski_dist_sorted(&cause->duration, uncertainty->arena, &given->duration_days));
    if (!given->dated) {
        cause->open_count = list_open(network, given, NULL);
        ski_open *open = SKI_NEW(uncertainty->arena, ski_open, cause->open_count);
        SK_CHECK_MEMORY(open);
        list_open(network, given, open);
        cause->open = open;
    }
done:
    return st;
}

static sk_status build_effects(ski_uncertainty *uncertainty, int index) {
    sk_status st = SK_OK;
    const sk_network *network = uncertainty->network;
    const ski_disruption *given = &network->scenario->disruptions[index];
    for (int number = 0; number < given->effect_count; number++) {
        const ski_effect *effect = &given->effects[number];
        ski_effect_cause *cause =
            &uncertainty->effects[uncertainty->disruptions[index].first_effect + number];
        char purpose[32];
        snprintf(purpose, sizeof purpose, "factor.%d", number + 1);
        cause->disruption = index;
        cause->number = number;
        cause->stream = ski_stream_of(0, 0, given->element.name, purpose);
        cause->from = ski_days_to_periods(effect->from_days, network->period_years);
        cause->until = ski_days_to_periods(effect->until_days, network->period_years);
        SK_TRY(ski_dist_sorted(&cause->factor, uncertainty->arena, &effect->factor));
    }
done:
    return st;
}

sk_status ski_disruptions_build(ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    int count = uncertainty->network->scenario->disruption_count;
    uncertainty->disruptions = SKI_NEW(uncertainty->arena, ski_disruption_cause, count);
    SK_CHECK_MEMORY(uncertainty->disruptions);
    for (int index = 0; index < count; index++) {
        SK_TRY(build_disruption(uncertainty, index));
    }
    uncertainty->effects = SKI_NEW(uncertainty->arena, ski_effect_cause, uncertainty->effect_count);
    SK_CHECK_MEMORY(uncertainty->effects);
    for (int index = 0; index < count; index++) {
        SK_TRY(build_effects(uncertainty, index));
    }
done:
    return st;
}

/* What is being drawn: the events of one disruption of a world. */
typedef struct {
    const ski_uncertainty *uncertainty;
    int disruption;
    uint64_t seed;
    uint32_t number; /* of the world whose streams they come from */
    ski_world *world;
} drawing;

static double draw_uniform(const drawing *at, ski_stream stream, uint32_t place) {
    stream = ski_stream_in(stream, at->seed, at->number);
    return ski_stream_uniform(&stream, place);
}

/* Draws the factor of each effect of the event at `place`; a forced one has their means. */
static sk_status draw_effects(const drawing *at, uint32_t place) {
    const ski_disruption_cause *cause = &at->uncertainty->disruptions[at->disruption];
    ski_world *world = at->world;
    const bool is_forced = world->recipe.forced == at->disruption;
    for (int number = 0; number < cause->given->effect_count; number++) {
        const ski_effect_cause *effect = &at->uncertainty->effects[cause->first_effect + number];
        if (ski_grow((void **)&world->factors, &world->factor_capacity, world->factor_count,
                     sizeof *world->factors) != 0) {
            return SK_ERR_MEMORY;
        }
        world->factors[world->factor_count++] =
            is_forced ? ski_dist_mean(&effect->factor)
                      : ski_dist_quantile(&effect->factor, draw_uniform(at, effect->stream, place));
    }
    return SK_OK;
}

/* An event of the disruption with this onset and duration, both in periods. */
static ski_event event_of(const drawing *at, double onset, double duration) {
    const ski_disruption *given = at->uncertainty->disruptions[at->disruption].given;
    const double years = at->uncertainty->network->period_years;
    ski_event event = {.disruption = at->disruption, .start = ski_whole_time(onset)};
    event.end = ski_whole_time(event.start + duration);
    event.recovered = ski_whole_time(event.end + ski_days_to_periods(given->recovery_days, years));
    return event;
}

/* The event at `place` of a disruption, with its onset. */
static ski_event draw_event(const drawing *at, uint32_t place, double onset) {
    const ski_disruption_cause *cause = &at->uncertainty->disruptions[at->disruption];
    const double days = ski_dist_quantile(&cause->duration, draw_uniform(at, cause->length, place));
    return event_of(at, onset, ski_days_to_periods(days, at->uncertainty->network->period_years));
}

static sk_status keep_event(const drawing *at, uint32_t place, ski_event event) {
    ski_world *world = at->world;
    if (ski_grow((void **)&world->events, &world->event_capacity, world->event_count,
                 sizeof *world->events) != 0) {
        return SK_ERR_MEMORY;
    }
    event.first_factor = world->factor_count;
    world->events[world->event_count++] = event;
    return draw_effects(at, place);
}

/* The model time at which the clock of `cause`, started at `time`, has run for `wait`; +inf when it
 * never does. `next` is the part of open time to begin with, and is moved on. */
static double onset_after(const ski_disruption_cause *cause, double time, double wait, int *next) {
    for (; *next < cause->open_count; (*next)++) {
        double from = fmax(time, cause->open[*next].from);
        double room = cause->open[*next].to - from;
        if (wait < room) {
            return from + wait;
        }
        wait -= fmax(room, 0);
    }
    return INFINITY;
}

/* Alternating renewal: waits while the clock runs, then an event with its recovery, in turn. */
static sk_status draw_renewal(const drawing *at) {
    const ski_disruption_cause *cause = &at->uncertainty->disruptions[at->disruption];
    const sk_network *network = at->uncertainty->network;
    const double rate = cause->given->rate_per_year * network->period_years;
    double onset = 0;
    double free_from = 0;
    int next_open = 0;
    for (uint32_t place = 0;; place++) {
        if (place > 0 || !cause->given->active_at_start) {
            const double wait = -log1p(-draw_uniform(at, cause->wait, place)) / rate;
            onset = onset_after(cause, free_from, wait, &next_open);
        }
        if (onset >= network->periods) {
            return SK_OK;
        }
        const ski_event event = draw_event(at, place, onset);
        free_from = event.recovered;
        const sk_status st = keep_event(at, place, event);
        if (st != SK_OK) {
            return st;
        }
    }
}

/* One dated event; it counts where it touches the horizon. */
static sk_status draw_dated(const drawing *at) {
    const ski_disruption_cause *cause = &at->uncertainty->disruptions[at->disruption];
    if (draw_uniform(at, cause->happens, 0) >= cause->given->probability ||
        cause->given->start_time >= at->uncertainty->network->periods) {
        return SK_OK;
    }
    const ski_event event = draw_event(at, 0, cause->given->start_time);
    return event.recovered > 0 ? keep_event(at, 0, event) : SK_OK;
}

static sk_status draw_disruption(const ski_uncertainty *uncertainty, uint64_t seed, int index,
                                 ski_world *world) {
    const ski_recipe *recipe = &world->recipe;
    const ski_cause_state state = ski_disruption_state(recipe, index);
    const drawing at = {uncertainty, index, seed, ski_recipe_number(recipe, state), world};
    if (recipe->forced == index) {
        return keep_event(&at, 0, event_of(&at, 0, recipe->forced_periods));
    }
    if (state == SKI_OFF) {
        return SK_OK;
    }
    return uncertainty->disruptions[index].given->dated ? draw_dated(&at) : draw_renewal(&at);
}

sk_status ski_disruptions_draw(const ski_uncertainty *uncertainty, uint64_t seed,
                               ski_space *space) {
    sk_status st = SK_OK;
    ski_world *world = &space->world;
    const int count = uncertainty->network->scenario->disruption_count;
    world->event_count = 0;
    world->factor_count = 0;
    for (int index = 0; index < count; index++) {
        space->first_event[index] = world->event_count;
        SK_TRY(draw_disruption(uncertainty, seed, index, world));
    }
    space->first_event[count] = world->event_count;
done:
    return st;
}
