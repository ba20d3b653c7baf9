/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/sensitivity: what is the same however it is run, and what is left where samples fail. */
#include "study/sensitivity.h"

#include "study/told.h"
#include "support/allocation.h"
#include "support/temp_folder.h"

#include <math.h>

static void test_sampling__is_at_random_whatever_the_scenario_says(void **state) {
    (void)state;
    char text[4096];
    sk_scenario *at_random = scenario_of_text(three, NULL);
    snprintf(text, sizeof text, "%.*s sampling = \"lhs\"; };\n", (int)strlen(three) - 4, three);
    sk_scenario *designed = scenario_of_text(text, NULL);
    sk_error *error = sk_error_new();
    ski_sensitivity *one = study_of(at_random, NULL), *other = NULL;
    assert_int_equal(ski_sensitivity_execute(&other, designed, NULL, NULL, error), SK_OK);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 1);
    assert_non_null(strstr(sk_error_text(error, 0), "at random"));
    for (int i = 0; i < 3; i++) {
        assert_near(one->inputs[i].index.total, other->inputs[i].index.total, 0, 0);
        assert_near(one->inputs[i].shapley.mean, other->inputs[i].shapley.mean, 0, 0);
    }
    ski_sensitivity_free(one);
    ski_sensitivity_free(other);
    sk_error_free(error);
    sk_scenario_free(at_random);
    sk_scenario_free(designed);
}

/* Worlds with the boom fail; the others are decided month by month. */
static const char failing[] =
    "scenario: { name = \"kept\"; start = \"2025-01\"; periods = 4; initial_pipeline = "
    "\"empty\"; terminal = \"none\"; };\n"
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; }; };\n"
    "places: { cn: { country = \"CN\"; }; kr: { country = \"KR\"; }; };\n"
    "sources: { pit: { place = \"cn\"; material = \"ore\"; }; };\n"
    "routes: { sea: { from = \"cn\"; to = \"kr\"; materials = [\"ore\"]; capacity_tpy = 14.0; "
    "}; };\n"
    "stocks: { yard: { place = \"kr\"; material = \"ore\"; capacity_t = 3.0; initial_t = 1.0; "
    "}; };\n"
    "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = 12.0; critical = true;\n"
    "    shortage_usd_per_t = 5000.0; }; };\n"
    "factors: { price: { targets = [\"materials.ore.price_usd_per_t\"]; process = "
    "\"random_walk\"; sd_per_year = 0.4; }; };\n"
    "disruptions: { boom: { start = \"2025-01\"; probability = 0.03; duration_days = 400.0;\n"
    "  effects = ( { target = \"demands.fab.tpy\"; factor = 4.0e9; } ); };\n"
    "  storm: { rate_per_year = 2.0; duration_days = { dist = \"exponential\"; mean = 40.0; };\n"
    "  effects = ( { target = \"routes.sea.capacity_tpy\"; factor = 0.0; } ); }; };\n"
    "simulation: { samples = 120; lookahead_periods = 3; };\n";

static void test_failed_samples__are_left_out_counted_and_named(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(failing, NULL);
    sk_error *error = sk_error_new();
    ski_sensitivity *study = NULL;
    assert_int_equal(ski_sensitivity_execute(&study, scenario, NULL, NULL, error),
                     SK_ERR_INCOMPLETE);
    assert_true(study->failed_count > 3);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), study->failed_count);
    assert_non_null(strstr(sk_error_text(error, 0), "of set first failed: "));
    const ski_index *boom = &input_named(study, "boom")->index;
    assert_true(boom->left_out > 0);
    assert_int_equal(boom->count + boom->left_out, 120);
    assert_true(study->left_out > 0);
    assert_int_equal(study->attributed + study->left_out, 120);
    assert_near(study->causes_t, study->all.mean - study->none_t, 1e-9, 1e-9);
    assert_false(isnan(boom->total) || isnan(input_named(study, "storm")->shapley.mean));
    char *text = text_of(study, 0);
    assert_non_null(strstr(text, "left out because a sample failed"));
    free(text);
    ski_sensitivity_free(study);
    sk_error_free(error);
    sk_scenario_free(scenario);
}

typedef struct {
    int left; /* questions until it is asked to stop */
} patience;

static int stop_later(void *context) {
    patience *of = context;
    return of->left-- <= 0;
}

static sk_status go(const sk_scenario *scenario, const char *path, int questions, int threads,
                    char **document) {
    patience of = {questions};
    const sk_watch watch = {.should_stop = stop_later, .context = &of};
    ski_sensitivity *study = NULL;
    sk_study_options options = {.threads = threads};
    if (path != NULL) {
        assert_int_equal(sk_results_open(&options.results, path, "sensitivity", NULL, scenario,
                                         false, NULL),
                         SK_OK);
    }
    const sk_status st = ski_sensitivity_execute(&study, scenario, &options, &watch, NULL);
    *document = study == NULL ? NULL : document_of(study);
    ski_sensitivity_free(study);
    sk_results_close(options.results);
    return st;
}

static void test_study__is_the_same_in_memory_in_a_database_and_in_many_goes(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    char *memory = NULL, *database = NULL, *resumed = NULL;
    sk_scenario *scenario = scenario_of_text(failing, NULL);
    assert_int_equal(go(scenario, NULL, 1000000, 1, &memory), SK_ERR_INCOMPLETE);
    int goes = 0;
    while (go(scenario, path, 400, 2, &database) == SK_ERR_STOPPED) {
        assert_true(++goes < 100);
    }
    assert_true(goes > 1);
    assert_string_equal(memory, database);
    assert_int_equal(go(scenario, path, 60, 2, &resumed), SK_ERR_INCOMPLETE);
    assert_string_equal(memory, resumed); /* of what is stored alone */
    free(memory);
    free(database);
    free(resumed);
    sk_scenario_free(scenario);
    free(path);
    temp_folder_remove(folder);
}

/* A larger number of worlds adds to what is there, even where the method changes with it. */
static void test_more_worlds__go_on_from_fewer(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    char *grown = NULL, *at_once = NULL;
    sk_scenario *few = fourteen(20), *many = fourteen(90);
    assert_int_equal(go(few, path, 1000000, 2, &grown), SK_OK);
    free(grown);
    assert_int_equal(go(many, path, 1000000, 2, &grown), SK_OK);
    assert_int_equal(go(many, NULL, 1000000, 2, &at_once), SK_OK);
    assert_string_equal(grown, at_once);
    free(grown);
    free(at_once);
    sk_scenario_free(few);
    sk_scenario_free(many);
    free(path);
    temp_folder_remove(folder);
}

static void test_memory__that_runs_out_leaves_results_that_go_on(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "results.db");
    sk_scenario *scenario =
        scenario_of_text(HORIZON "sources: {" SOURCE("a", 60.0) SOURCE("b", 60.0) "};\n" DEMAND(
                             100.0) "disruptions: {" OUTAGE("a_out", "a", 0.5)
                             OUTAGE("b_out", "b", 0.5)
                                 OUTAGE("c_out", "b", 0.5) "};\n" SIMULATION("samples = 2;"),
                         NULL);
    int failed = 1;
    for (int nth = 1; failed; nth += 5) {
        ski_sensitivity *study = NULL;
        sk_study_options options = {.threads = 1};
        assert_int_equal(sk_results_open(&options.results, path, "sensitivity", NULL, scenario,
                                         false, NULL),
                         SK_OK);
        fail_allocation(nth);
        const sk_status st = ski_sensitivity_execute(&study, scenario, &options, NULL, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        ski_sensitivity_free(study);
        sk_results_close(options.results);
        assert_true(nth < 20000);
    }
    sk_scenario_free(scenario);
    free(path);
    temp_folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sampling__is_at_random_whatever_the_scenario_says),
        cmocka_unit_test(test_failed_samples__are_left_out_counted_and_named),
        cmocka_unit_test(test_study__is_the_same_in_memory_in_a_database_and_in_many_goes),
        cmocka_unit_test(test_more_worlds__go_on_from_fewer),
        cmocka_unit_test(test_memory__that_runs_out_leaves_results_that_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
