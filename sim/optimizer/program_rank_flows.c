/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Purchases, shipments and throughputs → their place among those that go to the same node at the
 * same cost, in scenario order. What costs nothing starts at 1, so that no flow is without a
 * purpose. */
#include "optimizer/program_parts.h"

#include <stdlib.h>

/* A purchase, shipment or throughput. */
typedef struct {
    int node, first_column;
    double cost; /* sum over the horizon */
} flow;

typedef struct {
    const ski_program *program;
    int *flow_rank; /* [column_count] */
} ranks;

/* Larger is later: 1, -1 or 0. */
static int order(double a, double b) {
    return (a > b) - (a < b);
}

static int compare_flows(const void *left, const void *right) {
    const flow *a = left, *b = right;
    if (a->node != b->node) {
        return order(a->node, b->node);
    }
    return a->cost != b->cost ? order(a->cost, b->cost) : order(a->first_column, b->first_column);
}

static flow flow_of(const ski_program *program, int node, int first_column) {
    flow of = {node, first_column, 0};
    for (int period = 0; period < program->network->periods; period++) {
        of.cost += program->cost[first_column + period];
    }
    return of;
}

/* Ranks flows of one kind that go to one node at one cost, in scenario order. */
static void rank_flows(const ranks *of, flow *flows, int count, int *largest_at_node) {
    int periods = of->program->network->periods;
    int rank = 0;
    qsort(flows, (size_t)count, sizeof *flows, compare_flows);
    for (int i = 0; i < count; i++) {
        bool equal =
            i > 0 && flows[i].node == flows[i - 1].node && flows[i].cost == flows[i - 1].cost;
        rank = equal ? rank + 1 : flows[i].cost == 0;
        for (int period = 0; period < periods; period++) {
            of->flow_rank[flows[i].first_column + period] = rank;
        }
        if (rank > largest_at_node[flows[i].node]) {
            largest_at_node[flows[i].node] = rank;
        }
    }
}

static void rank_purchases(const ranks *of, flow *flows, int *largest_at_node) {
    const sk_network *network = of->program->network;
    for (int i = 0; i < network->block_count; i++) {
        flows[i] = flow_of(of->program, network->blocks[i].node, of->program->layout.buy[i]);
    }
    rank_flows(of, flows, network->block_count, largest_at_node);
}

static void rank_shipments(const ranks *of, flow *flows, int *largest_at_node) {
    const sk_network *network = of->program->network;
    for (int i = 0; i < network->lane_count; i++) {
        flows[i] = flow_of(of->program, network->lanes[i].to, of->program->layout.ship[i]);
    }
    rank_flows(of, flows, network->lane_count, largest_at_node);
}

/* Throughputs are equal when their first outputs are. */
static void rank_throughputs(const ranks *of, flow *flows, int *largest_at_node) {
    const sk_network *network = of->program->network;
    for (int i = 0; i < network->scenario->process_count; i++) {
        flows[i] = flow_of(of->program, network->conversions[i].outputs[0].node,
                           of->program->layout.run[i]);
    }
    rank_flows(of, flows, network->scenario->process_count, largest_at_node);
}

/* Node that a purchase, shipment or throughput goes to; -1: another kind of column. */
static int receiving_node(const ski_program *program, const ski_column *column) {
    const sk_network *network = program->network;
    switch (column->kind) {
    case SKI_BUY:
        return network->blocks[column->element].node;
    case SKI_RUN:
        return network->conversions[column->element].outputs[0].node;
    case SKI_SHIP:
        return network->lanes[column->element].to;
    default:
        return -1;
    }
}

sk_status ski_rank_flows(const ski_program *program, int *flow_rank, int *flow_rank_most,
                         double *gathered) {
    sk_status st = SK_OK;
    ranks of = {program, flow_rank};
    int *largest_at_node = ski_alloc(program->network->node_count, sizeof *largest_at_node);
    flow *flows = ski_alloc(program->column_count, sizeof *flows);
    SK_CHECK_MEMORY(largest_at_node);
    SK_CHECK_MEMORY(flows);
    rank_purchases(&of, flows, largest_at_node);
    rank_shipments(&of, flows, largest_at_node);
    rank_throughputs(&of, flows, largest_at_node);
    for (int column = 0; column < program->column_count; column++) {
        int node = receiving_node(program, &program->columns[column]);
        flow_rank_most[column] = node < 0 ? 0 : largest_at_node[node];
    }
    *gathered = 0;
    for (int node = 0; node < program->network->node_count; node++) {
        *gathered += program->patches->gain * largest_at_node[node];
    }
done:
    free(largest_at_node);
    free(flows);
    return st;
}
