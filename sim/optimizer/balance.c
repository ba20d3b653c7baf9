/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network and flows → what came to each node over the horizon against what left it. The program's
 * matrix has no part in it. */
#include "optimizer/certificate.h"

#include <math.h>

typedef struct {
    const sk_network *network;
    const ski_layout *layout;
    const ski_start *start;
    const double *values, *flows;
    double *surplus, *turnover; /* [node_count] in less out; in plus out */
} account;

static void book(account *at, int node, double tonnes_in) {
    at->surplus[node] += tonnes_in;
    at->turnover[node] += fabs(tonnes_in);
}

/* Sum of a variable over the horizon. */
static double total(const account *at, int first) {
    double sum = 0;
    for (int period = 0; first >= 0 && period < at->network->periods; period++) {
        sum += at->flows[first + period];
    }
    return sum;
}

/* What of a flow has come after its lag by the end of the horizon. */
static double arrived(const account *at, int first, ski_lag lag) {
    double sum = 0;
    for (int period = 0; period < at->network->periods; period++) {
        int on_time = period + lag.periods;
        if (on_time < at->network->periods) {
            sum += at->flows[first + period] * (1 - lag.late_share);
        }
        if (on_time + 1 < at->network->periods) {
            sum += at->flows[first + period] * lag.late_share;
        }
    }
    return sum;
}

static void book_pipeline(account *at) {
    const sk_network *network = at->network;
    const ski_start *start = at->start;
    for (int node = 0; node < network->node_count; node++) {
        for (int t = 0; t < network->periods && t < start->arrival_periods; t++) {
            book(at, node, start->arrivals_t[node * start->arrival_stride + t]);
        }
    }
}

static void book_purchases(account *at) {
    for (int block = 0; block < at->network->block_count; block++) {
        book(at, at->network->blocks[block].node, total(at, at->layout->buy[block]));
    }
}

static void book_processes(account *at) {
    const sk_network *network = at->network;
    for (int process = 0; process < network->scenario->process_count; process++) {
        const ski_conversion *conversion = &network->conversions[process];
        double throughput = 0, yielded = 0;
        for (int period = 0; period < network->periods; period++) {
            double run = at->flows[at->layout->run[process] + period];
            throughput += run;
            yielded += run * ski_value(network, at->values, conversion->yield, period);
        }
        for (int i = 0; i < conversion->input_count; i++) {
            book(at, conversion->inputs[i].node, -conversion->inputs[i].amount * throughput);
        }
        for (int i = 0; i < conversion->output_count; i++) {
            book(at, conversion->outputs[i].node, conversion->outputs[i].amount * yielded);
        }
    }
}

static void book_shipments(account *at) {
    for (int i = 0; i < at->network->lane_count; i++) {
        const ski_lane *lane = &at->network->lanes[i];
        const ski_link *link = &at->network->links[lane->route];
        book(at, lane->from, -total(at, at->layout->ship[i]));
        book(at, lane->to, (1 - link->loss) * arrived(at, at->layout->ship[i], link->lag));
    }
}

static void book_stocks(account *at) {
    const sk_network *network = at->network;
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        const ski_store *store = &network->stores[stock];
        if (at->layout->stock[stock] < 0) {
            continue;
        }
        const double initial_t = at->start->stock_t[stock];
        double held = initial_t, decayed = 0;
        for (int period = 0; period < network->periods; period++) {
            decayed += (1 - store->kept_share) * held;
            held = at->flows[at->layout->stock[stock] + period];
        }
        book(at, store->node, initial_t);
        book(at, store->node, -decayed);
        book(at, store->node, -total(at, at->layout->stock_discard[stock]));
        book(at, store->node, -held);
    }
}

static void book_demands(account *at) {
    const sk_network *network = at->network;
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        const ski_need *need = &network->needs[demand];
        book(at, need->node, -total(at, at->layout->serve[demand]));
        for (int i = 0; i < need->substitute_count; i++) {
            book(at, need->substitutes[i].node,
                 -total(at, at->layout->substitute[demand] + i * network->periods));
        }
        if (need->return_node >= 0) {
            book(at, need->return_node,
                 need->return_share * arrived(at, at->layout->serve[demand], need->return_lag));
        }
    }
}

static void book_discards(account *at) {
    for (int node = 0; node < at->network->node_count; node++) {
        book(at, node, -total(at, at->layout->discard[node]));
    }
}

/* Of every kind, also of what is short or waits: where only a remnant of mass is left to move, what
 * is wanted still says what a tonne is. */
static double largest_flow(const ski_program *program, const double *flows) {
    double largest = 0;
    for (int column = 0; column < program->column_count; column++) {
        largest = fmax(largest, fabs(flows[column]));
    }
    return largest;
}

double ski_balance_error(const ski_program *program, const double *values, const double *flows,
                         double *work, int *node) {
    const sk_network *network = program->network;
    account at = {network, &program->layout,          &program->start, values, flows,
                  work,    work + network->node_count};
    for (int i = 0; i < network->node_count; i++) {
        at.surplus[i] = at.turnover[i] = 0;
    }
    book_pipeline(&at);
    book_purchases(&at);
    book_processes(&at);
    book_shipments(&at);
    book_stocks(&at);
    book_demands(&at);
    book_discards(&at);
    double largest = largest_flow(program, flows), worst = 0;
    for (int i = 0; i < network->node_count; i++) {
        largest = fmax(largest, at.turnover[i]);
    }
    double tonne = ski_least_scale(largest);
    for (int i = 0; i < network->node_count && !isnan(worst); i++) {
        double error = fabs(at.surplus[i]) / fmax(at.turnover[i], tonne);
        if (!(error <= worst)) {
            worst = error;
            if (node != NULL) {
                *node = i;
            }
        }
    }
    return worst;
}
