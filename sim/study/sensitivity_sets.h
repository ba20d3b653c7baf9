/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of causes and a number of worlds → the sets of samples that say what each group does:
 *
 *     first       every cause as drawn: the worlds that `run` has
 *     second      every cause from the second set of worlds
 *     exchanged   for each group: the first set, with this group from the second
 *     without     for each of several groups: the first set, with this group off
 *     none        one world, for with all groups off all are alike
 *
 * and for the attribution either the first set with only the first 1 … groups - 2 groups of each
 * world's order on (`step`), or with each coalition of 1 … groups - 2 groups on (`only`). A world
 * is the same in all of them, but for what is exchanged or off. */
#ifndef SKI_STUDY_SENSITIVITY_SETS_H
#define SKI_STUDY_SENSITIVITY_SETS_H

#include "network/network.h"
#include "study/groups.h"

/* Where each kind of set begins. Steps have their places under the exact method too, and coalitions
 * come last, so that what is stored keeps its place when more worlds are asked for, and with them
 * the other method. */
typedef struct {
    ski_arena *arena;
    const ski_groups *groups;
    int worlds, count;
    uint64_t seed;
    bool is_exact; /* the attribution is of all coalitions */
    int first, second, exchanged, without, none, steps, coalitions;
    int step_count;
    const int *of_coalition;           /* [2^groups] set of a coalition; NULL: not exact */
    const char *const *names;          /* [count] "first", "exchanged.NAME", … */
    const unsigned char *states;       /* [count * states] of causes; of steps not used */
    const unsigned char *world_states; /* [worlds * step_count * states] of the steps */
} ski_sets;

/* What one sample is expected to take on one core of the machine of docs/performance.md: by size
 * alone, so that the same scenario is always treated alike. */
double ski_nominal_seconds(const sk_network *network);

/* What a sensitivity study takes. */
typedef struct {
    bool is_exact; /* where all coalitions take at most SKI_EXACT_SECONDS nominally, or no more than
                      orders do */
    int groups, worlds;
    double samples, nominal_seconds; /* real numbers: they may be beyond int */
} ski_sensitivity_cost;

enum { SKI_EXACT_SECONDS = 20 * 60 };

ski_sensitivity_cost ski_sensitivity_cost_of(int groups, int worlds, double seconds_a_sample);

/* All of it in the arena; groups are borrowed. SK_ERR_MEMORY is the only failure. */
sk_status ski_sets_build(ski_sets *out, const ski_groups *groups, int worlds, uint64_t seed,
                         bool is_exact, ski_arena *arena);

/* Samples of a set: worlds, 1 of `none`, none at all of steps under the exact method. */
int ski_set_rows(const ski_sets *sets, int set);

/* The recipe of sample `world` of a set; its lists belong to the sets. */
ski_recipe ski_set_recipe(const ski_sets *sets, int set, int world);

#endif
