/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean flows by span, and where places and chokepoints lie → JSON. */
#include "report/figures_json.h"
#include "report/header.h"

/* --- spans and flows --- */

static void add_spans(ski_json *json, cJSON *object, const sk_run *run) {
    const ski_flows *flows = &run->figures->flows;
    const double period_years = run->plan->chain->network->period_years;
    char label[SKI_DATE_TEXT];
    cJSON *spans = ski_json_array(json, object, "spans");
    for (int i = 0; i < flows->span_count; i++) {
        const ski_span *span = &flows->spans[i];
        const int last = span->first + span->count - 1;
        cJSON *item = ski_json_object(json, spans, NULL);
        ski_json_text(json, item, "first",
                      ski_period_label(label, &run->scenario->calendar, span->first));
        ski_json_text(json, item, "last", ski_period_label(label, &run->scenario->calendar, last));
        ski_json_number(json, item, "years", span->count * period_years);
    }
}

static void add_end(ski_json *json, cJSON *flow, const char *key, const sk_run *run,
                    const ski_end *end) {
    static const char *const kinds[] = {"country", "stocks", "returns", "process", "demand"};
    const sk_scenario *scenario = run->scenario;
    cJSON *item = ski_json_object(json, flow, key);
    ski_json_text(json, item, "kind", kinds[end->kind]);
    if (end->kind == SKI_END_COUNTRY) {
        ski_json_text(json, item, "name", run->figures->flows.countries[end->element]);
    } else if (end->kind == SKI_END_PROCESS || end->kind == SKI_END_DEMAND) {
        const ski_element *element = end->kind == SKI_END_PROCESS
                                         ? &scenario->processes[end->element].element
                                         : &scenario->demands[end->element].element;
        ski_json_text(json, item, "name", element->name);
        ski_json_text(json, item, "title", ski_title(element));
    }
}

void ski_figures_flows_json(ski_json *json, cJSON *figures, const sk_run *run) {
    const ski_flows *flows = &run->figures->flows;
    add_spans(json, figures, run);
    cJSON *list = ski_json_array(json, figures, "flows");
    for (int i = 0; i < flows->flow_count; i++) {
        const ski_flow *flow = &flows->flows[i];
        const ski_material *material = &run->scenario->materials[flow->material];
        cJSON *item = ski_json_object(json, list, NULL);
        add_end(json, item, "from", run, &flow->from);
        add_end(json, item, "to", run, &flow->to);
        ski_json_text(json, item, "material", ski_title(&material->element));
        ski_json_text(json, item, "element", material->symbol);
        ski_drawn_list_json(json, item, "t", flow->t, flows->span_count);
    }
    ski_drawn_json(json, figures, "flows_left_out_share",
                   flows->total_t > 0 ? flows->left_t / flows->total_t : 0);
}

/* --- the map --- */

static void add_place(ski_json *json, cJSON *list, const ski_element *element, const char *country,
                      double lat_deg, double lon_deg, const double *t, int span_count) {
    cJSON *item = ski_json_object(json, list, NULL);
    ski_json_text(json, item, "name", element->name);
    ski_json_text(json, item, "title", ski_title(element));
    ski_json_text(json, item, "country", country);
    ski_drawn_json(json, item, "lat", lat_deg);
    ski_drawn_json(json, item, "lon", lon_deg);
    if (t != NULL) {
        ski_drawn_list_json(json, item, "t", t, span_count);
    }
}

static void add_places(ski_json *json, cJSON *figures, const sk_run *run) {
    const sk_scenario *scenario = run->scenario;
    const ski_flows *flows = &run->figures->flows;
    cJSON *places = ski_json_array(json, figures, "places");
    for (int i = 0; i < scenario->place_count; i++) {
        const ski_place *place = &scenario->places[i];
        add_place(json, places, &place->element, place->country, place->lat_deg, place->lon_deg,
                  NULL, 0);
    }
    cJSON *chokepoints = ski_json_array(json, figures, "chokepoints");
    for (int i = 0; i < scenario->chokepoint_count; i++) {
        const ski_chokepoint *chokepoint = &scenario->chokepoints[i];
        add_place(json, chokepoints, &chokepoint->element, chokepoint->country, chokepoint->lat_deg,
                  chokepoint->lon_deg, flows->chokepoint_t + i * flows->span_count,
                  flows->span_count);
    }
}

static void add_route(ski_json *json, cJSON *routes, const sk_run *run, int route) {
    const sk_scenario *scenario = run->scenario;
    const ski_flows *flows = &run->figures->flows;
    const ski_route *of = &scenario->routes[route];
    cJSON *item = ski_json_object(json, routes, NULL);
    ski_json_text(json, item, "name", of->element.name);
    ski_json_text(json, item, "title", of->element.title);
    ski_json_text(json, item, "from", scenario->places[of->from].element.name);
    ski_json_text(json, item, "to", scenario->places[of->to].element.name);
    cJSON *via = ski_json_array(json, item, "via");
    for (int i = 0; i < of->via_count; i++) {
        ski_json_text(json, via, NULL, scenario->chokepoints[of->via[i]].element.name);
    }
    ski_drawn_list_json(json, item, "t", flows->route_t + route * flows->span_count,
                        flows->span_count);
}

void ski_figures_map_json(ski_json *json, cJSON *figures, const sk_run *run) {
    add_places(json, figures, run);
    cJSON *routes = ski_json_array(json, figures, "routes");
    for (int i = 0; i < run->figures->flows.drawn_route_count; i++) {
        add_route(json, routes, run, run->figures->flows.drawn_routes[i]);
    }
}
