/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the groups of causes whose influence can be told apart: each disruption, each factor,
 * and factors that correlations link, directly or in a chain, as one. */
#ifndef SKI_STUDY_GROUPS_H
#define SKI_STUDY_GROUPS_H

#include "scenario/scenario.h"
#include "uncertainty/recipe.h"

typedef enum { SKI_GROUP_DISRUPTION, SKI_GROUP_FACTOR, SKI_GROUP_FACTORS } ski_group_kind;

typedef struct {
    ski_group_kind kind;
    const char *name;  /* of its members, joined by "+" */
    const char *title; /* the same of their titles, with blanks; of their names where untitled */
    int member_count;
    const int *members; /* disruptions or factors */
} ski_group;

typedef struct {
    int count, factor_count, disruption_count;
    const ski_group *groups; /* [count] disruptions, then factors, in scenario order */
} ski_groups;

/* All of it in the arena. SK_ERR_MEMORY is the only failure. */
sk_status ski_groups_build(ski_groups *out, const sk_scenario *scenario, ski_arena *arena);

/* States of all causes, for a recipe: [factor_count] of the factors, then [disruption_count] of the
 * disruptions. */
static inline int ski_state_count(const ski_groups *groups) {
    return groups->factor_count + groups->disruption_count;
}

/* Sets the states of a group's members. */
void ski_group_set(const ski_groups *groups, int group, ski_cause_state state,
                   unsigned char *states);

#endif
