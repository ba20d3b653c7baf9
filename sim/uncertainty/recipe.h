/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a world is to be made of: its number, and for each cause whether it is drawn, drawn from a
 * second set of worlds, or off; or one disruption forced (model.md §5). What the world is and what
 * its operator expects obey the same recipe. */
#ifndef SKI_UNCERTAINTY_RECIPE_H
#define SKI_UNCERTAINTY_RECIPE_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    SKI_AS_DRAWN,
    SKI_EXCHANGED, /* as drawn in the second, independent set of worlds: those whose number has the
                      bit SKI_SECOND_SET, which no sample's number has; at random, never by design
                    */
    SKI_OFF /* no event and none expected; a factor at its mean path, which is expected too */
} ski_cause_state;

#define SKI_SECOND_SET UINT32_C(0x80000000)

/* Made by ski_recipe_of_world(), then changed. Factors that correlations link, directly or in a
 * chain, must have one state: their draws are mixed. */
typedef struct {
    uint32_t world;                   /* below SKI_SECOND_SET */
    const unsigned char *factors;     /* [factors] states, borrowed; NULL: all as drawn */
    const unsigned char *disruptions; /* the same of disruptions */
    int forced; /* disruption whose one event is on from the first instant, each effect at its mean
                   factor, its recovery as given; it has no other event. -1: none */
    double forced_periods; /* how long; its operator expects it to stay for as long as it is on, and
                              none after it */
} ski_recipe;

/* Every cause as drawn. */
static inline ski_recipe ski_recipe_of_world(uint32_t number) {
    return (ski_recipe){.world = number, .forced = -1};
}

static inline ski_cause_state ski_factor_state(const ski_recipe *recipe, int factor) {
    return recipe->factors == NULL ? SKI_AS_DRAWN : (ski_cause_state)recipe->factors[factor];
}

static inline ski_cause_state ski_disruption_state(const ski_recipe *recipe, int disruption) {
    return recipe->disruptions == NULL ? SKI_AS_DRAWN
                                       : (ski_cause_state)recipe->disruptions[disruption];
}

/* The number of the world from which a cause in this state is drawn. */
static inline uint32_t ski_recipe_number(const ski_recipe *recipe, ski_cause_state state) {
    return state == SKI_EXCHANGED ? recipe->world | SKI_SECOND_SET : recipe->world;
}

#endif
