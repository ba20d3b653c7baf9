/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every part of the bench measures with: the clock, medians, and how it gives up. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "decisions/rule.h"

#include <skarn/scenario.h>

/* By the clock on the wall: for what runs on several threads, or in another process. */
double bench_seconds(void);

/* Of the processor, spent on this thread: for what runs on it alone. On an idle machine the same;
 * on a busy one the others do not count. */
double bench_cpu_seconds(void);

/* Of values[count], which is put into order. */
double bench_median(double *values, int count);

/* Says what went wrong, with the errors in `error` (may be NULL); ends the bench with status 1. */
_Noreturn void bench_fail(const char *what, const sk_error *error);

/* The scenario of a file with overrides (`PATH=VALUE`), decided by `rule`; never NULL. */
sk_scenario *bench_scenario(const char *path, ski_rule_kind rule, const char *const *sets,
                            int set_count);
ski_case *bench_case(const sk_scenario *scenario);

/* One worker's things for a case and a rule, made and freed on one thread. */
typedef struct {
    const ski_case *chain;
    ski_world *world;
    ski_rule *rule;
    ski_ledger *ledger;
    sk_error *error;
} bench_worker;

void bench_worker_start(bench_worker *worker, const ski_case *chain, ski_rule_kind rule);
void bench_worker_end(bench_worker *worker);

/* Draws a world; decides the drawn one. */
void bench_draw(bench_worker *worker, int number);
void bench_decide(bench_worker *worker, const ski_world *world);

/* What was carried out costs, USD. */
double bench_cost_usd(const bench_worker *worker, const ski_world *world);

/* How far two costs are apart, as a share of the first. */
double bench_apart(double a_usd, double b_usd);

/* Optima that differ by a larger share end the bench. */
#define BENCH_AGREEMENT 1e-9

/* The bench's worlds. */
enum { BENCH_SEED = 1 };

#endif
