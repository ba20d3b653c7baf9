/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → the box: one finite bound, in tonnes a period, for every column that has no limit of
 * its own. It is far above any flow that serves a purpose, so that an optimum that rests on it is
 * known for a program without an answer, and it stays where it is in every world.
 *
 *     box = margin · (useful · gain · dilution + forced)
 *
 * useful: all demand of the horizon, the targets of stocks and what the horizon's end credits, as
 * if moved in one period; gain: most tonnes upstream for a tonne delivered (losses, yields,
 * recipes, substitution); dilution: purchases that only serve to lower a capped share; forced: what
 * enters whether useful or not (minimum purchases, cargo from before the start, initial stocks). */
#include "optimizer/program_parts.h"

#include <stdlib.h>

/* Worlds may multiply demand, or divide yields, by this much in all before a box is felt. */
static const double MARGIN = 1000;

/* A recipe, a chain of losses or a share beyond this is cut, to keep the box within the solver's
 * reach: the margin has to do. */
static const double GAIN_MOST = 1e4;
static const double DILUTION_MOST = 100;

/* No chain has more conversions and shipments in a row; loops end here too. */
enum { LONGEST_CHAIN = 64 };

static double mean(const sk_network *network, int quantity) {
    double sum = 0;
    for (int period = 0; period < network->periods; period++) {
        sum += ski_value(network, network->base, quantity, period);
    }
    return sum / network->periods;
}

static double most(const sk_network *network, int quantity) {
    double value = 0;
    for (int period = 0; period < network->periods; period++) {
        value = fmax(value, ski_value(network, network->base, quantity, period));
    }
    return value;
}

static double useful_t(const sk_network *network) {
    double years = network->periods * network->period_years;
    double sum = 0;
    for (int i = 0; i < network->scenario->demand_count; i++) {
        sum += years * mean(network, network->needs[i].demand);
    }
    for (int i = 0; i < network->scenario->stock_count; i++) {
        sum += most(network, network->stores[i].target);
    }
    for (int node = 0; network->terminal_most_t != NULL && node < network->node_count; node++) {
        sum += network->terminal_most_t[node];
    }
    return sum;
}

static double forced_t(const sk_network *network) {
    double years = network->periods * network->period_years;
    double sum = 0;
    for (int i = 0; i < network->scenario->source_count; i++) {
        sum += years * mean(network, network->supplies[i].minimum);
    }
    for (int i = 0; i < network->node_count * network->arrival_periods; i++) {
        sum += network->arrivals[i];
    }
    for (int i = 0; i < network->scenario->stock_count; i++) {
        sum += network->stores[i].initial_t;
    }
    return sum;
}

static double dilution(const sk_network *network) {
    double largest = 1;
    for (int i = 0; i < network->scenario->limit_count; i++) {
        double share = mean(network, network->caps[i].max_share);
        if (share > 0) {
            largest = fmax(largest, 1 / share);
        }
    }
    return fmin(largest, DILUTION_MOST);
}

/* The most tonnes at each node, and of anything, that one tonne delivered can call for. */
typedef struct {
    const sk_network *network;
    double *at_node; /* [node_count] */
    double largest;
    bool changed;
} gains;

static void raise_gain(gains *of, int node, double gain) {
    gain = fmin(gain, GAIN_MOST);
    if (gain > of->at_node[node]) {
        of->at_node[node] = gain;
        of->changed = true;
    }
    of->largest = fmax(of->largest, gain);
}

/* The output of the largest amount; -1: none. */
static int main_output(const ski_conversion *conversion) {
    int main = -1;
    for (int i = 0; i < conversion->output_count; i++) {
        if (main < 0 || conversion->outputs[i].amount > conversion->outputs[main].amount) {
            main = i;
        }
    }
    return main;
}

/* Throughput and inputs that the main output calls for. A process that is run for a
 * by-product is left to the margin: scrap of a product that is made of scrap would go round for
 * ever. */
static void through_process(gains *of, const ski_conversion *conversion) {
    int main = main_output(conversion);
    double made =
        main < 0 ? 0 : conversion->outputs[main].amount * mean(of->network, conversion->yield);
    if (made <= 0) {
        return;
    }
    double throughput = fmin(of->at_node[conversion->outputs[main].node] / made, GAIN_MOST);
    of->largest = fmax(of->largest, throughput);
    for (int i = 0; i < conversion->input_count; i++) {
        raise_gain(of, conversion->inputs[i].node, throughput * conversion->inputs[i].amount);
    }
}

static void one_step_upstream(gains *of) {
    const sk_network *network = of->network;
    for (int i = 0; i < network->scenario->process_count; i++) {
        through_process(of, &network->conversions[i]);
    }
    for (int i = 0; i < network->lane_count; i++) {
        const ski_lane *lane = &network->lanes[i];
        double loss = network->links[lane->route].loss;
        if (loss < 1) {
            raise_gain(of, lane->from, of->at_node[lane->to] / (1 - loss));
        }
    }
}

/* SK_ERR_MEMORY. */
static sk_status largest_gain(const sk_network *network, double *largest) {
    sk_status st = SK_OK;
    gains of = {network, ski_alloc(network->node_count, sizeof(double)), 1, true};
    SK_CHECK_MEMORY(of.at_node);
    for (int node = 0; node < network->node_count; node++) {
        of.at_node[node] = 1;
    }
    for (int i = 0; i < network->scenario->demand_count; i++) {
        const ski_need *need = &network->needs[i];
        for (int item = 0; item < need->substitute_count; item++) {
            raise_gain(&of, need->substitutes[item].node, need->substitutes[item].ratio);
        }
    }
    for (int step = 0; step < LONGEST_CHAIN && of.changed; step++) {
        of.changed = false;
        one_step_upstream(&of);
    }
    *largest = of.largest;
done:
    free(of.at_node);
    return st;
}

sk_status ski_boxes_derive(const sk_network *network, struct ski_patches *patches) {
    sk_status st = SK_OK;
    SK_TRY(largest_gain(network, &patches->gain));
    double tonnes = useful_t(network) * patches->gain * dilution(network) + forced_t(network);
    patches->box_t = MARGIN * fmax(tonnes, 1);
done:
    return st;
}
