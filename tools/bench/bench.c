/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario and made-up chains → one table of speeds, each a ratio measured in this one run,
 * interleaved, medians. Not a test: the machine decides the seconds; but that all ways agree on
 * every objective is checked, and the bench fails if they do not. */
#include "parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    void (*measure)(bench_plan *plan);
} parts[] = {{"memory", bench_memory},   {"foresight", bench_foresight}, {"windows", bench_windows},
             {"growth", bench_growth},   {"steps", bench_steps},         {"threads", bench_threads},
             {"program", bench_program}, {"studies", bench_studies}};
enum { PARTS = sizeof parts / sizeof *parts };

static _Noreturn void usage(void) {
    fprintf(stderr, "usage: bench [--full] [--csv FILE] [--only PART] PROGRAM SCENARIO FOLDER\n"
                    "  --full       everything; without it, what fits into some three minutes\n"
                    "  --csv FILE   where the figures go besides standard output (FOLDER.csv)\n"
                    "  --only PART ");
    for (int i = 0; i < PARTS; i++) {
        fprintf(stderr, " %s", parts[i].name);
    }
    fprintf(stderr, "\n");
    exit(2);
}

typedef struct {
    const char *csv, *only;
} options;

/* Options, then the three words. */
static options read_words(bench_plan *plan, int argc, char **argv) {
    options given = {0};
    int i = 1;
    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        if (strcmp(argv[i], "--full") == 0) {
            plan->full = true;
        } else if (strcmp(argv[i], "--csv") == 0 && i + 1 < argc) {
            given.csv = argv[++i];
        } else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
            given.only = argv[++i];
        } else {
            usage();
        }
    }
    if (argc - i != 3) {
        usage();
    }
    plan->program = argv[i];
    plan->scenario = argv[i + 1];
    plan->folder = argv[i + 2];
    return given;
}

static int measure_parts(bench_plan *plan, const char *only) {
    int measured = 0;
    for (int i = 0; i < PARTS; i++) {
        if (only == NULL || strcmp(only, parts[i].name) == 0) {
            parts[i].measure(plan);
            measured++;
        }
    }
    return measured;
}

/* A busy machine changes every figure, ratios least. */
static void print_head(const bench_plan *plan) {
    double load = 0;
    printf("The scenario: %s. Processors: %ld", plan->scenario, sysconf(_SC_NPROCESSORS_ONLN));
    if (getloadavg(&load, 1) == 1) {
        printf(", busy with %.1f processes in the minute before", load);
    }
    printf(".\nTimes on one thread are the processor's; all others are the clock's.\n");
}

int main(int argc, char **argv) {
    bench_plan plan = {.full = false};
    const options given = read_words(&plan, argc, argv);
    char csv[512];
    snprintf(csv, sizeof csv, "%s.csv", plan.folder);
    mkdir(plan.folder, 0777); /* may be there: what cannot be written is said below */
    bench_table_open(&plan.table, given.csv != NULL ? given.csv : csv);
    const double start = bench_seconds();
    print_head(&plan);
    if (measure_parts(&plan, given.only) == 0) {
        usage();
    }
    bench_table_close(&plan.table);
    printf("\nAll objectives agree to %.0e. %.0f s; figures in %s\n", BENCH_AGREEMENT,
           bench_seconds() - start, given.csv != NULL ? given.csv : csv);
    return 0;
}
