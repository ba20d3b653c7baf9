/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network and a table of values → the box: one finite bound, in tonnes a period, for every column
 * that has no limit of its own. It is far above any flow that serves a purpose, so that an optimum
 * that rests on it is known for a program without an answer.
 *
 *     tonnes = useful · gain · dilution + forced        box = margin · tonnes
 *
 * useful: all demand of the horizon, the targets of stocks and what the horizon's end credits, as
 * if moved in one period; gain: most tonnes upstream for a tonne delivered (losses, yields,
 * recipes, substitution); dilution: purchases that only serve to lower a capped share; forced: what
 * enters whether useful or not (minimum purchases, cargo from before the start, initial stocks). */
#include "optimizer/program_parts.h"

#include <stdlib.h>

/* How far above the tonnes the box is: the room that a world has to divide yields. */
static const double MARGIN = 1000;

/* A world whose own tonnes are this many times the base's has a box of its own; the others keep
 * that of the base, so that few bounds move. */
static const double GROWTH_MOST = 10;

/* A recipe, a chain of losses or a share beyond this is cut, to keep the box within the solver's
 * reach: the margin has to do. */
static const double GAIN_MOST = 1e4;
static const double DILUTION_MOST = 100;

/* No chain has more conversions and shipments in a row; loops end here too. */
enum { LONGEST_CHAIN = 64 };

static double mean(const sk_network *network, const double *values, int quantity) {
    double sum = 0;
    for (int period = 0; period < network->periods; period++) {
        sum += ski_value(network, values, quantity, period);
    }
    return sum / network->periods;
}

static double most(const sk_network *network, const double *values, int quantity) {
    double value = 0;
    for (int period = 0; period < network->periods; period++) {
        value = fmax(value, ski_value(network, values, quantity, period));
    }
    return value;
}

static double useful_t(const sk_network *network, const double *values) {
    double years = network->periods * network->period_years;
    double sum = 0;
    for (int i = 0; i < network->scenario->demand_count; i++) {
        sum += years * mean(network, values, network->needs[i].demand);
    }
    for (int i = 0; i < network->scenario->stock_count; i++) {
        sum += most(network, values, network->stores[i].target);
    }
    for (int node = 0; network->has_credit && node < network->node_count; node++) {
        sum += ski_credit_most(network, values, node, network->periods - 1);
    }
    return sum;
}

static double forced_t(const sk_network *network, const ski_start *start, const double *values) {
    double years = network->periods * network->period_years;
    double sum = 0;
    for (int i = 0; i < network->scenario->source_count; i++) {
        sum += years * mean(network, values, network->supplies[i].minimum);
    }
    for (int node = 0; node < network->node_count; node++) {
        for (int period = 0; period < start->arrival_periods; period++) {
            sum += start->arrivals_t[node * start->arrival_stride + period];
        }
    }
    for (int i = 0; i < network->scenario->stock_count; i++) {
        sum += start->stock_t[i];
    }
    return sum;
}

static double dilution(const sk_network *network) {
    double largest = 1;
    for (int i = 0; i < network->scenario->limit_count; i++) {
        double share = mean(network, network->base, network->caps[i].max_share);
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
    double made = main < 0 ? 0
                           : conversion->outputs[main].amount *
                                 mean(of->network, of->network->base, conversion->yield);
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

/* Gain and dilution of the base, tonnes of `values`. */
static double tonnes(const sk_network *network, const struct ski_patches *patches,
                     const ski_start *start, const double *values) {
    double useful = useful_t(network, values) * patches->gain * patches->dilution;
    return fmax(1, useful + forced_t(network, start, values));
}

/* A window has the box of the whole horizon: other periods may want more than its first ones. */
sk_status ski_boxes_derive(ski_program *program) {
    sk_status st = SK_OK;
    struct ski_patches *patches = program->patches;
    const sk_network *whole = ski_whole(program->network);
    SK_TRY(largest_gain(whole, &patches->gain));
    patches->dilution = dilution(whole);
    patches->box_t = MARGIN * tonnes(whole, patches, &program->start, whole->base);
done:
    return st;
}

double ski_box_in(const ski_program *program, const ski_start *start, const double *values) {
    const struct ski_patches *patches = program->patches;
    double box_t = MARGIN * tonnes(program->network, patches, start, values);
    return box_t > GROWTH_MOST * patches->box_t ? box_t : patches->box_t;
}

/* Takes a quantity's largest value if it is larger than the largest so far. */
static void keep_largest(const sk_network *network, const double *values, int quantity,
                         int *largest, int *period) {
    for (int t = 0; t < network->periods; t++) {
        if (*largest < 0 || ski_value(network, values, quantity, t) >
                                ski_value(network, values, *largest, *period)) {
            *largest = quantity;
            *period = t;
        }
    }
}

int ski_box_cause(const sk_network *network, const double *values, int *period) {
    const sk_scenario *scenario = network->scenario;
    int largest = -1;
    for (int i = 0; i < scenario->demand_count; i++) {
        keep_largest(network, values, network->needs[i].demand, &largest, period);
    }
    for (int i = 0; i < scenario->stock_count; i++) {
        keep_largest(network, values, network->stores[i].target, &largest, period);
    }
    for (int i = 0; i < scenario->source_count; i++) {
        keep_largest(network, values, network->supplies[i].minimum, &largest, period);
    }
    return largest;
}
