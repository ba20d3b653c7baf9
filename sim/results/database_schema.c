/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics → the tables of results.db (docs/results.md). */
#include "results/database_parts.h"

#include <stdlib.h>
#include <strings.h>

static const char fixed_tables[] =
    "CREATE TABLE identity (schema INTEGER NOT NULL, revision INTEGER NOT NULL, "
    "command TEXT NOT NULL, scenario TEXT NOT NULL, seed INTEGER NOT NULL, policy TEXT NOT NULL, "
    "samples INTEGER);"
    "CREATE TABLE start (version TEXT NOT NULL, host TEXT, threads INTEGER NOT NULL, shard TEXT, "
    "first_world INTEGER NOT NULL, wall_seconds REAL, cpu_seconds REAL);"
    "CREATE TABLE policy (policy INTEGER PRIMARY KEY, name TEXT NOT NULL, cost_usd REAL NOT NULL, "
    "asked INTEGER NOT NULL, samples INTEGER, failed INTEGER, quantile_worlds INTEGER);"
    "CREATE TABLE point (point INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE series (policy INTEGER NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, "
    "period TEXT NOT NULL, mean REAL, p05 REAL, p25 REAL, p50 REAL, p75 REAL, p95 REAL);"
    "CREATE TABLE plan (policy INTEGER NOT NULL, what TEXT NOT NULL, name TEXT NOT NULL, "
    "period TEXT NOT NULL, tonnes REAL NOT NULL);"
    "CREATE TABLE marginal (policy INTEGER NOT NULL, path TEXT NOT NULL, period TEXT NOT NULL, "
    "usd_per_t REAL NOT NULL);"
    "CREATE TABLE accumulator (policy INTEGER NOT NULL, point INTEGER NOT NULL, name TEXT NOT "
    "NULL, "
    "value BLOB NOT NULL, PRIMARY KEY (policy, point, name)) WITHOUT ROWID;"
    "CREATE TABLE series_world (policy INTEGER NOT NULL, point INTEGER NOT NULL, "
    "world INTEGER NOT NULL, value BLOB NOT NULL);";

/* Of a sweep alone. Of metrics that are events `mean` is the chance; the difference is from the
 * first policy at the same point. */
static const char sweep_tables[] =
    "CREATE TABLE point_value (point INTEGER NOT NULL, path TEXT NOT NULL, value REAL NOT NULL);"
    "CREATE TABLE point_error (policy INTEGER NOT NULL, point INTEGER NOT NULL, "
    "error TEXT NOT NULL);"
    "CREATE TABLE point_metric (policy INTEGER NOT NULL, point INTEGER NOT NULL, "
    "metric TEXT NOT NULL, count INTEGER NOT NULL, mean REAL, low REAL, high REAL, cvar REAL, "
    "cvar_low REAL, cvar_high REAL, few_events INTEGER NOT NULL, difference REAL, "
    "difference_low REAL, difference_high REAL, p_better REAL, p_worse REAL);";

/* Columns before and behind those of the metrics. */
static const char sample_head[] = "CREATE TABLE sample (policy INTEGER NOT NULL, "
                                  "point INTEGER NOT NULL, world INTEGER NOT NULL, ";
static const char sample_tail[] =
    "optima_warm INTEGER NOT NULL, optima_from_scratch INTEGER NOT NULL, "
    "optima_presolve INTEGER NOT NULL, optima_exact INTEGER NOT NULL, "
    "primal_residual REAL NOT NULL, dual_residual REAL NOT NULL, duality_gap REAL NOT NULL, "
    "failed TEXT);";
static const char demand_head[] =
    "CREATE TABLE sample_demand (policy INTEGER NOT NULL, point INTEGER NOT NULL, "
    "world INTEGER NOT NULL, demand TEXT NOT NULL, ";
static const char demand_tail[] = "CHECK (demand <> ''));";

/* Elements are free texts, and SQLite takes "hhi_w" and "hhi_W" for one name: the number of earlier
 * columns of that name tells them apart. */
static int earlier_alike(const ski_metric *metrics, int column) {
    int alike = 0;
    for (int c = 0; c < column; c++) {
        alike += strcasecmp(metrics[c].name, metrics[column].name) == 0;
    }
    return alike;
}

void ski_schema_columns(const ski_metric *metrics, int first, int count, const char *after,
                        FILE *stream) {
    for (int c = first; c < first + count; c++) {
        const int alike = earlier_alike(metrics, c);
        fputc('"', stream);
        for (const char *at = metrics[c].name; *at != '\0'; at++) {
            fputs(*at == '"' ? "\"\"" : (char[]){*at, '\0'}, stream);
        }
        if (alike > 0) {
            fprintf(stream, "#%d", alike + 1);
        }
        fprintf(stream, "\"%s", after);
    }
}

const ski_metric_table *ski_results_metrics(const sk_results *results) {
    static const ski_metric_table none = {0};
    const ski_running *running = &results->running;
    const ski_metric_table *of_sets = running->set_count > 0 ? running->sets[0].metrics : &none;
    return running->metrics != NULL ? running->metrics : of_sets;
}

sk_status ski_schema_create(const sk_results *results) {
    const ski_metric_table *metrics = ski_results_metrics(results);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        return SK_ERR_MEMORY;
    }
    fputs(fixed_tables, stream);
    fputs(ski_is_sweep(results) ? sweep_tables : "", stream);
    fputs(sample_head, stream);
    ski_schema_columns(metrics->metrics, 0, metrics->first_demand, " REAL, ", stream);
    fputs(sample_tail, stream);
    fputs(demand_head, stream);
    ski_schema_columns(ski_demand_metrics, 0, SKI_DEMAND_COLUMNS, " REAL, ", stream);
    fputs(demand_tail, stream);
    const bool lost = ferror(stream) != 0;
    const sk_status st =
        fclose(stream) != 0 || lost ? SK_ERR_MEMORY : ski_sql_run(&results->sql, text);
    free(text);
    return st;
}
