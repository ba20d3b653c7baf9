/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The studies of the scenario, on one thread and on two: what they take, and how many samples it
 * saves to compare policies in the same worlds. */
#include "results/reader.h"
#include "spawn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POLICIES_MOST = 64, WORLDS_MOST = 4096, WORDS_MOST = 16, TEXT = 512 };

/* --- what they take --- */

static bench_usage spawn_study(const bench_plan *plan, const char *study, const char *samples,
                               const char *threads) {
    char folder[TEXT];
    const char *words[WORDS_MOST] = {plan->program, study,  plan->scenario, "--force",
                                     "-o",          folder, "--threads",    threads};
    snprintf(folder, sizeof folder, "%s/%s", plan->folder, study);
    if (samples != NULL) {
        words[8] = "--samples";
        words[9] = samples;
    }
    return bench_spawn(words);
}

/* Rows that a study has stored: its samples. */
static int samples_of(const bench_plan *plan, const char *study) {
    char path[TEXT];
    sk_export *from = NULL;
    bool found = true;
    int count = -1;
    snprintf(path, sizeof path, "%s/%s/results.db", plan->folder, study);
    if (sk_export_open(&from, path, NULL) != SK_OK ||
        ski_reader_table(from, "sample", NULL) != SK_OK) {
        bench_fail("a study left no results", NULL);
    }
    for (; found; count++) {
        if (ski_reader_next(from, &found) != SK_OK) {
            bench_fail("a study's results cannot be read", NULL);
        }
    }
    sk_export_close(from);
    return count;
}

/* wanted: samples whose time is scaled up from those run; 0: not. */
static void measure_study(bench_plan *plan, const char *study, const char *samples, double wanted) {
    char what[64];
    const bench_usage one = spawn_study(plan, study, samples, "1");
    const bench_usage two = spawn_study(plan, study, samples, "2");
    const int count = samples_of(plan, study);
    snprintf(what, sizeof what, "skarn %s%s%s", study, samples == NULL ? "" : " --samples ",
             samples == NULL ? "" : samples);
    bench_row(&plan->table, what,
              (double[]){count, one.seconds, two.seconds, one.seconds / two.seconds,
                         count / two.seconds, two.peak_mb, wanted > 0 ? wanted : (double)NAN,
                         wanted > 0 ? wanted * two.seconds / count : (double)NAN});
}

/* --- what the same worlds save --- */

typedef struct {
    char names[POLICIES_MOST][64];
    int policies, worlds;
    double *values; /* [POLICIES_MOST * WORLDS_MOST] of one metric; NaN: not there */
} rows;

static int column_of(const sk_export *from, const char *name) {
    int column = 0;
    while (column < ski_reader_column_count(from) &&
           strcmp(ski_reader_column(from, column), name) != 0) {
        column++;
    }
    return column;
}

static void read_names(sk_export *from, rows *into) {
    bool found = true;
    ski_reader_table(from, "policy", NULL);
    while (ski_reader_next(from, &found) == SK_OK && found && into->policies < POLICIES_MOST) {
        snprintf(into->names[into->policies++], 64, "%s",
                 ski_reader_cell(from, column_of(from, "name")).text);
    }
}

static void read_values(sk_export *from, const char *metric, rows *into) {
    bool found = true;
    for (int i = 0; i < POLICIES_MOST * WORLDS_MOST; i++) {
        into->values[i] = NAN;
    }
    ski_reader_table(from, "sample", NULL);
    while (ski_reader_next(from, &found) == SK_OK && found) {
        const int policy = (int)ski_reader_cell(from, column_of(from, "policy")).integer;
        const int world = (int)ski_reader_cell(from, column_of(from, "world")).integer;
        const ski_cell cell = ski_reader_cell(from, column_of(from, metric));
        if (policy < POLICIES_MOST && world < WORLDS_MOST && cell.kind == SKI_CELL_REAL) {
            into->values[policy * WORLDS_MOST + world] = cell.real;
            into->worlds = world >= into->worlds ? world + 1 : into->worlds;
        }
    }
}

static double variance(const double *values, int count) {
    double sum = 0, squares = 0;
    for (int i = 0; i < count; i++) {
        sum += values[i];
    }
    for (int i = 0; i < count; i++) {
        squares += (values[i] - sum / count) * (values[i] - sum / count);
    }
    return squares / (count - 1);
}

/* Samples that independent runs would need for one of paired ones: the variance of a difference of
 * independent figures over that of the paired difference. */
static double saved(const rows *of, int policy) {
    const double *base = of->values, *other = of->values + policy * WORLDS_MOST;
    double difference[WORLDS_MOST];
    for (int i = 0; i < of->worlds; i++) {
        difference[i] = other[i] - base[i];
    }
    return (variance(base, of->worlds) + variance(other, of->worlds)) /
           variance(difference, of->worlds);
}

static void measure_pairing(bench_plan *plan) {
    static const bench_column columns[] = {{"cost", "x", 1}, {"shortage", "x", 1}};
    static const char *const metrics[] = {"cost_usd", "shortage_critical_t"};
    static rows both[2];
    char path[TEXT];
    sk_export *from = NULL;
    snprintf(path, sizeof path, "%s/compare/results.db", plan->folder);
    if (sk_export_open(&from, path, NULL) != SK_OK) {
        bench_fail("compare left no results", NULL);
    }
    for (int i = 0; i < 2; i++) {
        both[i] = (rows){.values = calloc(POLICIES_MOST * WORLDS_MOST, sizeof(double))};
        if (both[i].values == NULL) {
            bench_fail("out of memory", NULL);
        }
        read_names(from, &both[i]);
        read_values(from, metrics[i], &both[i]);
    }
    bench_section(&plan->table,
                  "Samples of independent runs that one sample of compare is worth, against the "
                  "baseline\nshortage: of critical demands",
                  columns, 2);
    for (int policy = 1; policy < both[0].policies; policy++) {
        bench_row(&plan->table, both[0].names[policy],
                  (double[]){saved(&both[0], policy), saved(&both[1], policy)});
    }
    sk_export_close(from);
    free(both[0].values);
    free(both[1].values);
}

void bench_studies(bench_plan *plan) {
    static const bench_column columns[] = {{"samples", "", 0},      {"1 thread", "s", 1},
                                           {"2 threads", "s", 1},   {"1 thread", "x two", 2},
                                           {"2 threads", "a s", 1}, {"peak", "MB", 1},
                                           {"of", "samples", 0},    {"scaled up", "s", 0}};
    bench_section(
        &plan->table,
        "Studies of the scenario\nsamples: decided and stored, of all policies or inputs. "
        "scaled up, 2 threads: 8 policies and the baseline in 1,000 worlds;\n"
        "10 inputs in two sets of 1,024 worlds, indices alone",
        columns, 8);
    measure_study(plan, "compare", plan->full ? "200" : "8", 9 * 1000);
    measure_study(plan, "sensitivity", plan->full ? "32" : "4", 12 * 1024);
    if (plan->full) {
        measure_study(plan, "stress", NULL, 0);
        measure_pairing(plan);
    }
}
