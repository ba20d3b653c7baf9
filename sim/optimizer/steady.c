/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → the steady optimum of the chain before its policy; from its flows what is under way at
 * the start, from its marginal values what stock and pipeline left at the end are worth. */
#include "optimizer/steady.h"

#include "base/tolerances.h"
#include "optimizer/optimum.h"
#include "optimizer/steady_parts.h"

#include <stdlib.h>

static void steady_free(ski_steady *at) {
    ski_solver_free(at->solver);
    ski_program_free(at->program);
    ski_network_free(at->network);
    ski_basis_free(at->basis);
    free(at->flows);
    free(at->row_dual);
    free(at->work);
}

static sk_status steady_solve(ski_steady *at, const sk_network *network, double demand_cut,
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

/* The network of the scenario before the policy; *before NULL: there is none. */
static sk_status network_before(sk_network **before, const sk_network *network, sk_error *error) {
    const sk_scenario *base = network->scenario->base;
    return base == NULL ? SK_OK : ski_network_build(before, base, error);
}

sk_status ski_steady_fill(sk_network *network, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    sk_network *before = NULL;
    ski_steady pipeline = {0}, value = {0};
    SK_TRY(network_before(&before, network, error));
    const sk_network *origin = before == NULL ? network : before;
    if (origin->scenario->steady_pipeline) {
        SK_TRY(steady_solve(&pipeline, origin, 0, watch, error));
    }
    SK_TRY(ski_steady_arrivals(network, origin, &pipeline));
    network->has_credit = network->scenario->terminal_value;
    if (network->has_credit || ski_is_rolling(network->scenario)) { /* windows are credited */
        SK_TRY(steady_solve(&value, origin, SKI_STEADY_DEMAND_CUT, watch, error));
    }
    SK_TRY(fill_start(network));
    SK_TRY(ski_steady_values(network, origin, &value, error));
done:
    steady_free(&pipeline);
    steady_free(&value);
    ski_network_free(before);
    return st;
}
