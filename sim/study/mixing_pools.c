/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows over a span → shares of origins in every pool. */
#include "base/tolerances.h"
#include "study/mixing.h"

#include <math.h>
#include <string.h>

/* Of a drawing; of a number that is to be read. */
enum { DRAWN_SWEEPS_MOST = 64, SWEEPS_MOST = 20000 };
static const double DRAWN_TOL = 1e-9; /* change of a share that is none on a page */

double ski_flow_in(const ski_mixing *of, int first, ski_span span) {
    double sum = 0;
    for (int t = span.first; t < span.first + span.count; t++) {
        sum += of->flows[first + t];
    }
    return sum;
}

/* --- numbers of origins --- */

static int stocks_origin(const ski_mixing *of) {
    return of->kind == SKI_MIX_MADE ? of->country_count : 2 * of->country_count;
}

static int return_origin(const ski_mixing *of, int demand) {
    return of->country_count + (of->kind == SKI_MIX_MADE ? 1 : of->return_countries[demand]);
}

/* What an origin is once it went through a process. */
static int passed_origin(const ski_mixing *of, int process, int origin) {
    if (of->kind == SKI_MIX_EXTRACTED) {
        return origin;
    }
    const bool came_back = origin >= of->country_count && origin < 2 * of->country_count;
    return of->process_countries[process] + (came_back ? of->country_count : 0);
}

/* --- what comes into the pools and goes out of them, over a span --- */

static void bring(ski_mixing *of, int node, int origin, double t) {
    of->direct_t[node * of->origin_count + origin] += t;
    of->in_t[node] += t;
}

static void bring_made(ski_mixing *of, int process, ski_span span) {
    const sk_network *network = of->network;
    const ski_conversion *conversion = &network->conversions[process];
    double units = 0;
    for (int t = span.first; t < span.first + span.count; t++) {
        units += of->flows[of->layout->run[process] + t] *
                 ski_value(network, network->base, conversion->yield, t);
    }
    of->units[process] = units;
    for (int i = 0; i < conversion->output_count; i++) {
        const ski_port *output = &conversion->outputs[i];
        if (of->kind == SKI_MIX_MADE) {
            bring(of, output->node, of->country_count + 2 + process, output->amount * units);
        } else {
            of->in_t[output->node] += output->amount * units;
        }
    }
}

static void move_between(ski_mixing *of, ski_span span) {
    for (int l = 0; l < of->network->lane_count; l++) {
        const ski_lane *lane = &of->network->lanes[l];
        const double shipped_t = ski_flow_in(of, of->layout->ship[l], span);
        of->lane_t[l] = shipped_t * (1 - of->network->links[lane->route].loss);
        of->in_t[lane->to] += of->lane_t[l];
        of->out_t[lane->from] += shipped_t;
    }
}

/* What goes out and did not come in was there. */
static void bring_stocks(ski_mixing *of) {
    for (int n = 0; n < of->network->node_count; n++) {
        if (of->out_t[n] > of->in_t[n]) {
            bring(of, n, stocks_origin(of), of->out_t[n] - of->in_t[n]);
        }
    }
}

static void fill_pools(ski_mixing *of, ski_span span) {
    const sk_network *network = of->network;
    const size_t nodes = (size_t)network->node_count;
    memset(of->in_t, 0, nodes * sizeof *of->in_t);
    memset(of->out_t, 0, nodes * sizeof *of->out_t);
    memset(of->direct_t, 0, nodes * (size_t)of->origin_count * sizeof *of->direct_t);
    for (int b = 0; b < network->block_count; b++) {
        bring(of, network->blocks[b].node, of->block_countries[b],
              ski_flow_in(of, of->layout->buy[b], span));
    }
    for (int p = 0; p < network->scenario->process_count; p++) {
        bring_made(of, p, span);
    }
    for (int d = 0; d < network->scenario->demand_count; d++) {
        const ski_need *need = &network->needs[d];
        if (need->return_node >= 0) {
            bring(of, need->return_node, return_origin(of, d),
                  need->return_share * ski_flow_in(of, of->layout->serve[d], span));
        }
    }
    move_between(of, span);
    for (int i = 0; i < of->outlet_count; i++) {
        const ski_outlet *to = &of->outlets[i];
        of->outlet_t[i] = to->amount * ski_flow_in(of, to->first_column, span);
        of->out_t[to->node] += of->outlet_t[i];
    }
    bring_stocks(of);
}

/* --- shares of origins --- */

/* Whether what a process makes holds what it takes there: of materials with elements its own. */
static bool holds(const ski_mixing *of, const ski_port *output, const ski_port *input) {
    const ski_material *materials = of->network->scenario->materials;
    const char *made = materials[of->network->nodes[output->node].material].symbol;
    const char *taken = materials[of->network->nodes[input->node].material].symbol;
    return made != NULL && taken != NULL && strcmp(made, taken) == 0;
}

/* Tonnes taken per unit of what an output holds; 0: no input is of its element, and it holds all.
 */
static double held_amount(const ski_mixing *of, const ski_conversion *by, const ski_port *output) {
    double amount = 0;
    for (int i = 0; i < by->input_count; i++) {
        amount += holds(of, output, &by->inputs[i]) ? by->inputs[i].amount : 0;
    }
    return amount;
}

static void pass_on(ski_mixing *of, int process, const ski_port *output, double *next) {
    const ski_conversion *by = &of->network->conversions[process];
    const double held = held_amount(of, by, output);
    double all = 0;
    for (int i = 0; i < by->input_count; i++) {
        all += by->inputs[i].amount;
    }
    for (int i = 0; i < by->input_count; i++) {
        const ski_port *input = &by->inputs[i];
        const double part = held <= 0                  ? input->amount / all
                            : holds(of, output, input) ? input->amount / held
                                                       : 0;
        const double *share = of->share + input->node * of->origin_count;
        for (int o = 0; o < of->origin_count && part > 0; o++) {
            next[output->node * of->origin_count + passed_origin(of, process, o)] +=
                output->amount * of->units[process] * part * share[o];
        }
    }
}

/* What processes make has the origins of what they take. */
static void pass_all_on(ski_mixing *of, double *next) {
    for (int p = 0; p < of->network->scenario->process_count; p++) {
        const ski_conversion *by = &of->network->conversions[p];
        for (int i = 0; i < by->output_count && of->units[p] > 0; i++) {
            pass_on(of, p, &by->outputs[i], next);
        }
    }
}

/* One sweep over the pools; the largest change. */
static double sweep(ski_mixing *of) {
    double *next = of->next;
    const int origins = of->origin_count, nodes = of->network->node_count;
    double change = 0;
    memcpy(next, of->direct_t, (size_t)nodes * (size_t)origins * sizeof *next);
    for (int l = 0; l < of->network->lane_count; l++) {
        const ski_lane *lane = &of->network->lanes[l];
        for (int o = 0; o < origins && of->lane_t[l] > 0; o++) {
            next[lane->to * origins + o] += of->lane_t[l] * of->share[lane->from * origins + o];
        }
    }
    if (of->kind != SKI_MIX_MADE) {
        pass_all_on(of, next);
    }
    for (int i = 0; i < nodes * origins; i++) {
        const double in_t = of->in_t[i / origins];
        const double share = in_t > 0 ? next[i] / in_t : 0;
        change = fmax(change, fabs(share - of->share[i]));
        of->share[i] = share;
    }
    return change;
}

void ski_mix(ski_mixing *of, ski_span span) {
    const bool is_drawn = of->kind == SKI_MIX_MADE;
    const int most = is_drawn ? DRAWN_SWEEPS_MOST : SWEEPS_MOST;
    const double tolerance = is_drawn ? DRAWN_TOL : SKI_ORIGIN_TOL;
    fill_pools(of, span);
    for (int i = 0; i < most && sweep(of) > tolerance; i++) {
    }
}

double ski_mixed_t(const ski_mixing *of, int origin, int outlet) {
    return of->share[of->outlets[outlet].node * of->origin_count + origin] * of->outlet_t[outlet];
}
