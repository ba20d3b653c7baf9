/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and number → one world with what is needed to show it; nothing is solved. */
#ifndef SKI_STUDY_WORLD_H
#define SKI_STUDY_WORLD_H

#include "uncertainty/world.h"

typedef struct {
    sk_network *network; /* without pipeline and terminal values */
    ski_uncertainty *uncertainty;
    ski_world *world; /* drawn */
} ski_world_view;

/* World `sample` (0-based) of the scenario's seed. Free with ski_world_view_free(). SK_ERR_USAGE
 * when it is negative. */
sk_status ski_world_view_build(ski_world_view **out, const sk_scenario *scenario, int sample,
                               sk_error *error);
void ski_world_view_free(ski_world_view *view);

#endif
