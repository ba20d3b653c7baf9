/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sweep and a number of shards → what each shard runs, as a function of these numbers alone: a
 * shard that was killed, or runs elsewhere, finds the same. Nothing is tabled: any unit of any
 * shard is found from its number. */
#ifndef SKI_STUDY_SPLIT_H
#define SKI_STUDY_SPLIT_H

#include <stdint.h>

/* What is dealt: a block of worlds of a case, which is a point with a policy. */
typedef struct {
    int point, policy; /* policy: its place among the sweep's */
    int first_world, world_count;
} ski_unit;

typedef struct {
    int points, policies;
    int worlds; /* of each case */
    int shards;
    int blocks; /* that the worlds of each case are cut into */
} ski_split;

/* points, policies, worlds, shards: 1 or more. worlds: that are run of a case (under "lhs" and
 * "sobol" sampling those of the design). One shard gets whole cases. */
ski_split ski_split_of(int points, int policies, int worlds, int shards);

/* How many units there are, and how many a shard (1 … shards) has: the same number or one less,
 * which is none where there are fewer units than shards. */
int64_t ski_split_units(const ski_split *split);
int64_t ski_shard_units(const ski_split *split, int shard);

/* Unit `index` (0-based) of a shard: policy by policy, then point by point, then block by block, so
 * that units of one case follow one another. */
ski_unit ski_shard_unit(const ski_split *split, int shard, int64_t index);

#endif
