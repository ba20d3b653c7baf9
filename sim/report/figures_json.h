/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the report's figures are drawn from → JSON. */
#ifndef SKI_REPORT_FIGURES_JSON_H
#define SKI_REPORT_FIGURES_JSON_H

#include "report/json.h"
#include "study/figures.h"

/* Adds `figures` to the run's document. */
void ski_figures_json(ski_json *json, const sk_run *run);

/* A number to draw: six significant digits, which no page shows more of. */
void ski_drawn_json(ski_json *json, cJSON *parent, const char *key, double value);
/* `key`: [numbers] */
void ski_drawn_list_json(ski_json *json, cJSON *parent, const char *key, const double *values,
                         int count);

/* `points`: [[value, share, low, high]] of a curve. */
void ski_exceedance_json(ski_json *json, cJSON *parent, const ski_exceedance *curve);

/* --- figures_flows_json.c, figures_worlds_json.c: parts of it --- */

void ski_figures_flows_json(ski_json *json, cJSON *figures, const sk_run *run);
void ski_figures_map_json(ski_json *json, cJSON *figures, const sk_run *run);
void ski_figures_worst_json(ski_json *json, cJSON *figures, const sk_run *run);

#endif
