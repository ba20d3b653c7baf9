/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Longer horizons and larger networks → seconds a sample by both rules, and how often more than on
 * the first chain; one round after the other over all chains. */
#include "parts.h"

enum { ROUNDS = 5, RULES = 2 };

static const bench_column columns[] = {{"rows", "LP", 0},           {"columns", "LP", 0},
                                       {"foresight", "ms", 1},      {"rolling", "ms", 1},
                                       {"foresight", "x first", 1}, {"rolling", "x first", 1}};
enum { COLUMNS = sizeof columns / sizeof *columns };

typedef struct {
    bench_chain made;
    sk_scenario *scenario;
    ski_case *chain;
    bench_worker workers[RULES];
    double ms[RULES][ROUNDS];
} subject;

static void start(const bench_plan *plan, subject *on) {
    on->scenario = bench_made(plan, &on->made, SKI_ROLLING, NULL);
    on->chain = bench_case(on->scenario);
    for (int rule = 0; rule < RULES; rule++) {
        bench_worker_start(&on->workers[rule], on->chain, (ski_rule_kind)rule);
    }
}

static void end(subject *on) {
    for (int rule = 0; rule < RULES; rule++) {
        bench_worker_end(&on->workers[rule]);
    }
    ski_case_free(on->chain);
    sk_scenario_free(on->scenario);
}

static void run_round(subject *on, int round, int worlds) {
    for (int i = 0; i < worlds; i++) {
        for (int rule = 0; rule < RULES; rule++) {
            bench_worker *worker = &on->workers[rule];
            const double begun = bench_cpu_seconds();
            bench_draw(worker, round * worlds + i);
            bench_decide(worker, worker->world);
            on->ms[rule][round] += (bench_cpu_seconds() - begun) * 1e3 / worlds;
        }
    }
}

static void report(bench_table *table, subject *on, const subject *first) {
    char what[64];
    double values[COLUMNS] = {on->chain->program->row_count, on->chain->program->column_count};
    snprintf(what, sizeof what, "T=%d, size %d, %s, window 6", on->made.periods, on->made.size,
             bench_kind_name(on->made.kind));
    for (int rule = 0; rule < RULES; rule++) {
        double ratios[ROUNDS], ms[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            ms[round] = on->ms[rule][round];
            ratios[round] = ms[round] / first->ms[rule][round];
        }
        values[2 + rule] = bench_median(ms, ROUNDS);
        values[2 + RULES + rule] = bench_median(ratios, ROUNDS);
    }
    bench_row(table, what, values);
}

static void measure(bench_plan *plan, const char *title, subject *subjects, int count) {
    bench_section(&plan->table, title, columns, COLUMNS);
    for (int i = 0; i < count; i++) {
        start(plan, &subjects[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < count; i++) {
            run_round(&subjects[i], round, plan->full ? 10 : 2);
        }
    }
    for (int i = 0; i < count; i++) {
        report(&plan->table, &subjects[i], &subjects[0]);
    }
    for (int i = 0; i < count; i++) {
        end(&subjects[i]);
    }
}

void bench_growth(bench_plan *plan) {
    subject horizons[] = {{.made = {2, 12, BENCH_MIXED, false}},
                          {.made = {2, 24, BENCH_MIXED, false}},
                          {.made = {2, 36, BENCH_MIXED, false}},
                          {.made = {2, 60, BENCH_MIXED, false}}};
    subject sizes[] = {{.made = {1, 24, BENCH_MIXED, false}},
                       {.made = {2, 24, BENCH_MIXED, false}},
                       {.made = {3, 24, BENCH_MIXED, false}},
                       {.made = {4, 24, BENCH_MIXED, false}}};
    measure(plan, "Longer horizons: a sample on one thread", horizons, 4);
    measure(plan, "Larger networks: a sample on one thread", sizes, 4);
}
