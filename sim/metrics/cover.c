/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → stocks' reach: the largest product of yields and (1 - loss) along paths inside one
 * country. */
#include "metrics/cover.h"

#include <stdlib.h>
#include <string.h>

/* One step of a path: a tonne at `from` gives `delivered` tonnes at `to`. */
typedef struct {
    int from, to;
    double delivered;
} step;

typedef struct {
    const sk_network *network;
    step *steps; /* inside one country */
    int step_count;
    double *best; /* [nodes] delivered there from the stock; 0: out of reach */
    int *before;  /* [nodes] the node before it on that path; -1: none */
    ski_reach *reaches;
    int reach_count, reach_capacity;
} search;

static const char *country_at(const sk_network *network, int place) {
    return network->scenario->places[place].country;
}

static bool within(const sk_network *network, int place, const char *country) {
    return strcmp(country_at(network, place), country) == 0;
}

/* Most steps that the whole network can have. */
static int step_most(const sk_network *network) {
    int count = network->lane_count;
    for (int p = 0; p < network->scenario->process_count; p++) {
        count += network->conversions[p].input_count * network->conversions[p].output_count;
    }
    return count;
}

static double mean_value(const sk_network *network, int quantity) {
    double sum = 0;
    for (int t = 0; t < network->periods; t++) {
        sum += ski_value(network, network->base, quantity, t);
    }
    return sum / network->periods;
}

static void add_process_steps(search *s, int process) {
    const ski_conversion *conversion = &s->network->conversions[process];
    const double yield = mean_value(s->network, conversion->yield);
    for (int i = 0; i < conversion->input_count; i++) {
        const ski_port *in = &conversion->inputs[i];
        for (int o = 0; o < conversion->output_count && in->amount > 0; o++) {
            const ski_port *out = &conversion->outputs[o];
            s->steps[s->step_count++] =
                (step){in->node, out->node, out->amount * yield / in->amount};
        }
    }
}

/* The steps between places of `country`. */
static void collect_steps(search *s, const char *country) {
    const sk_network *network = s->network;
    const sk_scenario *scenario = network->scenario;
    s->step_count = 0;
    for (int l = 0; l < network->lane_count; l++) {
        const ski_lane *lane = &network->lanes[l];
        if (within(network, network->nodes[lane->from].place, country) &&
            within(network, network->nodes[lane->to].place, country)) {
            s->steps[s->step_count++] =
                (step){lane->from, lane->to, 1 - network->links[lane->route].loss};
        }
    }
    for (int p = 0; p < scenario->process_count; p++) {
        if (within(network, scenario->processes[p].place, country)) {
            add_process_steps(s, p);
        }
    }
}

/* Whether the best path to `node` passes `other`. */
static bool passes(const search *s, int node, int other) {
    while (node >= 0 && node != other) {
        node = s->before[node];
    }
    return node == other;
}

/* Best paths from `start`, improved step by step until nothing improves: at most as many rounds as
 * a path that passes no node twice has steps. */
static void find_paths(search *s, int start) {
    for (int n = 0; n < s->network->node_count; n++) {
        s->best[n] = 0;
        s->before[n] = -1;
    }
    s->best[start] = 1;
    bool improved = true;
    for (int round = 1; round < s->network->node_count && improved; round++) {
        improved = false;
        for (int i = 0; i < s->step_count; i++) {
            const step *at = &s->steps[i];
            const double delivered = s->best[at->from] * at->delivered;
            if (delivered > s->best[at->to] && !passes(s, at->from, at->to)) {
                s->best[at->to] = delivered;
                s->before[at->to] = at->from;
                improved = true;
            }
        }
    }
}

static sk_status add_reaches(search *s, const char *country) {
    const sk_network *network = s->network;
    for (int d = 0; d < network->scenario->demand_count; d++) {
        const int node = network->needs[d].node;
        if (s->best[node] <= 0 || !within(network, network->nodes[node].place, country)) {
            continue;
        }
        if (ski_grow((void **)&s->reaches, &s->reach_capacity, s->reach_count,
                     sizeof *s->reaches)) {
            return SK_ERR_MEMORY;
        }
        s->reaches[s->reach_count++] = (ski_reach){d, s->best[node]};
    }
    return SK_OK;
}

static sk_status find_all(search *s, int *first) {
    const sk_network *network = s->network;
    const char *collected = NULL;
    for (int k = 0; k < network->scenario->stock_count; k++) {
        const int node = network->stores[k].node;
        const char *country = country_at(network, network->nodes[node].place);
        if (collected == NULL || strcmp(collected, country) != 0) {
            collect_steps(s, country);
            collected = country;
        }
        find_paths(s, node);
        if (add_reaches(s, country) != SK_OK) {
            return SK_ERR_MEMORY;
        }
        first[k + 1] = s->reach_count;
    }
    return SK_OK;
}

sk_status ski_cover_build(ski_cover *cover, const sk_network *network, ski_arena *arena) {
    sk_status st = SK_OK;
    search s = {.network = network};
    int *first = SKI_NEW(arena, int, network->scenario->stock_count + 1);
    ski_reach *reaches = NULL;
    SK_CHECK_MEMORY(first);
    SK_CHECK_MEMORY(s.steps = ski_alloc(step_most(network), sizeof *s.steps));
    SK_CHECK_MEMORY(s.best = ski_alloc(network->node_count, sizeof *s.best));
    SK_CHECK_MEMORY(s.before = ski_alloc(network->node_count, sizeof *s.before));
    SK_TRY(find_all(&s, first));
    SK_CHECK_MEMORY(reaches = SKI_NEW(arena, ski_reach, s.reach_count));
    if (s.reach_count > 0) {
        memcpy(reaches, s.reaches, (size_t)s.reach_count * sizeof *reaches);
    }
    *cover = (ski_cover){first, reaches};
done:
    free(s.steps);
    free(s.best);
    free(s.before);
    free(s.reaches);
    return st;
}
