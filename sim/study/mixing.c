/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → what a mixing counts: countries, outlets of pools, and room for the numbers. */
#include "study/mixing.h"

#include <string.h>

static int country_number(ski_mixing *of, int place) {
    const char *country = of->network->scenario->places[place].country;
    for (int i = 0; i < of->country_count; i++) {
        if (strcmp(of->countries[i], country) == 0) {
            return i;
        }
    }
    of->countries[of->country_count] = country;
    return of->country_count++;
}

static void number_countries(ski_mixing *of) {
    const sk_network *network = of->network;
    const sk_scenario *scenario = network->scenario;
    for (int b = 0; b < network->block_count; b++) {
        of->block_countries[b] = country_number(of, network->nodes[network->blocks[b].node].place);
    }
    for (int d = 0; d < scenario->demand_count && of->kind != SKI_MIX_MADE; d++) {
        const int node = network->needs[d].return_node;
        of->return_countries[d] = node < 0 ? -1 : country_number(of, network->nodes[node].place);
    }
    for (int p = 0; p < scenario->process_count && of->kind != SKI_MIX_MADE; p++) {
        of->process_countries[p] = country_number(of, scenario->processes[p].place);
    }
}

static void list_outlets(ski_mixing *of) {
    const sk_network *network = of->network;
    for (int p = 0; p < network->scenario->process_count; p++) {
        for (int i = 0; i < network->conversions[p].input_count; i++) {
            const ski_port *input = &network->conversions[p].inputs[i];
            of->outlets[of->outlet_count++] =
                (ski_outlet){{SKI_END_PROCESS, p}, input->node, of->layout->run[p], input->amount};
        }
    }
    for (int d = 0; d < network->scenario->demand_count; d++) {
        const ski_need *need = &network->needs[d];
        const ski_end end = {SKI_END_DEMAND, d};
        of->outlets[of->outlet_count++] = (ski_outlet){end, need->node, of->layout->serve[d], 1};
        for (int i = 0; i < need->substitute_count; i++) {
            of->outlets[of->outlet_count++] =
                (ski_outlet){end, need->substitutes[i].node,
                             of->layout->substitute[d] + i * network->periods, 1};
        }
    }
}

static int count_outlets(const sk_network *network) {
    int count = 0;
    for (int p = 0; p < network->scenario->process_count; p++) {
        count += network->conversions[p].input_count;
    }
    for (int d = 0; d < network->scenario->demand_count; d++) {
        count += 1 + network->needs[d].substitute_count;
    }
    return count;
}

static sk_status make_room(ski_mixing *of, ski_arena *arena) {
    sk_status st = SK_OK;
    const sk_network *network = of->network;
    const int nodes = network->node_count, outlets = count_outlets(network);
    const int demands = network->scenario->demand_count;
    const int processes = network->scenario->process_count;
    const int most = network->block_count + demands + processes;
    SK_CHECK_MEMORY(of->countries = SKI_NEW(arena, const char *, most));
    SK_CHECK_MEMORY(of->block_countries = SKI_NEW(arena, int, network->block_count));
    SK_CHECK_MEMORY(of->return_countries = SKI_NEW(arena, int, demands));
    SK_CHECK_MEMORY(of->process_countries = SKI_NEW(arena, int, processes));
    SK_CHECK_MEMORY(of->units = SKI_NEW(arena, double, processes));
    SK_CHECK_MEMORY(of->outlets = SKI_NEW(arena, ski_outlet, outlets));
    SK_CHECK_MEMORY(of->outlet_t = SKI_NEW(arena, double, outlets));
    SK_CHECK_MEMORY(of->in_t = SKI_NEW(arena, double, nodes));
    SK_CHECK_MEMORY(of->out_t = SKI_NEW(arena, double, nodes));
    SK_CHECK_MEMORY(of->lane_t = SKI_NEW(arena, double, network->lane_count));
done:
    return st;
}

sk_status ski_mixing_prepare(ski_mixing *of, const sk_network *network, const ski_layout *layout,
                             const double *flows, ski_mix_kind kind, ski_arena *arena) {
    sk_status st = SK_OK;
    *of = (ski_mixing){.network = network, .layout = layout, .flows = flows, .kind = kind};
    SK_TRY(make_room(of, arena));
    number_countries(of);
    list_outlets(of);
    of->origin_count = kind == SKI_MIX_MADE
                           ? of->country_count + 2 + network->scenario->process_count
                           : 2 * of->country_count + 1;
    const int nodes = network->node_count;
    const size_t row = (size_t)of->origin_count * sizeof(double);
    SK_CHECK_MEMORY(of->direct_t = ski_arena_alloc(arena, nodes, row));
    SK_CHECK_MEMORY(of->share = ski_arena_alloc(arena, nodes, row));
    SK_CHECK_MEMORY(of->next = ski_arena_alloc(arena, nodes, row));
done:
    return st;
}
