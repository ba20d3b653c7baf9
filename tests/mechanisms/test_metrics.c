/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worlds whose outcome is known → metrics, and metrics → statistics. */
#include "mechanisms/mechanism.h"

static void test_metrics__of_a_world_with_a_closure_by_hand(void **state) {
    (void)state;
    cJSON *json = run("metrics");
    expect(json, "metrics/cost_usd/mean", 12300);
    expect(json, "metrics/spend_usd/mean", 7300);
    expect(json, "metrics/shortage_t/mean", 10);
    expect(json, "metrics/shortage_critical_t/mean", 0);
    expect(json, "metrics/fill_rate/mean", 80.0 / 90);
    expect(json, "metrics/fill_rate_critical/mean", 1);
    expect(json, "metrics/hhi_W/mean", 4132.0 / 4900);
    expect(json, "probability/any_shortage/value", 1);
    expect(json, "probability/secure/value", 1);
    expect(json, "plan/objective_usd", 8000);
    cJSON_Delete(json);
}

static void test_metrics__of_each_demand(void **state) {
    (void)state;
    cJSON *json = run("metrics");
    expect(json, "demands/mill/metrics/shortage_t/mean", 10);
    expect(json, "demands/mill/metrics/fill_rate/mean", 2.0 / 3);
    expect(json, "demands/mill/metrics/shortage_periods/mean", 2);
    expect(json, "demands/mill/metrics/longest_shortage_periods/mean", 2);
    expect(json, "demands/mill/metrics/first_shortage_period/mean", 3);
    expect(json, "demands/fab/metrics/fill_rate/mean", 1);
    expect(json, "demands/fab/metrics/shortage_periods/mean", 0);
    expect(json, "demands/fab/metrics/first_shortage_period/mean", 7);
    cJSON_Delete(json);
}

static void test_metrics__security_is_every_critical_fill_rate_above_the_line(void **state) {
    (void)state;
    cJSON *json = run_with("metrics", SET("demands.fab.tpy=180"));
    expect(json, "metrics/cost_usd/mean", 24500);
    expect(json, "metrics/spend_usd/mean", 9500);
    expect(json, "metrics/shortage_critical_t/mean", 10);
    expect(json, "metrics/hhi_W/mean", 65.0 / 81);
    expect(json, "demands/fab/metrics/fill_rate/mean", 80.0 / 90);
    expect(json, "demands/fab/metrics/shortage_periods/mean", 1);
    expect(json, "demands/fab/metrics/first_shortage_period/mean", 4);
    expect(json, "probability/secure/value", 0);
    expect(json, "metrics/shortage_periods/mean", 1); /* of the critical ones together */
    expect(json, "metrics/first_shortage_period/mean", 4);
    cJSON_Delete(json);
    json = run_with("metrics", SET("demands.fab.tpy=180"), SET("simulation.secure_fill=0.85"));
    expect(json, "probability/secure/value", 1);
    cJSON_Delete(json);
}

static void test_metrics__waiting_makes_a_period_short(void **state) {
    (void)state;
    cJSON *json = run("backlog");
    expect(json, "demands/d/metrics/shortage_periods/mean", 3);
    expect(json, "demands/d/metrics/longest_shortage_periods/mean", 2);
    expect(json, "demands/d/metrics/first_shortage_period/mean", 1);
    expect(json, "demands/d/metrics/shortage_t/mean", 5);
    expect(json, "metrics/cost_usd/mean", 26850);
    expect(json, "metrics/spend_usd/mean", 350);
    cJSON_Delete(json);
}

static void test_metrics__cover_counts_stocks_at_home_on_the_way_to_a_demand(void **state) {
    (void)state;
    cJSON *json = run("cover");
    double month_days = 365.0 / 12;
    expect(json, "demands/fab/metrics/lowest_cover_days/mean", 19.824 / 20 * month_days);
    expect(json, "demands/mill/metrics/lowest_cover_days/mean", 3.84 / 5 * month_days);
    expect(json, "metrics/lowest_cover_days/mean", 23.664 / 25 * month_days);
    cJSON_Delete(json);
    json = run_with("cover", SET("demands.mill.critical=false")); /* it keeps its share */
    expect(json, "metrics/lowest_cover_days/mean", 19.824 / 20 * month_days);
    cJSON_Delete(json);
}

static void test_metrics__cover_takes_what_a_recipe_makes_of_its_input(void **state) {
    (void)state;
    cJSON *json = run("cover_recipe");
    expect(json, "demands/d/metrics/lowest_cover_days/mean", 1.8 * 91.25);
    cJSON_Delete(json);
}

static void expect_single_value(const cJSON *json, const char *metric, double value) {
    static const char *const same[] = {"mean", "ci/0", "ci/1", "p05", "p25",
                                       "p50",  "p75",  "p95",  "var", "cvar"};
    char path[128];
    for (int i = 0; i < (int)(sizeof same / sizeof same[0]); i++) {
        snprintf(path, sizeof path, "metrics/%s/%s", metric, same[i]);
        expect(json, path, value);
    }
    snprintf(path, sizeof path, "metrics/%s/sd", metric);
    assert_near(number_at(json, path), 0, 1e-9, 0);
    snprintf(path, sizeof path, "metrics/%s/se", metric);
    assert_near(number_at(json, path), 0, 1e-9, 0);
}

static void test_statistics__worlds_all_alike_have_no_spread(void **state) {
    (void)state;
    cJSON *json = run("metrics");
    expect(json, "samples", 20);
    expect(json, "failed_samples", 0);
    expect_single_value(json, "cost_usd", 12300);
    expect_single_value(json, "shortage_t", 10);
    expect_single_value(json, "fill_rate", 80.0 / 90);
    cJSON_Delete(json);
}

enum { SAMPLES = 40, VAR_PLACE = 36 };
static const double TAIL_MASS = 40 * 0.1, STUDENT_39 = 2.0226909200367604;

static int by_size(const void *left, const void *right) {
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The factors of the worlds of a run, from the worlds themselves. */
static void read_sizes(double size[SAMPLES]) {
    for (int sample = 0; sample < SAMPLES; sample++) {
        cJSON *json = world_of("sample_statistics", sample);
        size[sample] = number_at(json, "factors/size/0");
        cJSON_Delete(json);
    }
}

/* `badness`: larger is worse; sign -1 turns it back into the metric. Sorts it. */
static void expect_statistics(const cJSON *json, const char *metric, double badness[SAMPLES],
                              double sign) {
    char path[4][64];
    double sum = 0;
    double squares = 0;
    double beyond = 0;
    qsort(badness, SAMPLES, sizeof *badness, by_size);
    double var = badness[VAR_PLACE - 1];
    for (int i = 0; i < SAMPLES; i++) {
        sum += badness[i];
        beyond += fmax(badness[i] - var, 0);
    }
    for (int i = 0; i < SAMPLES; i++) {
        squares += (badness[i] - sum / SAMPLES) * (badness[i] - sum / SAMPLES);
    }
    double sd = sqrt(squares / (SAMPLES - 1));
    static const char *const keys[] = {"mean", "sd", "var", "cvar"};
    double expected[] = {sign * sum / SAMPLES, sd, sign * var, sign * (var + beyond / TAIL_MASS)};
    for (int i = 0; i < 4; i++) {
        snprintf(path[i], sizeof path[i], "metrics/%s/%s", metric, keys[i]);
        expect(json, path[i], expected[i]);
    }
    snprintf(path[0], sizeof path[0], "metrics/%s/se", metric);
    expect(json, path[0], sd / sqrt(SAMPLES));
    snprintf(path[0], sizeof path[0], "metrics/%s/ci/0", metric);
    expect(json, path[0], sign * sum / SAMPLES - STUDENT_39 * sd / sqrt(SAMPLES));
    snprintf(path[0], sizeof path[0], "metrics/%s/ci/1", metric);
    expect(json, path[0], sign * sum / SAMPLES + STUDENT_39 * sd / sqrt(SAMPLES));
}

static void test_statistics__of_a_run_are_those_of_its_worlds(void **state) {
    (void)state;
    double size[SAMPLES], cost[SAMPLES], shortage[SAMPLES], unfilled[SAMPLES];
    int secure = 0;
    int short_worlds = 0;
    read_sizes(size);
    for (int i = 0; i < SAMPLES; i++) {
        double served = fmin(10 * size[i], 10);
        shortage[i] = 10 * size[i] - served;
        cost[i] = 100 * served + 1000 * shortage[i];
        unfilled[i] = -served / (10 * size[i]);
        secure += -unfilled[i] >= 0.8;
        short_worlds += shortage[i] > 1e-6 * 10 * size[i];
    }
    cJSON *json = run("sample_statistics");
    expect_statistics(json, "cost_usd", cost, 1);
    expect_statistics(json, "shortage_t", shortage, 1);
    expect_statistics(json, "fill_rate", unfilled, -1);
    expect(json, "probability/secure/value", (double)secure / SAMPLES);
    expect(json, "probability/any_shortage/value", (double)short_worlds / SAMPLES);
    cJSON_Delete(json);
}

static void test_metrics__spend_leaves_out_what_is_not_paid(void **state) {
    (void)state;
    cJSON *json = run("spend");
    expect(json, "metrics/cost_usd/mean", 3460);
    expect(json, "metrics/spend_usd/mean", 840);
    cJSON_Delete(json);
    json = run("terminal_stock"); /* the credit at the end stays in */
    expect(json, "metrics/spend_usd/mean", -20 * 80 * pow(1.21, -1.0 / 6));
    cJSON_Delete(json);
}

static void test_metrics__waiting_counts_where_nothing_is_wanted(void **state) {
    (void)state;
    cJSON *json = run("backlog_zero");
    expect(json, "metrics/cost_usd/mean", 1700);
    expect(json, "demands/d/metrics/shortage_periods/mean", 2);
    expect(json, "demands/d/metrics/longest_shortage_periods/mean", 2);
    expect(json, "demands/d/metrics/first_shortage_period/mean", 1);
    expect(json, "demands/d/metrics/fill_rate/mean", 1);
    cJSON_Delete(json);
}

static void test_metrics__cover_skips_periods_without_demand(void **state) {
    (void)state;
    cJSON *json = run("cover_zero");
    expect(json, "demands/d/metrics/lowest_cover_days/mean", 2 * 365.0 / 12);
    cJSON_Delete(json);
}

static void test_metrics__concentration_is_by_country_and_element(void **state) {
    (void)state;
    cJSON *json = run("hhi");
    expect(json, "metrics/hhi_W/mean", 0.5);
    expect(json, "metrics/hhi_Mo/mean", 1);
    expect(json, "metrics/hhi_Nb/undefined", 3);
    assert_true(cJSON_IsNull(find_at(json, "metrics/hhi_Nb/mean")));
    cJSON_Delete(json);
}

static void test_metrics__without_critical_demands_security_is_undefined(void **state) {
    (void)state;
    cJSON *json = run("spend");
    assert_true(cJSON_IsNull(find_at(json, "probability/secure/value")));
    expect(json, "probability/any_shortage/value", 1);
    cJSON_Delete(json);
}

static void test_metrics__of_a_demand_of_nothing(void **state) {
    (void)state;
    cJSON *json = run_with("below_target", SET("simulation.decisions=\"foresight\""),
                           SET("simulation.samples=2"));
    expect(json, "demands/d/metrics/fill_rate/mean", 1);
    expect(json, "demands/d/metrics/shortage_periods/mean", 0);
    expect(json, "demands/d/metrics/first_shortage_period/mean", 3);
    cJSON_Delete(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_metrics__of_a_world_with_a_closure_by_hand),
        cmocka_unit_test(test_metrics__of_each_demand),
        cmocka_unit_test(test_metrics__security_is_every_critical_fill_rate_above_the_line),
        cmocka_unit_test(test_metrics__waiting_makes_a_period_short),
        cmocka_unit_test(test_metrics__cover_counts_stocks_at_home_on_the_way_to_a_demand),
        cmocka_unit_test(test_metrics__cover_takes_what_a_recipe_makes_of_its_input),
        cmocka_unit_test(test_statistics__worlds_all_alike_have_no_spread),
        cmocka_unit_test(test_statistics__of_a_run_are_those_of_its_worlds),
        cmocka_unit_test(test_metrics__spend_leaves_out_what_is_not_paid),
        cmocka_unit_test(test_metrics__waiting_counts_where_nothing_is_wanted),
        cmocka_unit_test(test_metrics__cover_skips_periods_without_demand),
        cmocka_unit_test(test_metrics__concentration_is_by_country_and_element),
        cmocka_unit_test(test_metrics__without_critical_demands_security_is_undefined),
        cmocka_unit_test(test_metrics__of_a_demand_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
