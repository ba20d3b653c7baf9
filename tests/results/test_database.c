/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results/database: rows that last, come back as they were, and are nobody else's. */
#include "metrics/statistics.h"
#include "results/database.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"
#include "support/temp_folder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two materials of elements that SQLite would take for one name. */
#define CHAIN(samples, more)                                                                    \
    "scenario: { name = \"kept\"; start = \"2025-01\"; periods = 2; };\n"                       \
    "materials: { ore: { element = \"w\\\"x\"; }; metal: { element = \"W\\\"X\"; }; };\n"       \
    "places: { here: { country = \"KR\"; }; };\n"                                               \
    "sources: { pit: { place = \"here\"; material = \"ore\"; price_usd_per_t = 1.0; }; };\n"    \
    "demands: { works: { place = \"here\"; material = \"ore\"; tpy = 12.0;\n"                   \
    "  shortage_usd_per_t = 900.0; };\n"                                                        \
    "  shops: { place = \"here\"; material = \"ore\"; tpy = 1.0; shortage_usd_per_t = 9.0; }; " \
    "};\n"                                                                                      \
    "simulation: { samples = " #samples "; " more " };\n"

enum { SAMPLES = 5, STATE = 3, BESIDE = 2 };

typedef struct {
    char *folder, *path;
    sk_scenario *scenario;
    sk_network *network;
    ski_metric_table *table;
    sk_results *results;
    ski_rows *rows;
    sk_error *error;
    double sums[STATE];
    ski_state states[1];
    ski_set set;
    int given_back;
    float last_beside;
} bench;

static void use(bench *at, const char *text) {
    at->scenario = scenario_of_text(text, NULL);
    assert_int_equal(ski_network_build(&at->network, at->scenario, NULL), SK_OK);
    assert_int_equal(ski_metric_table_build(&at->table, at->network), SK_OK);
}

static void drop(bench *at) {
    ski_metric_table_free(at->table);
    ski_network_free(at->network);
    sk_scenario_free(at->scenario);
}

static void set_up(bench *at, const char *text) {
    *at = (bench){.folder = temp_folder_new(), .error = sk_error_new()};
    at->path = temp_path(at->folder, "results.db");
    use(at, text);
}

static void tear_down(bench *at) {
    sk_results_close(at->results);
    drop(at);
    sk_error_free(at->error);
    free(at->path);
    temp_folder_remove(at->folder);
}

static sk_status open_as(bench *at, const char *text, bool replace) {
    drop(at);
    use(at, text);
    return sk_results_open(&at->results, at->path, "run", NULL, at->scenario, replace, at->error);
}

static void take_beside(void *context, ski_beside beside) {
    bench *at = context;
    assert_int_equal(beside.size, BESIDE * sizeof(float));
    memcpy(&at->last_beside, beside.bytes, sizeof at->last_beside);
    at->given_back++;
}

static sk_status begin(bench *at) {
    at->states[0] = (ski_state){"sums", at->sums, sizeof at->sums};
    memset(at->sums, 0, sizeof at->sums);
    static const ski_set_policy policy = {"baseline", 0};
    at->set = (ski_set){.metrics = at->table,
                        .states = at->states,
                        .state_count = 1,
                        .take_beside = take_beside,
                        .context = at};
    const ski_running running = {
        .sets = &at->set, .set_count = 1, .policies = &policy, .policy_count = 1, .threads = 1};
    return ski_results_begin(at->results, &running, &at->rows, at->error);
}

static void open_and_begin(bench *at) {
    assert_int_equal(sk_results_open(&at->results, at->path, "run", NULL, at->scenario, false,
                                     at->error),
                     SK_OK);
    assert_int_equal(begin(at), SK_OK);
}

static void close_results(bench *at) {
    sk_results_close(at->results);
    at->results = NULL;
}

/* Metric c of sample i: what no rounding may touch. Sample 2 failed; metric 3 is undefined. */
static double value_at(int sample, int column) {
    return column == 3 ? NAN : (sample + 1) / 3.0 + 1e10 * column + 0.1;
}

static void take(bench *at, int index) {
    double row[64];
    const float beside[BESIDE] = {(float)index, 0};
    const ski_solves solves = {.by_method = {1, 0, 2, 0}, .gap = 1e-12};
    const bool failed = index == 2;
    for (int c = 0; c < at->table->count; c++) {
        row[c] = value_at(index, c);
    }
    const ski_sample sample = {.index = index,
                               .row = failed ? NULL : row,
                               .failure = failed ? "no 'optimum' at \"works\"" : NULL,
                               .solves = &solves};
    const ski_beside kept = {failed ? NULL : beside, failed ? 0 : (int)sizeof beside};
    assert_int_equal(at->rows->take(at->rows, &sample, kept), SK_OK);
    at->sums[0] += index;
}

static void take_and_store(bench *at, int first, int end) {
    for (int i = first; i < end; i++) {
        take(at, i);
    }
    assert_int_equal(at->rows->end_block(at->rows), SK_OK);
}

static void assert_rows(bench *at, int samples) {
    double values[SAMPLES];
    assert_int_equal(at->rows->taken, samples);
    for (int c = 0; c < at->table->count; c++) {
        assert_int_equal(at->rows->read(at->rows, c, samples, values), SK_OK);
        for (int i = 0; i < samples; i++) {
            const double expected = i == 2 ? NAN : value_at(i, c);
            assert_true(values[i] == expected || (isnan(values[i]) && isnan(expected)));
        }
    }
}

static void test_rows__come_back_bit_by_bit_in_every_column(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    open_and_begin(&at);
    take_and_store(&at, 0, SAMPLES);
    assert_rows(&at, SAMPLES);
    ski_arena *arena = ski_arena_new();
    ski_failure failures[1];
    assert_int_equal(at.rows->failed, 1);
    assert_int_equal(at.rows->name_failed(at.rows, failures, arena), SK_OK);
    assert_int_equal(failures[0].sample, 2);
    assert_string_equal(failures[0].reason, "no 'optimum' at \"works\"");
    ski_arena_free(arena);
    tear_down(&at);
}

static void test_run__goes_on_after_its_last_block_with_its_sums(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    open_and_begin(&at);
    take_and_store(&at, 0, 3);
    take(&at, 3); /* and is cut short here */
    close_results(&at);
    open_and_begin(&at);
    assert_int_equal(sk_results_kept(at.results), 3);
    assert_false(sk_results_are_complete(at.results));
    assert_int_equal(at.rows->failed, 1);
    assert_near(at.sums[0], 0 + 1 + 2, 0, 0);
    assert_int_equal(at.given_back, 2);
    assert_near(at.last_beside, 1, 0, 0);
    take_and_store(&at, 3, SAMPLES);
    assert_rows(&at, SAMPLES);
    tear_down(&at);
}

static void complete(bench *at) {
    const double quantiles[SKI_QUANTILES] = {1, 2, 3, 4, 5};
    open_and_begin(at);
    take_and_store(at, 0, SAMPLES);
    assert_int_equal(ski_results_tables_begin(at->results), SK_OK);
    assert_int_equal(ski_results_add_series(at->results, "shortage_t", "works", "2025-01", 1,
                                            quantiles),
                     SK_OK);
    assert_int_equal(ski_results_add_series(at->results, "buy", "pit", "2025-01", 1, NULL), SK_OK);
    assert_int_equal(ski_results_add_plan(at->results, "buy", "pit", "2025-01", 1), SK_OK);
    assert_int_equal(ski_results_add_marginal(at->results, "sources.pit", "2025-01", 1), SK_OK);
    assert_int_equal(ski_results_tables_end(at->results, SAMPLES, SAMPLES), SK_OK);
    close_results(at);
}

static void test_results__are_complete_until_more_is_asked_for(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    complete(&at);
    open_and_begin(&at);
    assert_true(sk_results_are_complete(at.results));
    assert_rows(&at, SAMPLES);
    const ski_sample more = {.index = SAMPLES};
    assert_int_equal(at.rows->take(at.rows, &more, (ski_beside){NULL, 0}), SK_ERR_INTERNAL);
    close_results(&at);
    assert_int_equal(open_as(&at, CHAIN(6, ""), false), SK_OK);
    assert_false(sk_results_are_complete(at.results));
    assert_int_equal(begin(&at), SK_OK);
    take_and_store(&at, SAMPLES, SAMPLES + 1);
    close_results(&at);
    assert_int_equal(open_as(&at, CHAIN(5, ""), false), SK_ERR_FOREIGN);
    assert_non_null(strstr(sk_error_text(at.error, 0), "6 samples of this very study"));
    tear_down(&at);
}

static void assert_refused(bench *at, const char *text, const char *words) {
    sk_error_free(at->error);
    at->error = sk_error_new();
    assert_int_equal(open_as(at, text, false), SK_ERR_FOREIGN);
    assert_null(at->results);
    if (strstr(sk_error_text(at->error, 0), words) == NULL) {
        print_error("%s\n", sk_error_text(at->error, 0));
    }
    assert_non_null(strstr(sk_error_text(at->error, 0), words));
}

static void test_results__of_another_study_are_refused_with_what_differs(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    complete(&at);
    assert_refused(&at, CHAIN(5, "seed = 4; "),
                   "of its text is there\n    its end\n  and now\n    simulation = {");
    assert_refused(&at, CHAIN(500, "sampling = \"lhs\"; "), "simulation = {");
    assert_int_equal(open_as(&at, CHAIN(5, "seed = 4; "), true), SK_OK);
    assert_int_equal(sk_results_kept(at.results), 0);
    assert_int_equal(begin(&at), SK_OK);
    take_and_store(&at, 0, 1);
    close_results(&at);
    assert_refused(&at, CHAIN(5, "seed = 5; "), "seed = 4;\n  and now\n    seed = 5;");
    tear_down(&at);
}

static void test_results__of_a_design_do_not_grow(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(16, "sampling = \"lhs\"; "));
    open_and_begin(&at);
    take_and_store(&at, 0, 3);
    close_results(&at);
    assert_refused(&at, CHAIN(32, "sampling = \"lhs\"; "),
                   "another number of samples, on which the design of worlds rests: 16 there, 32");
    assert_int_equal(open_as(&at, CHAIN(16, "sampling = \"lhs\"; "), false), SK_OK);
    tear_down(&at);
}

static void test_results__without_a_sample_give_way(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    open_and_begin(&at);
    close_results(&at);
    assert_int_equal(open_as(&at, CHAIN(5, "seed = 4; "), false), SK_OK);
    assert_int_equal(begin(&at), SK_OK);
    tear_down(&at);
}

static void test_samples__need_not_be_said_in_the_scenario(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    complete(&at);
    char text[4096];
    snprintf(text, sizeof text, "%s", CHAIN(5, ""));
    *strstr(text, "simulation") = '\0';
    assert_int_equal(open_as(&at, text, false), SK_OK);
    assert_int_equal(sk_results_kept(at.results), SAMPLES);
    tear_down(&at);
}

static void test_results__are_open_for_one_run_at_a_time(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    open_and_begin(&at);
    sk_results *second = NULL;
    for (int replace = 0; replace < 2; replace++) {
        assert_int_equal(sk_results_open(&second, at.path, "run", NULL, at.scenario, replace,
                                         at.error),
                         SK_ERR_IO);
        assert_null(second);
        assert_non_null(strstr(sk_error_text(at.error, replace), "another process"));
    }
    take_and_store(&at, 0, SAMPLES);
    tear_down(&at);
}

static void test_files__that_are_no_results_are_refused_unless_replaced(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    free(temp_file(at.folder, "results.db",
                   "This is a letter, and longer than it need be.\n"
                   "It goes on for more than a hundred bytes, which is "
                   "what the head of a database takes.\n"));
    assert_refused(&at, CHAIN(5, ""), "is no results of skarn, or damaged");
    assert_int_equal(open_as(&at, CHAIN(5, ""), true), SK_OK);
    assert_int_equal(begin(&at), SK_OK);
    take_and_store(&at, 0, SAMPLES);
    tear_down(&at);
}

static void test_path__that_cannot_be_written_is_said(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    char *path = temp_path(at.folder, "no/results.db");
    assert_int_equal(sk_results_open(&at.results, path, "run", NULL, at.scenario, false, at.error),
                     SK_ERR_IO);
    assert_non_null(strstr(sk_error_text(at.error, 0), "unable to open database file"));
    free(path);
    tear_down(&at);
}

/* Opening, beginning, a block and closing, with the nth allocation failing; true when one did. */
static bool fails_at(bench *at, int nth) {
    sk_status st = SK_OK;
    fail_allocation(nth);
    st = sk_results_open(&at->results, at->path, "run", NULL, at->scenario, false, NULL);
    st = st == SK_OK ? begin(at) : st;
    const bool failed = allocation_failed();
    fail_allocation(0);
    assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
    close_results(at);
    return failed;
}

static void test_memory__that_runs_out_is_said_and_nothing_leaks(void **state) {
    (void)state;
    bench at;
    set_up(&at, CHAIN(5, ""));
    int nth = 1;
    while (fails_at(&at, nth)) {
        nth++;
        assert_true(nth < 1000);
    }
    assert_true(nth > 2);
    tear_down(&at);
}

/* Two policies, the second at two points, each row in a set of its own numbers. */
static void begin_three(bench *at, ski_set sets[3], ski_rows *rows[3]) {
    static const ski_set_policy policies[] = {{"baseline", 0}, {"reserve", 7e6}};
    static const char *const points[] = {"near", "far"};
    for (int i = 0; i < 3; i++) {
        sets[i] = (ski_set){.policy = i > 0, .point = i == 2, .metrics = at->table};
    }
    const ski_running running = {.sets = sets,
                                 .set_count = 3,
                                 .policies = policies,
                                 .policy_count = 2,
                                 .points = points,
                                 .point_count = 2,
                                 .threads = 1};
    assert_int_equal(sk_results_open(&at->results, at->path, "compare", "reserve", at->scenario,
                                     false, at->error),
                     SK_OK);
    assert_int_equal(ski_results_begin(at->results, &running, rows, at->error), SK_OK);
}

static void take_in_set(bench *at, ski_rows *rows, int index, double plus) {
    double row[64];
    const ski_solves solves = {.by_method = {1, 0, 0, 0}};
    for (int c = 0; c < at->table->count; c++) {
        row[c] = value_at(index, c) + plus;
    }
    const ski_sample sample = {.index = index, .row = row, .solves = &solves};
    assert_int_equal(rows->take(rows, &sample, (ski_beside){0}), SK_OK);
}

static void test_sets__go_on_each_after_its_own_last_row(void **state) {
    (void)state;
    bench at;
    ski_set sets[3];
    ski_rows *rows[3];
    double values[SAMPLES];
    set_up(&at, CHAIN(5, ""));
    begin_three(&at, sets, rows);
    for (int i = 0; i < 6; i++) { /* three rows of the first, two, one */
        take_in_set(&at, rows[i < 3 ? i : i < 5 ? i - 3 : 0], i < 3 ? 0 : i < 5 ? 1 : 2, i % 3);
    }
    assert_int_equal(rows[1]->end_block(rows[1]), SK_OK);
    take_in_set(&at, rows[2], 1, 2); /* and is cut short here */
    close_results(&at);
    begin_three(&at, sets, rows);
    assert_int_equal(sk_results_kept(at.results), 6);
    for (int set = 0; set < 3; set++) {
        const int last_demand_column = at.table->count - 1;
        assert_int_equal(rows[set]->taken, 3 - set);
        assert_int_equal(rows[set]->read(rows[set], 0, 3 - set, values), SK_OK);
        assert_near(values[0], value_at(0, 0) + set, 0, 0);
        assert_int_equal(rows[set]->read(rows[set], last_demand_column, 3 - set, values), SK_OK);
        assert_near(values[0], value_at(0, last_demand_column) + set, 0, 0);
    }
    close_results(&at);
    assert_int_equal(sk_results_open(&at.results, at.path, "compare", "other", at.scenario, false,
                                     at.error),
                     SK_ERR_FOREIGN);
    tear_down(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows__come_back_bit_by_bit_in_every_column),
        cmocka_unit_test(test_run__goes_on_after_its_last_block_with_its_sums),
        cmocka_unit_test(test_sets__go_on_each_after_its_own_last_row),
        cmocka_unit_test(test_results__are_complete_until_more_is_asked_for),
        cmocka_unit_test(test_results__of_another_study_are_refused_with_what_differs),
        cmocka_unit_test(test_results__of_a_design_do_not_grow),
        cmocka_unit_test(test_results__without_a_sample_give_way),
        cmocka_unit_test(test_samples__need_not_be_said_in_the_scenario),
        cmocka_unit_test(test_results__are_open_for_one_run_at_a_time),
        cmocka_unit_test(test_files__that_are_no_results_are_refused_unless_replaced),
        cmocka_unit_test(test_path__that_cannot_be_written_is_said),
        cmocka_unit_test(test_memory__that_runs_out_is_said_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
