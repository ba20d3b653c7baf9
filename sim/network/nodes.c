/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the list of nodes: each (place, material) pair that some element touches, once. */
#include "network/builder.h"

#include <stdlib.h>

/* By place, then material. */
static int compare_nodes(const void *left, const void *right) {
    const ski_node *a = left;
    const ski_node *b = right;
    if (a->place != b->place) {
        return a->place < b->place ? -1 : 1;
    }
    return (a->material > b->material) - (a->material < b->material);
}

/* How many pairs the elements touch, each as often as it is touched. */
static int touched_most(const sk_scenario *scenario) {
    int count = scenario->source_count + scenario->stock_count;
    for (int i = 0; i < scenario->process_count; i++) {
        count += scenario->processes[i].input_count + scenario->processes[i].output_count;
    }
    for (int i = 0; i < scenario->route_count; i++) {
        count += 2 * scenario->routes[i].material_count;
    }
    for (int i = 0; i < scenario->demand_count; i++) {
        count += 2 + scenario->demands[i].alternative_count;
    }
    return count;
}

typedef struct {
    ski_node *nodes;
    int count;
} node_list;

static void touch(node_list *list, int place, int material) {
    list->nodes[list->count++] = (ski_node){place, material};
}

static void touch_flows(node_list *list, const sk_scenario *scenario) {
    for (int i = 0; i < scenario->process_count; i++) {
        const ski_process *process = &scenario->processes[i];
        for (int part = 0; part < process->input_count; part++) {
            touch(list, process->place, process->inputs[part].material);
        }
        for (int part = 0; part < process->output_count; part++) {
            touch(list, process->place, process->outputs[part].material);
        }
    }
    for (int i = 0; i < scenario->route_count; i++) {
        const ski_route *route = &scenario->routes[i];
        for (int item = 0; item < route->material_count; item++) {
            touch(list, route->from, route->materials[item]);
            touch(list, route->to, route->materials[item]);
        }
    }
}

static void touch_ends(node_list *list, const sk_scenario *scenario) {
    for (int i = 0; i < scenario->source_count; i++) {
        touch(list, scenario->sources[i].place, scenario->sources[i].material);
    }
    for (int i = 0; i < scenario->stock_count; i++) {
        touch(list, scenario->stocks[i].place, scenario->stocks[i].material);
    }
    for (int i = 0; i < scenario->demand_count; i++) {
        const ski_demand *demand = &scenario->demands[i];
        touch(list, demand->place, demand->material);
        for (int item = 0; item < demand->alternative_count; item++) {
            touch(list, demand->place, demand->alternatives[item].material);
        }
        if (demand->has_returns) {
            touch(list, demand->return_place, demand->return_material);
        }
    }
}

sk_status ski_build_nodes(ski_builder *builder) {
    sk_status st = SK_OK;
    sk_network *network = builder->network;
    node_list list = {0};
    list.nodes = SKI_NEW(network->arena, ski_node, touched_most(builder->scenario));
    SK_CHECK_MEMORY(list.nodes);
    touch_flows(&list, builder->scenario);
    touch_ends(&list, builder->scenario);
    qsort(list.nodes, (size_t)list.count, sizeof *list.nodes, compare_nodes);
    for (int i = 0; i < list.count; i++) {
        int last = network->node_count - 1;
        if (i == 0 || compare_nodes(&list.nodes[last], &list.nodes[i]) != 0) {
            list.nodes[network->node_count++] = list.nodes[i];
        }
    }
    builder->nodes = list.nodes;
    network->nodes = list.nodes;
done:
    return st;
}

int ski_network_node(const sk_network *network, ski_node node) {
    const ski_node *found =
        bsearch(&node, network->nodes, (size_t)network->node_count, sizeof node, compare_nodes);
    return found == NULL ? -1 : (int)(found - network->nodes);
}

int ski_node_of(const ski_builder *builder, int place, int material) {
    return ski_network_node(builder->network, (ski_node){place, material});
}
