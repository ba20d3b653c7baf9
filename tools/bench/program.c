/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program itself, from start to end: how long it takes, and how much memory at most. */
#include "metrics/metrics.h"
#include "parts.h"

#include <math.h>
#include <skarn/run.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MOST = 24, STARTS = 21 };

typedef struct {
    double seconds, peak_mb;
} usage;

/* In the child: the program, with its output thrown away. */
static _Noreturn void become(const char *const *words) {
    if (freopen("/dev/null", "w", stdout) != NULL && freopen("/dev/null", "w", stderr) != NULL) {
        execv(words[0], (char *const *)words);
    }
    _exit(127);
}

static usage spawn(const char *const *words) {
    struct rusage used = {0};
    int status = 0;
    fflush(NULL); /* or the child would print what waits in the buffers again */
    const double begun = bench_seconds();
    const pid_t child = fork();
    if (child == 0) {
        become(words);
    }
    if (child < 0 || wait4(child, &status, 0, &used) < 0 || status != 0) {
        bench_fail("the program did not end well", NULL);
    }
    return (usage){bench_seconds() - begun, (double)used.ru_maxrss / 1024};
}

/* skarn run of a scenario with more words [count]. */
static usage spawn_run(const bench_plan *plan, const char *scenario, const char *const *more,
                       int count) {
    char results[512];
    const char *words[WORDS_MOST] = {plan->program, "run", scenario, "--force", "-o", results};
    snprintf(results, sizeof results, "%s/results", plan->folder);
    memcpy(words + 6, more, (size_t)count * sizeof *more);
    return spawn(words);
}

static void measure_start(bench_plan *plan) {
    static const bench_column columns[] = {{"start", "ms", 1}};
    const char *words[] = {plan->program, "check", plan->scenario, NULL};
    double ms[STARTS];
    for (int i = 0; i < STARTS; i++) {
        ms[i] = spawn(words).seconds * 1e3;
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
        if (sk_plan_solve(&solved, scenario, NULL) != SK_OK) {
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
        const usage used = spawn_run(plan, plan->scenario, more, 6);
        bench_row(&plan->table, what, (double[]){count, used.seconds * 1000 / count});
    }
    if (plan->full) {
        const usage used = spawn_run(plan, plan->scenario, NULL, 0);
        bench_row(&plan->table, "as shipped: seconds, not scaled", (double[]){NAN, used.seconds});
    }
}

static int metric_count(const sk_scenario *scenario) {
    ski_metric_table *metrics = NULL;
    ski_case *chain = bench_case(scenario);
    if (ski_metric_table_build(&metrics, chain->network) != SK_OK) {
        bench_fail("out of memory", NULL);
    }
    const int count = metrics->count;
    ski_metric_table_free(metrics);
    ski_case_free(chain);
    return count;
}

/* One period, so that many samples end soon; a row is as wide as on a long horizon. */
static void measure_memory(bench_plan *plan) {
    static const bench_column columns[] = {{"peak", "MB", 1},
                                           {"took", "s", 1},
                                           {"metrics", "", 0},
                                           {"a sample", "bytes", 1},
                                           {"and metric", "bytes", 2}};
    static const char *const samples[] = {"1000", "100000", "1000000"};
    const bench_chain made = {1, 1, BENCH_RARE, false};
    char path[512];
    double first_mb = 0;
    bench_made_path(plan, &made, path, sizeof path);
    sk_scenario *scenario = bench_made(plan, &made, SKI_FORESIGHT, NULL);
    const int metrics = metric_count(scenario);
    sk_scenario_free(scenario);
    bench_section(&plan->table,
                  "Memory: skarn run of a small chain (T=1, size 1, rare), 2 threads\n"
                  "bytes: by how much the peak is above that of 1,000 samples",
                  columns, 5);
    for (int i = 0; i < (plan->full ? 3 : 2); i++) {
        const char *more[] = {"--samples", samples[i],  "--decisions",
                              "foresight", "--threads", "2"};
        const usage used = spawn_run(plan, path, more, 6);
        const double bytes =
            i == 0 ? NAN : (used.peak_mb - first_mb) * 1024 * 1024 / (atof(samples[i]) - 1000);
        char what[64];
        snprintf(what, sizeof what, "%s samples", samples[i]);
        first_mb = i == 0 ? used.peak_mb : first_mb;
        bench_row(&plan->table, what,
                  (double[]){used.peak_mb, used.seconds, metrics, bytes, bytes / metrics});
    }
}

void bench_program(bench_plan *plan) {
    measure_start(plan);
    measure_plan(plan);
    measure_run(plan);
    measure_memory(plan);
}
