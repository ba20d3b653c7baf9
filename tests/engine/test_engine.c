/* SPDX-License-Identifier: GPL-3.0-or-later */
/* engine: rows in index order, the same at any number of threads; failures, stops and memory. */
#include "engine/engine.h"
#include "results/memory.h"
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two ways to one demand, a stock, and everything random: capacities, demand, prices, a closing
 * strait. */
static const char chain_text[] =
    "scenario: { name = \"chain\"; start = \"2025-01\"; periods = 6; };\n"
    "materials: { ore: { element = \"W\"; price_usd_per_t = 10.0; };\n"
    "  metal: { element = \"W\"; price_usd_per_t = 100.0; }; };\n"
    "places: { mine: { country = \"UZ\"; }; works: { country = \"KR\"; };\n"
    "  ganzhou: { country = \"CN\"; }; };\n"
    "sources: { pit: { place = \"mine\"; material = \"ore\"; capacity_tpy = 150.0; };\n"
    "  trader: { place = \"ganzhou\"; material = \"metal\"; capacity_tpy = 90.0;\n"
    "    premium_usd_per_t = 20.0; }; };\n"
    "processes: { smelter: { place = \"works\"; inputs = { ore = 1.5; }; outputs = { metal = 1.0; "
    "};\n"
    "  cost_usd_per_t = 5.0; }; };\n"
    "routes: { rail: { from = \"mine\"; to = \"works\"; materials = [\"ore\"]; capacity_tpy = "
    "200.0;\n"
    "    lead_time_days = 45.0; cost_usd_per_t = 3.0; };\n"
    "  sea: { from = \"ganzhou\"; to = \"works\"; materials = [\"metal\"]; capacity_tpy = 100.0;\n"
    "    via = [\"strait\"]; }; };\n"
    "chokepoints: { strait: { }; };\n"
    "stocks: { reserve: { place = \"works\"; material = \"metal\"; capacity_t = 50.0;\n"
    "  initial_t = 10.0; holding_usd_per_t_year = 4.0; }; };\n"
    "demands: { fab: { place = \"works\"; material = \"metal\"; tpy = 120.0; critical = true;\n"
    "    shortage_usd_per_t = 5000.0; };\n"
    "  steel: { place = \"works\"; material = \"metal\"; tpy = 40.0;\n"
    "    shortage_usd_per_t = 2000.0; }; };\n"
    "factors: { output: { targets = [\"sources.*.capacity_tpy\"]; process = \"iid\";\n"
    "    value = { dist = \"uniform\"; min = 0.5; max = 1.2; }; };\n"
    "  appetite: { targets = [\"demands.*.tpy\"]; process = \"random_walk\"; sd_per_year = 0.3; "
    "};\n"
    "  price: { targets = [\"materials.*.price_usd_per_t\"]; process = \"mean_reverting\";\n"
    "    sd_per_year = 0.4; half_life_days = 180.0; }; };\n"
    "disruptions: { closure: { rate_per_year = 1.0;\n"
    "  duration_days = { dist = \"exponential\"; mean = 40.0; };\n"
    "  effects = ( { target = \"chokepoints.strait.capacity_tpy\"; factor = 0.0; } ); }; };\n"
    "simulation: { lookahead_periods = 3; };\n";

/* A world in five wants 40 million times as much as the base: more than can be verified beside it,
 * and no answer is better than a wrong one. */
static const char failing_text[] =
    "scenario: { name = \"failing\"; start = \"2025-01\"; periods = 3; initial_pipeline = "
    "\"empty\";\n"
    "  terminal = \"none\"; };\n"
    "materials: { ore: { price_usd_per_t = 10.0; }; };\n"
    "places: { here: { country = \"KR\"; }; };\n"
    "sources: { pit: { place = \"here\"; material = \"ore\"; }; };\n"
    "demands: { works: { place = \"here\"; material = \"ore\"; tpy = 12.0;\n"
    "  shortage_usd_per_t = 900.0; }; };\n"
    "factors: { boom: { targets = [\"demands.works.tpy\"]; process = \"fixed\";\n"
    "  value = { dist = \"discrete\"; values = [1.0, 4.0e7]; weights = [0.8, 0.2]; }; }; };\n"
    "simulation: { decisions = \"foresight\"; };\n";

enum { SAMPLES = 300 }; /* more than a block */

typedef struct {
    sk_scenario *scenario;
    ski_case *chain;
    ski_metric_table *table;
    ski_rule_kind rule;
} bench;

static bench open_bench(const char *text) {
    bench at = {.scenario = scenario_of_text(text, NULL), .rule = SKI_FORESIGHT};
    assert_int_equal(ski_case_build(&at.chain, at.scenario, NULL, NULL), SK_OK);
    if (ski_is_rolling(at.scenario)) {
        assert_int_equal(ski_case_open_window(at.chain, NULL, NULL), SK_OK);
    }
    assert_int_equal(ski_metric_table_build(&at.table, at.chain->network), SK_OK);
    return at;
}

static void close_bench(bench *at) {
    ski_metric_table_free(at->table);
    ski_case_free(at->chain);
    sk_scenario_free(at->scenario);
}

static ski_job job_of(const bench *at, int samples, int threads) {
    return (ski_job){.chain = at->chain,
                     .metrics = at->table,
                     .rule = at->rule,
                     .with_bound = at->rule == SKI_ROLLING,
                     .seed = 7,
                     .samples = samples,
                     .threads = threads};
}

static ski_memory_sink *run(const bench *at, int samples, int threads) {
    ski_memory_sink *memory = NULL;
    const ski_job job = job_of(at, samples, threads);
    assert_int_equal(ski_memory_sink_new(&memory, samples, at->table->width), SK_OK);
    const ski_sink sink = {.take = ski_memory_sink_take, .context = memory};
    assert_int_equal(ski_engine_run(&job, &sink, NULL, NULL), SK_OK);
    assert_int_equal(memory->rows.taken, samples);
    return memory;
}

static const double *column(const ski_memory_sink *memory, int c) {
    return memory->columns + (size_t)c * (size_t)memory->samples;
}

static size_t bytes_of(const ski_memory_sink *memory) {
    return (size_t)memory->samples * (size_t)memory->column_count * sizeof(double);
}

static void expect_same_at_any_number_of_threads(ski_rule_kind rule) {
    bench at = open_bench(chain_text);
    at.rule = rule;
    ski_memory_sink *one = run(&at, SAMPLES, 1);
    const double *cost = one->columns;
    assert_true(cost[0] != cost[1] && cost[1] != cost[2]); /* the worlds do differ */
    for (int threads = 2; threads <= 8; threads *= 2) {
        ski_memory_sink *more = run(&at, SAMPLES, threads);
        assert_memory_equal(one->columns, more->columns, bytes_of(one));
        ski_memory_sink_free(more);
    }
    ski_memory_sink_free(one);
    close_bench(&at);
}

static void test_rows__are_the_same_bytes_at_any_number_of_threads(void **state) {
    (void)state;
    expect_same_at_any_number_of_threads(SKI_FORESIGHT);
    expect_same_at_any_number_of_threads(SKI_ROLLING);
}

/* The bound beside a rolling row is the cost of the same world's row under foresight. */
static void test_bound__is_what_foresight_costs_in_the_same_world(void **state) {
    (void)state;
    bench at = open_bench(chain_text);
    ski_memory_sink *foresight = run(&at, 60, 1);
    at.rule = SKI_ROLLING;
    ski_memory_sink *rolling = run(&at, 60, 1);
    const double *bound_usd = column(rolling, SKI_COL_FORESIGHT_COST_USD);
    const double *gap_usd = column(rolling, SKI_COL_FORESIGHT_GAP_USD);
    assert_memory_equal(bound_usd, column(foresight, SKI_COL_COST_USD), 60 * sizeof(double));
    for (int i = 0; i < 60; i++) {
        assert_near(gap_usd[i], column(rolling, SKI_COL_COST_USD)[i] - bound_usd[i], 0, 0);
        assert_true(gap_usd[i] >= -1e-7 * bound_usd[i]);
        assert_true(isnan(column(foresight, SKI_COL_FORESIGHT_COST_USD)[i]));
    }
    ski_memory_sink_free(foresight);
    ski_memory_sink_free(rolling);
    close_bench(&at);
}

/* A sample's row depends on the scenario and its number alone: not on how many there are. */
static void test_rows__of_a_longer_run_begin_with_those_of_a_shorter_one(void **state) {
    (void)state;
    bench at = open_bench(chain_text);
    ski_memory_sink *few = run(&at, 40, 2), *many = run(&at, SAMPLES, 2);
    for (int c = 0; c < few->column_count; c++) {
        assert_memory_equal(column(few, c), column(many, c), 40 * sizeof(double));
    }
    ski_memory_sink_free(few);
    ski_memory_sink_free(many);
    close_bench(&at);
}

/* The first half of the tasks is one case's worlds, the rest the other's. */
typedef struct {
    const bench *one, *other;
    int each;
} two_cases;

static void task_of_two(const void *context, int index, ski_task *task) {
    const two_cases *of = context;
    const bench *at = index < of->each ? of->one : of->other;
    task->chain = at->chain;
    task->metrics = at->table;
    task->recipe.world = (uint32_t)(index % of->each);
}

static void expect_same_as_by_themselves(int threads) {
    enum { EACH = 60 };
    char more_wanted[sizeof chain_text];
    memcpy(more_wanted, chain_text, sizeof chain_text);
    strstr(more_wanted, "tpy = 120.0")[strlen("tpy = 1")] = '5';
    bench one = open_bench(chain_text), other = open_bench(more_wanted);
    const two_cases both = {&one, &other, EACH};
    ski_memory_sink *together = NULL;
    ski_job job = job_of(&one, 2 * EACH, threads);
    job.task_at = task_of_two;
    job.context = &both;
    assert_int_equal(ski_memory_sink_new(&together, 2 * EACH, one.table->width), SK_OK);
    const ski_sink sink = {.take = ski_memory_sink_take, .context = together};
    assert_int_equal(ski_engine_run(&job, &sink, NULL, NULL), SK_OK);
    ski_memory_sink *first = run(&one, EACH, 1), *second = run(&other, EACH, 1);
    assert_true(column(first, 0)[0] != column(second, 0)[0]);
    for (int c = 0; c < one.table->width; c++) {
        assert_memory_equal(column(together, c), column(first, c), EACH * sizeof(double));
        assert_memory_equal(column(together, c) + EACH, column(second, c), EACH * sizeof(double));
    }
    ski_memory_sink_free(together);
    ski_memory_sink_free(first);
    ski_memory_sink_free(second);
    close_bench(&one);
    close_bench(&other);
}

static void test_tasks__of_several_cases_give_the_rows_of_each_by_itself(void **state) {
    (void)state;
    expect_same_as_by_themselves(1);
    expect_same_as_by_themselves(3);
}

static void test_failed_samples__are_named_and_kept_out(void **state) {
    (void)state;
    bench at = open_bench(failing_text);
    ski_memory_sink *memory = run(&at, SAMPLES, 2);
    ski_world *world = NULL;
    assert_int_equal(ski_world_new(&world, at.chain->uncertainty), SK_OK);
    int failed = 0;
    for (int i = 0; i < SAMPLES; i++) {
        const ski_recipe recipe = ski_recipe_of_world((uint32_t)i);
        assert_int_equal(ski_world_draw(at.chain->uncertainty, 7, &recipe, world), SK_OK);
        const bool booms = world->factor_paths[0] > 1;
        assert_int_equal(isnan(memory->columns[i]), booms);
        if (booms) {
            assert_int_equal(memory->failed[failed].index, i);
            assert_non_null(strstr(memory->failed[failed].reason, "demands.works.tpy"));
            failed++;
        } else {
            assert_near(memory->columns[i], 30, 0, 1e-12); /* 3 t at 10 USD */
        }
    }
    assert_in_range(failed, SAMPLES / 10, SAMPLES / 3);
    assert_int_equal(memory->rows.failed, failed);
    ski_world_free(world);
    ski_memory_sink_free(memory);
    close_bench(&at);
}

typedef struct {
    int expected; /* the index that must come next */
    int refused;  /* the index that the sink does not take */
    int blocks;   /* that ended */
} order;

static sk_status take_in_order(void *context, const ski_sample *sample) {
    order *at = context;
    if (sample->index != at->expected++) {
        return SK_ERR_INTERNAL;
    }
    return sample->index == at->refused ? SK_ERR_IO : SK_OK;
}

static sk_status count_block(void *context) {
    order *at = context;
    at->blocks++;
    return SK_OK;
}

static void test_sink__gets_samples_in_index_order(void **state) {
    (void)state;
    bench at = open_bench(chain_text);
    order in_order = {.refused = -1};
    const ski_job job = job_of(&at, SAMPLES, 4);
    const ski_sink sink = {.take = take_in_order, .context = &in_order};
    assert_int_equal(ski_engine_run(&job, &sink, NULL, NULL), SK_OK);
    assert_int_equal(in_order.expected, SAMPLES);
    close_bench(&at);
}

static void test_sink__that_fails_ends_the_run_with_its_status(void **state) {
    (void)state;
    bench at = open_bench(chain_text);
    order in_order = {.refused = 5};
    const ski_job job = job_of(&at, SAMPLES, 2);
    const ski_sink sink = {.take = take_in_order, .context = &in_order};
    assert_int_equal(ski_engine_run(&job, &sink, NULL, NULL), SK_ERR_IO);
    assert_int_equal(in_order.expected, 6);
    close_bench(&at);
}

typedef struct {
    int asked, told, done, failed, events;
    int stop_after; /* times asked; -1: never */
} watching;

static int stop_later(void *context) {
    watching *at = context;
    at->asked++;
    return at->stop_after >= 0 && at->asked > at->stop_after;
}

static void see_progress(void *context, const sk_progress *progress) {
    watching *at = context;
    assert_int_equal(progress->total, SAMPLES);
    assert_true(progress->done > at->done);
    assert_true(progress->events <= progress->done - progress->failed);
    at->done = progress->done;
    at->failed = progress->failed;
    at->events = progress->events;
    at->told++;
}

static void test_watch__that_asks_to_stop_is_heeded_before_the_next_sample(void **state) {
    (void)state;
    bench at = open_bench(chain_text);
    for (int threads = 1; threads <= 2; threads++) {
        order in_order = {.refused = -1};
        const ski_sink sink = {.take = take_in_order,
                               .end_block = count_block,
                               .context = &in_order};
        watching watcher = {.stop_after = 10};
        const sk_watch watch = {see_progress, stop_later, &watcher};
        const ski_job job = job_of(&at, SAMPLES, threads);
        assert_int_equal(ski_engine_run(&job, &sink, &watch, NULL), SK_ERR_STOPPED);
        assert_int_equal(watcher.asked, 11);
        /* Ten were begun; of two threads the one that was told to stop may have had the ninth, the
         * first of its block. */
        assert_in_range(in_order.expected, threads == 1 ? 10 : 8, 10);
        assert_true(in_order.blocks > 0);
    }
    close_bench(&at);
}

static void test_watch__is_told_of_the_last_sample(void **state) {
    (void)state;
    bench at = open_bench(failing_text);
    watching watcher = {.stop_after = -1};
    const sk_watch watch = {see_progress, stop_later, &watcher};
    const ski_job job = job_of(&at, SAMPLES, 2);
    ski_memory_sink *memory = NULL;
    assert_int_equal(ski_memory_sink_new(&memory, SAMPLES, SKI_CHAIN_COLUMNS), SK_OK);
    const ski_sink sink = {.take = ski_memory_sink_take, .context = memory};
    assert_int_equal(ski_engine_run(&job, &sink, &watch, NULL), SK_OK);
    assert_int_equal(watcher.done, SAMPLES);
    assert_int_equal(watcher.failed, memory->rows.failed);
    assert_int_equal(watcher.asked, SAMPLES);
    int events = 0;
    for (int i = 0; i < SAMPLES; i++) {
        events += column(memory, SKI_COL_ANY_SHORTAGE_CRITICAL)[i] > 0;
    }
    assert_int_equal(watcher.events, events);
    ski_memory_sink_free(memory);
    close_bench(&at);
}

static void test_threads__are_no_more_than_the_samples(void **state) {
    (void)state;
    assert_int_equal(ski_engine_threads(8, 3), 3);
    assert_int_equal(ski_engine_threads(1, 1000), 1);
    assert_in_range(ski_engine_threads(0, 1000), 1, 1000);
}

/* Allocations fail one after the other until a whole run needs no more. */
static void test_memory__that_runs_out_ends_the_run_and_nothing_leaks(void **state) {
    (void)state;
    bench at = open_bench(chain_text);
    at.rule = SKI_ROLLING;
    const ski_job job = job_of(&at, 3, 1);
    int failed = 1;
    for (int nth = 1; failed; nth++) {
        ski_memory_sink *memory = NULL;
        assert_int_equal(ski_memory_sink_new(&memory, 3, at.table->width), SK_OK);
        const ski_sink sink = {.take = ski_memory_sink_take, .context = memory};
        fail_allocation(nth);
        const sk_status st = ski_engine_run(&job, &sink, NULL, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        ski_memory_sink_free(memory);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        assert_true(nth < 10000);
    }
    close_bench(&at);
}

static bool needs_allocation(const bench *at, int samples, int nth) {
    order in_order = {.refused = -1};
    const ski_job job = job_of(at, samples, 1);
    const ski_sink sink = {.take = take_in_order, .context = &in_order};
    fail_allocation(nth);
    const sk_status st = ski_engine_run(&job, &sink, NULL, NULL);
    const bool failed = allocation_failed();
    fail_allocation(0);
    assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
    return failed;
}

/* Number of allocations of a run, found by halving. */
static int allocations_of(const bench *at, int samples) {
    int needed = 0, enough = 1 << 20;
    while (enough - needed > 1) {
        const int middle = needed + (enough - needed) / 2;
        if (needs_allocation(at, samples, middle)) {
            needed = middle;
        } else {
            enough = middle;
        }
    }
    return needed;
}

static void test_samples__allocate_nothing_once_a_worker_is_warm(void **state) {
    (void)state;
    bench at = open_bench(chain_text);
    assert_int_equal(allocations_of(&at, 50), allocations_of(&at, SAMPLES));
    at.rule = SKI_ROLLING;
    assert_int_equal(allocations_of(&at, 50), allocations_of(&at, SAMPLES));
    close_bench(&at);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows__are_the_same_bytes_at_any_number_of_threads),
        cmocka_unit_test(test_bound__is_what_foresight_costs_in_the_same_world),
        cmocka_unit_test(test_rows__of_a_longer_run_begin_with_those_of_a_shorter_one),
        cmocka_unit_test(test_tasks__of_several_cases_give_the_rows_of_each_by_itself),
        cmocka_unit_test(test_failed_samples__are_named_and_kept_out),
        cmocka_unit_test(test_sink__gets_samples_in_index_order),
        cmocka_unit_test(test_sink__that_fails_ends_the_run_with_its_status),
        cmocka_unit_test(test_watch__that_asks_to_stop_is_heeded_before_the_next_sample),
        cmocka_unit_test(test_watch__is_told_of_the_last_sample),
        cmocka_unit_test(test_threads__are_no_more_than_the_samples),
        cmocka_unit_test(test_samples__allocate_nothing_once_a_worker_is_warm),
        cmocka_unit_test(test_memory__that_runs_out_ends_the_run_and_nothing_leaks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
