/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → warnings of disruptions that never strike, or whose effects never begin. */
#include "base/text.h"
#include "scenario/check.h"

#include <math.h>

/* The longest that a random duration can be; +inf when there is no end to it. */
static double longest(const ski_dist *dist) {
    double most = 0;
    switch (dist->kind) {
    case SKI_DIST_CONSTANT:
        return dist->value;
    case SKI_DIST_UNIFORM:
    case SKI_DIST_TRIANGULAR:
    case SKI_DIST_PERT:
    case SKI_DIST_BETA:
    case SKI_DIST_NORMAL:
        return dist->max;
    case SKI_DIST_DISCRETE:
    case SKI_DIST_EMPIRICAL:
        for (int i = 0; i < dist->count; i++) {
            most = fmax(most, dist->values[i]);
        }
        return most;
    default:
        return INFINITY;
    }
}

static void warn_dated(const sk_scenario *scenario, int index, sk_error *error) {
    const ski_disruption *disruption = &scenario->disruptions[index];
    double days = longest(&disruption->duration_days) + disruption->recovery_days;
    double periods = days / (SKI_DAYS_PER_YEAR * ski_period_years(scenario->calendar.period));
    if (disruption->start_time >= scenario->periods) {
        ski_check_warning(scenario, SKI_DISRUPTIONS, index, "start", error,
                          "never strikes: it begins after the horizon has ended");
    } else if (disruption->start_time + periods <= 0) {
        ski_check_warning(scenario, SKI_DISRUPTIONS, index, "start", error,
                          "never strikes: it is over before the horizon begins");
    } else if (disruption->probability == 0) {
        ski_check_warning(scenario, SKI_DISRUPTIONS, index, "probability", error,
                          "never strikes: its probability is 0");
    }
}

static void warn_renewed(const sk_scenario *scenario, int index, sk_error *error) {
    const ski_disruption *disruption = &scenario->disruptions[index];
    bool outside = disruption->window_from >= scenario->periods || disruption->window_to <= 0;
    const char *what = disruption->active_at_start ? "never strikes again" : "never strikes";
    if (outside) {
        ski_check_warning(scenario, SKI_DISRUPTIONS, index, "window", error,
                          "%s: the window lies outside the horizon", what);
    } else if (disruption->rate_per_year == 0 && !disruption->active_at_start) {
        ski_check_warning(scenario, SKI_DISRUPTIONS, index, "rate_per_year", error,
                          "%s: its rate is 0", what);
    }
}

static void warn_effects(const sk_scenario *scenario, int index, sk_error *error) {
    const ski_disruption *disruption = &scenario->disruptions[index];
    double most_days = longest(&disruption->duration_days) + disruption->recovery_days;
    char got[SKI_NUMBER_TEXT];
    for (int i = 0; i < disruption->effect_count; i++) {
        if (disruption->effects[i].from_days >= most_days && most_days > 0) {
            ski_check_warning(scenario, SKI_DISRUPTIONS, index, "effects", error,
                              "effect %d never begins: every event is over by then (from_days is "
                              "%s, the longest event with its recovery %.6g days)",
                              i + 1, ski_number_text(got, disruption->effects[i].from_days),
                              most_days);
        }
    }
}

void ski_check_times(const sk_scenario *scenario, sk_error *error) {
    for (int i = 0; i < scenario->disruption_count; i++) {
        if (scenario->disruptions[i].dated) {
            warn_dated(scenario, i, error);
        } else {
            warn_renewed(scenario, i, error);
        }
        warn_effects(scenario, i, error);
    }
}
