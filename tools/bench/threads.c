/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same samples through the engine on one thread and on two, in turn; their rows have to be the
 * same to the byte. */
#include "engine/engine.h"
#include "parts.h"

#include <string.h>

enum { ROUNDS = 5 };

static const bench_column columns[] = {{"samples", "", 0},
                                       {"1 thread", "s", 2},
                                       {"2 threads", "s", 2},
                                       {"1 thread", "x two", 2}};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* What a run came to: seconds, and a checksum over all bytes of all rows (FNV-1a). */
typedef struct {
    int width;
    uint64_t checksum;
    double seconds;
} outcome;

static sk_status take(void *context, const ski_sample *sample) {
    outcome *into = context;
    const unsigned char *bytes = (const unsigned char *)sample->row;
    if (sample->row == NULL) {
        bench_fail(sample->failure, NULL);
    }
    for (size_t i = 0; i < (size_t)into->width * sizeof *sample->row; i++) {
        into->checksum = (into->checksum ^ bytes[i]) * 1099511628211u;
    }
    return SK_OK;
}

static outcome run(const ski_case *chain, ski_rule_kind rule, int samples, int threads) {
    ski_metric_table *metrics = NULL;
    sk_error *error = sk_error_new();
    if (ski_metric_table_build(&metrics, chain->network) != SK_OK) {
        bench_fail("out of memory", NULL);
    }
    outcome result = {.width = metrics->width, .checksum = 14695981039346656037u};
    const ski_job job = {.chain = chain,
                         .metrics = metrics,
                         .rule = rule,
                         .seed = BENCH_SEED,
                         .samples = samples,
                         .threads = threads};
    const ski_sink sink = {take, &result};
    const double begun = bench_seconds();
    if (ski_engine_run(&job, &sink, NULL, error) != SK_OK) {
        bench_fail("a run failed", error);
    }
    result.seconds = bench_seconds() - begun;
    ski_metric_table_free(metrics);
    sk_error_free(error);
    return result;
}

static void measure(bench_plan *plan, const char *what, const ski_case *chain, ski_rule_kind rule,
                    int samples) {
    double one[ROUNDS], two[ROUNDS], ratios[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        const outcome a = run(chain, rule, samples, 1), b = run(chain, rule, samples, 2);
        if (a.checksum != b.checksum) {
            bench_fail("one thread and two do not give the same rows", NULL);
        }
        one[round] = a.seconds;
        two[round] = b.seconds;
        ratios[round] = a.seconds / b.seconds;
    }
    const double values[COLUMNS] = {samples, bench_median(one, ROUNDS), bench_median(two, ROUNDS),
                                    bench_median(ratios, ROUNDS)};
    bench_row(&plan->table, what, values);
}

static void measure_shipped(bench_plan *plan) {
    sk_scenario *scenario = bench_scenario(plan->scenario, SKI_ROLLING, NULL, 0);
    ski_case *chain = bench_case(scenario);
    measure(plan, "the scenario, foresight", chain, SKI_FORESIGHT, 100);
    measure(plan, "the scenario, rolling", chain, SKI_ROLLING, 60);
    ski_case_free(chain);
    sk_scenario_free(scenario);
}

void bench_threads(bench_plan *plan) {
    const bench_chain made = {2, 36, BENCH_MIXED, false};
    sk_scenario *scenario = bench_made(plan, &made, SKI_ROLLING, NULL);
    ski_case *chain = bench_case(scenario);
    bench_section(&plan->table, "One thread against two: the same rows, to the byte", columns,
                  COLUMNS);
    measure(plan, "T=36, size 2, mixed, foresight", chain, SKI_FORESIGHT, 80);
    measure(plan, "T=36, size 2, mixed, window 6", chain, SKI_ROLLING, 80);
    ski_case_free(chain);
    sk_scenario_free(scenario);
    if (plan->full) {
        measure_shipped(plan);
    }
}
