/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One disruption's state → the expected multiplier of those of its effects that act together on
 * some quantity, in the periods to come (model.md §3). */
#ifndef SKI_UNCERTAINTY_OUTLOOK_H
#define SKI_UNCERTAINTY_OUTLOOK_H

#include "uncertainty/causes.h"
#include "uncertainty/forecast.h"

/* Effects of one disruption on one quantity; they strike together, so they do not multiply as
 * independent causes do. */
typedef struct {
    int disruption, effect_count;
    const int *effects; /* [effect_count] among all effects, ascending */
    double end_rate;    /* μ, per period: 1 ÷ (mean duration + half the recovery); 0: no effect */
    double mean_loss;   /* what an event of unknown age takes away on average: 1 - f̄ */
} ski_outlook;

typedef struct {
    const ski_uncertainty *uncertainty;
    const double *onset_rates; /* [disruptions * periods] λ, per period inactive; 0 of dated ones */
    double *factors;           /* [touch_most] work space, as are the rest */
    double *known;             /* [periods] */
    ski_walk walk;
} ski_outlook_space;

/* Room for the outlooks of all disruptions. SK_ERR_MEMORY. */
sk_status ski_outlook_space_fill(ski_outlook_space *space, ski_arena *arena,
                                 const ski_uncertainty *uncertainty);

/* effects: [effect_count], outlives the outlook. */
void ski_outlook_begin(ski_outlook *outlook, const ski_uncertainty *uncertainty, const int *effects,
                       int effect_count, ski_outlook_space *space);

/* Expected multipliers of the `count` periods after `now`, into path. */
void ski_outlook_path(const ski_outlook *outlook, ski_outlook_space *space, const ski_world *world,
                      int now, int count, double *path);

#endif
