/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that build a network share: a network in the making, with room for all it can
 * hold. */
#ifndef SKI_NETWORK_BUILDER_H
#define SKI_NETWORK_BUILDER_H

#include "network/network.h"

/* All arrays are allocated at their largest before the first element is added, so adding cannot
 * fail. */
typedef struct {
    const sk_scenario *scenario;
    sk_network *network;
    ski_node *nodes;
    ski_block *blocks;
    ski_lane *lanes;
    ski_quantity *quantities;
    ski_target *targets; /* of all quantities, one after the other */
    int target_count;
    double *base;
    int *material_price;
} ski_builder;

/* --- nodes.c --- */

/* Lists every node that something touches, by place, then material. */
sk_status ski_build_nodes(ski_builder *builder);

/* Index of a node that is touched. */
int ski_node_of(const ski_builder *builder, int place, int material);

/* --- quantities.c --- */

/* Room for every quantity. Too many to count is SK_ERR_SCENARIO. */
sk_status ski_build_quantity_room(ski_builder *builder, sk_error *error);

/* Adds the quantity of one schedule and returns its index; where the schedule is absent the base is
 * `otherwise` in every period. item: as in ski_quantity. */
int ski_add_quantity(ski_builder *builder, ski_target target, int item, const ski_sched *sched,
                     double otherwise);

/* Makes the quantity added last follow another schedule. */
void ski_follow(ski_builder *builder, ski_target target);

/* --- supply.c (materials, sources), flow.c (processes to chokepoints), use.c (the rest) --- */

sk_status ski_build_materials(ski_builder *builder);
sk_status ski_build_sources(ski_builder *builder);
sk_status ski_build_processes(ski_builder *builder);
sk_status ski_build_routes(ski_builder *builder);
sk_status ski_build_chokepoints(ski_builder *builder);
sk_status ski_build_stocks(ski_builder *builder);
sk_status ski_build_demands(ski_builder *builder);
sk_status ski_build_limits(ski_builder *builder);

#endif
