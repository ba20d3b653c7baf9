/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario at a point of a sweep: the same as `--set` and `--policy` make it, or said why it is
 * none. */
#include "scenario/point.h"

#include "scenario/reading.h"
#include "support/allocation.h"

#include <math.h>

static const char every_key[] = "tests/scenario/every_key.cfg";

/* The reserve of the policies can be bought. */
static const sk_override priced = {SK_SET, "materials.apt.price_usd_per_t=40000"};

enum { VALUES_MOST = 8, TEXT_MOST = 128 };

static sk_scenario *base_of(const char *policy) {
    return read_right(every_key, &priced, 1, policy);
}

static sk_scenario *at_point(const sk_scenario *base, const ski_value_at *values, int count,
                             int policy) {
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    sk_status st = ski_scenario_at_point(&scenario, base, values, count, policy, error);
    assert_no_errors(error);
    assert_int_equal(st, SK_OK);
    sk_error_free(error);
    return scenario;
}

/* A point that is wrong in one way. */
static void assert_point_wrong(const sk_scenario *base, const ski_value_at *values, int count,
                               int policy, const char *expected) {
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    assert_int_equal(ski_scenario_at_point(&scenario, base, values, count, policy, error),
                     SK_ERR_SCENARIO);
    assert_null(scenario);
    assert_int_equal(sk_error_kept(error), 1);
    assert_string_equal(sk_error_text(error, 0), expected);
    sk_error_free(error);
}

/* The same values by `--set`. */
static sk_scenario *by_overrides(const ski_value_at *values, int count, const char *policy) {
    char texts[VALUES_MOST][TEXT_MOST];
    sk_override overrides[VALUES_MOST + 1] = {priced};
    for (int i = 0; i < count; i++) {
        snprintf(texts[i], TEXT_MOST, "%s=%.17g", values[i].path, values[i].value);
        overrides[i + 1] = (sk_override){SK_SET, texts[i]};
    }
    return read_right(every_key, overrides, count + 1, policy);
}

static void assert_same_text(const sk_scenario *one, const sk_scenario *other) {
    char *text = written(one);
    char *expected = written(other);
    assert_string_equal(text, expected);
    free(text);
    free(expected);
}

static const ski_value_at many[] = {
    {"stocks.*.initial_t", 12.5},           {"sources.own.capacity_tpy", 100.0 / 3},
    {"demands.fab.tiers.2.usd_per_t", 5e5}, {"processes.apt_plant.inputs.mo", 0.5},
    {"stocks.yard.capacity_t", 50},         {"disruptions.licence.duration_days", 90},
    {"correlations.1.rho", -0.5},           {"scenario.discount_rate_per_year", 0.07},
};

static void test_point__is_what_set_makes_of_the_file(void **state) {
    const sk_scenario *base = *state;
    for (int count = 0; count <= VALUES_MOST; count++) {
        sk_scenario *point = at_point(base, many, count, -1);
        sk_scenario *expected = by_overrides(many, count, NULL);
        assert_same_text(point, expected);
        assert_near(point->stocks[0].initial_t, expected->stocks[0].initial_t, 0, 0);
        assert_near(point->sources[0].price_usd_per_t.values[0],
                    expected->sources[0].price_usd_per_t.values[0], 0, 0);
        assert_near(point->disruptions[0].duration_days.mean,
                    expected->disruptions[0].duration_days.mean, 0, 0);
        assert_near(point->discount_rate_per_year, expected->discount_rate_per_year, 0, 0);
        assert_null(point->base);
        assert_int_equal(point->policy, -1);
        sk_scenario_free(point);
        sk_scenario_free(expected);
    }
}

static void test_schedule__becomes_the_constant(void **state) {
    const sk_scenario *base = *state;
    const ski_value_at value = {"sources.own.capacity_tpy", 600};
    sk_scenario *point = at_point(base, &value, 1, -1);
    assert_int_equal(base->sources[0].capacity_tpy.kind, SKI_SCHED_RAMP);
    assert_int_equal(point->sources[0].capacity_tpy.kind, SKI_SCHED_CONSTANT);
    assert_near(point->sources[0].capacity_tpy.value, 600, 0, 0);
    sk_scenario_free(point);
}

/* reserve: target × 2, capacity + 400, the mine as it says itself; both: a tier's worth. */
static void test_policy__acts_on_the_point(void **state) {
    const sk_scenario *base = *state;
    const ski_value_at values[] = {{"stocks.reserve.target_t", 10},
                                   {"stocks.reserve.capacity_t", 600},
                                   {"sources.own.capacity_tpy", 50}};
    sk_scenario *point = at_point(base, values, 3, 1);
    sk_scenario *expected = by_overrides(values, 3, "both");
    assert_string_equal(ski_policy_name(point), "both");
    assert_near(point->stocks[0].target_t.value, 20, 0, 0);
    assert_near(point->stocks[0].capacity_t.value, 1000, 0, 0);
    assert_near(point->sources[0].capacity_tpy.values[0], 100, 0, 0);
    assert_near(point->demands[0].tiers[0].usd_per_t, 70000, 0, 0);
    assert_near(point->base->stocks[0].target_t.value, 10, 0, 0);
    assert_near(point->base->stocks[0].capacity_t.value, 600, 0, 0);
    assert_near(point->base->sources[0].capacity_tpy.value, 50, 0, 0);
    assert_near(point->base->demands[0].tiers[0].usd_per_t, 60000, 0, 0);
    assert_same_text(point, expected);
    assert_same_text(point, point->base);
    sk_scenario_free(point);
    sk_scenario_free(expected);
}

static void test_policys_own_numbers__can_be_swept(void **state) {
    const sk_scenario *base = *state;
    const ski_value_at values[] = {{"policies.reserve.changes.1.scale", 3},
                                   {"policies.both.changes.1.set", 75000},
                                   {"policies.reserve.cost_usd", 5}};
    sk_scenario *point = at_point(base, values, 3, 1);
    assert_near(point->stocks[0].target_t.value, 900, 0, 0);
    assert_near(point->demands[0].tiers[0].usd_per_t, 75000, 0, 0);
    assert_near(point->policies[0].cost_usd, 5, 0, 0);
    sk_scenario_free(point);
}

/* What a policy buys at the start is what it adds to the point, at the point's price. */
static void test_policy__buys_what_it_adds_to_the_point(void **state) {
    (void)state;
    const sk_override more = {SK_SET, "policies.both.changes.1.path=stocks.reserve.initial_t"};
    const sk_override tonnes = {SK_SET, "policies.both.changes.1.set=300"};
    const ski_value_at values[] = {{"stocks.reserve.initial_t", 100},
                                   {"materials.apt.price_usd_per_t", 10}};
    sk_scenario *base = read_right(every_key, (sk_override[]){priced, more, tonnes}, 3, NULL);
    sk_scenario *point = at_point(base, values, 2, 1);
    assert_near(point->policy_start_usd, 2000, 0, 1e-12);
    sk_scenario_free(point);
    sk_scenario_free(base);
}

static void test_policy_applied_already__is_put_aside(void **state) {
    const sk_scenario *base = *state;
    sk_scenario *applied = base_of("reserve");
    sk_scenario *point = at_point(applied, many, 1, -1);
    sk_scenario *expected = at_point(base, many, 1, -1);
    assert_near(point->stocks[0].target_t.value, 300, 0, 0);
    assert_same_text(point, expected);
    sk_scenario_free(expected);
    sk_scenario_free(point);
    sk_scenario_free(applied);
}

static void test_samples__are_the_sweeps_own(void **state) {
    const sk_scenario *base = *state;
    sk_scenario *point = at_point(base, many, 1, 0);
    assert_int_equal(base->simulation.samples, 200);
    assert_int_equal(point->simulation.samples, 64);
    assert_int_equal(point->base->simulation.samples, 64);
    sk_scenario_free(point);
}

/* ---- points that are none ---- */

static void test_wrong_point__is_said_and_the_next_goes_on(void **state) {
    const sk_scenario *base = *state;
    const ski_value_at bad = {"stocks.reserve.initial_t", -1};
    const ski_value_at good = {"stocks.reserve.initial_t", 1};
    char *before = written(base);
    assert_point_wrong(base, &bad, 1, -1,
                       "sweep stocks.reserve.initial_t=-1: stocks.reserve.initial_t: out of range "
                       "(got -1; allowed at least 0)");
    sk_scenario_free(at_point(base, &good, 1, -1));
    char *after = written(base);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void test_wrong_point__may_be_one_between_elements(void **state) {
    const sk_scenario *base = *state;
    const ski_value_at value = {"stocks.reserve.capacity_t", 200};
    assert_point_wrong(
        base, &value, 1, -1,
        "sweep stocks.reserve.capacity_t=200: stocks.reserve.initial_t: the stock is "
        "above its capacity at the start (got 250; allowed at most 200)");
}

static void test_whole_numbers__are_taken_and_others_refused(void **state) {
    const sk_scenario *base = *state;
    const ski_value_at whole = {"simulation.lookahead_periods", 3};
    const ski_value_at part = {"simulation.lookahead_periods", 3.5};
    sk_scenario *point = at_point(base, &whole, 1, -1);
    assert_int_equal(point->simulation.lookahead_periods, 3);
    sk_scenario_free(point);
    assert_point_wrong(
        base, &part, 1, -1,
        "sweep simulation.lookahead_periods=3.5: simulation.lookahead_periods: wrong "
        "type (got 3.5; allowed an integer 1 to 1200)");
}

/* The policy that takes its room from the reserve goes wrong, not the point without it. */
static void test_policy_that_a_point_makes_wrong__is_named(void **state) {
    const sk_scenario *base = *state;
    const ski_value_at value = {"policies.reserve.changes.2.add", -200};
    sk_scenario_free(at_point(base, &value, 1, -1));
    assert_point_wrong(base, &value, 1, 1,
                       "sweep policies.reserve.changes.2.add=-200: policies.both applied: "
                       "stocks.reserve.initial_t: the stock is above its capacity at the start "
                       "(got 250; allowed at most 200)");
}

static void test_every_allocation_that_fails__is_reported_and_leaks_nothing(void **state) {
    const sk_scenario *base = *state;
    sk_status st = SK_ERR_MEMORY;
    for (int nth = 1; st == SK_ERR_MEMORY; nth++) {
        sk_scenario *scenario = NULL;
        fail_allocation(nth);
        st = ski_scenario_at_point(&scenario, base, many, VALUES_MOST, 1, NULL);
        const int failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        sk_scenario_free(scenario);
    }
}

static int read_base(void **state) {
    *state = base_of(NULL);
    return 0;
}

static int free_base(void **state) {
    sk_scenario_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_point__is_what_set_makes_of_the_file),
        cmocka_unit_test(test_schedule__becomes_the_constant),
        cmocka_unit_test(test_policy__acts_on_the_point),
        cmocka_unit_test(test_policys_own_numbers__can_be_swept),
        cmocka_unit_test(test_policy__buys_what_it_adds_to_the_point),
        cmocka_unit_test(test_policy_applied_already__is_put_aside),
        cmocka_unit_test(test_samples__are_the_sweeps_own),
        cmocka_unit_test(test_wrong_point__is_said_and_the_next_goes_on),
        cmocka_unit_test(test_wrong_point__may_be_one_between_elements),
        cmocka_unit_test(test_whole_numbers__are_taken_and_others_refused),
        cmocka_unit_test(test_policy_that_a_point_makes_wrong__is_named),
        cmocka_unit_test(test_every_allocation_that_fails__is_reported_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, read_base, free_base);
}
