/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marginal values of a steady optimum → what a tonne left at the end is worth (model.md §1). */
#include "base/tolerances.h"
#include "optimizer/optimum.h"
#include "optimizer/steady_parts.h"

#include <math.h>
#include <stdlib.h>

static bool is_short(const ski_steady *at) {
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
static double least_worth(const ski_steady *at) {
    double largest = 0;
    for (int column = 0; column < at->program->column_count; column++) {
        largest = fmax(largest, fabs(at->program->cost[column]));
    }
    return SKI_CERTIFICATE_TOL * ski_least_scale(largest);
}

/* Marginal value of a node at the optimum at hand: the reduced cost of throwing a tonne away. */
static double node_dual(const ski_steady *at, int node) {
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
static sk_status give(ski_steady *at, int node, int before, double gift_t, ski_changes *changes,
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
static sk_status node_worth(ski_steady *at, int node, int before, ski_changes *changes,
                            double *worth, sk_error *error) {
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

/* At the end of the horizon, or of some window; the network's own, not that of before its policy.
 */
static bool may_be_credited(const sk_network *network, int node) {
    bool may_be = false;
    for (int period = 0; period < network->periods && !may_be; period++) {
        may_be = ski_credit_most(network, network->base, node, period) > 0;
    }
    return may_be;
}

/* The number of a node of the network before the policy; -1: it is not there. */
static int node_before(const sk_network *network, const sk_network *origin, int node) {
    return network == origin ? node : ski_network_node(origin, network->nodes[node]);
}

/* A node's marginal value is worked out where something may be credited and a vertex's dual, which
 * is never below the lower one, is not 0 already. */
sk_status ski_steady_values(sk_network *network, const sk_network *origin, ski_steady *value,
                            sk_error *error) {
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
        int at = node_before(network, origin, node);
        values[node] = at >= 0 && may_be_credited(network, node) ? node_dual(value, at) : 0;
    }
    for (int node = 0, before = -1; node < network->node_count; node++) {
        if (values[node] > 0) {
            int at = node_before(network, origin, node);
            SK_TRY(node_worth(value, at, before < 0 ? at : before, changes, &values[node], error));
            values[node] = credit_of(origin, at, values[node], short_of_something, error);
            before = at;
        }
    }
done:
    ski_changes_free(changes);
    return st;
}
