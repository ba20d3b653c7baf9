/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → case: network, steady state, causes, program, and its optimum without randomness. */
#include "decisions/case.h"

#include "optimizer/steady.h"

#include <stdlib.h>

/* Finds the base optimum with the ranks the program has now; start: NULL, or the basis of the
 * optimum with other ranks. */
static sk_status solve_base(ski_case *chain, const ski_basis *start, double *work,
                            const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    ski_solver *solver = NULL;
    SK_TRY(ski_solver_new(&solver, chain->program, error));
    ski_solver_watch(solver, watch);
    SK_TRY(ski_optimum_find(solver, chain->program, chain->network->base,
                            start == NULL ? SKI_COLD : SKI_WARM, start, true, chain->flows,
                            chain->row_dual, work, &chain->optimum, error));
    ski_solver_read(solver, chain->flows, NULL, chain->basis);
    SK_TRY(ski_solver_true_duals(solver, chain->row_dual, error));
done:
    ski_solver_free(solver);
    return st;
}

/* What there was no room to rank is said. */
static void say_ranks(const ski_case *chain, sk_error *error) {
    static const char *const open[] = {
        [SKI_RANK_NO_PERIODS] = "in which period a shortage falls",
        [SKI_RANK_DEMANDS] = "in which period a shortage falls, and which of equal flows is used,",
        [SKI_RANK_NONE] = "who goes short and in which period, and which of equal flows is used,"};
    ski_rank_level level = chain->program->rank_level;
    if (level != SKI_RANK_ALL) {
        ski_warning_at(error, (ski_where){chain->scenario->path, 0}, "demands",
                       "too many periods and demands, or shortage values too far apart or too "
                       "close, to order every tie: %s may differ at equal cost",
                       open[level]);
    }
}

static sk_status find_base(ski_case *chain, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    const ski_program *program = chain->program;
    double *work = ski_alloc(program->row_count, 2 * sizeof(double));
    SK_CHECK_MEMORY(work);
    chain->flows = ski_alloc(program->column_count, sizeof(double));
    SK_CHECK_MEMORY(chain->flows);
    chain->row_dual = ski_alloc(program->row_count, sizeof(double));
    SK_CHECK_MEMORY(chain->row_dual);
    SK_TRY(ski_basis_new(&chain->basis, program->row_count, program->column_count));
    SK_TRY(solve_base(chain, NULL, work, watch, error));
    bool ranks_changed = false;
    SK_TRY(ski_program_rank(chain->program, chain->flows, &ranks_changed));
    if (ranks_changed) {
        SK_TRY(solve_base(chain, chain->basis, work, watch, error));
    }
done:
    free(work);
    return st;
}

sk_status ski_case_open_window(ski_case *chain, const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    const int lookahead = chain->scenario->simulation.lookahead_periods;
    const int periods = chain->network->periods;
    ski_case *window = ski_alloc(1, sizeof *window);
    SK_CHECK_MEMORY(window);
    window->scenario = chain->scenario;
    SK_TRY(ski_network_window(&window->network, chain->network,
                              lookahead < periods ? lookahead : periods));
    SK_TRY(ski_program_build(&window->program, window->network, error));
    SK_TRY(find_base(window, watch, error));
    chain->window = window;
    window = NULL;
done:
    ski_case_free(window);
    return st;
}

sk_status ski_case_build(ski_case **out, const sk_scenario *scenario, const sk_watch *watch,
                         sk_error *error) {
    sk_status st = SK_OK;
    ski_case *chain = ski_alloc(1, sizeof *chain);
    SK_CHECK_MEMORY(chain);
    chain->scenario = scenario;
    SK_TRY(ski_network_build(&chain->network, scenario, error));
    SK_TRY(ski_steady_fill(chain->network, watch, error));
    SK_TRY(ski_uncertainty_build(&chain->uncertainty, chain->network, error));
    SK_TRY(ski_program_build(&chain->program, chain->network, error));
    SK_TRY(find_base(chain, watch, error));
    say_ranks(chain, error);
    *out = chain;
    chain = NULL;
done:
    ski_case_free(chain);
    return st;
}

void ski_case_free(ski_case *chain) {
    if (chain == NULL) {
        return;
    }
    ski_case_free(chain->window);
    free(chain->flows);
    free(chain->row_dual);
    ski_basis_free(chain->basis);
    ski_program_free(chain->program);
    ski_uncertainty_free(chain->uncertainty);
    ski_network_free(chain->network);
    free(chain);
}

/* The start of the program is what mass is balanced from (ski_ledger_check). */
sk_status ski_case_vary_stocks(ski_case **out, const ski_case *chain, const double *initial_t) {
    sk_status st = SK_OK;
    const int stock_count = chain->scenario->stock_count;
    ski_arena *arena = ski_arena_new();
    SK_CHECK_MEMORY(arena);
    ski_case *varied = SKI_NEW(arena, ski_case, 1);
    sk_network *network = SKI_NEW(arena, sk_network, 1);
    ski_program *program = SKI_NEW(arena, ski_program, 1);
    ski_store *stores = SKI_NEW(arena, ski_store, stock_count);
    double *stock_t = SKI_NEW(arena, double, stock_count);
    SK_CHECK_MEMORY(varied);
    SK_CHECK_MEMORY(network);
    SK_CHECK_MEMORY(program);
    SK_CHECK_MEMORY(stores);
    SK_CHECK_MEMORY(stock_t);
    *varied = *chain;
    *network = *chain->network;
    *program = *chain->program;
    for (int stock = 0; stock < stock_count; stock++) {
        stores[stock] = chain->network->stores[stock];
        stores[stock].initial_t = stock_t[stock] = initial_t[stock];
    }
    network->arena = arena;
    network->stores = stores;
    program->network = network;
    program->start.stock_t = stock_t;
    varied->network = network;
    varied->program = program;
    *out = varied;
    arena = NULL;
done:
    ski_arena_free(arena);
    return st;
}

void ski_case_free_varied(ski_case *varied) {
    if (varied != NULL) {
        ski_arena_free(varied->network->arena);
    }
}
