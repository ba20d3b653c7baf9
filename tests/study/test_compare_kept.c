/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/compare: what is said of options is the same wherever their rows are kept, at any number of
 * threads and however often it was stopped; and worlds that fail are left out for all. */
#include "report/compare_json.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/temp_folder.h"

#include <stdlib.h>
#include <string.h>

/* A mine that is shut now and then; a world in a hundred fails, unless demand is small. */
#define CHAIN(simulation)                                                                        \
    "scenario: { name = \"kept\"; start = \"2025-01\"; periods = 6; initial_pipeline = "         \
    "\"empty\"; terminal = \"none\"; };\n"                                                       \
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; }; };\n"                       \
    "places: { cn: { country = \"CN\"; }; kr: { country = \"KR\"; }; };\n"                       \
    "sources: { pit: { place = \"cn\"; material = \"ore\"; }; };\n"                              \
    "routes: { sea: { from = \"cn\"; to = \"kr\"; materials = [\"ore\"]; capacity_tpy = 14.0; "  \
    "}; };\n"                                                                                    \
    "stocks: { yard: { place = \"kr\"; material = \"ore\"; capacity_t = 3.0; initial_t = 1.0; "  \
    "}; };\n"                                                                                    \
    "demands: { fab: { place = \"kr\"; material = \"ore\"; tpy = 12.0; critical = true;\n"       \
    "    shortage_usd_per_t = 5000.0; }; };\n"                                                   \
    "factors: { boom: { targets = [\"demands.fab.tpy\"]; process = \"fixed\";\n"                 \
    "  value = { dist = \"discrete\"; values = [1.0, 1.1, 4.0e9]; weights = [0.5, 0.49, 0.01]; " \
    "}; }; };\n"                                                                                 \
    "disruptions: { storm: { rate_per_year = 1.0;\n"                                             \
    "  duration_days = { dist = \"exponential\"; mean = 40.0; };\n"                              \
    "  effects = ( { target = \"routes.sea.capacity_tpy\"; factor = 0.0; } ); }; };\n"           \
    "policies: { yard: { cost_usd = 20.0;\n"                                                     \
    "    changes = ( { path = \"stocks.yard.*_t\"; scale = 2.0; } ); };\n"                       \
    "  thrift: { changes = ( { path = \"demands.fab.tpy\"; scale = 1.0e-6; } ); }; };\n"         \
    "simulation: { " simulation " };\n"

enum { PLENTY = 1000000 };

static char *document_of(const ski_compare *compare) {
    const sk_provenance provenance = {.threads = 1};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_non_null(stream);
    assert_int_equal(ski_compare_json(compare, &provenance, stream), SK_OK);
    fclose(stream);
    return text;
}

static int stop_later(void *context) {
    int *left = context;
    return (*left)-- <= 0;
}

/* Opens the results, compares with so much patience and closes them. */
static sk_status go(const sk_scenario *scenario, const char *path, int threads, int patience,
                    char **document) {
    const sk_watch watch = {.should_stop = stop_later, .context = &patience};
    ski_compare *compare = NULL;
    sk_study_options options = {.threads = threads};
    if (path != NULL) {
        assert_int_equal(sk_results_open(&options.results, path, "compare", NULL, scenario, false,
                                         NULL),
                         SK_OK);
    }
    const sk_status st = ski_compare_execute(&compare, scenario, &options, &watch, NULL);
    *document = compare == NULL ? NULL : document_of(compare);
    ski_compare_free(compare);
    sk_results_close(options.results);
    return st;
}

/* In memory on one thread, in a database, and in one that is stopped after every so many
 * questions. */
static void assert_same_everywhere(const char *text, int patience) {
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    char *stopped_path = temp_path(folder, "two.db");
    sk_scenario *scenario = scenario_of_text(text, NULL);
    char *memory = NULL, *database = NULL, *resumed = NULL;
    assert_int_equal(go(scenario, NULL, 1, PLENTY, &memory), SK_ERR_INCOMPLETE);
    assert_int_equal(go(scenario, path, 2, PLENTY, &database), SK_ERR_INCOMPLETE);
    assert_string_equal(memory, database);
    int goes = 0;
    while (go(scenario, stopped_path, 2, patience, &resumed) == SK_ERR_STOPPED) {
        assert_true(++goes < 100);
    }
    assert_true(goes > 2);
    assert_string_equal(memory, resumed);
    free(resumed);
    assert_int_equal(go(scenario, stopped_path, 2, patience, &resumed), SK_ERR_INCOMPLETE);
    assert_string_equal(memory, resumed); /* of what is stored alone */
    free(memory);
    free(database);
    free(resumed);
    sk_scenario_free(scenario);
    free(path);
    free(stopped_path);
    temp_folder_remove(folder);
}

static void test_comparison__is_the_same_in_memory_in_a_database_and_in_many_goes(void **state) {
    (void)state;
    assert_same_everywhere(CHAIN("samples = 200; decisions = \"rolling\"; "
                                 "lookahead_periods = 3; "),
                           150);
}

static void test_comparison__of_a_design_is_so_too(void **state) {
    (void)state;
    assert_same_everywhere(CHAIN("samples = 256; decisions = \"foresight\"; sampling = "
                                 "\"sobol\"; "),
                           150);
}

static void test_comparison__to_a_precision_is_so_too(void **state) {
    (void)state;
    assert_same_everywhere(CHAIN("samples = 4000; decisions = \"foresight\"; precision = 0.05; "),
                           700);
}

static const ski_compare *compared(const sk_scenario *scenario, ski_compare **compare,
                                   sk_error *error) {
    assert_int_equal(ski_compare_execute(compare, scenario, NULL, NULL, error), SK_ERR_INCOMPLETE);
    return *compare;
}

/* Under `thrift` no world fails; those that do under the others are left out there too. */
static void test_world__that_fails_under_one_option_is_left_out_for_all(void **state) {
    (void)state;
    sk_scenario *scenario =
        scenario_of_text(CHAIN("samples = 400; decisions = \"foresight\"; "), NULL);
    sk_error *error = sk_error_new();
    ski_compare *of = NULL;
    const ski_compare *compare = compared(scenario, &of, error);
    const int failed = compare->samples - compare->good;
    assert_true(failed > 0);
    assert_int_equal(compare->failure_count, 2 * failed);
    for (int i = 0; i < 3; i++) {
        const ski_option *option = &compare->options[i];
        assert_int_equal(option->statistics[SKI_COL_COST_USD].count, compare->good);
        assert_int_equal(option->statistics[SKI_COL_COST_USD].undefined, 0);
        assert_int_equal(option->regret.mean.count, compare->good);
        assert_int_equal(compare->pairs[i].less.count, compare->good);
    }
    assert_int_equal(compare->options[2].differences[SKI_COL_COST_USD].mean.count, compare->good);
    for (int i = 0; i < compare->failure_count; i++) {
        assert_int_equal(compare->failures[i].option, i < failed ? 0 : 1);
    }
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 2 * failed);
    assert_non_null(strstr(sk_error_text(error, 0), " failed under baseline: "));
    ski_compare_free(of);
    sk_error_free(error);
    sk_scenario_free(scenario);
}

/* Differences of means are means of differences: no world stands behind one and not the other. */
static void test_difference__is_that_of_the_means_given(void **state) {
    (void)state;
    sk_scenario *scenario =
        scenario_of_text(CHAIN("samples = 400; decisions = \"foresight\"; "), NULL);
    ski_compare *compare = NULL;
    compared(scenario, &compare, NULL);
    for (int i = 1; i < compare->option_count; i++) {
        const ski_option *option = &compare->options[i], *reference = &compare->options[0];
        for (int c = 0; c < compare->metric_count; c++) {
            if (option->statistics[c].count == compare->good && ski_is_compared(c)) {
                const double difference =
                    option->statistics[c].mean - reference->statistics[c].mean;
                assert_near(option->differences[c].mean.mean, difference, 1e-6, 1e-6);
            }
        }
    }
    ski_compare_free(compare);
    sk_scenario_free(scenario);
}

static void test_memory__that_runs_out_is_reported_whenever_it_does(void **state) {
    (void)state;
    sk_scenario *scenario =
        scenario_of_text(CHAIN("samples = 8; decisions = \"foresight\"; seed = 2; "), NULL);
    const sk_study_options options = {.threads = 1};
    sk_status st = SK_ERR_MEMORY;
    int nth = 1;
    for (; st == SK_ERR_MEMORY; nth += nth < 40 ? 1 : nth / 12) {
        ski_compare *compare = NULL;
        fail_allocation(nth);
        st = ski_compare_execute(&compare, scenario, &options, NULL, NULL);
        const int failed = allocation_failed();
        fail_allocation(0);
        assert_true(failed == (st == SK_ERR_MEMORY));
        ski_compare_free(compare);
    }
    assert_int_equal(st, SK_OK);
    assert_true(nth > 100);
    sk_scenario_free(scenario);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comparison__is_the_same_in_memory_in_a_database_and_in_many_goes),
        cmocka_unit_test(test_comparison__of_a_design_is_so_too),
        cmocka_unit_test(test_comparison__to_a_precision_is_so_too),
        cmocka_unit_test(test_world__that_fails_under_one_option_is_left_out_for_all),
        cmocka_unit_test(test_difference__is_that_of_the_means_given),
        cmocka_unit_test(test_memory__that_runs_out_is_reported_whenever_it_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
