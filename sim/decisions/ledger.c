/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A period of a plan → the ledger: its flows, and what they make of stocks, of what is under way
 * and of who waits. */
#include "decisions/ledger.h"

#include "base/tolerances.h"

#include <stdlib.h>
#include <string.h>

sk_status ski_ledger_new(ski_ledger **out, const ski_case *chain) {
    sk_status st = SK_OK;
    const sk_network *network = chain->network;
    const sk_scenario *scenario = network->scenario;
    ski_ledger *ledger = ski_alloc(1, sizeof *ledger);
    SK_CHECK_MEMORY(ledger);
    ledger->chain = chain;
    ledger->arrival_periods = network->periods + network->arrival_periods;
    SK_CHECK_MEMORY(ledger->flows = ski_alloc(chain->program->column_count, sizeof(double)));
    SK_CHECK_MEMORY(ledger->stock_t = ski_alloc(scenario->stock_count, sizeof(double)));
    SK_CHECK_MEMORY(ledger->waiting_t = ski_alloc(scenario->demand_count, sizeof(double)));
    SK_CHECK_MEMORY(
        ledger->arrivals_t =
            ski_alloc(network->node_count, (size_t)ledger->arrival_periods * sizeof(double)));
    SK_CHECK_MEMORY(ledger->work = ski_alloc(network->node_count, 2 * sizeof(double)));
    *out = ledger;
    ledger = NULL;
done:
    ski_ledger_free(ledger);
    return st;
}

void ski_ledger_free(ski_ledger *ledger) {
    if (ledger != NULL) {
        free(ledger->flows);
        free(ledger->stock_t);
        free(ledger->waiting_t);
        free(ledger->arrivals_t);
        free(ledger->work);
        free(ledger);
    }
}

void ski_ledger_begin(ski_ledger *ledger) {
    const sk_network *network = ledger->chain->network;
    ledger->periods_done = 0;
    ledger->solves = (ski_solves){0};
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        ledger->stock_t[stock] = network->stores[stock].initial_t;
    }
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        ledger->waiting_t[demand] = 0;
    }
    for (int node = 0; node < network->node_count; node++) {
        double *arrivals_t = ledger->arrivals_t + (size_t)node * (size_t)ledger->arrival_periods;
        memset(arrivals_t, 0, (size_t)ledger->arrival_periods * sizeof *arrivals_t);
        for (int period = 0; period < network->arrival_periods; period++) {
            arrivals_t[period] = network->arrivals[node * network->arrival_periods + period];
        }
    }
}

/* What of a flow of this period reaches a node after a lag. */
static void add_arrival(ski_ledger *ledger, int node, ski_lag lag, double tonnes) {
    double *arrivals_t = ledger->arrivals_t + (size_t)node * (size_t)ledger->arrival_periods;
    int on_time = ledger->periods_done + lag.periods;
    arrivals_t[on_time] += tonnes * (1 - lag.late_share);
    if (lag.late_share > 0) {
        arrivals_t[on_time + 1] += tonnes * lag.late_share;
    }
}

static void book_arrivals(ski_ledger *ledger) {
    const sk_network *network = ledger->chain->network;
    const ski_layout *layout = &ledger->chain->program->layout;
    const double *flows = ledger->flows + ledger->periods_done;
    for (int lane = 0; lane < network->lane_count; lane++) {
        const ski_link *link = &network->links[network->lanes[lane].route];
        add_arrival(ledger, network->lanes[lane].to, link->lag,
                    (1 - link->loss) * flows[layout->ship[lane]]);
    }
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        const ski_need *need = &network->needs[demand];
        if (need->return_node >= 0) {
            add_arrival(ledger, need->return_node, need->return_lag,
                        need->return_share * flows[layout->serve[demand]]);
        }
    }
}

static void book_stocks(ski_ledger *ledger) {
    const sk_network *network = ledger->chain->network;
    const ski_layout *layout = &ledger->chain->program->layout;
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        ledger->stock_t[stock] = ledger->flows[layout->stock[stock] + ledger->periods_done];
    }
}

/* Who waits. A plan that ends with this period has what is not served lost with it; while the
 * horizon goes on, it waits. */
static void book_waiting(ski_ledger *ledger) {
    const sk_network *network = ledger->chain->network;
    const ski_layout *layout = &ledger->chain->program->layout;
    const int period = ledger->periods_done;
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        if (network->needs[demand].backlog < 0) {
            continue;
        }
        double *waiting_t = &ledger->flows[layout->wait[demand] + period];
        double *lost_t = &ledger->flows[layout->shortage[demand] + period];
        if (period < network->periods - 1) {
            *waiting_t += *lost_t;
            *lost_t = 0;
        }
        ledger->waiting_t[demand] = *waiting_t;
    }
}

static void copy_credits(ski_ledger *ledger, const ski_program *program, const double *flows) {
    const int *to = ledger->chain->program->layout.credit;
    const int *from = program->layout.credit;
    for (int node = 0; node < ledger->chain->network->node_count; node++) {
        if (to[node] >= 0) {
            ledger->flows[to[node]] = flows[from[node]];
        }
    }
}

void ski_ledger_carry_out(ski_ledger *ledger, const ski_program *program, const double *flows,
                          int from_period) {
    const ski_layout *layout = &ledger->chain->program->layout;
    for (int group = 0; group < layout->group_count; group++) {
        ledger->flows[group * layout->periods + ledger->periods_done] =
            flows[group * program->layout.periods + from_period];
    }
    book_waiting(ledger);
    book_stocks(ledger);
    book_arrivals(ledger);
    ledger->periods_done++;
    if (ledger->periods_done == layout->periods) {
        copy_credits(ledger, program, flows);
    }
}

sk_status ski_ledger_check(const ski_ledger *ledger, const double *values, sk_error *error) {
    const sk_network *network = ledger->chain->network;
    int node = 0;
    double gone =
        ski_balance_error(ledger->chain->program, values, ledger->flows, ledger->work, &node);
    if (gone <= SKI_BALANCE_TOL) {
        return SK_OK;
    }
    const ski_node *at = &network->nodes[node];
    return ski_fail(error, SK_ERR_INTERNAL,
                    "what was carried out does not keep mass: %.1e of it at %s.%s", gone,
                    network->scenario->places[at->place].element.name,
                    network->scenario->materials[at->material].element.name);
}
