/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results/database: rows a second, and memory that does not grow with them. */
#include "results/database.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/temp_folder.h"

#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static const char chain[] =
    "scenario: { name = \"rate\"; start = \"2025-01\"; periods = 2; };\n"
    "materials: { ore: { element = \"W\"; }; };\n"
    "places: { here: { country = \"KR\"; }; };\n"
    "sources: { pit: { place = \"here\"; material = \"ore\"; price_usd_per_t = 1.0; }; };\n"
    "demands: { works: { place = \"here\"; material = \"ore\"; tpy = 12.0;\n"
    "  shortage_usd_per_t = 900.0; };\n"
    "  shops: { place = \"here\"; material = \"ore\"; tpy = 1.0; shortage_usd_per_t = 9.0; }; };\n"
    "simulation: { samples = 100000000; };\n";

/* As the engine hands them over. */
enum { BLOCK = 256, BLOCKS = 1600, ROWS_A_SAMPLE = 3, NUMBERS = 4096 };

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static long peak_kb(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* Numbers of many digits, as metrics have, that differ from row to row. */
static void take_block(ski_rows *rows, const double *numbers, int first) {
    static const ski_solves solves = {.by_method = {1}, .gap = 1e-12};
    for (int i = first; i < first + BLOCK; i++) {
        const ski_sample sample = {.index = i,
                                   .row = numbers + i % (NUMBERS / 2),
                                   .solves = &solves};
        assert_int_equal(rows->take(rows, &sample, (ski_beside){NULL, 0}), SK_OK);
    }
    assert_int_equal(rows->end_block(rows), SK_OK);
}

static void test_rows__are_stored_in_flat_memory(void **state) {
    (void)state;
    char *folder = temp_folder_new(), *path = temp_path(folder, "results.db");
    sk_scenario *scenario = scenario_of_text(chain, NULL);
    sk_network *network = NULL;
    ski_metric_table *table = NULL;
    sk_results *results = NULL;
    ski_rows *rows = NULL;
    double numbers[NUMBERS], sums[100] = {0};
    const ski_state states[] = {{"sums", sums, sizeof sums}};
    for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = exp(sin(i)) * 1e6;
    }
    assert_int_equal(ski_network_build(&network, scenario, NULL), SK_OK);
    assert_int_equal(ski_metric_table_build(&table, network), SK_OK);
    const ski_set set = {.metrics = table, .states = states, .state_count = 1};
    const ski_set_policy policy = {"baseline", 0};
    const ski_running running = {
        .sets = &set, .set_count = 1, .policies = &policy, .policy_count = 1, .threads = 1};
    assert_int_equal(sk_results_open(&results, path, "run", NULL, scenario, false, NULL), SK_OK);
    assert_int_equal(ski_results_begin(results, &running, &rows, NULL), SK_OK);
    long peak_of_a_quarter = 0;
    const double start = seconds();
    for (int block = 0; block < BLOCKS; block++) {
        take_block(rows, numbers, block * BLOCK);
        peak_of_a_quarter = block == BLOCKS / 4 ? peak_kb() : peak_of_a_quarter;
    }
    const double written = (double)BLOCKS * BLOCK * ROWS_A_SAMPLE;
    print_message("%.0f rows a second (%d samples of %d rows and %d metrics)\n",
                  written / (seconds() - start), BLOCKS * BLOCK, ROWS_A_SAMPLE, table->count);
    print_message("peak memory %ld kB after a quarter, %ld kB after all\n", peak_of_a_quarter,
                  peak_kb());
    assert_true(peak_kb() - peak_of_a_quarter < 8 * 1024);
    sk_results_close(results);
    ski_metric_table_free(table);
    ski_network_free(network);
    sk_scenario_free(scenario);
    free(path);
    temp_folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows__are_stored_in_flat_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
