/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clock, medians, scenarios and workers for the parts of the bench. */
#include "measure.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

static double read_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bench_seconds(void) {
    return read_clock(CLOCK_MONOTONIC);
}

double bench_cpu_seconds(void) {
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, by_size);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

void bench_fail(const char *what, const sk_error *error) {
    fflush(stdout);
    fprintf(stderr, "bench: %s\n", what);
    for (int i = 0; error != NULL && i < sk_error_kept(error); i++) {
        fprintf(stderr, "  %s\n", sk_error_text(error, i));
    }
    exit(1);
}

sk_scenario *bench_scenario(const char *path, ski_rule_kind rule, const char *const *sets,
                            int set_count) {
    enum { SETS_MOST = 8 };
    sk_override overrides[SETS_MOST] = {{SK_SET, rule == SKI_ROLLING
                                                     ? "simulation.decisions=rolling"
                                                     : "simulation.decisions=foresight"}};
    for (int i = 0; i < set_count && i + 1 < SETS_MOST; i++) {
        overrides[i + 1] = (sk_override){SK_SET, sets[i]};
    }
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    if (sk_scenario_read(&scenario, path, overrides, set_count + 1, NULL, error) != SK_OK) {
        bench_fail(path, error);
    }
    sk_error_free(error);
    return scenario;
}

ski_case *bench_case(const sk_scenario *scenario) {
    ski_case *chain = NULL;
    sk_error *error = sk_error_new();
    if (ski_case_build(&chain, scenario, NULL, error) != SK_OK ||
        (ski_is_rolling(scenario) && ski_case_open_window(chain, NULL, error) != SK_OK)) {
        bench_fail("a case cannot be built", error);
    }
    sk_error_free(error);
    return chain;
}

void bench_worker_start(bench_worker *worker, const ski_case *chain, ski_rule_kind rule) {
    *worker = (bench_worker){.chain = chain, .error = sk_error_new()};
    if (ski_world_new(&worker->world, chain->uncertainty) != SK_OK ||
        ski_rule_new(&worker->rule, rule, chain, worker->error) != SK_OK ||
        ski_ledger_new(&worker->ledger, chain) != SK_OK) {
        bench_fail("a worker cannot start", worker->error);
    }
}

void bench_worker_end(bench_worker *worker) {
    ski_rule_free(worker->rule);
    ski_ledger_free(worker->ledger);
    ski_world_free(worker->world);
    sk_error_free(worker->error);
}

void bench_draw(bench_worker *worker, int number) {
    const ski_recipe recipe = ski_recipe_of_world((uint32_t)number);
    if (ski_world_draw(worker->chain->uncertainty, BENCH_SEED, &recipe, worker->world) != SK_OK) {
        bench_fail("a world cannot be drawn", NULL);
    }
}

void bench_decide(bench_worker *worker, const ski_world *world) {
    if (ski_rule_run(worker->rule, world, worker->ledger, worker->error) != SK_OK) {
        bench_fail("a sample failed", worker->error);
    }
}

double bench_cost_usd(const bench_worker *worker, const ski_world *world) {
    double lines[SKI_COST_LINES];
    ski_cost_lines(worker->chain->network, &worker->chain->program->layout, world->values,
                   worker->ledger->flows, lines);
    double usd = -lines[SKI_TERMINAL_VALUE];
    for (int line = 0; line < SKI_TERMINAL_VALUE; line++) {
        usd += lines[line];
    }
    return usd;
}

double bench_apart(double a_usd, double b_usd) {
    return fabs(a_usd - b_usd) / fmax(1, fabs(a_usd));
}
