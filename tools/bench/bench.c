/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario → one table of speeds, each a ratio measured in this one run, interleaved, medians. Not a test: the machine
 * decides the seconds; but that both ways agree on every objective is checked, and the bench fails if they do not. */
#include "naive.h"

#include "decisions/rule.h"

#include <math.h>
#include <skarn/run.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 5, WORLDS = 8, STARTS = 21, THREAD_ROUNDS = 3 };

/* Naive and warm-started optima must agree to this share. */
#define AGREEMENT 1e-9

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count) {
    qsort(values, (size_t)count, sizeof *values, by_size);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static void fail(const char *what, sk_error *error) {
    fprintf(stderr, "bench: %s\n", what);
    for (int i = 0; error != NULL && i < sk_error_kept(error); i++) {
        fprintf(stderr, "  %s\n", sk_error_text(error, i));
    }
    exit(1);
}

static sk_scenario *read_scenario(const char *path, const sk_override *overrides, int count) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    if (sk_scenario_read(&scenario, path, overrides, count, NULL, error) != SK_OK) {
        fail("the scenario cannot be read", error);
    }
    sk_error_free(error);
    return scenario;
}

static bool is_money(const ski_quantity *quantity) {
    return strstr(quantity->targets[0].key, "usd") != NULL ||
           strcmp(quantity->targets[0].key, "tariff") == 0;
}

/* Sets every price and cost of a world back to its base, so that quantities alone are random. */
static void fix_money(const ski_case *chain, ski_world *world) {
    const int *touched = ski_touched(chain->uncertainty);
    size_t periods = (size_t)chain->network->periods;
    for (int i = 0; i < ski_touched_count(chain->uncertainty); i++) {
        size_t first = (size_t)touched[i] * periods;
        if (is_money(&chain->network->quantities[touched[i]])) {
            memcpy(world->values + first, chain->network->base + first, periods * sizeof(double));
        }
    }
}

typedef struct {
    double naive_ms, warm_ms, worst_difference;
} duel;

static double cost_of(const ski_case *chain, const ski_world *world, const double *flows) {
    double lines[SKI_COST_LINES];
    ski_cost_lines(chain->network, &chain->program->layout, world->values, flows, lines);
    double usd = -lines[SKI_TERMINAL_VALUE];
    for (int line = 0; line < SKI_TERMINAL_VALUE; line++) {
        usd += lines[line];
    }
    return usd;
}

/* WORLDS worlds a round, each solved both ways in turn. */
static duel measure_duel(const ski_case *chain, bool prices_too) {
    ski_world *world = NULL;
    ski_rule *rule = NULL;
    ski_ledger *ledger = NULL;
    sk_error *error = sk_error_new();
    double naive[ROUNDS] = {0}, warm[ROUNDS] = {0};
    duel result = {0, 0, 0};
    if (ski_world_new(&world, chain->uncertainty) != SK_OK ||
        ski_rule_new(&rule, SKI_FORESIGHT, chain, error) != SK_OK ||
        ski_ledger_new(&ledger, chain) != SK_OK) {
        fail("a work space cannot be made", error);
    }
    for (int i = 0; i < ROUNDS * WORLDS; i++) {
        double start = seconds();
        ski_world_draw(chain->uncertainty, 1, (uint32_t)i, world);
        if (!prices_too) {
            fix_money(chain, world);
        }
        if (ski_rule_run(rule, world, ledger, error) != SK_OK) {
            fail("a sample failed", error);
        }
        double middle = seconds();
        double usd = naive_objective_usd(chain, world);
        warm[i / WORLDS] += (middle - start) * 1e3 / WORLDS;
        naive[i / WORLDS] += (seconds() - middle) * 1e3 / WORLDS;
        double difference = fabs(usd - cost_of(chain, world, ledger->flows)) / fmax(1, fabs(usd));
        result.worst_difference = fmax(result.worst_difference, difference);
    }
    result.naive_ms = median(naive, ROUNDS);
    result.warm_ms = median(warm, ROUNDS);
    ski_rule_free(rule);
    ski_ledger_free(ledger);
    ski_world_free(world);
    sk_error_free(error);
    return result;
}

static void print_duel(const char *what, duel result) {
    printf("%-44s %9.2f ms  %9.2f ms  %6.1fx\n", what, result.naive_ms, result.warm_ms,
           result.naive_ms / result.warm_ms);
    if (!(result.worst_difference <= AGREEMENT)) {
        fprintf(stderr, "bench: the objectives differ by %.3g\n", result.worst_difference);
        exit(1);
    }
}

static double run_seconds(const sk_scenario *scenario, int threads) {
    sk_run *run = NULL;
    sk_run_options options = {threads};
    sk_error *error = sk_error_new();
    double start = seconds();
    if (sk_run_execute(&run, scenario, &options, NULL, error) != SK_OK) {
        fail("the run failed", error);
    }
    double taken = seconds() - start;
    sk_run_free(run);
    sk_error_free(error);
    return taken;
}

static void measure_threads(const char *path) {
    const sk_override samples = {SK_SET, "simulation.samples=200"};
    sk_scenario *scenario = read_scenario(path, &samples, 1);
    double one[THREAD_ROUNDS], two[THREAD_ROUNDS];
    for (int round = 0; round < THREAD_ROUNDS; round++) {
        one[round] = run_seconds(scenario, 1);
        two[round] = run_seconds(scenario, 2);
    }
    double slow = median(one, THREAD_ROUNDS), fast = median(two, THREAD_ROUNDS);
    printf("%-44s %9.2f s   %9.2f s   %6.2fx\n", "run, 200 samples: 1 thread, 2 threads", slow, fast,
           slow / fast);
    sk_scenario_free(scenario);
}

static void measure_plan(const char *path) {
    double read[ROUNDS], solve[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds();
        sk_scenario *scenario = read_scenario(path, NULL, 0);
        double middle = seconds();
        sk_plan *plan = NULL;
        if (sk_plan_solve(&plan, scenario, NULL, NULL) != SK_OK) {
            fail("the plan failed", NULL);
        }
        read[round] = (middle - start) * 1e3;
        solve[round] = (seconds() - middle) * 1e3;
        sk_plan_free(plan);
        sk_scenario_free(scenario);
    }
    printf("%-44s %9.2f ms  %9.2f ms\n", "read + check, build + solve the plan",
           median(read, ROUNDS), median(solve, ROUNDS));
}

/* Runs the program with its output thrown away; most memory it took, kB, and its time, s. */
static long spawn(const char *const *words, double *taken) {
    struct rusage usage = {0};
    int status = 0;
    double start = seconds();
    fflush(stdout); /* or the child would print what waits in the buffer again */
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL) {
            _exit(127);
        }
        execv(words[0], (char *const *)words);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) {
        fail("the program did not end well", NULL);
    }
    *taken = seconds() - start;
    return usage.ru_maxrss;
}

static void measure_start(const char *program, const char *path) {
    const char *words[] = {program, "check", path, NULL};
    double times[STARTS];
    for (int i = 0; i < STARTS; i++) {
        spawn(words, &times[i]);
    }
    printf("%-44s %9.2f ms\n", "skarn check, from start to end", 1e3 * median(times, STARTS));
}

/* A short horizon, so that many samples end soon; a row is as wide as on the long one. */
static void measure_memory(const char *program, const char *path, const char *folder) {
    const char *counts[] = {"1000", "100000"};
    long peak_kb[2];
    for (int i = 0; i < 2; i++) {
        double taken;
        const char *words[] = {program,     "run",     path, "--set", "scenario.periods=1",
                               "--samples", counts[i], "-o", folder,  "--force",
                               NULL};
        peak_kb[i] = spawn(words, &taken);
    }
    printf("%-44s %9.1f MB  %9.1f MB  %6.0f bytes a sample\n",
           "peak memory, 1,000 and 100,000 samples", (double)peak_kb[0] / 1024,
           (double)peak_kb[1] / 1024, (double)(peak_kb[1] - peak_kb[0]) * 1024 / 99000);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: bench PROGRAM SCENARIO FOLDER\n");
        return 2;
    }
    sk_scenario *scenario = read_scenario(argv[2], NULL, 0);
    ski_case *chain = NULL;
    if (ski_case_build(&chain, scenario, NULL, NULL) != SK_OK) {
        fail("the case cannot be built", NULL);
    }
    printf("%s: %d columns, %d rows, %d coefficients\n\n", argv[2], chain->program->column_count,
           chain->program->row_count, chain->program->entry_count);
    printf("%-44s %12s  %12s  %7s\n", "a sample (one thread)", "naive", "skarn", "ratio");
    print_duel("quantities random", measure_duel(chain, false));
    print_duel("prices random too", measure_duel(chain, true));
    ski_case_free(chain);
    sk_scenario_free(scenario);
    measure_threads(argv[2]);
    measure_plan(argv[2]);
    measure_start(argv[1], argv[2]);
    measure_memory(argv[1], argv[2], argv[3]);
    return 0;
}
