/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study/run: what is said of samples is the same wherever they are kept, and however often the run
 * was stopped. */
#include "study/run.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/temp_folder.h"

#include <stdlib.h>
#include <string.h>

/* A mine that is shut now and then, decided month by month; a world in a hundred fails. */
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
    "simulation: { " simulation " };\n"

static char *document_of(const sk_run *run) {
    const sk_provenance provenance = {.threads = 1};
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_non_null(stream);
    assert_int_equal(sk_run_write_json(run, &provenance, stream), SK_OK);
    fclose(stream);
    return text;
}

typedef struct {
    int left; /* samples until it is asked to stop */
} patience;

static int stop_later(void *context) {
    patience *of = context;
    return of->left-- <= 0;
}

/* Opens the results, runs with so much patience and closes them. */
static sk_status go(const sk_scenario *scenario, const char *path, int samples, char **document) {
    patience of = {samples};
    const sk_watch watch = {.should_stop = stop_later, .context = &of};
    sk_run *run = NULL;
    sk_run_options options = {.threads = 2};
    if (path != NULL) {
        assert_int_equal(sk_results_open(&options.results, path, "run", NULL, scenario, false,
                                         NULL),
                         SK_OK);
    }
    const sk_status st = sk_run_execute(&run, scenario, &options, &watch, NULL);
    *document = run == NULL ? NULL : document_of(run);
    sk_run_free(run);
    sk_results_close(options.results);
    return st;
}

/* In memory, in a database, and in one that is stopped after every 70 questions. */
static void assert_same_everywhere(const char *text) {
    char *folder = temp_folder_new(), *path = temp_path(folder, "one.db");
    char *stopped_path = temp_path(folder, "two.db");
    sk_scenario *scenario = scenario_of_text(text, NULL);
    char *memory = NULL, *database = NULL, *resumed = NULL;
    assert_int_equal(go(scenario, NULL, 1000000, &memory), SK_ERR_INCOMPLETE);
    assert_int_equal(go(scenario, path, 1000000, &database), SK_ERR_INCOMPLETE);
    assert_string_equal(memory, database);
    int goes = 0;
    while (go(scenario, stopped_path, 70, &resumed) == SK_ERR_STOPPED) {
        assert_true(++goes < 100);
    }
    assert_true(goes > 2);
    assert_string_equal(memory, resumed);
    free(resumed);
    assert_int_equal(go(scenario, stopped_path, 60, &resumed), SK_ERR_INCOMPLETE);
    assert_string_equal(memory, resumed); /* of what is stored alone */
    free(memory);
    free(database);
    free(resumed);
    sk_scenario_free(scenario);
    free(path);
    free(stopped_path);
    temp_folder_remove(folder);
}

static void test_summary__is_the_same_in_memory_in_a_database_and_in_many_goes(void **state) {
    (void)state;
    assert_same_everywhere(CHAIN("samples = 500; decisions = \"rolling\"; "
                                 "lookahead_periods = 3; "));
}

static void test_summary__of_a_design_is_so_too(void **state) {
    (void)state;
    assert_same_everywhere(CHAIN("samples = 512; decisions = \"foresight\"; sampling = "
                                 "\"sobol\"; "));
}

static void test_precision__is_reached_with_the_same_samples(void **state) {
    (void)state;
    assert_same_everywhere(CHAIN("samples = 9000; decisions = \"foresight\"; precision = 0.2; "));
}

/* Allocations fail one after the other; the file lets a later try go on whatever happened. */
static void test_memory__that_runs_out_leaves_results_that_go_on(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "results.db");
    sk_scenario *scenario =
        scenario_of_text(CHAIN("samples = 3; decisions = \"foresight\"; "), NULL);
    int failed = 1;
    for (int nth = 1; failed; nth += 7) {
        sk_run *run = NULL;
        sk_run_options options = {.threads = 1};
        assert_int_equal(sk_results_open(&options.results, path, "run", NULL, scenario, false,
                                         NULL),
                         SK_OK);
        fail_allocation(nth);
        const sk_status st = sk_run_execute(&run, scenario, &options, NULL, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        sk_run_free(run);
        sk_results_close(options.results);
        assert_true(nth < 20000);
    }
    sk_scenario_free(scenario);
    free(path);
    temp_folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summary__is_the_same_in_memory_in_a_database_and_in_many_goes),
        cmocka_unit_test(test_summary__of_a_design_is_so_too),
        cmocka_unit_test(test_precision__is_reached_with_the_same_samples),
        cmocka_unit_test(test_memory__that_runs_out_leaves_results_that_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
