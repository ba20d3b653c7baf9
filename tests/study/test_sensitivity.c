/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/sensitivity: scenarios whose indices and attribution are known beforehand, and what is the
 * same however the study is run. */
#include "study/sensitivity.h"

#include "study/told.h"

#include <math.h>

/* --- indices --- */

/* 60 t and 40 t are bought at prices that go by fixed factors: the cost is 6000 f + 4000 g, of
 * variances 6000² (0.4² / 12) and 4000² (0.9² / 12). */
static const char additive[] = HORIZON "sources: {" SOURCE("a", 60.0)
    SOURCE("b", 40.0) "};\n" DEMAND(100.0) "factors: {" PRICE(
        "f", "a",
        "process = \"fixed\"; value = { dist = \"uniform\"; min = 0.8; max = "
        "1.2; }; ") PRICE("g", "b",
                          "process = \"fixed\"; value = { dist = \"uniform\"; min = 0.3; max = "
                          "1.2; }; ") "};\n" SIMULATION("samples = 2000; confidence = 0.9999;");

static void assert_within(ski_interval interval, double truth, double width) {
    assert_true(interval.low <= truth && truth <= interval.high);
    assert_true(interval.high - interval.low <= width);
}

static void test_additive_cost__has_the_variance_shares_of_its_terms(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(additive, NULL);
    ski_sensitivity *study = study_of(scenario, "cost_usd");
    const double f = 6000.0 * 6000 * 0.16 / 12, g = 4000.0 * 4000 * 0.81 / 12;
    const ski_index *of_f = &input_named(study, "f")->index;
    const ski_index *of_g = &input_named(study, "g")->index;
    assert_within(of_f->first_interval, f / (f + g), 0.2);
    assert_within(of_f->total_interval, f / (f + g), 0.2);
    assert_within(of_g->first_interval, g / (f + g), 0.2);
    assert_within(of_g->total_interval, g / (f + g), 0.2);
    assert_within(study->spread.mean_interval, 6000 + 4000 * 0.75, 400);
    assert_within(study->spread.variance_interval, f + g, 0.2 * (f + g));
    assert_int_equal(study->by_total[0], 1);
    /* without shortage nothing is due to anybody */
    assert_near(study->all.mean, 0, 0, 0);
    assert_near(study->causes_t, 0, 0, 0);
    assert_int_equal(study->samples, 2000 * 6 + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

/* Exchanging all there is gives the second set. */
static void test_one_group__takes_all_the_variance_and_all_the_shortage(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(
        HORIZON "sources: {" SOURCE("a", 100.0) "};\n" DEMAND(
            100.0) "disruptions: {" OUTAGE("out", "a", 0.3) "};\n" SIMULATION("samples = 300;"),
        NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    assert_string_equal(study->metric.name, "shortage_critical_t");
    assert_near(study->inputs[0].index.first, 1, 0, 0);
    assert_near(study->inputs[0].index.total, 1, 0.2, 0);
    assert_near(study->inputs[0].shapley.mean, 100 * share_with(study, 1), 0, 1e-9);
    assert_near(study->inputs[0].without.mean, 0, 0, 0);
    assert_near(study->inputs[0].saved.mean, study->all.mean, 0, 1e-12);
    assert_int_equal(study->samples, 300 * 3 + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

static void test_metric_that_never_varies__is_undefined_and_said_so(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(additive, NULL);
    ski_sensitivity *study = study_of(scenario, "shortage_t");
    assert_false(study->spread.varies);
    assert_true(isnan(study->inputs[0].index.first) && isnan(study->inputs[1].index.total));
    char *text = text_of(study, 0), *document = document_of(study);
    assert_non_null(strstr(text, "a metric that never varies"));
    assert_non_null(strstr(document, "\"first\":\tnull"));
    assert_null(strstr(document, "\tnan"));
    free(text);
    free(document);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

/* --- attribution --- */

static void test_three_causes__are_attributed_as_by_hand(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(three, NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    const double both = share_with(study, 3), third = share_with(study, 4);
    assert_true(study->cost.is_exact);
    assert_near(study->none_t, 10, 0, 1e-9);
    assert_near(input_named(study, "a_out")->shapley.mean, 25 * both, 0, 1e-9);
    assert_near(input_named(study, "b_out")->shapley.mean, 25 * both, 0, 1e-9);
    assert_near(input_named(study, "c_out")->shapley.mean, 50 * third, 0, 1e-9);
    assert_near(study->all.mean, 10 + 50 * both + 50 * third, 0, 1e-9);
    assert_near(study->causes_t, study->all.mean - study->none_t, 0, 1e-9);
    assert_near(input_named(study, "a_out")->without.mean, 10 + 50 * third, 0, 1e-9);
    assert_near(input_named(study, "a_out")->saved.mean, 50 * both, 0, 1e-9);
    assert_near(input_named(study, "c_out")->saved.mean, 50 * third, 0, 1e-9);
    assert_int_equal(study->samples, 400 * (2 + 3 + 6) + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

static void test_many_causes__are_attributed_by_random_orders(void **state) {
    (void)state;
    sk_scenario *scenario = fourteen(100);
    ski_sensitivity *study = study_of(scenario, NULL);
    assert_false(study->cost.is_exact);
    for (int i = 0; i < 14; i++) {
        assert_near(study->inputs[i].shapley.mean, 10 * share_with(study, 1 << i), 0, 1e-9);
        assert_near(study->inputs[i].saved.mean, 10 * share_with(study, 1 << i), 0, 1e-9);
    }
    assert_near(study->causes_t, study->all.mean, 0, 1e-9);
    assert_int_equal(study->samples, 100 * (2 + 14 + 14 + 12) + 1);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

static void test_no_causes__leave_nothing_to_tell_apart(void **state) {
    (void)state;
    sk_scenario *scenario =
        scenario_of_text(HORIZON "sources: {" SOURCE("a", 80.0) "};\n" DEMAND(100.0)
                             SIMULATION("samples = 20;"),
                         NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    assert_int_equal(study->groups.count, 0);
    assert_near(study->all.mean, 20, 0, 1e-9);
    assert_near(study->none_t, 20, 0, 1e-9);
    char *text = text_of(study, 0);
    assert_non_null(strstr(text, "Nothing in this scenario is uncertain"));
    free(text);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

/* --- groups --- */

/* c joins a and d, which b joined; e stays alone. */
static void test_factors_linked_in_a_chain__are_one_group(void **state) {
    (void)state;
#define WALK "process = \"random_walk\"; sd_per_year = 0.2; "
    sk_scenario *scenario = scenario_of_text(
        HORIZON
        "sources: {" SOURCE("s", 60.0) "};\n" DEMAND(50.0) "factors: {" PRICE("a", "s", WALK)
            PRICE("b", "s", WALK) PRICE("c", "s", WALK) PRICE("d", "s", WALK)
                PRICE("e", "s", WALK) "};\n"
                                      "correlations = ( { a = \"b\"; b = \"d\"; rho = 0.1; },"
                                      " { a = \"a\"; b = \"c\"; rho = 0.1; }, { a = \"d\"; b = "
                                      "\"c\"; rho = 0.1; } );\n"
                                      "disruptions: {" OUTAGE("out", "s", 0.5) "};\n",
        NULL);
    ski_arena *arena = ski_arena_new();
    ski_groups groups;
    assert_int_equal(ski_groups_build(&groups, scenario, arena), SK_OK);
    assert_int_equal(groups.count, 3);
    assert_string_equal(groups.groups[0].name, "out");
    assert_int_equal(groups.groups[0].kind, SKI_GROUP_DISRUPTION);
    assert_string_equal(groups.groups[1].name, "a+b+c+d");
    assert_int_equal(groups.groups[1].kind, SKI_GROUP_FACTORS);
    assert_string_equal(groups.groups[2].name, "e");
    assert_int_equal(groups.groups[2].kind, SKI_GROUP_FACTOR);
    unsigned char states[6] = {0};
    ski_group_set(&groups, 1, SKI_OFF, states);
    ski_group_set(&groups, 0, SKI_EXCHANGED, states);
    const unsigned char expected[6] = {SKI_OFF, SKI_OFF,      SKI_OFF,
                                       SKI_OFF, SKI_AS_DRAWN, SKI_EXCHANGED};
    assert_memory_equal(states, expected, sizeof states);
    ski_arena_free(arena);
    sk_scenario_free(scenario);
}

static void test_method__goes_by_the_nominal_cost_alone(void **state) {
    (void)state;
    /* 3 groups: 11 samples a world exactly, 9 by orders */
    assert_true(ski_sensitivity_cost_of(3, 1000, 0.1).is_exact);
    assert_near(ski_sensitivity_cost_of(3, 1000, 0.1).samples, 11001, 0, 0);
    assert_false(ski_sensitivity_cost_of(3, 1000, 0.11).is_exact);
    assert_near(ski_sensitivity_cost_of(3, 1000, 0.11).samples, 9001, 0, 0);
    assert_near(ski_sensitivity_cost_of(16, 1000, 0.1).samples, 48001, 0, 0);
    /* with one or two there is nothing to save */
    assert_true(ski_sensitivity_cost_of(2, 1000000, 10).is_exact);
    assert_near(ski_sensitivity_cost_of(1, 100, 10).samples, 301, 0, 0);
    assert_near(ski_sensitivity_cost_of(0, 100, 10).samples, 201, 0, 0);
    assert_false(ski_sensitivity_cost_of(21, 16, 0).is_exact);
}

/* --- metrics --- */

static char *refusal(const char *text, const char *metric) {
    sk_scenario *scenario = scenario_of_text(text, NULL);
    sk_error *error = sk_error_new();
    ski_sensitivity *study = NULL;
    const sk_study_options options = {.metric = metric};
    assert_int_equal(ski_sensitivity_execute(&study, scenario, &options, NULL, error),
                     SK_ERR_USAGE);
    assert_null(study);
    char *said = strdup(sk_error_text(error, sk_error_kept(error) - 1));
    sk_error_free(error);
    sk_scenario_free(scenario);
    return said;
}

static void expect_refused(const char *text, const char *metric, const char *reason) {
    char *said = refusal(text, metric);
    if (strstr(said, reason) == NULL) {
        print_error("%s\n", said);
    }
    assert_non_null(strstr(said, reason));
    free(said);
}

static const char uncritical[] = HORIZON
    "sources: {" SOURCE("a",
                        80.0) "};\n"
                              "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = 50.0;"
                              " shortage_usd_per_t = 9000.0; }; };\n" SIMULATION("samples = 20;");

static void test_metric__that_is_none_is_refused_with_what_is_allowed(void **state) {
    (void)state;
    expect_refused(additive, "shortage_critical", "did you mean \"shortage_critical_t\"?");
    expect_refused(additive, "wealth", "(got \"wealth\"; allowed cost_usd, spend_usd, shortage_t");
    expect_refused(additive, "wealth", "hhi_W)");
    expect_refused(additive, "secure", "it is an event");
    expect_refused(additive, "any_shortage", "it is an event");
    expect_refused(additive, "foresight_cost_usd", "of deciding with foresight");
    expect_refused(uncritical, "fill_rate_critical", "no demand is critical");
}

/* --- runs --- */

static void test_announcement__says_how_many_samples_and_how_long(void **state) {
    (void)state;
    sk_scenario *scenario = fourteen(100);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(ski_sensitivity_announce(scenario, NULL, stream, NULL), SK_OK);
    fclose(stream);
    assert_non_null(strstr(text, "14 groups of causes"));
    assert_non_null(strstr(text, "4,201 samples"));
    assert_non_null(strstr(text, "minute"));
    free(text);
    sk_scenario_free(scenario);
}

/* --- what is written --- */

static void test_text__fits_the_screen_and_adds_up(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(three, NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    char *text = text_of(study, 80);
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1) {
        assert_true(strcspn(line, "\n") <= 80);
    }
    assert_non_null(strstr(text, "structural"));
    assert_non_null(strstr(text, "all coalitions"));
    free(text);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

static void test_few_events__are_said(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(
        HORIZON "sources: {" SOURCE("a", 100.0) "};\n" DEMAND(
            100.0) "disruptions: {" OUTAGE("out", "a", 0.05) "};\n" SIMULATION("samples = 300;"),
        NULL);
    ski_sensitivity *study = study_of(scenario, NULL);
    char *text = text_of(study, 0);
    assert_true(study->few_events);
    assert_true(study->short_worlds > 0 && study->short_worlds < 50);
    assert_non_null(strstr(text, "Few events"));
    free(text);
    ski_sensitivity_free(study);
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_additive_cost__has_the_variance_shares_of_its_terms),
        cmocka_unit_test(test_one_group__takes_all_the_variance_and_all_the_shortage),
        cmocka_unit_test(test_metric_that_never_varies__is_undefined_and_said_so),
        cmocka_unit_test(test_three_causes__are_attributed_as_by_hand),
        cmocka_unit_test(test_many_causes__are_attributed_by_random_orders),
        cmocka_unit_test(test_no_causes__leave_nothing_to_tell_apart),
        cmocka_unit_test(test_factors_linked_in_a_chain__are_one_group),
        cmocka_unit_test(test_method__goes_by_the_nominal_cost_alone),
        cmocka_unit_test(test_metric__that_is_none_is_refused_with_what_is_allowed),
        cmocka_unit_test(test_announcement__says_how_many_samples_and_how_long),
        cmocka_unit_test(test_text__fits_the_screen_and_adds_up),
        cmocka_unit_test(test_few_events__are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
