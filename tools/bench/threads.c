/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same samples through the engine on one thread and on two, in turn; their rows have to be the
 * same to the byte. */
#include "engine/engine.h"
#include "parts.h"

#include <time.h>

enum { ROUNDS_MOST = 5 };

static const bench_column columns[] = {{"samples", "", 0},
                                       {"1 thread", "s", 2},
                                       {"2 threads", "s", 2},
                                       {"1 thread", "x two", 2},
                                       {"work of 2", "x one", 2}};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* What a run came to: seconds, and a checksum over all bytes of all rows (FNV-1a). */
typedef struct {
    int width;
    uint64_t checksum;
    double seconds, work; /* by the clock; of all processors */
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

static double work_so_far(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
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
    const ski_sink sink = {.take = take, .context = &result};
    const double begun = bench_seconds(), work = work_so_far();
    if (ski_engine_run(&job, &sink, NULL, error) != SK_OK) {
        bench_fail("a run failed", error);
    }
    result.seconds = bench_seconds() - begun;
    result.work = work_so_far() - work;
    ski_metric_table_free(metrics);
    sk_error_free(error);
    return result;
}

static void measure(bench_plan *plan, const char *what, const ski_case *chain, ski_rule_kind rule,
                    int samples, int rounds) {
    double one[ROUNDS_MOST], two[ROUNDS_MOST], ratios[ROUNDS_MOST], work[ROUNDS_MOST];
    for (int round = 0; round < rounds; round++) {
        const outcome a = run(chain, rule, samples, 1), b = run(chain, rule, samples, 2);
        if (a.checksum != b.checksum) {
            bench_fail("one thread and two do not give the same rows", NULL);
        }
        one[round] = a.seconds;
        two[round] = b.seconds;
        ratios[round] = a.seconds / b.seconds;
        work[round] = b.work / a.work;
    }
    const double values[COLUMNS] = {samples, bench_median(one, rounds), bench_median(two, rounds),
                                    bench_median(ratios, rounds), bench_median(work, rounds)};
    bench_row(&plan->table, what, values);
}

static void measure_shipped(bench_plan *plan) {
    sk_scenario *scenario = bench_scenario(plan->scenario, SKI_ROLLING, NULL, 0);
    ski_case *chain = bench_case(scenario);
    measure(plan, "the scenario, foresight", chain, SKI_FORESIGHT, 100, ROUNDS_MOST);
    measure(plan, "the scenario, rolling", chain, SKI_ROLLING, 60, ROUNDS_MOST);
    ski_case_free(chain);
    sk_scenario_free(scenario);
}

/* A million samples, once. */
static void measure_many(bench_plan *plan) {
    const bench_chain made = {1, 1, BENCH_RARE, false};
    sk_scenario *scenario = bench_made(plan, &made, SKI_FORESIGHT, NULL);
    ski_case *chain = bench_case(scenario);
    measure(plan, "T=1, size 1, rare, foresight", chain, SKI_FORESIGHT, 1000000, 1);
    ski_case_free(chain);
    sk_scenario_free(scenario);
}

void bench_threads(bench_plan *plan) {
    const bench_chain made = {2, 36, BENCH_MIXED, false};
    sk_scenario *scenario = bench_made(plan, &made, SKI_ROLLING, NULL);
    ski_case *chain = bench_case(scenario);
    bench_section(&plan->table,
                  "One thread against two: the same rows, to the byte\n"
                  "work of 2: processor time of the run on two threads; x two needs two idle "
                  "processors",
                  columns, COLUMNS);
    measure(plan, "T=36, size 2, mixed, foresight", chain, SKI_FORESIGHT, 80, ROUNDS_MOST);
    measure(plan, "T=36, size 2, mixed, window 6", chain, SKI_ROLLING, 80, ROUNDS_MOST);
    ski_case_free(chain);
    sk_scenario_free(scenario);
    if (plan->full) {
        measure_shipped(plan);
        measure_many(plan);
    }
}
