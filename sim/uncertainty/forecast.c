/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected paths of factors and of disruptions' effects → expected values of the quantities they
 * multiply. Independent multipliers multiply. */
#include "uncertainty/outlook.h"

#include <stdlib.h>
#include <string.h>

struct ski_forecast {
    const ski_uncertainty *uncertainty;
    ski_arena *arena;
    int outlook_count;
    ski_outlook *outlooks;
    const int *first; /* [touched_count + 1] of each touched quantity's outlooks in the next */
    const int *of_touched;
    double *factor_paths;  /* [factors * periods] from the period after the present one on */
    double *outlook_paths; /* [outlooks * periods] the same */
    ski_outlook_space space;
};

/* --- which effects belong together --- */

/* Where the effects from `at` on stop to be of one disruption. */
static int end_of_run(const ski_uncertainty *uncertainty, const ski_touch *touch, int at) {
    int disruption = uncertainty->effects[touch->effects[at]].disruption;
    int end = at;
    while (end < touch->effect_count &&
           uncertainty->effects[touch->effects[end]].disruption == disruption) {
        end++;
    }
    return end;
}

/* The outlook of these effects, new or had already. */
static int outlook_of(ski_forecast *forecast, const int *effects, int count) {
    for (int i = 0; i < forecast->outlook_count; i++) {
        const ski_outlook *outlook = &forecast->outlooks[i];
        if (outlook->effect_count == count &&
            memcmp(outlook->effects, effects, (size_t)count * sizeof *effects) == 0) {
            return i;
        }
    }
    ski_outlook_begin(&forecast->outlooks[forecast->outlook_count], forecast->uncertainty, effects,
                      count, &forecast->space);
    return forecast->outlook_count++;
}

static sk_status group_effects(ski_forecast *forecast) {
    sk_status st = SK_OK;
    const ski_uncertainty *uncertainty = forecast->uncertainty;
    int most = 0, used = 0;
    for (int i = 0; i < uncertainty->touched_count; i++) {
        most += uncertainty->touches[i].effect_count;
    }
    int *first = SKI_NEW(forecast->arena, int, uncertainty->touched_count + 1);
    int *of_touched = SKI_NEW(forecast->arena, int, most);
    forecast->outlooks = SKI_NEW(forecast->arena, ski_outlook, most);
    SK_CHECK_MEMORY(first);
    SK_CHECK_MEMORY(of_touched);
    SK_CHECK_MEMORY(forecast->outlooks);
    for (int i = 0; i < uncertainty->touched_count; i++) {
        const ski_touch *touch = &uncertainty->touches[i];
        for (int at = 0, end = 0; at < touch->effect_count; at = end) {
            end = end_of_run(uncertainty, touch, at);
            of_touched[used++] = outlook_of(forecast, touch->effects + at, end - at);
        }
        first[i + 1] = used;
    }
    forecast->first = first;
    forecast->of_touched = of_touched;
done:
    return st;
}

/* --- making one --- */

static sk_status allocate(ski_forecast *forecast) {
    sk_status st = SK_OK;
    const ski_uncertainty *uncertainty = forecast->uncertainty;
    const int periods = uncertainty->network->periods;
    const int factor_count = uncertainty->network->scenario->factor_count;
    SK_TRY(ski_outlook_space_fill(&forecast->space, forecast->arena, uncertainty));
    SK_TRY(group_effects(forecast));
    forecast->factor_paths =
        ski_arena_alloc(forecast->arena, factor_count, (size_t)periods * sizeof(double));
    forecast->outlook_paths =
        ski_arena_alloc(forecast->arena, forecast->outlook_count, (size_t)periods * sizeof(double));
    SK_CHECK_MEMORY(forecast->factor_paths);
    SK_CHECK_MEMORY(forecast->outlook_paths);
done:
    return st;
}

sk_status ski_forecast_new(ski_forecast **out, const ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    ski_forecast *forecast = ski_alloc(1, sizeof *forecast);
    SK_CHECK_MEMORY(forecast);
    forecast->uncertainty = uncertainty;
    SK_CHECK_MEMORY(forecast->arena = ski_arena_new());
    SK_TRY(allocate(forecast));
    *out = forecast;
    forecast = NULL;
done:
    ski_forecast_free(forecast);
    return st;
}

void ski_forecast_free(ski_forecast *forecast) {
    if (forecast != NULL) {
        ski_arena_free(forecast->arena);
        free(forecast);
    }
}

/* --- filling --- */

static void fill_paths(ski_forecast *forecast, const ski_world *world, int now, int count) {
    const ski_uncertainty *uncertainty = forecast->uncertainty;
    const int periods = uncertainty->network->periods;
    for (int i = 0; i < uncertainty->network->scenario->factor_count; i++) {
        const double *path = world->factor_paths + i * periods;
        double *expected = forecast->factor_paths + i * periods;
        if (ski_factor_state(&world->recipe, i) == SKI_OFF) { /* all its path is known */
            memcpy(expected, path + now + 1, (size_t)count * sizeof *expected);
        } else {
            ski_factor_forecast(uncertainty, i, path, now, count, expected);
        }
    }
    for (int i = 0; i < forecast->outlook_count; i++) {
        ski_outlook_path(&forecast->outlooks[i], &forecast->space, world, now, count,
                         forecast->outlook_paths + i * periods);
    }
}

/* Expected multiplier of a touched quantity, `ahead` periods after the next. */
static double multiplier(const ski_forecast *forecast, int touched, int ahead) {
    const int periods = forecast->uncertainty->network->periods;
    const ski_touch *touch = &forecast->uncertainty->touches[touched];
    double product = 1;
    for (int i = forecast->first[touched]; i < forecast->first[touched + 1]; i++) {
        product *= forecast->outlook_paths[forecast->of_touched[i] * periods + ahead];
    }
    for (int i = 0; i < touch->factor_count; i++) {
        product *= forecast->factor_paths[touch->factors[i] * periods + ahead];
    }
    return product;
}

void ski_forecast_fill(ski_forecast *forecast, const ski_world *world, int now, int first,
                       int periods, double *values) {
    const ski_uncertainty *uncertainty = forecast->uncertainty;
    const sk_network *network = uncertainty->network;
    fill_paths(forecast, world, now, first + periods - 1 - now);
    for (int i = 0; i < uncertainty->touched_count; i++) {
        const int quantity = uncertainty->touched[i];
        double *to = values + quantity * periods;
        for (int period = first; period < first + periods; period++) {
            to[period - first] = period <= now
                                     ? ski_value(network, world->values, quantity, period)
                                     : ski_multiplied(uncertainty, quantity, period,
                                                      multiplier(forecast, i, period - now - 1));
        }
    }
}
