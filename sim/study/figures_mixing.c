/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean flows over a span → shares of origins in every pool. */
#include "study/figures_mixing.h"

#include <math.h>
#include <string.h>

enum { SWEEPS_MOST = 64 };
static const double SWEEP_TOL = 1e-9; /* change of a share that is none on a page */

double ski_flow_in(const ski_mixing *of, int first, ski_span span) {
    double sum = 0;
    for (int t = span.first; t < span.first + span.count; t++) {
        sum += of->flows[first + t];
    }
    return sum;
}

/* --- what there is --- */

static int country_number(ski_flows *out, const char *country) {
    for (int i = 0; i < out->country_count; i++) {
        if (strcmp(out->countries[i], country) == 0) {
            return i;
        }
    }
    out->countries[out->country_count] = country;
    return out->country_count++;
}

static void number_countries(ski_mixing *of) {
    const sk_network *network = of->network;
    for (int b = 0; b < network->block_count; b++) {
        const int place = network->nodes[network->blocks[b].node].place;
        of->block_countries[b] = country_number(of->out, network->scenario->places[place].country);
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

sk_status ski_mixing_prepare(ski_mixing *of, const sk_run *run, ski_flows *out, ski_arena *kept,
                             ski_arena *work) {
    sk_status st = SK_OK;
    const sk_network *network = run->plan->chain->network;
    *of = (ski_mixing){.network = network,
                       .layout = &run->plan->chain->program->layout,
                       .flows = run->series->flows,
                       .out = out};
    const int nodes = network->node_count, outlets = count_outlets(network);
    SK_CHECK_MEMORY(of->out->countries = SKI_NEW(kept, const char *, network->block_count));
    SK_CHECK_MEMORY(of->block_countries = SKI_NEW(work, int, network->block_count));
    SK_CHECK_MEMORY(of->outlets = SKI_NEW(work, ski_outlet, outlets));
    number_countries(of);
    list_outlets(of);
    of->origin_count = of->out->country_count + 2 + network->scenario->process_count;
    const size_t row = (size_t)of->origin_count * sizeof(double);
    SK_CHECK_MEMORY(of->outlet_t = SKI_NEW(work, double, outlets));
    SK_CHECK_MEMORY(of->in_t = SKI_NEW(work, double, nodes));
    SK_CHECK_MEMORY(of->out_t = SKI_NEW(work, double, nodes));
    SK_CHECK_MEMORY(of->lane_t = SKI_NEW(work, double, network->lane_count));
    SK_CHECK_MEMORY(of->direct_t = ski_arena_alloc(work, nodes, row));
    SK_CHECK_MEMORY(of->share = ski_arena_alloc(work, nodes, row));
    SK_CHECK_MEMORY(of->next = ski_arena_alloc(work, nodes, row));
    SK_CHECK_MEMORY(of->total_t = ski_arena_alloc(work, outlets, row));
done:
    return st;
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
    for (int i = 0; i < conversion->output_count; i++) {
        bring(of, conversion->outputs[i].node, of->out->country_count + 2 + process,
              conversion->outputs[i].amount * units);
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
            bring(of, n, of->out->country_count, of->out_t[n] - of->in_t[n]);
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
            bring(of, need->return_node, of->out->country_count + 1,
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
    for (int i = 0; i < nodes * origins; i++) {
        const double in_t = of->in_t[i / origins];
        const double share = in_t > 0 ? next[i] / in_t : 0;
        change = fmax(change, fabs(share - of->share[i]));
        of->share[i] = share;
    }
    return change;
}

void ski_mix(ski_mixing *of, ski_span span) {
    fill_pools(of, span);
    for (int i = 0; i < SWEEPS_MOST && sweep(of) > SWEEP_TOL; i++) {
    }
}

double ski_mixed_t(const ski_mixing *of, int origin, int outlet) {
    return of->share[of->outlets[outlet].node * of->origin_count + origin] * of->outlet_t[outlet];
}
