/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/stress: what is found is the same wherever runs are kept, however often it was stopped, and
 * under a policy what the policy makes of it. */
#include "report/stress_json.h"
#include "study/stressed.h"
#include "support/allocation.h"
#include "support/solver_limit.h"
#include "support/temp_folder.h"

#include <stdlib.h>

/* Every kind of ask: outages, bisections, stocks that are verified. */
static const char text_of_kept[] = WEEKS MATERIAL TOWN
    "sources = { " MINE " spot = { place = \"town\"; material = \"m\";"
    " capacity_tpy = 300.0; premium_usd_per_t = 50.0; }; };\n" STOCK(20.0) "demands = { " PLANT(
        CRITICAL) " };\n"
                  "stress = { targets = [\"*\", \"country:KR\"]; outage_days = [7.0, 90.0]; };";

static int stop_later(void *context) {
    int *left = context;
    return (*left)-- <= 0;
}

/* Opens the results, studies with so much patience and closes them. */
static sk_status go(const sk_scenario *scenario, const char *path, int patience, char **document) {
    const sk_watch watch = {.should_stop = stop_later, .context = &patience};
    const sk_provenance provenance = {.threads = 1};
    sk_study_options options = {.threads = 2};
    ski_stress *stress = NULL;
    size_t length = 0;
    *document = NULL;
    if (path != NULL) {
        const sk_status opened =
            sk_results_open(&options.results, path, "stress", NULL, scenario, false, NULL);
        if (opened != SK_OK) {
            return opened;
        }
    }
    const sk_status st = ski_stress_execute(&stress, scenario, &options, &watch, NULL);
    if (st == SK_OK) {
        FILE *stream = open_memstream(document, &length);
        assert_int_equal(ski_stress_json(stress, &provenance, stream), SK_OK);
        fclose(stream);
    }
    ski_stress_free(stress);
    sk_results_close(options.results);
    return st;
}

static void test_findings__are_the_same_in_memory_in_a_database_and_in_many_goes(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    char *stopped_path = temp_path(folder, "two.db");
    sk_scenario *scenario = scenario_of_text(text_of_kept, NULL);
    char *memory = NULL, *database = NULL, *resumed = NULL;
    assert_int_equal(go(scenario, NULL, 1000000, &memory), SK_OK);
    assert_int_equal(go(scenario, path, 1000000, &database), SK_OK);
    assert_string_equal(memory, database);
    int goes = 0;
    for (int patience = 30; go(scenario, stopped_path, patience, &resumed) == SK_ERR_STOPPED;
         patience += 2) {
        assert_true(++goes < 100);
    }
    assert_true(goes > 2);
    assert_string_equal(memory, resumed);
    free(resumed);
    assert_int_equal(go(scenario, stopped_path, 1000000, &resumed), SK_OK);
    assert_string_equal(memory, resumed); /* of what is stored alone */
    free(memory);
    free(database);
    free(resumed);
    sk_scenario_free(scenario);
    free(path);
    free(stopped_path);
    temp_folder_remove(folder);
}

/* Eighty tonnes instead of fifty: ten are missing in ninety days. */
static void test_policy__is_studied_as_the_chain_it_makes(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(
        ONE_MINE "policies = { more = { changes = ( { path = \"stocks.k.initial_t\"; set = 80.0; },"
                 " { path = \"stocks.k.target_t\"; set = 80.0; } ); }; };\n"
                 "stress = { outage_days = [90.0]; };",
        "more");
    ski_stress *stress = NULL;
    assert_int_equal(ski_stress_execute(&stress, scenario, NULL, NULL, NULL), SK_OK);
    assert_near(stress->targets[0].survives_days, 80, 0, 0);
    assert_near(stress->targets[0].stock_t, 10, 1e-6, 0);
    assert_true(stress->targets[0].stocks[0].is_verified);
    ski_stress_free(stress);
    sk_scenario_free(scenario);
}

static void test_options_of_other_studies__are_refused(void **state) {
    (void)state;
    const sk_study_options options = {.metric = "cost_usd"};
    sk_scenario *scenario = scenario_of_text(ONE_MINE, NULL);
    sk_error *error = sk_error_new();
    ski_stress *stress = NULL;
    assert_int_equal(ski_stress_execute(&stress, scenario, &options, NULL, error), SK_ERR_USAGE);
    assert_null(stress);
    assert_string_equal(sk_error_text(error, 0),
                        "metric: stress has none (got \"cost_usd\"; allowed nothing)");
    sk_error_free(error);
    sk_scenario_free(scenario);
}

/* Lets the solver reach its limit, in every way it tries, when asked for the nth time. */
static int limit_later(void *context) {
    int *left = context;
    if ((*left)-- == 0) {
        limit_solves(4);
    }
    return 0;
}

/* A target one of whose runs fails is named; what is kept of it is no other run's. */
static void test_run_that_fails__ends_its_target_alone_and_may_be_mended(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    sk_scenario *scenario = scenario_of_text(text_of_kept, NULL);
    char *whole = NULL, *mended = NULL;
    sk_status st = SK_OK;
    assert_int_equal(go(scenario, NULL, 1000000, &whole), SK_OK);
    for (int nth = 1; nth < 100 && st != SK_ERR_INCOMPLETE; nth++) {
        int left = nth;
        const sk_watch watch = {.should_stop = limit_later, .context = &left};
        sk_study_options options = {.threads = 1};
        sk_error *error = sk_error_new();
        ski_stress *stress = NULL;
        assert_int_equal(sk_results_open(&options.results, path, "stress", NULL, scenario, true,
                                         NULL),
                         SK_OK);
        st = ski_stress_execute(&stress, scenario, &options, &watch, error);
        limit_solves(0);
        if (st == SK_ERR_INCOMPLETE) {
            assert_int_equal(stress->failed_count, 1);
            assert_non_null(strstr(sk_error_text(error, sk_error_kept(error) - 1), "failed: "));
        }
        ski_stress_free(stress);
        sk_results_close(options.results);
        sk_error_free(error);
    }
    assert_int_equal(st, SK_ERR_INCOMPLETE);
    assert_int_equal(go(scenario, path, 1000000, &mended), SK_OK);
    assert_string_equal(mended, whole);
    free(whole);
    free(mended);
    sk_scenario_free(scenario);
    free(path);
    temp_folder_remove(folder);
}

static void test_memory__that_runs_out_is_said_and_nothing_is_lost(void **state) {
    (void)state;
    sk_scenario *scenario = scenario_of_text(
        "scenario = { name = \"short\"; start = \"2025-01\"; periods = 3; };\n" MATERIAL TOWN
        "sources = { " MINE " };\n" STOCK(20.0) "demands = { " PLANT(
            CRITICAL) " };\nstress = { targets = [\"mine\", \"country:KR\"]; outage_days = [60.0]; "
                      "};",
        NULL);
    int failed = 1;
    for (int nth = 1; failed; nth += 1 + nth / 25) {
        ski_stress *stress = NULL;
        const sk_study_options options = {.threads = 1};
        fail_allocation(nth);
        const sk_status st = ski_stress_execute(&stress, scenario, &options, NULL, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        ski_stress_free(stress);
        assert_true(nth < 1000000);
    }
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings__are_the_same_in_memory_in_a_database_and_in_many_goes),
        cmocka_unit_test(test_run_that_fails__ends_its_target_alone_and_may_be_mended),
        cmocka_unit_test(test_memory__that_runs_out_is_said_and_nothing_is_lost),
        cmocka_unit_test(test_policy__is_studied_as_the_chain_it_makes),
        cmocka_unit_test(test_options_of_other_studies__are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
