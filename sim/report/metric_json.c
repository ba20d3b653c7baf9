/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every study of samples gives → JSON: metrics, chances, certificates, where it ran. */
#include "report/metric_json.h"

#include "base/tolerances.h"
#include "report/format.h"
#include "report/header.h"

static const char *const QUANTILES[SKI_QUANTILES] = {"p05", "p25", "p50", "p75", "p95"};

void ski_metric_json(ski_json *json, cJSON *group, const ski_metric *metric,
                     const ski_statistics *statistics) {
    cJSON *object = ski_json_object(json, group, metric->name);
    ski_json_number(json, object, "mean", statistics->mean);
    ski_json_number(json, object, "sd", statistics->sd);
    ski_json_number(json, object, "se", statistics->se);
    ski_json_interval(json, object, "ci", statistics->mean_interval);
    for (int i = 0; i < SKI_QUANTILES; i++) {
        ski_json_number(json, object, QUANTILES[i], statistics->quantiles[i]);
    }
    cJSON *intervals = ski_json_object(json, object, "quantile_ci");
    for (int i = 0; i < SKI_QUANTILES; i++) {
        ski_json_interval(json, intervals, QUANTILES[i], statistics->quantile_intervals[i]);
    }
    ski_json_number(json, object, "var", statistics->var);
    ski_json_number(json, object, "cvar", statistics->cvar);
    ski_json_interval(json, object, "cvar_ci",
                      ski_tail_interval(statistics->cvar_interval, statistics->cvar_few_events));
    ski_json_bool(json, object, "few_events", statistics->few_events);
    ski_json_bool(json, object, "cvar_few_events", statistics->cvar_few_events);
    ski_json_number(json, object, "count", statistics->count);
    ski_json_number(json, object, "undefined", statistics->undefined);
    if (metric->is_censored) {
        ski_json_number(json, object, "censored", statistics->count - statistics->nonzero);
    }
}

void ski_probability_json(ski_json *json, cJSON *group, const char *name,
                          const ski_probability *probability) {
    cJSON *object = ski_json_object(json, group, name);
    ski_json_number(json, object, "value", probability->value);
    ski_json_interval(json, object, "ci", probability->interval);
    ski_json_bool(json, object, "few_events", probability->few_events);
    ski_json_number(json, object, "count", probability->count);
}

void ski_certificates_json(ski_json *json, const ski_solves *solves) {
    static const char *const methods[SKI_METHODS] = {"warm", "from_scratch", "presolve", "exact"};
    cJSON *object = ski_json_object(json, json->root, "certificates");
    cJSON *counts = ski_json_object(json, object, "optima");
    for (int method = 0; method < SKI_METHODS; method++) {
        ski_json_number(json, counts, methods[method], (double)solves->by_method[method]);
    }
    ski_json_number(json, object, "worst_primal_residual", solves->primal_residual);
    ski_json_number(json, object, "worst_dual_residual", solves->dual_residual);
    ski_json_number(json, object, "worst_gap", solves->gap);
    ski_json_number(json, object, "tolerance", SKI_CERTIFICATE_TOL);
}

void ski_run_provenance_json(ski_json *json, int threads, const sk_provenance *provenance) {
    cJSON *object = ski_provenance_json(json);
    ski_json_number(json, object, "seconds", provenance->seconds);
    ski_json_number(json, object, "threads",
                    provenance->threads > 0 ? provenance->threads : threads);
    if (provenance->host != NULL) {
        ski_json_text(json, object, "host", provenance->host);
    }
    if (provenance->folder != NULL) {
        ski_json_text(json, object, "folder", provenance->folder);
    }
}
