/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios shipped, held against the published figures of docs/facts.md, which are typed in
 * here a second time, so that a slip of a digit in the files under scenarios/ shows. */
#include "scenarios/shipped.h"

/* Of the baseline and of the licence scenario. */
enum { YEARS = 3 };

/* The plan of each scenario shipped, solved once: the state of the tests. */
static int solve_plans(void **state) {
    static cJSON *plans[SHIPPED_COUNT];
    for (int i = 0; i < SHIPPED_COUNT; i++) {
        plans[i] = shipped_plan(shipped_paths[i], NULL, 0, NULL);
    }
    *state = plans;
    return 0;
}

static int free_plans(void **state) {
    cJSON **plans = *state;
    for (int i = 0; i < SHIPPED_COUNT; i++) {
        cJSON_Delete(plans[i]);
    }
    return 0;
}

static void test_shipped__reads_without_errors_or_warnings(void **state) {
    (void)state;
    for (int i = 0; i < SHIPPED_COUNT; i++) {
        int warnings = 0;
        sk_scenario_free(shipped_read(shipped_paths[i], NULL, 0, NULL, &warnings));
        assert_int_equal(warnings, 0);
    }
}

static void test_shipped__every_element_with_numbers_says_where_they_come_from(void **state) {
    (void)state;
    for (int i = 0; i < SHIPPED_COUNT; i++) {
        cJSON *check = shipped_check(shipped_paths[i]);
        const cJSON *uncited = cJSON_GetObjectItemCaseSensitive(check, "uncited");
        const cJSON *path = NULL;
        cJSON_ArrayForEach(path, uncited) {
            print_error("%s: %s has no cite\n", shipped_paths[i], cJSON_GetStringValue(path));
        }
        assert_int_equal(cJSON_GetArraySize(uncited), 0);
        assert_true(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(check, "cited")) > 100);
        cJSON_Delete(check);
    }
}

static void test_baseline__is_as_large_as_promised(void **state) {
    (void)state;
    cJSON *check = shipped_check(BASELINE);
    assert_true(shipped_number(check, "elements", "sources", NULL) >= 12);
    assert_true(shipped_number(check, "elements", "processes", NULL) >= 8);
    assert_true(shipped_number(check, "elements", "routes", NULL) >= 20);
    assert_true(shipped_number(check, "elements", "stocks", NULL) >= 6);
    assert_true(shipped_number(check, "elements", "demands", NULL) >= 6);
    cJSON_Delete(check);
}

static void test_shipped__plan_serves_all_demand(void **state) {
    cJSON **plans = *state;
    for (int i = 0; i < SHIPPED_COUNT; i++) {
        shipped_expect_all_served(plans[i]);
    }
}

/* The plan leaves events out, and the licence scenario stands on the baseline's chain. */
static void test_china_licence__plan_is_the_baselines(void **state) {
    cJSON **plans = *state;
    assert_near(shipped_objective_usd(plans[1]), shipped_objective_usd(plans[0]), 0, 1e-9);
}

/* What a country or plant is known to put out, t of metal a year: docs/facts.md. The sources of a
 * row share it. Sources for which no tonnage was found have no row. */
static const struct {
    const char *sources[3];
    double tpy;
} known_outputs[] = {
    {{"almalyk_mo"}, 1177},                                  /* §1a, WMD 2022 */
    {{"chile_mo"}, 45627},                                   /* §1a */
    {{"peru_mo"}, 31588},                                    /* §1a */
    {{"usa_mo"}, 34600},                                     /* §1a */
    {{"mexico_mo"}, 19329},                                  /* §1a */
    {{"china_mo_oxide", "china_mo_powder"}, 107550},         /* §1a */
    {{"ingichka_w"}, 34},                                    /* §1b, WMD 2022 */
    {{"iberia_w"}, 396 + 448},                               /* §1b, Spain and Portugal */
    {{"bolivia_w"}, 1358},                                   /* §1b */
    {{"austria_w_powder"}, 910},                             /* §1b */
    {{"vietnam_w_apt"}, 3400},                               /* §1c, the lower of two figures */
    {{"china_w_apt", "china_w_powder", "china_wf6"}, 18642}, /* §5: exports of 2024 */
    {{"china_wf6"}, 2200 * 0.6173},                          /* §3: Peric's plant */
    {{"japan_wf6"}, 1400 * 0.6173},                          /* §3: Kanto Denka's plant */
    {{"sangdong_w"}, 640000 * 0.0042 * 0.85 * 0.793},        /* §1d, §2a: phase 1 at design */
};

/* Purchases of a plan over so many years, against what is known. */
static void expect_within_known_outputs(const cJSON *plan, double years) {
    for (size_t row = 0; row < sizeof known_outputs / sizeof *known_outputs; row++) {
        double purchased_t = 0;
        for (int i = 0; i < 3 && known_outputs[row].sources[i] != NULL; i++) {
            purchased_t +=
                shipped_number(plan, "sources", known_outputs[row].sources[i], "purchased_t");
        }
        if (purchased_t > known_outputs[row].tpy * years * (1 + 1e-9)) {
            fail_msg("%s: %.1f t/year bought, %.1f known", known_outputs[row].sources[0],
                     purchased_t / years, known_outputs[row].tpy);
        }
    }
}

static void test_shipped__plan_buys_no_more_than_is_known_to_be_put_out(void **state) {
    cJSON **plans = *state;
    const double years[] = {YEARS, YEARS, 34 * 7 / 365.0};
    for (int i = 0; i < SHIPPED_COUNT; i++) {
        expect_within_known_outputs(plans[i], years[i]);
    }
}

/* The plan of some months of the baseline's chain. */
static cJSON *plan_of_months(const char *start, const char *months) {
    const sk_override overrides[] = {{SK_SET, start}, {SK_SET, months}};
    return shipped_plan(BASELINE, overrides, 2, NULL);
}

static void test_baseline__no_single_year_buys_more_than_is_known_to_be_put_out(void **state) {
    (void)state;
    const char *const starts[YEARS] = {"scenario.start=\"2025-01\"", "scenario.start=\"2026-01\"",
                                       "scenario.start=\"2027-01\""};
    for (int year = 0; year < YEARS; year++) {
        cJSON *plan = plan_of_months(starts[year], "scenario.periods=12");
        expect_within_known_outputs(plan, 1);
        cJSON_Delete(plan);
    }
}

/* Throughput began in June 2026 (docs/facts.md §1d); at design 1.8 to 1.9 kt W a year. */
static void test_baseline__sangdong_starts_in_june_2026_and_stays_below_its_design(void **state) {
    (void)state;
    cJSON *before = plan_of_months("scenario.start=\"2025-01\"", "scenario.periods=17");
    assert_near(shipped_number(before, "sources", "sangdong_w", "purchased_t"), 0, 1e-9, 0);
    cJSON_Delete(before);
    cJSON *later = plan_of_months("scenario.start=\"2028-01\"", "scenario.periods=12");
    double purchased_t = shipped_number(later, "sources", "sangdong_w", "purchased_t");
    assert_true(purchased_t > 0 && purchased_t <= 1812);
    cJSON_Delete(later);
}

/* The Japanese makers of WF6 leave on 1 July 2026 (docs/facts.md §3). */
static void test_baseline__japan_sells_no_wf6_from_july_2026(void **state) {
    (void)state;
    const sk_override overrides[] = {{SK_SET, "scenario.start=\"2026-07\""},
                                     {SK_SET, "scenario.periods=12"},
                                     {SK_SET, "sources.japan_wf6.price_usd_per_t=0"}};
    cJSON *plan = shipped_plan(BASELINE, overrides, 3, NULL);
    assert_near(shipped_number(plan, "sources", "japan_wf6", "purchased_t"), 0, 1e-9, 0);
    cJSON_Delete(plan);
}

static double sum_of(const cJSON *plan, const char *section, const char *key, int count,
                     const char *const *names) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += shipped_number(plan, section, names[i], key);
    }
    return sum;
}

#define SUM(plan, section, key, ...)                                                         \
    sum_of(plan, section, key, sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *), \
           (const char *[]){__VA_ARGS__})

/* W metal from Chirchik: nothing is used or stored there, so what is made is shipped. */
static double chirchik_w_t(const cJSON *plan) {
    return 0.97 * shipped_number(plan, "processes", "chirchik_w", "throughput_t");
}

/* MOTIE: 85.4 % by weight in 2024 (docs/facts.md §3), ± 5 points (§9). Imports are shipments over
 * the border in any form, in tonnes of W. */
static void test_baseline__china_has_85_percent_of_tungsten_imports(void **state) {
    const cJSON *plan = ((cJSON **)*state)[0];
    double china_t = SUM(plan, "routes", "shipped_t", "china_w_korea", "china_wf6_korea");
    double others_t = SUM(plan, "routes", "shipped_t", "vietnam_korea", "iberia_korea",
                          "bolivia_korea", "japan_korea", "japan_wf6_korea") +
                      shipped_number(plan, "sources", "austria_w_powder", "purchased_t") +
                      chirchik_w_t(plan);
    assert_near(china_t / (china_t + others_t), 0.85, 0.05, 0);
}

/* Over 90 % of the controlled items, powder and salts (docs/facts.md §3), ± 5 points (§9). */
static void test_baseline__china_has_90_percent_of_pure_molybdenum_imports(void **state) {
    const cJSON *plan = ((cJSON **)*state)[0];
    double china_t = shipped_number(plan, "routes", "china_powder_korea", "shipped_t");
    double uzbek_t = SUM(plan, "routes", "shipped_t", "uz_china_rail", "uz_russia_rail",
                         "uz_caspian", "uz_iran", "uz_air") -
                     chirchik_w_t(plan);
    double austria_t = shipped_number(plan, "sources", "austria_mo_powder", "purchased_t");
    assert_near(china_t / (china_t + uzbek_t + austria_t), 0.90, 0.05, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped__reads_without_errors_or_warnings),
        cmocka_unit_test(test_shipped__every_element_with_numbers_says_where_they_come_from),
        cmocka_unit_test(test_baseline__is_as_large_as_promised),
        cmocka_unit_test(test_shipped__plan_serves_all_demand),
        cmocka_unit_test(test_china_licence__plan_is_the_baselines),
        cmocka_unit_test(test_shipped__plan_buys_no_more_than_is_known_to_be_put_out),
        cmocka_unit_test(test_baseline__no_single_year_buys_more_than_is_known_to_be_put_out),
        cmocka_unit_test(test_baseline__sangdong_starts_in_june_2026_and_stays_below_its_design),
        cmocka_unit_test(test_baseline__japan_sells_no_wf6_from_july_2026),
        cmocka_unit_test(test_baseline__china_has_85_percent_of_tungsten_imports),
        cmocka_unit_test(test_baseline__china_has_90_percent_of_pure_molybdenum_imports),
    };
    return cmocka_run_group_tests(tests, solve_plans, free_plans);
}
