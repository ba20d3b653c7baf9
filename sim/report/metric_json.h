/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every study of samples gives → JSON: metrics, chances, certificates, where it ran. */
#ifndef SKI_REPORT_METRIC_JSON_H
#define SKI_REPORT_METRIC_JSON_H

#include "report/json.h"
#include "study/run.h"

/* `"NAME": { mean, …, cvar, few_events }`. */
void ski_metric_json(ski_json *json, cJSON *group, const ski_metric *metric,
                     const ski_statistics *statistics);

/* `"NAME": { value, ci, few_events, count }`. */
void ski_probability_json(ski_json *json, cJSON *group, const char *name,
                          const ski_probability *probability);

/* `certificates`: optima verified outside the solver. */
void ski_certificates_json(ski_json *json, const ski_solves *solves);

/* `provenance`; threads: those used, where it does not say. */
void ski_run_provenance_json(ski_json *json, int threads, const sk_provenance *provenance);

#endif
