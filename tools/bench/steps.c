/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples by both rules → where their time goes, step by step, timed where the library's files call
 * one another. */
#include "metrics/metrics.h"
#include "parts.h"
#include "seams.h"

#include <math.h>
#include <stdlib.h>

enum { RULES = 2 };

static const bench_column columns[] = {{"foresight", "ms", 3},
                                       {"foresight", "%", 1},
                                       {"rolling", "ms", 3},
                                       {"rolling", "%", 1}};
enum { COLUMNS = sizeof columns / sizeof *columns };

typedef struct {
    bench_spent spent;
    double total; /* s, of all samples */
} account;

/* Samples as the engine makes them. */
static account measure(const ski_case *chain, ski_rule_kind rule, int samples) {
    bench_worker worker;
    ski_metric_table *metrics = NULL;
    ski_measure *measure = NULL;
    bench_worker_start(&worker, chain, rule);
    double *row = NULL;
    if (ski_metric_table_build(&metrics, chain->network) != SK_OK ||
        ski_measure_new(&measure, chain->network, &chain->program->layout, metrics) != SK_OK ||
        (row = calloc((size_t)metrics->width, sizeof *row)) == NULL) {
        bench_fail("out of memory", NULL);
    }
    bench_spent_reset();
    const double begun = bench_cpu_seconds();
    for (int number = 0; number < samples; number++) {
        bench_draw(&worker, number);
        bench_decide(&worker, worker.world);
        ski_measure_row(measure, worker.world->values, worker.ledger->flows, row);
    }
    const account all = {bench_spent_now(), bench_cpu_seconds() - begun};
    free(row);
    ski_measure_free(measure);
    ski_metric_table_free(metrics);
    bench_worker_end(&worker);
    return all;
}

static void report_line(bench_table *table, const char *what, const account all[RULES],
                        const double seconds[RULES], const int samples[RULES]) {
    double values[COLUMNS];
    for (int rule = 0; rule < RULES; rule++) {
        values[2 * rule] = seconds[rule] * 1e3 / samples[rule];
        values[2 * rule + 1] = 100 * seconds[rule] / all[rule].total;
    }
    bench_row(table, what, values);
}

static void report(bench_table *table, const account all[RULES], const int samples[RULES]) {
    double rest[RULES] = {all[0].total, all[1].total};
    double certified[RULES], total[RULES] = {all[0].total, all[1].total};
    for (int step = 0; step < BENCH_STEPS; step++) {
        double seconds[RULES];
        for (int rule = 0; rule < RULES; rule++) {
            seconds[rule] = all[rule].spent.seconds[step];
            rest[rule] -= seconds[rule];
        }
        report_line(table, bench_step_name((bench_step)step), all, seconds, samples);
    }
    report_line(table, "the rest", all, rest, samples);
    report_line(table, "all of a sample", all, total, samples);
    for (int rule = 0; rule < RULES; rule++) {
        const double *seconds = all[rule].spent.seconds;
        certified[rule] = 100 * seconds[BENCH_CERTIFY] / seconds[BENCH_SOLVE];
    }
    bench_row(table, "verifying, of solving",
              (double[COLUMNS]){NAN, certified[0], NAN, certified[1]});
}

static void measure_chain(bench_plan *plan, const char *title, const sk_scenario *scenario,
                          int samples) {
    const int counts[RULES] = {samples * 4, samples};
    account all[RULES];
    ski_case *chain = bench_case(scenario);
    bench_section(&plan->table, title, columns, COLUMNS);
    for (int rule = 0; rule < RULES; rule++) {
        all[rule] = measure(chain, (ski_rule_kind)rule, counts[rule]);
    }
    report(&plan->table, all, counts);
    ski_case_free(chain);
}

void bench_steps(bench_plan *plan) {
    const bench_chain made = {2, 36, BENCH_MIXED, false};
    sk_scenario *scenario = bench_made(plan, &made, SKI_ROLLING, NULL);
    measure_chain(plan, "Where a sample's time goes: T=36, size 2, mixed, window 6, one thread",
                  scenario, plan->full ? 100 : 20);
    sk_scenario_free(scenario);
    scenario = bench_scenario(plan->scenario, SKI_ROLLING, NULL, 0);
    measure_chain(plan, "Where a sample's time goes: the scenario as shipped, one thread", scenario,
                  plan->full ? 50 : 10);
    sk_scenario_free(scenario);
}
