/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patching a template with a table of values against building it from that table. */
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/chain.h"
#include "support/small_program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    chain of;
    int count; /* numbers in a table of values */
    int *all;  /* every quantity */
    double *values;
    ski_changes *changes;
} fixture;

static void open_fixture(fixture *at) {
    at->of = chain_open(chain_with_everything);
    const sk_network *network = at->of.network;
    chain_build(&at->of);
    at->count = network->quantity_count * network->periods;
    at->all = malloc((size_t)network->quantity_count * sizeof *at->all);
    at->values = malloc((size_t)at->count * sizeof *at->values);
    memcpy(at->values, network->base, (size_t)at->count * sizeof *at->values);
    for (int i = 0; i < network->quantity_count; i++) {
        at->all[i] = i;
    }
    assert_int_equal(ski_changes_new(&at->changes, at->of.program), SK_OK);
}

static void close_fixture(fixture *at) {
    ski_changes_free(at->changes);
    free(at->values);
    free(at->all);
    chain_close(&at->of);
}

/* Every value times its own number in [0.5, 1.5); a missing limit stays one. */
static void scramble(const fixture *at, unsigned *seed) {
    for (int i = 0; i < at->count; i++) {
        at->values[i] = at->of.network->base[i] * (0.5 + small_random(seed));
    }
}

static sk_status patch(fixture *at, ski_program *program, const int *quantities, int count) {
    return ski_program_patch(program, at->values, quantities, count, at->changes, NULL);
}

/* The same numbers, to the bit; boxes depend on the base and differ. */
static void assert_same_numbers(const ski_program *a, const ski_program *b) {
    assert_int_equal(a->column_count, b->column_count);
    assert_int_equal(a->row_count, b->row_count);
    assert_int_equal(a->entry_count, b->entry_count);
    for (int i = 0; i < a->column_count; i++) {
        assert_true(a->cost[i] == b->cost[i]);
        assert_true(a->lower[i] == b->lower[i]);
        assert_int_equal(a->boxed[i], b->boxed[i]);
        assert_true(a->boxed[i] || a->upper[i] == b->upper[i]);
    }
    for (int i = 0; i < a->row_count; i++) {
        assert_true(a->row_lower[i] == b->row_lower[i]);
        assert_true(a->row_upper[i] == b->row_upper[i]);
    }
    for (int i = 0; i < a->entry_count; i++) {
        assert_int_equal(a->entry_row[i], b->entry_row[i]);
        assert_true(a->entry_value[i] == b->entry_value[i]);
    }
}

static void test_patch__gives_what_building_from_the_values_gives(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    unsigned seed = 1;
    for (int round = 0; round < 20; round++) {
        scramble(&at, &seed);
        assert_int_equal(patch(&at, at.of.program, at.all, at.of.network->quantity_count), SK_OK);
        sk_network other = *at.of.network;
        other.base = at.values;
        ski_program *built = NULL;
        assert_int_equal(ski_program_build(&built, &other, NULL), SK_OK);
        assert_same_numbers(at.of.program, built);
        ski_program_free(built);
    }
    close_fixture(&at);
}

static void test_patch__of_one_quantity_gives_the_same_too(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    for (int quantity = 0; quantity < at.of.network->quantity_count; quantity++) {
        int periods = at.of.network->periods;
        memcpy(at.values, at.of.network->base, (size_t)at.count * sizeof *at.values);
        for (int period = 0; period < periods; period++) {
            at.values[quantity * periods + period] *= 1.25 + period;
        }
        ski_program *copy = NULL, *built = NULL;
        assert_int_equal(ski_program_copy(&copy, at.of.program), SK_OK);
        assert_int_equal(patch(&at, copy, &quantity, 1), SK_OK);
        sk_network other = *at.of.network;
        other.base = at.values;
        assert_int_equal(ski_program_build(&built, &other, NULL), SK_OK);
        assert_same_numbers(copy, built);
        ski_program_free(built);
        ski_program_free(copy);
    }
    close_fixture(&at);
}

static void test_patch__with_base_values_restores_the_template_to_the_bit(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    ski_program *copy = NULL;
    assert_int_equal(ski_program_copy(&copy, at.of.program), SK_OK);
    unsigned seed = 7;
    scramble(&at, &seed);
    assert_int_equal(patch(&at, copy, at.all, at.of.network->quantity_count), SK_OK);
    assert_true(at.changes->column_bound_count > 0 && at.changes->entry_count > 0);
    memcpy(at.values, at.of.network->base, (size_t)at.count * sizeof *at.values);
    assert_int_equal(patch(&at, copy, at.all, at.of.network->quantity_count), SK_OK);
    assert_same_numbers(copy, at.of.program);
    assert_memory_equal(copy->upper, at.of.program->upper,
                        (size_t)copy->column_count * sizeof *copy->upper);
    ski_program_free(copy);
    close_fixture(&at);
}

/* Numbers of one kind before and after; the second pair may be the first again. */
typedef struct {
    const double *before[2], *after[2];
} moved;

static void assert_lists_differences(const int *list, int count, int most, moved numbers) {
    bool *listed = calloc((size_t)most + 1, sizeof *listed);
    for (int i = 0; i < count; i++) {
        assert_false(listed[list[i]]); /* each once */
        listed[list[i]] = true;
    }
    for (int i = 0; i < most; i++) {
        bool differs = numbers.before[0][i] != numbers.after[0][i] ||
                       numbers.before[1][i] != numbers.after[1][i];
        assert_int_equal(listed[i], differs);
    }
    free(listed);
}

static void test_patch__lists_exactly_what_differs(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    ski_program *copy = NULL;
    assert_int_equal(ski_program_copy(&copy, at.of.program), SK_OK);
    unsigned seed = 3;
    scramble(&at, &seed);
    assert_int_equal(patch(&at, copy, at.all, at.of.network->quantity_count), SK_OK);
    const ski_changes *changes = at.changes;
    const ski_program *base = at.of.program;
    assert_lists_differences(changes->column_costs, changes->column_cost_count, copy->column_count,
                             (moved){{base->cost, base->cost}, {copy->cost, copy->cost}});
    assert_lists_differences(changes->column_bounds, changes->column_bound_count,
                             copy->column_count,
                             (moved){{base->lower, base->upper}, {copy->lower, copy->upper}});
    assert_lists_differences(changes->rows, changes->row_count, copy->row_count,
                             (moved){{base->row_lower, base->row_upper},
                                     {copy->row_lower, copy->row_upper}});
    assert_lists_differences(changes->entries, changes->entry_count, copy->entry_count,
                             (moved){{base->entry_value, base->entry_value},
                                     {copy->entry_value, copy->entry_value}});
    assert_int_equal(patch(&at, copy, at.all, at.of.network->quantity_count), SK_OK);
    assert_int_equal(changes->column_cost_count + changes->column_bound_count + changes->row_count +
                         changes->entry_count,
                     0);
    ski_program_free(copy);
    close_fixture(&at);
}

static void test_patch__leaves_the_template_of_a_copy_alone(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    ski_program *copy = NULL, *untouched = NULL;
    assert_int_equal(ski_program_copy(&copy, at.of.program), SK_OK);
    assert_int_equal(ski_program_copy(&untouched, at.of.program), SK_OK);
    unsigned seed = 11;
    scramble(&at, &seed);
    assert_int_equal(patch(&at, copy, at.all, at.of.network->quantity_count), SK_OK);
    assert_same_numbers(at.of.program, untouched);
    ski_program_free(copy);
    ski_program_free(untouched);
    close_fixture(&at);
}

/* Fails, and says `words`. */
static void expect_refusal(fixture *at, const int *quantities, int count, const char *words) {
    sk_error *error = sk_error_new();
    assert_int_equal(ski_program_patch(at->of.program, at->values, quantities, count, at->changes,
                                       error),
                     SK_ERR_INTERNAL);
    if (strstr(sk_error_text(error, 0), words) == NULL) {
        print_error("%s\n", sk_error_text(error, 0));
    }
    assert_non_null(strstr(sk_error_text(error, 0), words));
    sk_error_free(error);
}

static int changed_count(const ski_changes *changes) {
    return changes->column_cost_count + changes->column_bound_count + changes->row_count +
           changes->entry_count;
}

static void test_patch__refuses_what_is_no_number_by_its_path_and_takes_nothing(void **state) {
    (void)state;
    const double bad[] = {NAN, INFINITY, -INFINITY};
    fixture at;
    open_fixture(&at);
    int cost = quantity_named(at.of.network, "routes.truck.cost_usd_per_t");
    at.values[cost * 4 + 2] = 77;
    for (int i = 0; i < 3; i++) {
        at.values[cost * 4 + 1] = bad[i];
        expect_refusal(&at, &cost, 1, "routes.truck.cost_usd_per_t is");
        expect_refusal(&at, &cost, 1, "in 2025-04");
        assert_int_equal(changed_count(at.changes), 0);
    }
    assert_near(cost_of(at.of.program, "ship.truck.ore.2025_05"), 3 * pow(1.1, -2.0 / 12), 0,
                1e-14);
    close_fixture(&at);
}

static void test_patch__refuses_what_becomes_no_number_by_its_name(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    int yield = -1;
    for (int i = 0; i < at.of.network->scenario->process_count; i++) {
        yield = at.of.network->conversions[i].yield;
    }
    at.values[yield * 4 + 1] = 1e300;
    at.values[yield * 4 + 2] *= 0.5;
    expect_refusal(&at, &yield, 1, "2025_04: one of its coefficients is beyond");
    assert_true(at.changes->entry_count > 0); /* the rest was taken over, and is listed */
    close_fixture(&at);
}

/* Demand so large that the base's box would be no room. */
static void test_patch__that_outgrows_the_box_gives_what_building_gives_and_goes_back(
    void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    int wanted = at.of.network->needs[0].demand;
    ski_program *copy = NULL, *built = NULL;
    for (int round = 0; round < 2; round++) {
        for (int period = 0; period < 4; period++) {
            at.values[wanted * 4 + period] = 1e5 * at.of.network->base[wanted * 4 + period];
        }
        sk_network other = *at.of.network;
        other.base = at.values;
        assert_int_equal(ski_program_copy(&copy, at.of.program), SK_OK);
        assert_int_equal(patch(&at, copy, &wanted, 1), SK_OK);
        assert_int_equal(ski_program_build(&built, &other, NULL), SK_OK);
        assert_same_numbers(copy, built);
        assert_true(copy->box_t > 10 * at.of.program->box_t);
        assert_near(copy->box_t, built->box_t, 0, 0);
        assert_memory_equal(copy->upper, built->upper,
                            (size_t)copy->column_count * sizeof *copy->upper);
        memcpy(at.values, at.of.network->base, (size_t)at.count * sizeof *at.values);
        assert_int_equal(patch(&at, copy, &wanted, 1), SK_OK);
        assert_same_numbers(copy, at.of.program);
        assert_memory_equal(copy->upper, at.of.program->upper,
                            (size_t)copy->column_count * sizeof *copy->upper);
        ski_program_free(copy);
        ski_program_free(built);
    }
    close_fixture(&at);
}

static void test_patch__refuses_tonnes_that_drown_those_of_the_base(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    int wanted = at.of.network->needs[0].demand;
    char path[128];
    ski_quantity_path(at.of.network, wanted, path, sizeof path);
    at.values[wanted * 4 + 2] *= 1e12;
    expect_refusal(&at, &wanted, 1, path);
    expect_refusal(&at, &wanted, 1, "in 2025-05, where the base has");
    assert_int_equal(changed_count(at.changes), 0);
    close_fixture(&at);
}

static void test_patch__takes_a_limit_beyond_the_box_for_none(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    ski_program *program = at.of.program;
    const char *paths[] = {"routes.sea.capacity_tpy",         "routes.truck.capacity_tpy",
                           "chokepoints.border.capacity_tpy", "stocks.pile.capacity_t",
                           "stocks.pile.release_tpy",         "stocks.pile.refill_tpy"};
    int limits[6];
    for (int i = 0; i < 6; i++) {
        limits[i] = quantity_named(at.of.network, paths[i]);
        at.values[limits[i] * 4 + 1] *= 1e12;
    }
    assert_int_equal(patch(&at, program, limits, 6), SK_OK);
    assert_true(is_boxed(program, "ship.truck.ore.2025_04"));
    assert_near(upper_of(program, "ship.truck.ore.2025_04"), program->box_t, 0, 0);
    assert_true(is_boxed(program, "stock.pile.2025_04"));
    assert_true(isinf(row_upper_of(program, "capacity.sea.2025_04")));
    assert_true(isinf(row_upper_of(program, "passage.border.2025_04")));
    assert_true(isinf(row_upper_of(program, "release.pile.2025_04")));
    assert_true(isinf(row_upper_of(program, "refill.pile.2025_04")));
    assert_true(isfinite(row_upper_of(program, "refill.pile.2025_05")));
    memcpy(at.values, at.of.network->base, (size_t)at.count * sizeof *at.values);
    assert_int_equal(patch(&at, program, limits, 6), SK_OK);
    assert_false(is_boxed(program, "ship.truck.ore.2025_04"));
    assert_near(row_upper_of(program, "capacity.sea.2025_04"), 280 / 12.0, 0, 1e-14);
    close_fixture(&at);
}

static void test_patch__closes_what_has_no_limit(void **state) {
    (void)state;
    fixture at;
    open_fixture(&at);
    int spot = quantity_named(at.of.network, "sources.spot.capacity_tpy");
    assert_true(is_boxed(at.of.program, "buy.spot.2025_03"));
    at.values[spot * 4] = 0;
    assert_int_equal(patch(&at, at.of.program, &spot, 1), SK_OK);
    assert_near(upper_of(at.of.program, "buy.spot.2025_03"), 0, 0, 0);
    assert_false(is_boxed(at.of.program, "buy.spot.2025_03"));
    assert_true(is_boxed(at.of.program, "buy.spot.2025_04"));
    close_fixture(&at);
}

static void test_patch__scales_the_credit_by_the_last_price(void **state) {
    (void)state;
    fixture at;
    at.of = chain_open(chain_with_everything);
    double worth[16] = {0}, most[16] = {0};
    int node = -1;
    for (int i = 0; i < at.of.network->node_count; i++) { /* ore at the plant */
        const ski_node *of = &at.of.network->nodes[i];
        node = of->place == 2 && of->material == 0 ? i : node;
    }
    worth[node] = 60;
    most[node] = 5;
    at.of.network->terminal_usd_per_t = worth;
    at.of.network->terminal_start_t = most;
    at.of.network->has_credit = true;
    chain_build(&at.of);
    const double *base = at.of.network->base;
    int price = quantity_named(at.of.network, "materials.ore.price_usd_per_t");
    double discount = pow(1.1, -4.0 / 12);
    assert_near(cost_of(at.of.program, "credit.plant.ore"),
                -discount * 60 * base[price * 4 + 3] / base[price * 4], 0, 1e-14);
    double *values = malloc((size_t)(at.of.network->quantity_count * 4) * sizeof *values);
    memcpy(values, base, (size_t)(at.of.network->quantity_count * 4) * sizeof *values);
    values[price * 4 + 3] = 250; /* of 100 in the first period */
    assert_int_equal(ski_changes_new(&at.changes, at.of.program), SK_OK);
    assert_int_equal(ski_program_patch(at.of.program, values, &price, 1, at.changes, NULL), SK_OK);
    assert_near(cost_of(at.of.program, "credit.plant.ore"), -discount * 150, 0, 1e-14);
    ski_changes_free(at.changes);
    free(values);
    chain_close(&at.of);
}

static void test_build__reports_every_allocation_that_fails(void **state) {
    (void)state;
    chain of = chain_open(chain_with_everything);
    sk_status st = SK_ERR_MEMORY;
    int failed = 0;
    for (int nth = 1; st != SK_OK; nth++) {
        ski_program *program = NULL, *copy = NULL;
        ski_changes *changes = NULL;
        fail_allocation(nth);
        st = ski_program_build(&program, of.network, NULL);
        st = st == SK_OK ? ski_program_copy(&copy, program) : st;
        st = st == SK_OK ? ski_changes_new(&changes, program) : st;
        fail_allocation(0);
        assert_true(st == SK_OK || st == SK_ERR_MEMORY);
        failed += st != SK_OK;
        ski_changes_free(changes);
        ski_program_free(copy);
        ski_program_free(program);
    }
    assert_true(failed > 10);
    chain_close(&of);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patch__gives_what_building_from_the_values_gives),
        cmocka_unit_test(test_patch__of_one_quantity_gives_the_same_too),
        cmocka_unit_test(test_patch__with_base_values_restores_the_template_to_the_bit),
        cmocka_unit_test(test_patch__lists_exactly_what_differs),
        cmocka_unit_test(test_patch__leaves_the_template_of_a_copy_alone),
        cmocka_unit_test(test_patch__refuses_what_is_no_number_by_its_path_and_takes_nothing),
        cmocka_unit_test(test_patch__refuses_what_becomes_no_number_by_its_name),
        cmocka_unit_test(test_patch__that_outgrows_the_box_gives_what_building_gives_and_goes_back),
        cmocka_unit_test(test_patch__refuses_tonnes_that_drown_those_of_the_base),
        cmocka_unit_test(test_patch__takes_a_limit_beyond_the_box_for_none),
        cmocka_unit_test(test_patch__closes_what_has_no_limit),
        cmocka_unit_test(test_patch__scales_the_credit_by_the_last_price),
        cmocka_unit_test(test_build__reports_every_allocation_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
