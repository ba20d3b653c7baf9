/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and network → worlds. A *cause* is a factor or a disruption; a *world* is one draw of
 * every cause and what it does to the quantities it touches (model.md §2). */
#ifndef SKI_UNCERTAINTY_WORLD_H
#define SKI_UNCERTAINTY_WORLD_H

#include "network/network.h"
#include "uncertainty/design.h"
#include "uncertainty/recipe.h"

/* One event of a disruption: model times in periods. */
typedef struct {
    int disruption;
    double start, end,
        recovered;    /* onset (may be before 0); end of the duration; end of the recovery */
    int first_factor; /* factors[first_factor + effect] drawn at the onset */
} ski_event;

/* What stays the same for all worlds of a case: causes by quantity, correlations factored,
 * work-space sizes. */
typedef struct ski_uncertainty ski_uncertainty;

/* One draw; made once per worker and filled again and again. */
typedef struct {
    ski_recipe recipe; /* that it was drawn by; its lists must be there as long as the world is
                          forecast */
    double *values; /* [quantity_count * periods] base values times multipliers: what the program is
                       patched from */
    double *multipliers;  /* [touched_count * periods] of the touched quantities, for showing */
    double *factor_paths; /* [factor_count * periods] */
    int event_count, event_capacity;
    ski_event *events; /* by disruption, then by time */
    double *factors;   /* drawn factors of the events' effects */
    int factor_count, factor_capacity;
} ski_world;

/* Builds the causes' tables. error receives nothing on a checked scenario. Free with
 * ski_uncertainty_free(). */
sk_status ski_uncertainty_build(ski_uncertainty **out, const sk_network *network, sk_error *error);
void ski_uncertainty_free(ski_uncertainty *uncertainty);

/* What a multiplier other than 1 acts on where the base has no limit: limits[quantity_count *
 * periods], in the unit of each, read where the base is +inf alone; borrowed. NULL: such a limit
 * stays missing unless it is closed altogether. Before any world is drawn from it. */
void ski_uncertainty_stand_in(ski_uncertainty *uncertainty, const double *limits);

/* The quantities that some cause multiplies, ascending: only these differ from the base in any
 * world. */
int ski_touched_count(const ski_uncertainty *uncertainty);
const int *ski_touched(const ski_uncertainty *uncertainty);

/* How worlds are spread, and how many draws of each are so under "sobol": under "lhs" all of them
 * are. */
const ski_design *ski_design_in(const ski_uncertainty *uncertainty);
int ski_designed_draws(const ski_uncertainty *uncertainty);

/* A work space for worlds, with the base values in it; free with ski_world_free(). */
sk_status ski_world_new(ski_world **out, const ski_uncertainty *uncertainty);
void ski_world_free(ski_world *world);

/* Draws the world of `seed` that the recipe asks for into `world`; one beyond the design is a
 * random one. No allocation once the event lists have grown to their size. Fails only when memory
 * runs out. */
sk_status ski_world_draw(const ski_uncertainty *uncertainty, uint64_t seed,
                         const ski_recipe *recipe, ski_world *world);

#endif
