/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event that is on, one that fades, or none → expected multipliers (model.md §3):
 *
 *     1/μ = D + R/2        p(τ) = π + (p₀ - π) e^{-(λ+μ)τ}, π = λ/(λ+μ)
 *     multiplier = 1 - S (1 - f_now) - (P - S)(1 - f̄)
 *
 * τ counts from the end of the present period; P and S are averages over a period of p and of
 * e^{-μτ}. Where the rest of an event is known (it fades, or its end was announced) its own
 * multipliers stand instead, and p begins at 0 when it is over. One that is off is not expected;
 * one that is forced stays for ever while it is on, and has no successor. */
#include "uncertainty/outlook.h"

#include "uncertainty/distributions.h"

#include <math.h>

/* --- what does not change from world to world --- */

/* Share of a period in which the clock of a disruption runs. */
static double open_share(const ski_disruption_cause *cause, int period) {
    double share = 0;
    for (int i = 0; i < cause->open_count; i++) {
        const ski_open *open = &cause->open[i];
        share += fmax(0, fmin(open->to, period + 1) - fmax(open->from, period));
    }
    return fmin(share, 1);
}

sk_status ski_outlook_space_fill(ski_outlook_space *space, ski_arena *arena,
                                 const ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    const sk_network *network = uncertainty->network;
    const int count = network->scenario->disruption_count;
    double *rates = ski_arena_alloc(arena, count, (size_t)network->periods * sizeof *rates);
    SK_CHECK_MEMORY(rates);
    for (int i = 0; i < count; i++) {
        const ski_disruption_cause *cause = &uncertainty->disruptions[i];
        const double rate = cause->given->dated ? 0 : cause->given->rate_per_year;
        for (int period = 0; period < network->periods; period++) {
            rates[i * network->periods + period] =
                rate * network->period_years * open_share(cause, period);
        }
    }
    space->uncertainty = uncertainty;
    space->onset_rates = rates;
    SK_CHECK_MEMORY(space->factors = SKI_NEW(arena, double, uncertainty->touch_most));
    SK_CHECK_MEMORY(space->known = SKI_NEW(arena, double, network->periods));
    SK_CHECK_MEMORY(space->walk.cursors = SKI_NEW(arena, ski_cursor, uncertainty->touch_most));
    SK_CHECK_MEMORY(space->walk.coefficients = SKI_NEW(arena, double, uncertainty->touch_most + 1));
done:
    return st;
}

/* Product of the factors of the effects that act at an age; *next: the age, `to` at most, up to
 * which the same ones do. */
static double product_at(const ski_outlook *outlook, const ski_outlook_space *space, double age,
                         double to, double *next) {
    double product = 1;
    *next = to;
    for (int i = 0; i < outlook->effect_count; i++) {
        const ski_effect_cause *effect = &space->uncertainty->effects[outlook->effects[i]];
        *next = effect->from > age ? fmin(*next, effect->from) : *next;
        *next = effect->until > age ? fmin(*next, effect->until) : *next;
        if (age >= effect->from && age < effect->until) {
            product *= space->factors[i];
        }
    }
    return product;
}

/* ∫ (1 - F(age)) e^{-μ (age - origin)} d age from one age to another, F that product. */
static double lost(const ski_outlook *outlook, const ski_outlook_space *space, double origin,
                   double from, double to) {
    const double rate = outlook->end_rate;
    double sum = 0, age = from, next = to;
    while (age < to) {
        const double product = product_at(outlook, space, age, to, &next);
        sum += (1 - product) * exp(-rate * (age - origin)) * -expm1(-rate * (next - age)) / rate;
        age = next;
    }
    return sum;
}

void ski_outlook_begin(ski_outlook *outlook, const ski_uncertainty *uncertainty, const int *effects,
                       int effect_count, ski_outlook_space *space) {
    const int disruption = uncertainty->effects[effects[0]].disruption;
    const ski_disruption_cause *cause = &uncertainty->disruptions[disruption];
    const double years = uncertainty->network->period_years;
    const double lasts =
        ski_days_to_periods(ski_dist_mean(&cause->duration) + cause->given->recovery_days / 2,
                            years);
    *outlook =
        (ski_outlook){.disruption = disruption, .effect_count = effect_count, .effects = effects};
    if (lasts > 0) {
        for (int i = 0; i < effect_count; i++) {
            space->factors[i] = ski_dist_mean(&uncertainty->effects[effects[i]].factor);
        }
        outlook->end_rate = 1 / lasts;
        outlook->mean_loss = lost(outlook, space, 0, 0, INFINITY) * outlook->end_rate;
    }
}

/* --- in a world --- */

/* The disruption's last event that began before `time`, NULL when it is over by then. */
static const ski_event *event_at(const ski_world *world, int disruption, double time) {
    const ski_event *last = NULL;
    for (int i = 0; i < world->event_count; i++) {
        const ski_event *event = &world->events[i];
        if (event->disruption == disruption && event->start < time) {
            last = event;
        }
    }
    return last != NULL && last->recovered > time ? last : NULL;
}

/* How the disruption stands at the end of the present period. */
typedef struct {
    double now;
    const ski_event *lasting; /* on, and nobody knows for how long; NULL: not so */
    bool is_known;            /* one is on or fading, and its rest is known: */
    ski_event known;
    double resumes; /* from then on the next event may strike; INFINITY: never */
    double chance;  /* p: that an event of unknown end is on */
} standing;

/* Whether no event but the one that may be on is to be expected. */
static bool strikes_no_more(const ski_recipe *recipe, int disruption) {
    return recipe->forced == disruption || ski_disruption_state(recipe, disruption) == SKI_OFF;
}

/* `event` is on or fades, and its rest is known; a forced one that is on stays so. */
static void stand_with_known(standing *at, const ski_event *event, bool is_forced) {
    at->is_known = true;
    at->known = *event;
    if (is_forced && event->end > at->now) {
        at->known.end = INFINITY;
        at->known.recovered = INFINITY;
    }
    at->resumes = fmax(at->resumes, event->recovered);
}

static standing standing_at(const ski_outlook *outlook, const ski_outlook_space *space,
                            const ski_world *world, double time) {
    const ski_disruption_cause *cause = &space->uncertainty->disruptions[outlook->disruption];
    const ski_event *event = event_at(world, outlook->disruption, time);
    const bool is_forced = world->recipe.forced == outlook->disruption;
    standing at = {.now = time, .resumes = time};
    if (strikes_no_more(&world->recipe, outlook->disruption)) {
        at.resumes = INFINITY;
    }
    if (event == NULL) {
        return at;
    }
    if (is_forced || event->end <= time || cause->duration.kind == SKI_DIST_CONSTANT) {
        stand_with_known(&at, event, is_forced);
    } else {
        at.lasting = event;
        at.chance = 1;
    }
    return at;
}

/* Takes p on over a period; its average there. */
static double chance_in(standing *at, double onset_rate, double end_rate, int period) {
    const double length = period + 1 - fmax(period, at->resumes);
    if (length <= 0) {
        return 0;
    }
    const double rate = onset_rate + end_rate;
    const double steady = onset_rate / rate, gone = -expm1(-rate * length);
    const double average = steady * length + (at->chance - steady) * gone / rate;
    at->chance += (steady - at->chance) * gone;
    return average;
}

/* What the event that lasts takes away in a period, and the chance that it is still on there. */
static double lasting_loss(const ski_outlook *outlook, const ski_outlook_space *space,
                           const standing *at, int period, double *still_on) {
    if (at->lasting == NULL) {
        return 0;
    }
    const double age = at->now - at->lasting->start, after = period - at->now;
    const double rate = outlook->end_rate;
    *still_on = exp(-rate * after) * -expm1(-rate) / rate;
    return lost(outlook, space, age, age + after, age + after + 1);
}

void ski_outlook_path(const ski_outlook *outlook, ski_outlook_space *space, const ski_world *world,
                      int now, int count, double *path) {
    const int periods = space->uncertainty->network->periods;
    standing at = standing_at(outlook, space, world, now + 1);
    for (int i = 0; at.lasting != NULL && i < outlook->effect_count; i++) {
        const int number = space->uncertainty->effects[outlook->effects[i]].number;
        space->factors[i] = world->factors[at.lasting->first_factor + number];
    }
    if (at.is_known) {
        space->walk.uncertainty = space->uncertainty;
        space->walk.world = world;
        ski_average_event(&space->walk, outlook->effects, outlook->effect_count, &at.known, now + 1,
                          count, space->known);
    }
    for (int i = 0; i < count; i++) {
        const int period = now + 1 + i;
        double still_on = 0, multiplier = at.is_known ? space->known[i] : 1;
        if (outlook->end_rate > 0) {
            const double onset_rate = space->onset_rates[outlook->disruption * periods + period];
            const double chance = chance_in(&at, onset_rate, outlook->end_rate, period);
            multiplier -= lasting_loss(outlook, space, &at, period, &still_on);
            multiplier -= (chance - still_on) * outlook->mean_loss;
        }
        path[i] = fmax(multiplier, 0); /* what is 0 may round to less */
    }
}
