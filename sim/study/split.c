/* SPDX-License-Identifier: GPL-3.0-or-later */
/* (points, policies, worlds, shards) → units in one order, dealt in rounds of one unit a shard. Who
 * gets which unit of a round is drawn anew for every second round, for dealt in turn a shard would
 * meet the same value of a parameter time and again; the round between goes backwards, which evens
 * out what rises along the order. Policies come first in the order: their costs differ by jumps,
 * those of neighbouring points by steps. */
#include "study/split.h"

#include "uncertainty/design.h"

/* So many units a shard even out: costs that differ by a third from one to the next leave the
 * slowest of a hundred shards a tenth above the mean. More would have cases built more often. */
enum { UNITS_WANTED = 64 };

static int least(int64_t one, int64_t other) {
    return (int)(one < other ? one : other);
}

/* As few as give every shard its units; cut into one block a shard, every case is shared out evenly
 * whatever it costs, and there is nothing left to gain. */
static int blocks_of(const ski_split *split) {
    const int64_t cases = (int64_t)split->points * split->policies;
    const int64_t wanted = (UNITS_WANTED * (int64_t)split->shards + cases - 1) / cases;
    return least(least(wanted, split->shards), split->worlds);
}

ski_split ski_split_of(int points, int policies, int worlds, int shards) {
    ski_split split = {.points = points, .policies = policies, .worlds = worlds, .shards = shards};
    split.blocks = blocks_of(&split);
    return split;
}

int64_t ski_split_units(const ski_split *split) {
    return (int64_t)split->points * split->policies * split->blocks;
}

/* Which unit of round `round` the shard gets, 0 … shards - 1. */
static int place_in_round(const ski_split *split, int shard, int64_t round) {
    const uint64_t pair = (uint64_t)round / 2;
    const uint32_t key[4] = {(uint32_t)pair, (uint32_t)(pair >> 32), UINT32_C(0x73686172),
                             UINT32_C(0x64000000)}; /* "shard" */
    const int place = (int)ski_permuted(key, (uint32_t)split->shards, (uint32_t)(shard - 1));
    return round % 2 == 0 ? place : split->shards - 1 - place;
}

/* The last round may be one of fewer units than shards. */
int64_t ski_shard_units(const ski_split *split, int shard) {
    const int64_t whole_rounds = ski_split_units(split) / split->shards;
    const int left = (int)(ski_split_units(split) % split->shards);
    return whole_rounds + (place_in_round(split, shard, whole_rounds) < left ? 1 : 0);
}

ski_unit ski_shard_unit(const ski_split *split, int shard, int64_t index) {
    const int64_t number = index * split->shards + place_in_round(split, shard, index);
    const int block = (int)(number % split->blocks);
    const int64_t of = number / split->blocks;
    const int64_t worlds = split->worlds;
    const int first = (int)(worlds * block / split->blocks);
    const int next = (int)(worlds * (block + 1) / split->blocks);
    return (ski_unit){.point = (int)(of % split->points),
                      .policy = (int)(of / split->points),
                      .first_world = first,
                      .world_count = next - first};
}
