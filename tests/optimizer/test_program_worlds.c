/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every checked scenario is feasible and bounded in every world: extreme ones, drawn from a fixed
 * seed. */
#include "support/assert_near.h"
#include "support/chain.h"
#include "support/small_program.h"

#include "optimizer/optimum.h"
#include "optimizer/steady.h"

#include <math.h>
#include <stdlib.h>

enum { WORLDS = 200 };

typedef struct {
    chain of;
    ski_solver *solver;
    ski_basis *basis;
    ski_changes *changes;
    sk_error *error;
    int *limits; /* quantities that are limited in the base: all others a world may only close */
    int limit_count;
    double *values, *flows, *dual, *work;
} fixture;

static void fail_with(const sk_error *error, sk_status st) {
    for (int i = 0; st != SK_OK && i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    assert_int_equal(st, SK_OK);
}

static void open_fixture(fixture *at) {
    at->error = sk_error_new();
    at->of = chain_open(chain_with_everything);
    fail_with(at->error, ski_steady_fill(at->of.network, NULL, at->error));
    chain_build(&at->of);
    const sk_network *network = at->of.network;
    const ski_program *program = at->of.program;
    at->values = malloc((size_t)(network->quantity_count * network->periods) * sizeof(double));
    at->limits = malloc((size_t)network->quantity_count * sizeof(int));
    at->limit_count = 0;
    for (int quantity = 0; quantity < network->quantity_count; quantity++) {
        if (isfinite(network->base[quantity * network->periods])) {
            at->limits[at->limit_count++] = quantity;
        }
    }
    at->flows = malloc((size_t)program->column_count * sizeof(double));
    at->dual = malloc((size_t)program->row_count * sizeof(double));
    at->work = malloc((size_t)program->row_count * 2 * sizeof(double));
    assert_int_equal(ski_changes_new(&at->changes, program), SK_OK);
    assert_int_equal(ski_basis_new(&at->basis, program->row_count, program->column_count), SK_OK);
    assert_int_equal(ski_solver_new(&at->solver, program, at->error), SK_OK);
}

static void close_fixture(fixture *at) {
    ski_solver_free(at->solver);
    ski_basis_free(at->basis);
    ski_changes_free(at->changes);
    sk_error_free(at->error);
    free(at->limits);
    free(at->values);
    free(at->flows);
    free(at->dual);
    free(at->work);
    chain_close(&at->of);
}

static double solve(fixture *at, const double *values, const ski_basis *start) {
    ski_optimum optimum;
    fail_with(at->error, ski_optimum_find(at->solver, at->of.program, values,
                                          start == NULL ? SKI_COLD : SKI_WARM, start, true,
                                          at->flows, at->dual, at->work, &optimum, at->error));
    return optimum.objective_usd;
}

/* Multiplies each limit in each period by one of these. */
static void draw(fixture *at, unsigned *seed) {
    static const double multipliers[] = {0, 0, 1e-3, 0.1, 0.5, 1, 1, 3};
    int periods = at->of.network->periods;
    for (int i = 0; i < at->limit_count; i++) {
        for (int period = 0; period < periods; period++) {
            int which = (int)(small_random(seed) * 8);
            int at_value = at->limits[i] * periods + period;
            at->values[at_value] = at->of.network->base[at_value] * multipliers[which];
        }
    }
}

static void test_worlds__extreme_ones_have_a_certified_optimum_and_lines_that_add_up(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    const sk_network *network = at.of.network;
    solve(&at, network->base, NULL);
    ski_solver_read(at.solver, at.flows, NULL, at.basis);
    unsigned seed = 1;
    for (int world = 0; world < WORLDS; world++) {
        double lines[SKI_COST_LINES], sum = 0, scale = 0;
        for (int i = 0; i < network->quantity_count * network->periods; i++) {
            at.values[i] = network->base[i];
        }
        draw(&at, &seed);
        fail_with(at.error, ski_program_patch(at.of.program, at.values, at.limits, at.limit_count,
                                              at.changes, at.error));
        fail_with(at.error, ski_solver_patch(at.solver, at.changes, at.error));
        double objective = solve(&at, at.values, at.basis);
        ski_cost_lines(network, &at.of.program->layout, at.values, at.flows, lines);
        for (int line = 0; line < SKI_COST_LINES; line++) {
            sum += line == SKI_TERMINAL_VALUE ? -lines[line] : lines[line];
            scale += fabs(lines[line]);
        }
        assert_near(sum, objective, 1e-9 * scale, 0);
    }
    close_fixture(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_worlds__extreme_ones_have_a_certified_optimum_and_lines_that_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
