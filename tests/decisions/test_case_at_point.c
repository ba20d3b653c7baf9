/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case at a point of a sweep, under a policy: the same program, steady state and optimum as
 * when the point is set and the policy named by hand. */
#include "decisions/case.h"
#include "scenario/point.h"

#include "support/assert_near.h"

#include <string.h>

/* 120 t/y are wanted, 100 shipped from abroad over two months; what is left over at the end is
 * worth what a tonne costs in steady operation. */
static const char scenario_path[] = "tests/decisions/at_point.cfg";

static const sk_override by_hand[] = {{SK_SET, "sources.mine.capacity_tpy=70"},
                                      {SK_SET, "sources.spot.price_usd_per_t=900"}};
static const ski_value_at values[] = {{"sources.mine.capacity_tpy", 70},
                                      {"sources.spot.price_usd_per_t", 900}};

static sk_scenario *read_with(const sk_override *overrides, int count, const char *policy) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    sk_status st = sk_scenario_read(&scenario, scenario_path, overrides, count, policy, error);
    if (st != SK_OK) {
        print_error("%s\n", sk_error_text(error, 0));
    }
    assert_int_equal(st, SK_OK);
    sk_error_free(error);
    return scenario;
}

static ski_case *case_of(const sk_scenario *scenario) {
    ski_case *chain = NULL;
    assert_int_equal(ski_case_build(&chain, scenario, NULL, NULL), SK_OK);
    return chain;
}

static void assert_same_case(const ski_case *one, const ski_case *other) {
    const sk_network *network = one->network, *expected = other->network;
    assert_int_equal(network->node_count, expected->node_count);
    for (int i = 0; i < network->node_count; i++) {
        assert_true(network->terminal_usd_per_t[i] == expected->terminal_usd_per_t[i]);
        assert_true(network->terminal_start_t[i] == expected->terminal_start_t[i]);
    }
    assert_int_equal(one->program->column_count, other->program->column_count);
    for (int i = 0; i < one->program->column_count; i++) {
        assert_true(one->flows[i] == other->flows[i]);
    }
    assert_true(one->optimum.objective_usd == other->optimum.objective_usd);
}

static void assert_point_is_by_hand(int policy, const char *name) {
    sk_scenario *base = read_with(NULL, 0, NULL);
    sk_scenario *expected = read_with(by_hand, 2, name);
    sk_scenario *point = NULL;
    assert_int_equal(ski_scenario_at_point(&point, base, values, 2, policy, NULL), SK_OK);
    ski_case *one = case_of(point);
    ski_case *other = case_of(expected);
    ski_case *before = case_of(base);
    assert_same_case(one, other);
    assert_true(one->optimum.objective_usd != before->optimum.objective_usd);
    ski_case_free(one);
    ski_case_free(other);
    ski_case_free(before);
    sk_scenario_free(point);
    sk_scenario_free(expected);
    sk_scenario_free(base);
}

static void test_case_at_point__is_that_of_values_set_by_hand(void **state) {
    (void)state;
    assert_point_is_by_hand(-1, NULL);
}

/* The pipeline and what is left over are the point's, not the file's nor the policy's. */
static void test_case_at_point__begins_and_ends_as_the_point_before_its_policy(void **state) {
    (void)state;
    assert_point_is_by_hand(0, "more");
    assert_point_is_by_hand(1, "stock");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case_at_point__is_that_of_values_set_by_hand),
        cmocka_unit_test(test_case_at_point__begins_and_ends_as_the_point_before_its_policy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
