/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duals of the plan's optimum → marginal values, by path and period (model.md, "Marginal values").
 * A dual is the change of the discounted objective by one more tonne: of a node's supply for a
 * balance row, of capacity for a capacity row or for a column that rests on a limit of the
 * scenario. */
#include "study/marginals.h"

#include "base/tolerances.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Room for the longest path: a section, a name and a key. */
enum { PATH_TEXT = 256 };

typedef struct {
    sk_plan *plan;
    int capacity;                              /* of plan->marginals */
    const char **node_paths, **quantity_paths; /* [nodes], [quantities] made when first needed */
} collector;

static sk_status add(collector *at, ski_section section, int element, const char *path, int period,
                     double discounted_usd_per_t) {
    sk_plan *plan = at->plan;
    if (path == NULL || ski_grow((void **)&plan->marginals, &at->capacity, plan->marginal_count,
                                 sizeof *plan->marginals) != 0) {
        return SK_ERR_MEMORY;
    }
    plan->marginals[plan->marginal_count++] =
        (ski_marginal){.path = path,
                       .section = section,
                       .element = element,
                       .period = period,
                       .usd_per_t = discounted_usd_per_t / plan->chain->network->discount[period]};
    return SK_OK;
}

static sk_status add_node(collector *at, int node, int period, double worth) {
    const sk_scenario *scenario = at->plan->chain->scenario;
    const ski_node *pair = &at->plan->chain->network->nodes[node];
    if (at->node_paths[node] == NULL) {
        at->node_paths[node] = ski_arena_printf(at->plan->arena, "balance.%s.%s",
                                                scenario->places[pair->place].element.name,
                                                scenario->materials[pair->material].element.name);
    }
    return add(at, SKI_SECTIONS, node, at->node_paths[node], period, worth);
}

static sk_status add_quantity(collector *at, ski_section section, int element, int quantity,
                              int period, double worth) {
    if (at->quantity_paths[quantity] == NULL) {
        char text[PATH_TEXT];
        ski_quantity_path(at->plan->chain->network, quantity, text, sizeof text);
        at->quantity_paths[quantity] = ski_arena_text(at->plan->arena, text);
    }
    return add(at, section, element, at->quantity_paths[quantity], period, worth);
}

/* One row: a balance's dual is the worth itself; a capacity row's is what more capacity costs. */
static sk_status add_row(collector *at, int row) {
    const ski_case *chain = at->plan->chain;
    const sk_network *network = chain->network;
    const ski_row *of = &chain->program->rows[row];
    const int element = of->element, period = of->period;
    const double dual = chain->row_dual[row];
    const double worth = of->kind == SKI_ROW_BALANCE ? dual : -dual;
    if (!(worth > 0)) {
        return SK_OK;
    }
    switch (of->kind) {
    case SKI_ROW_BALANCE:
        return add_node(at, element, period, worth);
    case SKI_ROW_CAPACITY:
        return add_quantity(at, SKI_ROUTES, element, network->links[element].capacity, period,
                            worth);
    case SKI_ROW_PASSAGE:
        return add_quantity(at, SKI_CHOKEPOINTS, element, network->passages[element].capacity,
                            period, worth);
    case SKI_ROW_RELEASE:
        return add_quantity(at, SKI_STOCKS, element, network->stores[element].release, period,
                            worth);
    case SKI_ROW_REFILL:
        return add_quantity(at, SKI_STOCKS, element, network->stores[element].refill, period,
                            worth);
    default:
        return SK_OK;
    }
}

static double reduced_cost(const ski_case *chain, int column) {
    const ski_program *program = chain->program;
    double cost = program->cost[column];
    for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
        cost -= program->entry_value[k] * chain->row_dual[program->entry_row[k]];
    }
    return cost;
}

/* One column: worth something where a limit of the scenario, no derived box, holds it back. */
static sk_status add_column(collector *at, int column) {
    const ski_case *chain = at->plan->chain;
    const sk_network *network = chain->network;
    const double worth = -reduced_cost(chain, column);
    if (chain->program->boxed[column] || !(worth > 0)) {
        return SK_OK;
    }
    const ski_column of = ski_column_of(chain->program, column);
    switch (of.kind) {
    case SKI_BUY:
        return add_quantity(at, SKI_SOURCES, network->blocks[of.element].source,
                            network->blocks[of.element].capacity, of.period, worth);
    case SKI_RUN:
        return add_quantity(at, SKI_PROCESSES, of.element,
                            network->conversions[of.element].capacity, of.period, worth);
    case SKI_SHIP:
        return add_quantity(at, SKI_ROUTES, network->lanes[of.element].route,
                            network->links[network->lanes[of.element].route].capacity, of.period,
                            worth);
    case SKI_STOCK:
        return add_quantity(at, SKI_STOCKS, of.element, network->stores[of.element].capacity,
                            of.period, worth);
    default:
        return SK_OK;
    }
}

/* Leaves out what is rounding beside the largest value. */
static void drop_rounding(sk_plan *plan) {
    double largest = 0;
    for (int i = 0; i < plan->marginal_count; i++) {
        largest = fmax(largest, plan->marginals[i].usd_per_t);
    }
    int kept = 0;
    for (int i = 0; i < plan->marginal_count; i++) {
        if (plan->marginals[i].usd_per_t > SKI_SOLVER_TOL * largest) {
            plan->marginals[kept++] = plan->marginals[i];
        }
    }
    plan->marginal_count = kept;
}

static int by_path_and_period(const void *a, const void *b) {
    const ski_marginal *x = a, *y = b;
    const int paths = strcmp(x->path, y->path);
    return paths != 0 ? paths : (x->period > y->period) - (x->period < y->period);
}

static int by_falling_worth(const void *a, const void *b) {
    const ski_marginal *x = a, *y = b;
    if (x->usd_per_t != y->usd_per_t) {
        return x->usd_per_t < y->usd_per_t ? 1 : -1;
    }
    return by_path_and_period(a, b);
}

static int by_falling_mean(const void *a, const void *b) {
    const ski_worth *x = a, *y = b;
    if (x->mean_usd_per_t != y->mean_usd_per_t) {
        return x->mean_usd_per_t < y->mean_usd_per_t ? 1 : -1;
    }
    return strcmp(x->path, y->path);
}

static void add_to_worth(ski_worth *worth, const ski_marginal *marginal, int periods) {
    if (worth->periods++ == 0) {
        worth->path = marginal->path;
        worth->section = marginal->section;
        worth->element = marginal->element;
        worth->first_period = marginal->period;
    }
    worth->mean_usd_per_t += marginal->usd_per_t / periods;
    worth->highest_usd_per_t = fmax(worth->highest_usd_per_t, marginal->usd_per_t);
}

/* One worth a path; the marginals stand by path and period. */
static sk_status sum_up(sk_plan *plan) {
    plan->limit_worths = SKI_NEW(plan->arena, ski_worth, plan->marginal_count);
    plan->node_worths = SKI_NEW(plan->arena, ski_worth, plan->marginal_count);
    if (plan->limit_worths == NULL || plan->node_worths == NULL) {
        return SK_ERR_MEMORY;
    }
    ski_worth *worth = NULL;
    for (int i = 0; i < plan->marginal_count; i++) {
        const ski_marginal *marginal = &plan->marginals[i];
        if (i == 0 || strcmp(marginal[-1].path, marginal->path) != 0) {
            worth = marginal->section == SKI_SECTIONS
                        ? &plan->node_worths[plan->node_worth_count++]
                        : &plan->limit_worths[plan->limit_worth_count++];
        }
        add_to_worth(worth, marginal, plan->chain->network->periods);
    }
    qsort(plan->limit_worths, (size_t)plan->limit_worth_count, sizeof(ski_worth), by_falling_mean);
    qsort(plan->node_worths, (size_t)plan->node_worth_count, sizeof(ski_worth), by_falling_mean);
    return SK_OK;
}

sk_status ski_marginals_fill(sk_plan *plan) {
    sk_status st = SK_OK;
    const ski_program *program = plan->chain->program;
    const sk_network *network = plan->chain->network;
    collector at = {.plan = plan};
    SK_CHECK_MEMORY(at.node_paths = SKI_NEW(plan->arena, const char *, network->node_count));
    at.quantity_paths = SKI_NEW(plan->arena, const char *, network->quantity_count);
    SK_CHECK_MEMORY(at.quantity_paths);
    for (int row = 0; row < program->row_count; row++) {
        SK_TRY(add_row(&at, row));
    }
    for (int column = 0; column < program->column_count; column++) {
        SK_TRY(add_column(&at, column));
    }
    drop_rounding(plan);
    if (plan->marginal_count == 0) {
        goto done;
    }
    qsort(plan->marginals, (size_t)plan->marginal_count, sizeof *plan->marginals,
          by_path_and_period);
    SK_TRY(sum_up(plan));
    qsort(plan->marginals, (size_t)plan->marginal_count, sizeof *plan->marginals, by_falling_worth);
done:
    return st;
}
