/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → a warning for a process on a loop that makes at least what it takes: tonnes out
 * of nothing. Nodes and what turns one into another form a graph whose edges carry the logarithm of
 * tonnes out per tonne in; a loop with a sum of 0 or more is found by Bellman and Ford's sweeps,
 * which then never come to rest. */
#include "base/tolerances.h"
#include "scenario/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Added to every process edge, so that a loop that makes just what it takes is found too, while
 * lossless routes back and forth are not. */
#define LOOP_TOL SKI_ROUNDING_TOL

typedef struct {
    int from, to;
    int process; /* -1: a route */
    double log_gain;
} edge;

typedef struct {
    int edge_count, node_count;
    edge *edges;
    double *gain; /* [node_count] best sum found on a way to the node */
    int *by;      /* [node_count] the edge it came by, -1: none */
} graph;

static int count_edges(const sk_scenario *scenario) {
    int count = 0;
    for (int i = 0; i < scenario->route_count; i++) {
        count += scenario->routes[i].material_count;
    }
    for (int i = 0; i < scenario->process_count; i++) {
        count += scenario->processes[i].input_count * scenario->processes[i].output_count;
    }
    return count;
}

static void add_edge(graph *loops, int from, int to, int process, double gain) {
    if (gain > 0) {
        loops->edges[loops->edge_count++] =
            (edge){from, to, process, log(gain) + (process < 0 ? 0 : LOOP_TOL)};
    }
}

/* Whether two materials hold the same element, so that their tonnes add up. */
static bool same_element(const sk_scenario *scenario, int one, int other) {
    const char *symbol = scenario->materials[one].symbol;
    const char *with = scenario->materials[other].symbol;
    return one == other || (symbol != NULL && with != NULL && strcmp(symbol, with) == 0);
}

/* What a process takes of a material and of others that hold its element, per unit of throughput.
 */
static double taken_with(const sk_scenario *scenario, const ski_process *process, int material) {
    double sum = 0;
    for (int i = 0; i < process->input_count; i++) {
        if (same_element(scenario, material, process->inputs[i].material)) {
            sum += process->inputs[i].amount;
        }
    }
    return sum;
}

static void add_process(const sk_scenario *scenario, int index, graph *loops) {
    const ski_process *process = &scenario->processes[index];
    int base = process->place * scenario->material_count;
    double yield = ski_limit_average(scenario, &process->yield, 0);
    for (int i = 0; i < process->input_count; i++) {
        const int input = process->inputs[i].material;
        const double taken = taken_with(scenario, process, input);
        for (int j = 0; j < process->output_count; j++) {
            add_edge(loops, base + input, base + process->outputs[j].material, index,
                     process->outputs[j].amount * yield / taken);
        }
    }
}

static void add_routes(const sk_scenario *scenario, graph *loops) {
    for (int i = 0; i < scenario->route_count; i++) {
        const ski_route *route = &scenario->routes[i];
        for (int j = 0; j < route->material_count; j++) {
            add_edge(loops, route->from * scenario->material_count + route->materials[j],
                     route->to * scenario->material_count + route->materials[j], -1,
                     1 - route->loss);
        }
    }
}

/* One sweep; the node last improved, or -1 when all is at rest. */
static int sweep(graph *loops) {
    int improved = -1;
    for (int i = 0; i < loops->edge_count; i++) {
        const edge *step = &loops->edges[i];
        double sum = loops->gain[step->from] + step->log_gain;
        if (sum > loops->gain[step->to] + LOOP_TOL / 4) {
            loops->gain[step->to] = sum;
            loops->by[step->to] = i;
            improved = step->to;
        }
    }
    return improved;
}

/* The first process met on the loop that `node` lies on or hangs from; -1 when the trail ends. */
static int process_on_loop(const graph *loops, int node, int trail) {
    for (int i = 0; i < trail && loops->by[node] >= 0; i++) {
        node = loops->edges[loops->by[node]].from;
    }
    for (int i = 0; i < trail && loops->by[node] >= 0; i++) {
        const edge *step = &loops->edges[loops->by[node]];
        if (step->process >= 0) {
            return step->process;
        }
        node = step->from;
    }
    return -1;
}

sk_status ski_check_loops(const sk_scenario *scenario, sk_error *error) {
    sk_status st = SK_OK;
    graph loops = {.node_count = scenario->place_count * scenario->material_count};
    int most = count_edges(scenario);
    int node = -1;
    loops.edges = ski_alloc(most, sizeof *loops.edges);
    loops.gain = ski_alloc(loops.node_count, sizeof *loops.gain);
    loops.by = ski_alloc(loops.node_count, sizeof *loops.by);
    SK_CHECK_MEMORY(loops.edges);
    SK_CHECK_MEMORY(loops.gain);
    SK_CHECK_MEMORY(loops.by);
    for (int i = 0; i < loops.node_count; i++) {
        loops.by[i] = -1;
    }
    for (int i = 0; i < scenario->process_count; i++) {
        add_process(scenario, i, &loops);
    }
    add_routes(scenario, &loops);
    for (int i = 0; i <= most && (i == 0 || node >= 0); i++) {
        node = sweep(&loops);
    }
    int process = node < 0 ? -1 : process_on_loop(&loops, node, most);
    if (process >= 0) {
        ski_check_warning(scenario, SKI_PROCESSES, process, NULL, error,
                          "is on a loop that makes at least as much as it takes: tonnes come out "
                          "of nothing");
    }
done:
    free(loops.edges);
    free(loops.gain);
    free(loops.by);
    return st;
}
