/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Costs of columns by hand, and the lines of the objective against the program's own costs. */
#include "support/assert_near.h"
#include "support/chain.h"
#include "support/small_program.h"

#include <math.h>
#include <stdlib.h>

/* The chain with everything, with a credit of 60 USD/t at every node. */
static chain with_credit(double worth[16], double most[16]) {
    chain of = chain_open(chain_with_everything);
    for (int node = 0; node < 16; node++) {
        worth[node] = 60;
        most[node] = 5;
    }
    of.network->terminal_usd_per_t = worth;
    of.network->terminal_start_t = most;
    of.network->has_credit = true;
    chain_build(&of);
    return of;
}

static void test_cost__is_what_the_keys_say_discounted(void **state) {
    (void)state;
    chain of = chain_of_text(chain_with_everything);
    double second = pow(1.1, -1.0 / 12), grown = pow(1.3, 1.0 / 12);
    assert_near(cost_of(of.program, "buy.by_product.2025_03"), 105, 0, 1e-14);
    assert_near(cost_of(of.program, "buy.by_product.2025_04"), second * (100 * grown + 5), 0,
                1e-14);
    assert_near(cost_of(of.program, "run.mill.2025_04"), second * 30, 0, 1e-14);
    assert_near(cost_of(of.program, "ship.truck.ore.2025_04"), second * 3, 0, 1e-14);
    assert_near(cost_of(of.program, "ship.rail.ore.2025_04"), second * (4 + 0.05 * 100 * grown), 0,
                1e-14);
    assert_near(cost_of(of.program, "ship.sea.oxide.2025_03"), 20 + 0.08 * 400, 0, 1e-14);
    assert_near(cost_of(of.program, "ship.sea.wire.2025_03"), 20, 0, 1e-14); /* it has no price */
    assert_near(cost_of(of.program, "stock.pile.2025_04"), second * 1, 0, 1e-14);
    assert_near(cost_of(of.program, "stock.yard.2025_04"), 0, 0, 0);
    assert_near(cost_of(of.program, "drop.pile.2025_04"), 0, 0, 0);
    assert_near(cost_of(of.program, "discard.port.oxide.2025_04"), 0, 0, 0);
    assert_near(cost_of(of.program, "serve.fab.2025_04"), 0, 0, 0);
    assert_near(cost_of(of.program, "wait.steel.2025_04"), second * 75, 0, 1e-14);
    chain_close(&of);
}

static void test_cost_lines__add_up_to_the_programs_costs_for_any_flows(void **state) {
    (void)state;
    double worth[16], most[16], lines[SKI_COST_LINES];
    chain of = with_credit(worth, most);
    double *flows = malloc((size_t)of.program->column_count * sizeof *flows);
    unsigned seed = 5;
    for (int round = 0; round < 50; round++) {
        double cost = 0, scale = 0, sum = 0;
        for (int column = 0; column < of.program->column_count; column++) {
            flows[column] = 100 * small_random(&seed);
            cost += of.program->cost[column] * flows[column];
            scale += fabs(of.program->cost[column] * flows[column]);
        }
        ski_cost_lines(of.network, &of.program->layout, of.network->base, flows, lines);
        for (int line = 0; line < SKI_COST_LINES; line++) {
            sum += line == SKI_TERMINAL_VALUE ? -lines[line] : lines[line];
        }
        assert_near(sum, cost, 1e-12 * scale, 0);
    }
    free(flows);
    chain_close(&of);
}

static void test_cost_lines__follow_the_prices_of_a_world(void **state) {
    (void)state;
    double worth[16], most[16], lines[SKI_COST_LINES];
    chain of = with_credit(worth, most);
    int count = of.network->quantity_count * 4, column_count = of.program->column_count;
    int *all = malloc((size_t)of.network->quantity_count * sizeof *all);
    double *values = malloc((size_t)count * sizeof *values);
    double *flows = malloc((size_t)column_count * sizeof *flows);
    ski_changes *changes = NULL;
    assert_int_equal(ski_changes_new(&changes, of.program), SK_OK);
    unsigned seed = 9;
    for (int i = 0; i < count; i++) {
        values[i] = of.network->base[i] * (0.5 + small_random(&seed));
    }
    for (int i = 0; i < of.network->quantity_count; i++) {
        all[i] = i;
    }
    assert_int_equal(ski_program_patch(of.program, values, all, of.network->quantity_count, changes,
                                       NULL),
                     SK_OK);
    double cost = 0, sum = 0;
    for (int column = 0; column < column_count; column++) {
        flows[column] = small_random(&seed);
        cost += of.program->cost[column] * flows[column];
    }
    ski_cost_lines(of.network, &of.program->layout, values, flows, lines);
    for (int line = 0; line < SKI_COST_LINES; line++) {
        sum += line == SKI_TERMINAL_VALUE ? -lines[line] : lines[line];
    }
    assert_near(sum, cost, 0, 1e-12);
    ski_changes_free(changes);
    free(all);
    free(values);
    free(flows);
    chain_close(&of);
}

/* One tonne in one column shows in the line it belongs to, and in no other. */
static void test_cost_lines__each_flow_has_its_line(void **state) {
    (void)state;
    const struct {
        const char *column;
        ski_cost_line line;
        double usd_per_t;
    } cases[] = {
        {"buy.trader.2.2025_03", SKI_PROCUREMENT, 130},
        {"run.mill.2025_03", SKI_PROCESSING, 30},
        {"ship.truck.ore.2025_03", SKI_TRANSPORT, 3},
        {"stock.pile.2025_03", SKI_HOLDING, 1},
        {"below.pile.2025_03", SKI_BELOW_TARGET, 175. / 3},
        {"excess.half.2025_03", SKI_LIMITS_LINE, 60},
        {"substitute.fab.wire.2025_03", SKI_SUBSTITUTION, 40},
        {"wait.steel.2025_03", SKI_BACKLOG, 75},
        {"short.fab.tier2.2025_03", SKI_SHORTAGE, 90000},
        {"short.tools.2025_03", SKI_SHORTAGE, 8000},
    };
    chain of = chain_of_text(chain_with_everything);
    double lines[SKI_COST_LINES];
    double *flows = calloc((size_t)of.program->column_count, sizeof *flows);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int column = column_named(of.program, cases[i].column);
        flows[column] = 1;
        ski_cost_lines(of.network, &of.program->layout, of.network->base, flows, lines);
        for (int line = 0; line < SKI_COST_LINES; line++) {
            assert_near(lines[line], (int)cases[i].line == line ? cases[i].usd_per_t : 0, 0, 1e-14);
        }
        flows[column] = 0;
    }
    int sea = column_named(of.program, "ship.sea.oxide.2025_03");
    flows[sea] = 1;
    ski_cost_lines(of.network, &of.program->layout, of.network->base, flows, lines);
    assert_near(lines[SKI_TRANSPORT], 20, 0, 1e-14);
    assert_near(lines[SKI_TARIFFS], 32, 0, 1e-14);
    free(flows);
    chain_close(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cost__is_what_the_keys_say_discounted),
        cmocka_unit_test(test_cost_lines__add_up_to_the_programs_costs_for_any_flows),
        cmocka_unit_test(test_cost_lines__follow_the_prices_of_a_world),
        cmocka_unit_test(test_cost_lines__each_flow_has_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
