/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that draw worlds share: the causes of a scenario made ready to draw from, which
 * quantities each multiplies, and a worker's work space. */
#ifndef SKI_UNCERTAINTY_CAUSES_H
#define SKI_UNCERTAINTY_CAUSES_H

#include "uncertainty/design.h"
#include "uncertainty/streams.h"
#include "uncertainty/world.h"

#include <math.h>

/* A factor ready to draw from; its streams stand at seed 0, world 0. */
typedef struct {
    const ski_factor *given;
    ski_dist value; /* sorted */
    double mean;    /* of the value, where it has one: fixed and iid */
    ski_stream stream;
    bool linked; /* by a correlation */
} ski_factor_cause;

/* Factors of one class that correlations link, in scenario order, with the Cholesky factor of their
 * matrix. */
typedef struct {
    int count;
    const int *factors;  /* [count] */
    const double *lower; /* [count * count] by rows; what stands above the diagonal is not used */
} ski_linked;

/* A part of model time in which a disruption's clock runs. */
typedef struct {
    double from, to;
} ski_open;

typedef struct {
    const ski_disruption *given;
    ski_dist duration; /* days, sorted */
    ski_stream wait, length, happens;
    int first_effect; /* among all effects */
    int open_count;
    const ski_open *open; /* [open_count] in order of time; empty for a dated event */
} ski_disruption_cause;

/* One effect of one disruption. */
typedef struct {
    int disruption;
    int number;      /* within its disruption, from 0 */
    ski_dist factor; /* sorted */
    ski_stream stream;
    double from, until; /* after onset, periods */
} ski_effect_cause;

/* What multiplies a touched quantity. */
typedef struct {
    int factor_count, effect_count;
    const int *factors; /* scenario's factors, ascending */
    const int *effects; /* among all effects, ascending */
} ski_touch;

struct ski_uncertainty {
    ski_arena *arena;
    const sk_network *network;
    const ski_design *design;
    int designed_draws; /* that have a dimension of the Sobol' sets */
    ski_factor_cause *factors;
    ski_linked fixed, stepped;
    ski_disruption_cause *disruptions;
    int effect_count;
    ski_effect_cause *effects;
    int touched_count;
    const int *touched;       /* [touched_count] quantities, ascending */
    const ski_touch *touches; /* [touched_count] */
    int touch_most;           /* most effects on one quantity */
    const double *stand_ins;  /* as ski_uncertainty_stand_in() was given; NULL: none */
};

/* Where the walk along one effect's events stands. */
typedef struct {
    const ski_event *event, *end; /* the present or next event, and the end of the list */
    double factor;                /* of this effect in that event */
    double on, off, gone;         /* acts from `on`, fades from `off`, is over from `gone` */
} ski_cursor;

/* A walk along the events of some effects that act on one quantity. */
typedef struct {
    const ski_uncertainty *uncertainty;
    const ski_world *world;
    int effect_count;
    const int *effects;   /* [effect_count] among all effects */
    ski_cursor *cursors;  /* [effect_count] work space, as is the next */
    double *coefficients; /* [effect_count + 1] */
} ski_walk;

/* A world with the work space it is drawn in; the caller sees `world`. */
typedef struct {
    ski_world world;
    ski_arena *arena;
    int *first_event;     /* [disruptions + 1] of each disruption among the events */
    double *scores;       /* [factors * periods] normal scores */
    double *average;      /* [periods] */
    ski_cursor *cursors;  /* [touch_most] */
    double *coefficients; /* [touch_most + 1] */
} ski_space;

/* --- correlations.c --- */

/* Factors the correlations of each class and marks linked factors. A matrix that is not positive
 * definite is an error at the pair that does most harm. */
sk_status ski_correlations_build(ski_uncertainty *uncertainty, sk_error *error);

/* --- factors.c --- */

sk_status ski_factors_build(ski_uncertainty *uncertainty);

/* What is expected at period `now` of a factor whose path so far is path[.. now]: its conditional
 * mean in each of the `count` periods after. */
void ski_factor_forecast(const ski_uncertainty *uncertainty, int factor, const double *path,
                         int now, int count, double *expected);

/* Fills world.factor_paths. */
void ski_factors_draw(const ski_uncertainty *uncertainty, uint64_t seed, ski_space *space);

/* --- bridge.c --- */

/* Turns scores [steps], in place, into the steps of a walk; work: [steps]. */
void ski_bridge(double *scores, int steps, double *work);

/* --- disruptions.c --- */

sk_status ski_disruptions_build(ski_uncertainty *uncertainty);

/* Fills events, factors and first_event. */
sk_status ski_disruptions_draw(const ski_uncertainty *uncertainty, uint64_t seed, ski_space *space);

/* --- leading.c --- */

/* Sets the design, and in every cause's streams which draws are by design. */
sk_status ski_leading_build(ski_uncertainty *uncertainty);

/* --- touched.c --- */

sk_status ski_touched_build(ski_uncertainty *uncertainty);

/* --- averages.c --- */

/* Time averages over each period of the product of a quantity's effects, into space->average. */
void ski_average_effects(const ski_uncertainty *uncertainty, const ski_touch *touch,
                         ski_space *space);

/* The same for one event alone: averages of the product of these effects in the `count` periods
 * from `first` on. walk: with its uncertainty, world and work space. */
void ski_average_event(ski_walk *walk, const int *effects, int effect_count, const ski_event *event,
                       int first, int count, double *averages);

/* A base value times a multiplier. A missing limit stays missing unless it is closed altogether;
 * nothing of nothing is nothing. */
static inline double ski_scaled(double base, double multiplier) {
    return base == 0 || multiplier == 0 ? 0 : base * multiplier;
}

/* A quantity in a period under a multiplier: of its base value, or of what stands in for a missing
 * limit. */
static inline double ski_multiplied(const ski_uncertainty *uncertainty, int quantity, int period,
                                    double multiplier) {
    const int at = quantity * uncertainty->network->periods + period;
    const double base = uncertainty->network->base[at];
    const bool stands_in = uncertainty->stand_ins != NULL && isinf(base) && multiplier != 1;
    return ski_scaled(stands_in ? uncertainty->stand_ins[at] : base, multiplier);
}

#endif
