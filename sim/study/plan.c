/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the deterministic plan: what is bought, made, shipped, held and served, what it costs
 * and what one more tonne is worth. */
#include "study/plan.h"

#include "metrics/metrics.h"
#include "optimizer/export.h"
#include "study/marginals.h"

#include <math.h>
#include <stdlib.h>

static sk_status make_room(sk_plan *plan) {
    sk_status st = SK_OK;
    const sk_network *network = plan->chain->network;
    const sk_scenario *scenario = network->scenario;
    ski_arena *arena = plan->arena;
    const int demands = scenario->demand_count, stocks = scenario->stock_count;
    SK_CHECK_MEMORY(plan->demands = SKI_NEW(arena, ski_plan_demand, demands));
    SK_CHECK_MEMORY(plan->purchased_t = SKI_NEW(arena, double, scenario->source_count));
    SK_CHECK_MEMORY(plan->throughput_t = SKI_NEW(arena, double, scenario->process_count));
    SK_CHECK_MEMORY(plan->shipped_t = SKI_NEW(arena, double, scenario->route_count));
    SK_CHECK_MEMORY(plan->stocks = SKI_NEW(arena, ski_plan_stock, stocks));
    SK_CHECK_MEMORY(plan->discarded_t = SKI_NEW(arena, double, network->node_count));
    SK_CHECK_MEMORY(plan->period_shortage_t = SKI_NEW(arena, double, demands * network->periods));
    SK_CHECK_MEMORY(plan->period_stock_t = SKI_NEW(arena, double, stocks * network->periods));
done:
    return st;
}

/* Sum over the horizon of a variable that may not exist. */
static double total(const ski_case *chain, int first) {
    double sum = 0;
    for (int t = 0; first >= 0 && t < chain->network->periods; t++) {
        sum += chain->flows[first + t];
    }
    return sum;
}

static void add_flows(sk_plan *plan) {
    const ski_case *chain = plan->chain;
    const sk_network *network = chain->network;
    const ski_layout *layout = &chain->program->layout;
    for (int block = 0; block < network->block_count; block++) {
        plan->purchased_t[network->blocks[block].source] += total(chain, layout->buy[block]);
    }
    for (int process = 0; process < network->scenario->process_count; process++) {
        plan->throughput_t[process] = total(chain, layout->run[process]);
    }
    for (int lane = 0; lane < network->lane_count; lane++) {
        plan->shipped_t[network->lanes[lane].route] += total(chain, layout->ship[lane]);
    }
    for (int node = 0; node < network->node_count; node++) {
        plan->discarded_t[node] = total(chain, layout->discard[node]);
    }
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        plan->discarded_t[network->stores[stock].node] +=
            total(chain, layout->stock_discard[stock]);
    }
}

static void add_stock(sk_plan *plan, int stock) {
    const ski_case *chain = plan->chain;
    const int periods = chain->network->periods, first = chain->program->layout.stock[stock];
    double *end_t = plan->period_stock_t + (size_t)stock * (size_t)periods;
    ski_plan_stock *of = &plan->stocks[stock];
    of->lowest_t = INFINITY;
    for (int t = 0; t < periods; t++) {
        end_t[t] = first < 0 ? 0 : chain->flows[first + t];
        of->lowest_t = fmin(of->lowest_t, end_t[t]);
    }
    of->initial_t = chain->network->stores[stock].initial_t;
    of->final_t = end_t[periods - 1];
}

static void add_demand(sk_plan *plan, int demand) {
    const ski_case *chain = plan->chain;
    const sk_network *network = chain->network;
    ski_plan_demand *of = &plan->demands[demand];
    for (int t = 0; t < network->periods; t++) {
        const ski_served served =
            ski_served_in(network, &chain->program->layout, network->base, chain->flows, demand, t);
        plan->period_shortage_t[demand * network->periods + t] = served.shortage_t;
        of->demand_t += served.demand_t;
        of->shortage_t += served.shortage_t;
    }
    of->served_t = of->demand_t - of->shortage_t;
    of->fill_rate = of->demand_t > 0 ? of->served_t / of->demand_t : 1;
}

sk_status sk_plan_solve(sk_plan **out, const sk_scenario *scenario, const sk_watch *watch,
                        sk_error *error) {
    sk_status st = SK_OK;
    sk_plan *plan = ski_alloc(1, sizeof *plan);
    SK_CHECK_MEMORY(plan);
    SK_CHECK_MEMORY(plan->arena = ski_arena_new());
    SK_TRY(ski_case_build(&plan->chain, scenario, watch, error));
    SK_TRY(make_room(plan));
    add_flows(plan);
    for (int stock = 0; stock < scenario->stock_count; stock++) {
        add_stock(plan, stock);
    }
    for (int demand = 0; demand < scenario->demand_count; demand++) {
        add_demand(plan, demand);
    }
    ski_cost_lines(plan->chain->network, &plan->chain->program->layout, plan->chain->network->base,
                   plan->chain->flows, plan->cost_lines);
    SK_TRY(ski_policy_cost(plan->chain->network, &plan->policy_cost_usd));
    SK_TRY(ski_marginals_fill(plan));
    *out = plan;
    plan = NULL;
done:
    sk_plan_free(plan);
    if (st == SK_ERR_STOPPED) {
        ski_solver_end_thread(); /* which holds the problem that was left */
    }
    return st;
}

void sk_plan_free(sk_plan *plan) {
    if (plan != NULL) {
        ski_case_free(plan->chain);
        free(plan->marginals);
        ski_arena_free(plan->arena);
        free(plan);
    }
}

double sk_plan_objective_usd(const sk_plan *plan) {
    return plan->chain->optimum.objective_usd;
}

sk_status sk_plan_write_mps(const sk_plan *plan, FILE *stream) {
    return ski_program_write_mps(plan->chain->program, stream);
}

sk_status sk_plan_write_lp(const sk_plan *plan, FILE *stream) {
    return ski_program_write_lp(plan->chain->program, stream);
}
