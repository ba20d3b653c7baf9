/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events → exact time averages over periods of the product of their momentary factors. Between two
 * moments at which some effect begins, fades or ends, each factor is a straight line, so the
 * product is a polynomial; in Bernstein form its coefficients are sums of products of factors, none
 * negative, and its mean is theirs: exact, and nothing cancels. */
#include "uncertainty/causes.h"

#include <math.h>

/* Momentary factor during recovery (model.md §2). */
static double fading(const ski_cursor *cursor, double time) {
    double recovery = cursor->event->recovered - cursor->event->end;
    return 1 + (cursor->factor - 1) * (1 - (time - cursor->event->end) / recovery);
}

/* Moves a cursor to the first event whose effect is not over at `time`. An effect acts between
 * `from` and `until` after onset and never begins once its event has ended; what acts at the
 * event's end fades, until `until` at most. */
static void advance(ski_cursor *cursor, const ski_effect_cause *effect, const ski_world *world,
                    double time) {
    for (; cursor->event < cursor->end; cursor->event++) {
        const ski_event *event = cursor->event;
        double until = ski_whole_time(event->start + effect->until);
        cursor->on = ski_whole_time(event->start + effect->from);
        cursor->off = fmin(event->end, until);
        cursor->gone = fmin(event->recovered, until);
        cursor->factor = world->factors[event->first_factor + effect->number];
        bool begins = effect->from == 0 || cursor->on < event->end;
        if (begins && cursor->gone > time) {
            return;
        }
    }
    cursor->on = INFINITY;
    cursor->off = INFINITY;
    cursor->gone = INFINITY;
}

/* The next moment after `time` at which the effect begins, fades or ends. */
static double next_change(const ski_cursor *cursor, double time) {
    if (time < cursor->on) {
        return cursor->on;
    }
    return time < cursor->off ? cursor->off : cursor->gone;
}

/* Multiplies a polynomial of degree `degree`, in Bernstein form, by the straight line from `first`
 * to `last`. */
static void multiply_line(double *coefficients, int degree, double first, double last) {
    double above = degree + 1;
    coefficients[degree + 1] = last * coefficients[degree];
    for (int i = degree; i > 0; i--) {
        coefficients[i] =
            ((above - i) * first * coefficients[i] + i * last * coefficients[i - 1]) / above;
    }
    coefficients[0] *= first;
}

/* Mean of the product of all effects over [time, next], in which each is a straight line. */
static double mean_product(const ski_cursor *cursors, int count, double time, double next,
                           double *coefficients) {
    int degree = 0;
    double constant = 1;
    coefficients[0] = 1;
    for (int i = 0; i < count; i++) {
        const ski_cursor *cursor = &cursors[i];
        if (time >= cursor->off) {
            multiply_line(coefficients, degree++, fading(cursor, time), fading(cursor, next));
        } else if (time >= cursor->on) {
            constant *= cursor->factor;
        }
    }
    double sum = 0;
    for (int i = 0; i <= degree; i++) {
        sum += coefficients[i];
    }
    return constant * (sum / (degree + 1));
}

/* Mean over one period; kept within the means of its parts, so that what is the same all through is
 * exactly that. */
static double average_period(const ski_walk *walk, int period) {
    double sum = 0;
    double least = INFINITY;
    double most = 0;
    double time = period;
    while (time < period + 1) {
        double next = period + 1;
        for (int i = 0; i < walk->effect_count; i++) {
            ski_cursor *cursor = &walk->cursors[i];
            if (time >= cursor->gone) {
                advance(cursor, &walk->uncertainty->effects[walk->effects[i]], walk->world, time);
            }
            next = fmin(next, next_change(cursor, time));
        }
        double mean =
            mean_product(walk->cursors, walk->effect_count, time, next, walk->coefficients);
        sum += (next - time) * mean;
        least = fmin(least, mean);
        most = fmax(most, mean);
        time = next;
    }
    return fmin(fmax(sum, least), most);
}

/* Puts a cursor at the first of the events [first, end) that is not over at `time`. */
static void enter(const ski_walk *walk, int effect, const ski_event *first, const ski_event *end,
                  double time) {
    ski_cursor *cursor = &walk->cursors[effect];
    cursor->event = first;
    cursor->end = end;
    advance(cursor, &walk->uncertainty->effects[walk->effects[effect]], walk->world, time);
}

void ski_average_effects(const ski_uncertainty *uncertainty, const ski_touch *touch,
                         ski_space *space) {
    const ski_walk walk = {.uncertainty = uncertainty,
                           .world = &space->world,
                           .effect_count = touch->effect_count,
                           .effects = touch->effects,
                           .cursors = space->cursors,
                           .coefficients = space->coefficients};
    for (int i = 0; i < touch->effect_count; i++) {
        const int *first = &space->first_event[uncertainty->effects[touch->effects[i]].disruption];
        enter(&walk, i, &space->world.events[first[0]], &space->world.events[first[1]], 0);
    }
    for (int period = 0; period < uncertainty->network->periods; period++) {
        space->average[period] = average_period(&walk, period);
    }
}

void ski_average_event(ski_walk *walk, const int *effects, int effect_count, const ski_event *event,
                       int first, int count, double *averages) {
    walk->effects = effects;
    walk->effect_count = effect_count;
    for (int i = 0; i < effect_count; i++) {
        enter(walk, i, event, event + 1, first);
    }
    for (int i = 0; i < count; i++) {
        averages[i] = average_period(walk, first + i);
    }
}
