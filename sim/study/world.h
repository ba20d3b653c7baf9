/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and number → one world with what is needed to show it; nothing is solved. */
#ifndef SKI_STUDY_WORLD_H
#define SKI_STUDY_WORLD_H

#include "uncertainty/world.h"

/* One effect of one event, with the times between which it acts: model times in periods. */
typedef struct {
    int number;            /* within its disruption, from 0 */
    double factor;         /* drawn */
    double on, full, gone; /* acts from `on`, in full until `full`, is over from `gone` */
} ski_shown_effect;

/* An event with those of its effects that act: one that would begin after the event's end never
 * does. */
typedef struct {
    const ski_event *event; /* of the world */
    int effect_count;
    ski_shown_effect *effects; /* [effect_count] in scenario order */
} ski_shown_event;

typedef struct {
    sk_network *network; /* without pipeline and terminal values */
    ski_uncertainty *uncertainty;
    ski_world *world;        /* drawn */
    ski_shown_event *events; /* [world->event_count] in the world's order */
    ski_arena *arena;        /* of the events */
} ski_world_view;

/* World `sample` (0-based) of the scenario's seed. Free with ski_world_view_free(). SK_ERR_USAGE
 * when it is negative, or, where worlds are spread by design, is not among the samples. */
sk_status ski_world_view_build(ski_world_view **out, const sk_scenario *scenario, int sample,
                               sk_error *error);
void ski_world_view_free(ski_world_view *view);

#endif
