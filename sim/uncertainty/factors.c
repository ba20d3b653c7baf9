/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factors → one path of multipliers each (model.md §2). Period t takes the value at its start. The
 * uniform or normal score of period t stands at place t of the factor's stream: for a walk it is
 * the step that leads into t, so that what correlates is news of the same period. */
#include "uncertainty/causes.h"
#include "uncertainty/distributions.h"

#include <gsl/gsl_cdf.h>

#include <float.h>
#include <math.h>

sk_status ski_factors_build(ski_uncertainty *uncertainty) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = uncertainty->network->scenario;
    uncertainty->factors = SKI_NEW(uncertainty->arena, ski_factor_cause, scenario->factor_count);
    SK_CHECK_MEMORY(uncertainty->factors);
    for (int i = 0; i < scenario->factor_count; i++) {
        ski_factor_cause *cause = &uncertainty->factors[i];
        cause->given = &scenario->factors[i];
        cause->stream = ski_stream_of(0, 0, cause->given->element.name,
                                      cause->given->process == SKI_HISTORY ? "block" : "value");
        SK_TRY(ski_dist_sorted(&cause->value, uncertainty->arena, &cause->given->value));
        if (cause->given->process == SKI_FIXED || cause->given->process == SKI_IID) {
            cause->mean = ski_dist_mean(&cause->value);
        }
    }
done:
    return st;
}

/* Correlates the scores of linked factors in one period, in place: from the last row up, so that
 * each row finds those before it as they were drawn. */
static void correlate(const ski_linked *linked, double *scores, int periods, int period) {
    for (int row = linked->count - 1; row >= 0; row--) {
        double sum = 0;
        for (int column = 0; column <= row; column++) {
            sum += linked->lower[row * linked->count + column] *
                   scores[linked->factors[column] * periods + period];
        }
        scores[linked->factors[row] * periods + period] = sum;
    }
}

static bool walks(const ski_factor_cause *cause) {
    return cause->given->process == SKI_RANDOM_WALK || cause->given->process == SKI_MEAN_REVERTING;
}

static bool needs_scores(const ski_factor_cause *cause) {
    return cause->linked || walks(cause);
}

/* A factor's stream in the world that its state says. */
static ski_stream stream_of(const ski_uncertainty *uncertainty, int factor, uint64_t seed,
                            const ski_world *world) {
    const ski_cause_state state = ski_factor_state(&world->recipe, factor);
    return ski_stream_in(uncertainty->factors[factor].stream, seed,
                         ski_recipe_number(&world->recipe, state));
}

static void draw_scores(const ski_uncertainty *uncertainty, uint64_t seed, ski_space *space) {
    int periods = uncertainty->network->periods;
    for (int i = 0; i < uncertainty->network->scenario->factor_count; i++) {
        const ski_factor_cause *cause = &uncertainty->factors[i];
        int count = cause->given->process == SKI_FIXED ? 1 : periods;
        ski_stream stream = stream_of(uncertainty, i, seed, &space->world);
        for (int period = 0; needs_scores(cause) && period < count; period++) {
            space->scores[i * periods + period] = ski_stream_normal(&stream, (uint32_t)period);
        }
        if (uncertainty->design->sampling == SKI_SOBOL && walks(cause) && periods > 1) {
            /* the few dimensions that a walk has are to say most of it */
            ski_bridge(&space->scores[i * periods + 1], periods - 1, space->average);
        }
    }
    correlate(&uncertainty->fixed, space->scores, periods, 0);
    for (int period = 0; period < periods; period++) {
        correlate(&uncertainty->stepped, space->scores, periods, period);
    }
}

/* The uniform of a period: drawn, or by way of the correlated score, kept off 0 and 1. */
static double uniform_of(const ski_factor_cause *cause, const ski_stream *stream,
                         const double *scores, int period) {
    if (!cause->linked) {
        return ski_stream_uniform(stream, (uint32_t)period);
    }
    double u = gsl_cdf_ugaussian_P(scores[period]);
    return fmin(fmax(u, DBL_EPSILON / 2), 1 - DBL_EPSILON / 2);
}

static void draw_values(const ski_factor_cause *cause, const ski_stream *stream,
                        const double *scores, double *path, int periods) {
    bool fixed = cause->given->process == SKI_FIXED;
    for (int period = 0; period < periods; period++) {
        path[period] =
            fixed && period > 0
                ? path[0]
                : ski_dist_quantile(&cause->value, uniform_of(cause, stream, scores, period));
    }
}

/* X_t = (1 + drift)^(tΔ) · exp(σ W_t - σ² tΔ / 2). */
static void draw_walk(const ski_factor *factor, const double *scores, double years, double *path,
                      int periods) {
    double sd = factor->sd_per_year;
    double walk = 0;
    path[0] = 1;
    for (int period = 1; period < periods; period++) {
        double time = period * years;
        walk += sqrt(years) * scores[period];
        path[period] = pow(1 + factor->drift_per_year, time) * exp(sd * walk - sd * sd * time / 2);
    }
}

/* κ, a year. */
static double reversion(const ski_factor *factor) {
    return log(2) * SKI_DAYS_PER_YEAR / factor->half_life_days;
}

/* V_t = σ² (1 - e^{-2κtΔ}) / 2κ: variance of the logarithm after a number of periods. */
static double reverting_variance(const ski_factor *factor, double periods, double years) {
    double kappa = reversion(factor);
    return -factor->sd_per_year * factor->sd_per_year / (2 * kappa) *
           expm1(-2 * kappa * periods * years);
}

/* Y_0 = ln start, Y_{t+1} = Y_t e^{-κΔ} + σ √((1 - e^{-2κΔ}) / 2κ) ε, X_t = exp(Y_t - V_t / 2). */
static void draw_reverting(const ski_factor *factor, const double *scores, double years,
                           double *path, int periods) {
    double kept = exp(-reversion(factor) * years);
    double step_sd = sqrt(reverting_variance(factor, 1, years));
    double level = log(factor->start);
    path[0] = factor->start;
    for (int period = 1; period < periods; period++) {
        level = level * kept + step_sd * scores[period];
        path[period] = exp(level - reverting_variance(factor, period, years) / 2);
    }
}

/* Circular block bootstrap: each block starts anywhere in the history, and the history's end is
 * followed by its start. */
static void draw_history(const ski_factor *factor, const ski_stream *stream, double *path,
                         int periods) {
    double sum = 0;
    for (int i = 0; i < factor->history_count; i++) {
        sum += factor->history[i];
    }
    double mean = sum / factor->history_count;
    int at = 0;
    for (int period = 0; period < periods; period++) {
        if (period % factor->block_periods == 0) {
            double u = ski_stream_uniform(stream, (uint32_t)(period / factor->block_periods));
            at = (int)(u * factor->history_count);
        }
        path[period] = factor->history[at] / mean;
        at = (at + 1) % factor->history_count;
    }
}

/* E X_t: of mean_reverting exp(ln start · e^{-κtΔ}). */
static double mean_at(const ski_factor_cause *cause, int period, double years) {
    const ski_factor *given = cause->given;
    switch (given->process) {
    case SKI_FIXED:
    case SKI_IID:
        return cause->mean;
    case SKI_RANDOM_WALK:
        return pow(1 + given->drift_per_year, period * years);
    case SKI_MEAN_REVERTING:
        return exp(log(given->start) * exp(-reversion(given) * period * years));
    case SKI_HISTORY:
        break;
    }
    return 1; /* a history is scaled to this mean */
}

static void draw_path(const ski_factor_cause *cause, const ski_stream *stream, const double *scores,
                      double years, double *path, int periods) {
    switch (cause->given->process) {
    case SKI_FIXED:
    case SKI_IID:
        draw_values(cause, stream, scores, path, periods);
        break;
    case SKI_RANDOM_WALK:
        draw_walk(cause->given, scores, years, path, periods);
        break;
    case SKI_MEAN_REVERTING:
        draw_reverting(cause->given, scores, years, path, periods);
        break;
    case SKI_HISTORY:
        draw_history(cause->given, stream, path, periods);
        break;
    }
}

void ski_factors_draw(const ski_uncertainty *uncertainty, uint64_t seed, ski_space *space) {
    const sk_network *network = uncertainty->network;
    const int periods = network->periods;
    draw_scores(uncertainty, seed, space);
    for (int i = 0; i < network->scenario->factor_count; i++) {
        const ski_factor_cause *cause = &uncertainty->factors[i];
        double *path = space->world.factor_paths + i * periods;
        const ski_stream stream = stream_of(uncertainty, i, seed, &space->world);
        if (ski_factor_state(&space->world.recipe, i) != SKI_OFF) {
            draw_path(cause, &stream, space->scores + i * periods, network->period_years, path,
                      periods);
            continue;
        }
        for (int period = 0; period < periods; period++) {
            path[period] = mean_at(cause, period, network->period_years);
        }
    }
}

/* E X_{t+j} = exp(Y_t e^{-κjΔ} - (V_{t+j} - V_j) / 2). */
static double expect_reverting(const ski_factor *factor, double value, int now, int ahead,
                               double years) {
    double level = log(value) + reverting_variance(factor, now, years) / 2;
    double variance =
        reverting_variance(factor, now + ahead, years) - reverting_variance(factor, ahead, years);
    return exp(level * exp(-reversion(factor) * ahead * years) - variance / 2);
}

void ski_factor_forecast(const ski_uncertainty *uncertainty, int factor, const double *path,
                         int now, int count, double *expected) {
    const ski_factor_cause *cause = &uncertainty->factors[factor];
    const ski_factor *given = cause->given;
    const double years = uncertainty->network->period_years;
    for (int ahead = 1; ahead <= count; ahead++) {
        double *to = &expected[ahead - 1];
        switch (given->process) {
        case SKI_FIXED:
            *to = path[now];
            break;
        case SKI_IID:
            *to = cause->mean;
            break;
        case SKI_RANDOM_WALK:
            *to = path[now] * pow(1 + given->drift_per_year, ahead * years);
            break;
        case SKI_MEAN_REVERTING:
            *to = expect_reverting(given, path[now], now, ahead, years);
            break;
        case SKI_HISTORY:
            *to = 1;
            break;
        }
    }
}
