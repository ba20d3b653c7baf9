/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stories of the worst worlds → JSON. */
#include "report/figures_json.h"
#include "report/header.h"

/* Both the date, for people, and the model time, for a drawing. */
static void add_time(ski_json *json, cJSON *item, const char *key, const sk_run *run,
                     double periods) {
    char date[SKI_DATE_TEXT];
    cJSON *object = ski_json_object(json, item, key);
    ski_json_text(json, object, "date",
                  ski_date_text(date, ski_calendar_date(&run->scenario->calendar, periods)));
    ski_drawn_json(json, object, "period", periods);
}

static void add_events(ski_json *json, cJSON *story, const sk_run *run, const ski_story *of) {
    cJSON *events = ski_json_array(json, story, "events");
    for (int i = 0; i < of->event_count; i++) {
        const ski_event *event = &of->events[i];
        cJSON *item = ski_json_object(json, events, NULL);
        ski_json_text(json, item, "disruption",
                      ski_title(&run->scenario->disruptions[event->disruption].element));
        add_time(json, item, "start", run, event->start);
        add_time(json, item, "end", run, event->end);
        add_time(json, item, "recovered", run, event->recovered);
    }
    ski_json_number(json, story, "events_left_out", of->events_left);
}

static void add_short(ski_json *json, cJSON *story, const sk_run *run, const ski_story *of) {
    char label[SKI_DATE_TEXT];
    cJSON *list = ski_json_array(json, story, "short");
    for (int i = 0; i < of->demand_count; i++) {
        const ski_story_demand *demand = &of->demands[i];
        const ski_demand *element = &run->scenario->demands[demand->demand];
        cJSON *item = ski_json_object(json, list, NULL);
        ski_json_text(json, item, "title", ski_title(&element->element));
        ski_json_bool(json, item, "critical", element->critical);
        ski_drawn_json(json, item, "shortage_t", demand->shortage_t);
        ski_json_number(json, item, "periods", demand->short_periods);
        ski_json_text(json, item, "first",
                      ski_period_label(label, &run->scenario->calendar, demand->first_period));
        ski_drawn_list_json(json, item, "t", demand->by_point_t, run->figures->point_count);
    }
    ski_json_number(json, story, "short_left_out", of->demands_left);
}

void ski_figures_worst_json(ski_json *json, cJSON *figures, const sk_run *run) {
    cJSON *worst = ski_json_array(json, figures, "worst");
    for (int i = 0; i < run->figures->story_count; i++) {
        const ski_story *of = &run->figures->stories[i];
        cJSON *story = ski_json_object(json, worst, NULL);
        ski_json_number(json, story, "sample", of->sample);
        ski_drawn_json(json, story, "shortage_t", of->shortage_t);
        ski_drawn_json(json, story, "shortage_critical_t", of->shortage_critical_t);
        ski_drawn_json(json, story, "cost_usd", of->cost_usd);
        add_events(json, story, run, of);
        add_short(json, story, run, of);
    }
}
