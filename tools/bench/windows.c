/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chains → the rolling rule as shipped, each window from the basis of the one before, against the
 * same rule with each window from the base window's basis, on the same worlds in turn. */
#include "parts.h"
#include "seams.h"

enum { ROUNDS = 5 };

static const bench_column columns[] = {{"windows", "a sample", 0},
                                       {"from base", "ms", 1},
                                       {"chained", "ms", 1},
                                       {"from base", "x chained", 2}};
enum { COLUMNS = sizeof columns / sizeof *columns };

typedef struct {
    double chained[ROUNDS], from_base[ROUNDS]; /* ms a sample */
} times;

static double decide(bench_worker *worker, const ski_case *start, double *usd) {
    const double begun = bench_cpu_seconds();
    bench_start_from(start);
    bench_decide(worker, worker->world);
    bench_start_from(NULL);
    *usd = bench_cost_usd(worker, worker->world);
    return (bench_cpu_seconds() - begun) * 1e3;
}

/* Both ways are to carry out the same, to the last digits: ranks leave no ties. */
static void run_world(bench_worker *worker, const char *what, int number, int round, times *into,
                      int worlds) {
    double chained_usd = 0, from_base_usd = 0;
    bench_draw(worker, number);
    for (int turn = 0; turn < 2; turn++) {
        if ((turn + number) % 2 == 0) {
            into->chained[round] += decide(worker, NULL, &chained_usd) / worlds;
        } else {
            into->from_base[round] +=
                decide(worker, worker->chain->window, &from_base_usd) / worlds;
        }
    }
    if (!(bench_apart(chained_usd, from_base_usd) <= BENCH_AGREEMENT)) {
        char text[256];
        snprintf(text, sizeof text, "%s, world %d: chained windows cost %.12g USD, from base %.12g",
                 what, number, chained_usd, from_base_usd);
        bench_fail(text, NULL);
    }
}

static void measure(bench_plan *plan, const char *what, const sk_scenario *scenario, int worlds) {
    times taken = {{0}, {0}};
    double ratios[ROUNDS];
    bench_worker worker;
    ski_case *chain = bench_case(scenario);
    bench_worker_start(&worker, chain, SKI_ROLLING);
    for (int i = 0; i < ROUNDS * worlds; i++) {
        run_world(&worker, what, i, i / worlds, &taken, worlds);
    }
    for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = taken.from_base[round] / taken.chained[round];
    }
    const double values[COLUMNS] = {chain->network->periods, bench_median(taken.from_base, ROUNDS),
                                    bench_median(taken.chained, ROUNDS),
                                    bench_median(ratios, ROUNDS)};
    bench_row(&plan->table, what, values);
    bench_worker_end(&worker);
    ski_case_free(chain);
}

static void measure_made(bench_plan *plan, bench_kind kind, bool costs_vary, int window) {
    char what[64], set[64];
    const bench_chain made = {2, 36, kind, costs_vary};
    snprintf(what, sizeof what, "T=36, window %d, %s%s", window, bench_kind_name(kind),
             costs_vary ? ", costs too" : "");
    snprintf(set, sizeof set, "simulation.lookahead_periods=%d", window);
    sk_scenario *scenario = bench_made(plan, &made, SKI_ROLLING, set);
    measure(plan, what, scenario, plan->full ? 8 : 2);
    sk_scenario_free(scenario);
}

static void measure_shipped(bench_plan *plan, int window) {
    char what[64], set[64];
    const char *sets[] = {set};
    snprintf(what, sizeof what, "the scenario, window %d", window);
    snprintf(set, sizeof set, "simulation.lookahead_periods=%d", window);
    sk_scenario *scenario = bench_scenario(plan->scenario, SKI_ROLLING, sets, 1);
    measure(plan, what, scenario, plan->full ? 4 : 1);
    sk_scenario_free(scenario);
}

void bench_windows(bench_plan *plan) {
    static const int windows[] = {6, 12};
    bench_section(&plan->table,
                  "Rolling: a sample on one thread, windows chained as shipped\n"
                  "from base: the same, but each window from the base window's basis",
                  columns, COLUMNS);
    for (int i = 0; i < 2; i++) {
        for (int kind = BENCH_CONTINUOUS; kind <= BENCH_RARE; kind++) {
            if (plan->full || kind == BENCH_MIXED || kind == BENCH_RARE) {
                measure_made(plan, (bench_kind)kind, false, windows[i]);
            }
        }
        measure_made(plan, BENCH_MIXED, true, windows[i]);
        measure_shipped(plan, windows[i]);
    }
}
