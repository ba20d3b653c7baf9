/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ever more samples of a small chain → the program's peak memory, what a sample adds to it, and how
 * many rows a second are decided and stored. */
#include "metrics/metrics.h"
#include "spawn.h"

#include <math.h>
#include <stdlib.h>

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
void bench_memory(bench_plan *plan) {
    static const bench_column columns[] = {{"peak", "MB", 1},
                                           {"took", "s", 1},
                                           {"rows", "a s", 0},
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
    const int rows = 1 + scenario->demand_count; /* of a sample in results.db */
    sk_scenario_free(scenario);
    bench_section(&plan->table,
                  "Memory: skarn run of a small chain (T=1, size 1, rare), 2 threads\n"
                  "rows: in results.db, each decided before it is stored. bytes: by how much the "
                  "peak is above that of 1,000 samples",
                  columns, 6);
    for (int i = 0; i < 3; i++) {
        const char *more[] = {"--samples", samples[i],  "--decisions",
                              "foresight", "--threads", "2"};
        const bench_usage used = bench_spawn_run(plan, path, more, 6);
        const double bytes =
            i == 0 ? NAN : (used.peak_mb - first_mb) * 1024 * 1024 / (atof(samples[i]) - 1000);
        char what[64];
        snprintf(what, sizeof what, "%s samples", samples[i]);
        first_mb = i == 0 ? used.peak_mb : first_mb;
        bench_row(&plan->table, what,
                  (double[]){used.peak_mb, used.seconds, rows * atof(samples[i]) / used.seconds,
                             metrics, bytes, bytes / metrics});
    }
}
