/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steady network → one certified optimum; its flows → what is under way at the start; its marginal
 * values → what stock and pipeline left at the end are worth. */
#include "optimizer/steady.h"

#include "base/tolerances.h"
#include "optimizer/optimum.h"

#include <math.h>
#include <stdlib.h>

/* The steady network with its optimum. */
typedef struct {
    sk_network *network;
    ski_program *program;
    ski_solver *solver;
    ski_basis *basis; /* of the optimum */
    double *flows;    /* [column_count] */
    double *row_dual; /* [row_count] without ranks */
    double *work;     /* [2 * row_count] */
} steady;

static void steady_free(steady *at) {
    ski_solver_free(at->solver);
    ski_program_free(at->program);
    ski_network_free(at->network);
    ski_basis_free(at->basis);
    free(at->flows);
    free(at->row_dual);
    free(at->work);
}

static sk_status steady_solve(steady *at, const sk_network *network, double demand_cut,
                              const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    ski_optimum optimum;
    SK_TRY(ski_network_steady(&at->network, network, demand_cut));
    SK_TRY(ski_program_build(&at->program, at->network, error));
    at->flows = ski_alloc(at->program->column_count, sizeof(double));
    SK_CHECK_MEMORY(at->flows);
    at->row_dual = ski_alloc(at->program->row_count, sizeof(double));
    SK_CHECK_MEMORY(at->row_dual);
    at->work = ski_alloc(at->program->row_count, 2 * sizeof(double));
    SK_CHECK_MEMORY(at->work);
    SK_TRY(ski_basis_new(&at->basis, at->program->row_count, at->program->column_count));
    SK_TRY(ski_solver_new(&at->solver, at->program, error));
    ski_solver_watch(at->solver, watch);
    SK_TRY(ski_optimum_find(at->solver, at->program, at->network->base, SKI_COLD, NULL, false,
                            at->flows, at->row_dual, at->work, &optimum, error));
    ski_solver_read(at->solver, at->flows, NULL, at->basis);
    SK_TRY(ski_solver_true_duals(at->solver, at->row_dual, error));
done:
    if (st == SK_ERR_INTERNAL) {
        ski_fail(error, st, "the steady network (initial_pipeline, terminal) has no solution");
    }
    return st;
}

/* --- what is under way at the start --- */

static int longest_lag(const sk_network *network) {
    int longest = 0;
    for (int route = 0; route < network->scenario->route_count; route++) {
        ski_lag lag = network->links[route].lag;
        longest = lag.periods + 1 > longest ? lag.periods + 1 : longest;
    }
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        const ski_need *need = &network->needs[demand];
        if (need->return_node >= 0 && need->return_lag.periods + 1 > longest) {
            longest = need->return_lag.periods + 1;
        }
    }
    return longest;
}

/* What left at a constant rate in every period before the start, as it arrives. */
static void add_arrivals(const sk_network *network, double *arrivals, int node,
                         double tonnes_a_period, ski_lag lag) {
    const int first = node * network->arrival_periods;
    for (int period = 0; period < lag.periods; period++) {
        arrivals[first + period] += tonnes_a_period;
    }
    if (lag.late_share > 0) {
        arrivals[first + lag.periods] += tonnes_a_period * lag.late_share;
    }
}

/* Tonnes a period that left by a lane before the start. */
static double lane_rate(const sk_network *network, int lane, const steady *pipeline) {
    const ski_route *route = &network->scenario->routes[network->lanes[lane].route];
    if (!route->has_in_transit) {
        return network->scenario->steady_pipeline
                   ? pipeline->flows[pipeline->program->layout.ship[lane]]
                   : 0;
    }
    double rate_tpy = 0;
    for (int i = 0; i < route->in_transit_count; i++) {
        if (route->in_transit_tpy[i].material == network->lanes[lane].material) {
            rate_tpy = route->in_transit_tpy[i].amount;
        }
    }
    return rate_tpy * network->period_years;
}

static sk_status fill_arrivals(sk_network *network, const steady *pipeline) {
    sk_status st = SK_OK;
    network->arrival_periods = longest_lag(network);
    double *arrivals = ski_arena_alloc(network->arena, network->node_count,
                                       (size_t)network->arrival_periods * sizeof(double));
    SK_CHECK_MEMORY(arrivals);
    for (int i = 0; i < network->lane_count; i++) {
        const ski_link *link = &network->links[network->lanes[i].route];
        add_arrivals(network, arrivals, network->lanes[i].to,
                     (1 - link->loss) * lane_rate(network, i, pipeline), link->lag);
    }
    for (int demand = 0;
         network->scenario->steady_pipeline && demand < network->scenario->demand_count; demand++) {
        const ski_need *need = &network->needs[demand];
        if (need->return_node >= 0) {
            double served = pipeline->flows[pipeline->program->layout.serve[demand]];
            add_arrivals(network, arrivals, need->return_node, need->return_share * served,
                         need->return_lag);
        }
    }
    network->arrivals = arrivals;
done:
    return st;
}

/* --- what is left at the end --- */

static bool is_short(const steady *at) {
    const sk_network *network = at->network;
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        const ski_need *need = &network->needs[demand];
        double wanted = ski_value(network, network->base, need->demand, 0) * network->period_years;
        if (at->flows[at->program->layout.shortage[demand]] > SKI_SHORT_SHARE * wanted) {
            return true;
        }
    }
    return false;
}

/* Below this a marginal value is what rounding leaves of none, USD/t. */
static double least_worth(const steady *at) {
    double largest = 0;
    for (int column = 0; column < at->program->column_count; column++) {
        largest = fmax(largest, fabs(at->program->cost[column]));
    }
    return SKI_CERTIFICATE_TOL * ski_least_scale(largest);
}

/* Marginal value of a node at the optimum at hand: the reduced cost of throwing a tonne away. */
static double node_dual(const steady *at, int node) {
    const ski_program *program = at->program;
    int column = program->layout.discard[node];
    double worth = 0;
    for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
        worth -= program->entry_value[k] * at->row_dual[program->entry_row[k]];
    }
    return worth > least_worth(at) ? worth : 0;
}

static double total_demand_t(const sk_network *network) {
    double sum_t = 0;
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        sum_t += ski_value(network, network->base, network->needs[demand].demand, 0) *
                 network->period_years;
    }
    return sum_t;
}

/* Lets up to `gift_t` tonnes come in at a node for nothing, and no longer at the node `before`. */
static sk_status give(steady *at, int node, int before, double gift_t, ski_changes *changes,
                      sk_error *error) {
    const int *discard = at->program->layout.discard;
    at->program->lower[discard[before]] = 0;
    at->program->lower[discard[node]] = -gift_t;
    changes->column_bounds[0] = discard[before];
    changes->column_bounds[1] = discard[node];
    changes->column_bound_count = before == node ? 1 : 2;
    return ski_solver_patch(at->solver, changes, error);
}

/* What one more tonne at a node is worth, the lower value at a tie: the marginal value once a
 * little more is there than there was. before: the node that had the gift last. */
static sk_status node_worth(steady *at, int node, int before, ski_changes *changes, double *worth,
                            sk_error *error) {
    sk_status st = SK_OK;
    ski_optimum optimum;
    double gift_t = SKI_STEADY_DEMAND_CUT * total_demand_t(at->network);
    gift_t = gift_t > 0 ? gift_t : SKI_STEADY_DEMAND_CUT;
    SK_TRY(give(at, node, before, gift_t, changes, error));
    SK_TRY(ski_optimum_find(at->solver, at->program, at->network->base, SKI_WARM, at->basis, false,
                            at->flows, at->row_dual, at->work, &optimum, error));
    SK_TRY(ski_solver_true_duals(at->solver, at->row_dual, error));
    *worth = node_dual(at, node);
done:
    return st;
}

static void warn_unpriced(const sk_network *network, int node, sk_error *error) {
    const sk_scenario *scenario = network->scenario;
    const ski_material *material = &scenario->materials[network->nodes[node].material];
    ski_warning_at(
        error, ski_key_where(&material->element, "price_usd_per_t"), "scenario.terminal",
        "what is left of %s at %s counts nothing: the chain is short in its steady state "
        "and the material has no price_usd_per_t",
        material->element.name, scenario->places[network->nodes[node].place].element.name);
}

/* A marginal value → the credit: at most the material's price. Nothing where the chain is short and
 * the material has no price: its worth would be a shortage's. */
static double credit_of(const sk_network *network, int node, double worth, bool is_short,
                        sk_error *error) {
    int price = network->material_price[network->nodes[node].material];
    if (price >= 0) {
        return fmin(worth, ski_value(network, network->base, price, 0));
    }
    if (is_short && worth > 0) {
        warn_unpriced(network, node, error);
    }
    return is_short ? 0 : worth;
}

/* At the end of the horizon, or of some window. */
static bool may_be_credited(const sk_network *network, int node) {
    bool may_be = false;
    for (int period = 0; period < network->periods && !may_be; period++) {
        may_be = ski_credit_most(network, network->base, node, period) > 0;
    }
    return may_be;
}

/* A node's marginal value is worked out where something may be credited and a vertex's dual, which
 * is never below the lower one, is not 0 already. */
static sk_status fill_values(sk_network *network, steady *value, sk_error *error) {
    sk_status st = SK_OK;
    ski_changes *changes = NULL;
    double *values = SKI_NEW(network->arena, double, network->node_count);
    SK_CHECK_MEMORY(values);
    network->terminal_usd_per_t = values;
    if (value->network == NULL) { /* nothing is credited: nothing was solved */
        return SK_OK;
    }
    bool short_of_something = is_short(value);
    SK_TRY(ski_changes_new(&changes, value->program));
    for (int node = 0; node < network->node_count; node++) {
        values[node] = may_be_credited(network, node) ? node_dual(value, node) : 0;
    }
    for (int node = 0, before = -1; node < network->node_count; node++) {
        if (values[node] > 0) {
            SK_TRY(
                node_worth(value, node, before < 0 ? node : before, changes, &values[node], error));
            values[node] = credit_of(network, node, values[node], short_of_something, error);
            before = node;
        }
    }
done:
    ski_changes_free(changes);
    return st;
}

/* What there is at each node at the start, in stocks and under way. */
static sk_status fill_start(sk_network *network) {
    double *start_t = SKI_NEW(network->arena, double, network->node_count);
    if (start_t == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        start_t[network->stores[stock].node] += network->stores[stock].initial_t;
    }
    for (int node = 0; node < network->node_count; node++) {
        for (int t = 0; t < network->arrival_periods; t++) {
            start_t[node] += network->arrivals[node * network->arrival_periods + t];
        }
    }
    network->terminal_start_t = start_t;
    return SK_OK;
}

sk_status ski_steady_fill(sk_network *network, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    steady pipeline = {0}, value = {0};
    if (network->scenario->steady_pipeline) {
        SK_TRY(steady_solve(&pipeline, network, 0, watch, error));
    }
    SK_TRY(fill_arrivals(network, &pipeline));
    network->has_credit = network->scenario->terminal_value;
    if (network->has_credit || ski_is_rolling(network->scenario)) { /* windows are credited */
        SK_TRY(steady_solve(&value, network, SKI_STEADY_DEMAND_CUT, watch, error));
    }
    SK_TRY(fill_start(network));
    SK_TRY(fill_values(network, &value, error));
done:
    steady_free(&pipeline);
    steady_free(&value);
    return st;
}
