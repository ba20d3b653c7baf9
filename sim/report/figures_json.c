/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines over time, exceedance curves, supply and sources → JSON, as the report's figures draw them.
 */
#include "report/figures_json.h"

#include "report/header.h"

#include <stdlib.h>
#include <string.h>

static const char *const QUANTILES[SKI_QUANTILES] = {"p05", "p25", "p50", "p75", "p95"};

void ski_drawn_json(ski_json *json, cJSON *parent, const char *key, double value) {
    char text[32];
    snprintf(text, sizeof text, "%.6g", value);
    ski_json_number(json, parent, key, strtod(text, NULL));
}

void ski_drawn_list_json(ski_json *json, cJSON *parent, const char *key, const double *values,
                         int count) {
    cJSON *list = ski_json_array(json, parent, key);
    for (int i = 0; i < count; i++) {
        ski_drawn_json(json, list, NULL, values[i]);
    }
}

/* --- time --- */

static void add_points(ski_json *json, cJSON *object, const sk_run *run) {
    const ski_figures *figures = run->figures;
    char label[SKI_DATE_TEXT];
    cJSON *points = ski_json_object(json, object, "points");
    ski_json_number(json, points, "every", figures->every);
    cJSON *labels = ski_json_array(json, points, "labels");
    for (int point = 0; point < figures->point_count; point++) {
        ski_json_text(json, labels, NULL,
                      ski_period_label(label, &run->scenario->calendar, point * figures->every));
    }
}

/* Of a line by period, the first period of each point. */
static void add_thinned(ski_json *json, cJSON *object, const char *key, const ski_figures *figures,
                        const double *values) {
    cJSON *list = ski_json_array(json, object, key);
    for (int point = 0; point < figures->point_count; point++) {
        ski_drawn_json(json, list, NULL, values[point * figures->every]);
    }
}

static void add_line(ski_json *json, cJSON *object, const sk_run *run, ski_series_kind kind,
                     int demand) {
    const ski_series *series = run->series;
    const int index = kind == SKI_SERIES_SHORTAGE_T ? demand : run->scenario->demand_count + demand;
    const ski_series_line *line = &series->lines[index];
    cJSON *group = ski_json_object(json, object, ski_series_name(kind));
    add_thinned(json, group, "mean", run->figures, line->mean);
    for (int q = 0; q < SKI_QUANTILES; q++) {
        add_thinned(json, group, QUANTILES[q], run->figures, line->quantiles[q]);
    }
}

static void add_demands(ski_json *json, cJSON *object, const sk_run *run) {
    const ski_figures *figures = run->figures;
    cJSON *list = ski_json_array(json, object, "demands");
    for (int i = 0; i < figures->demand_count; i++) {
        const int demand = figures->demands[i];
        const ski_demand *of = &run->scenario->demands[demand];
        cJSON *item = ski_json_object(json, list, NULL);
        ski_json_text(json, item, "name", of->element.name);
        ski_json_text(json, item, "title", ski_title(&of->element));
        ski_json_bool(json, item, "critical", of->critical);
        add_line(json, item, run, SKI_SERIES_SHORTAGE_T, demand);
        add_line(json, item, run, SKI_SERIES_COVER_DAYS, demand);
        ski_drawn_list_json(json, item, "short_share",
                            figures->short_share + i * figures->point_count, figures->point_count);
    }
    ski_json_number(json, object, "demands_left_out", figures->demands_left);
    cJSON *titles = ski_json_object(json, object, "demand_titles");
    for (int i = 0; i < run->scenario->demand_count; i++) {
        const ski_element *element = &run->scenario->demands[i].element;
        ski_json_text(json, titles, element->name, ski_title(element));
    }
    ski_json_number(json, object, "quantile_worlds", run->series->quantile_worlds);
}

static void add_disruptions(ski_json *json, cJSON *object, const sk_run *run) {
    const ski_figures *figures = run->figures;
    cJSON *list = ski_json_array(json, object, "disruptions");
    for (int i = 0; i < figures->disruption_count; i++) {
        const int disruption = figures->disruptions[i];
        const ski_element *element = &run->scenario->disruptions[disruption].element;
        cJSON *item = ski_json_object(json, list, NULL);
        ski_json_text(json, item, "name", element->name);
        ski_json_text(json, item, "title", ski_title(element));
        add_thinned(json, item, "active", figures,
                    run->series->activity + disruption * run->scenario->periods);
    }
    ski_json_number(json, object, "disruptions_left_out", figures->disruptions_left);
}

/* --- spread and supply --- */

void ski_exceedance_json(ski_json *json, cJSON *parent, const ski_exceedance *curve) {
    cJSON *points = ski_json_array(json, parent, "points");
    for (int k = 0; k < curve->point_count; k++) {
        const ski_exceeded *point = &curve->points[k];
        const double numbers[] = {point->value, point->share, point->interval.low,
                                  point->interval.high};
        ski_drawn_list_json(json, points, NULL, numbers, 4);
    }
}

static void add_exceedances(ski_json *json, cJSON *object, const sk_run *run) {
    cJSON *list = ski_json_array(json, object, "exceedance");
    for (int i = 0; i < run->figures->exceedance_count; i++) {
        const ski_exceedance *curve = &run->figures->exceedances[i];
        cJSON *item = ski_json_object(json, list, NULL);
        ski_json_text(json, item, "metric", run->metrics->metrics[curve->column].name);
        ski_json_text(json, item, "unit", run->metrics->metrics[curve->column].unit);
        ski_exceedance_json(json, item, curve);
    }
}

static void add_supply(ski_json *json, cJSON *object, const sk_run *run) {
    const ski_figures *figures = run->figures;
    cJSON *list = ski_json_array(json, object, "supply_over_time");
    for (int i = 0; i < figures->supply_count; i++) {
        const ski_supply_over_time *supply = &figures->supply[i];
        cJSON *item = ski_json_object(json, list, NULL);
        ski_json_text(json, item, "element", supply->symbol);
        ski_drawn_list_json(json, item, "hhi", supply->hhi, figures->point_count);
        cJSON *lines = ski_json_array(json, item, "countries");
        for (int k = 0; k < supply->line_count; k++) {
            cJSON *line = ski_json_object(json, lines, NULL);
            ski_json_text(json, line, "country", supply->lines[k].country);
            ski_drawn_list_json(json, line, "t", supply->lines[k].t, figures->point_count);
        }
    }
}

/* --- where numbers come from --- */

static void add_cited(ski_json *json, cJSON *group, const char *key,
                      const ski_check_summary *sources, bool judged) {
    cJSON *list = ski_json_array(json, group, key);
    for (int i = 0; i < sources->cited_count; i++) {
        const ski_sourcing *of = &sources->cited[i];
        if ((strstr(of->cite, "judgement") != NULL) == judged) {
            cJSON *item = ski_json_object(json, list, NULL);
            ski_json_text(json, item, "path", of->path);
            ski_json_text(json, item, "cite", of->cite);
        }
    }
}

static void add_sources(ski_json *json, cJSON *object, const ski_check_summary *sources) {
    cJSON *group = ski_json_object(json, object, "sources");
    add_cited(json, group, "cited", sources, false);
    add_cited(json, group, "judgement", sources, true);
    cJSON *uncited = ski_json_array(json, group, "uncited");
    for (int i = 0; i < sources->uncited_count; i++) {
        ski_json_text(json, uncited, NULL, sources->uncited[i].path);
    }
}

void ski_figures_json(ski_json *json, const sk_run *run) {
    cJSON *object = ski_json_object(json, json->root, "figures");
    add_points(json, object, run);
    add_demands(json, object, run);
    add_disruptions(json, object, run);
    ski_figures_flows_json(json, object, run);
    ski_figures_map_json(json, object, run);
    add_exceedances(json, object, run);
    add_supply(json, object, run);
    ski_figures_worst_json(json, object, run);
    add_sources(json, object, run->figures->sources);
}
