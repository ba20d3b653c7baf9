/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program itself, from start to end: how long it takes. */
#include "parts.h"
#include "spawn.h"

#include <math.h>
#include <skarn/run.h>

enum { STARTS = 21 };

static void measure_start(bench_plan *plan) {
    static const bench_column columns[] = {{"start", "ms", 1}};
    const char *words[] = {plan->program, "check", plan->scenario, NULL};
    double ms[STARTS];
    for (int i = 0; i < STARTS; i++) {
        ms[i] = bench_spawn(words).seconds * 1e3;
    }
    bench_section(&plan->table, "The program", columns, 1);
    bench_row(&plan->table, "skarn check, from start to end", (double[]){bench_median(ms, STARTS)});
}

static void measure_plan(bench_plan *plan) {
    double read[STARTS], solve[STARTS];
    for (int i = 0; i < STARTS; i++) {
        const double begun = bench_seconds();
        sk_scenario *scenario = bench_scenario(plan->scenario, SKI_FORESIGHT, NULL, 0);
        const double middle = bench_seconds();
        sk_plan *solved = NULL;
        if (sk_plan_solve(&solved, scenario, NULL, NULL) != SK_OK) {
            bench_fail("the plan failed", NULL);
        }
        read[i] = (middle - begun) * 1e3;
        solve[i] = (bench_seconds() - middle) * 1e3;
        sk_plan_free(solved);
        sk_scenario_free(scenario);
    }
    bench_row(&plan->table, "read and check the scenario", (double[]){bench_median(read, STARTS)});
    bench_row(&plan->table, "build and solve its plan", (double[]){bench_median(solve, STARTS)});
}

/* Fewer samples are run, once each, and scaled up. */
static void measure_run(bench_plan *plan) {
    static const bench_column columns[] = {{"run", "samples", 0}, {"1,000 take", "s", 1}};
    static const char *const rules[] = {"foresight", "rolling"};
    bench_section(&plan->table,
                  "skarn run of the scenario, 2 threads: 1,000 samples, scaled up from those run",
                  columns, 2);
    for (int rule = 0; rule < 2; rule++) {
        const int count = plan->full ? 1000 : rule == SKI_FORESIGHT ? 60 : 30;
        char samples[16], what[64];
        snprintf(samples, sizeof samples, "%d", count);
        snprintf(what, sizeof what, "--decisions %s", rules[rule]);
        const char *more[] = {"--samples", samples, "--decisions", rules[rule], "--threads", "2"};
        const bench_usage used = bench_spawn_run(plan, plan->scenario, more, 6);
        bench_row(&plan->table, what, (double[]){count, used.seconds * 1000 / count});
    }
    if (plan->full) {
        const bench_usage used = bench_spawn_run(plan, plan->scenario, NULL, 0);
        bench_row(&plan->table, "as shipped: seconds, not scaled", (double[]){NAN, used.seconds});
    }
}

void bench_program(bench_plan *plan) {
    measure_start(plan);
    measure_plan(plan);
    measure_run(plan);
}
