/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value over time: the group of a schedule → ski_sched, and its exact mean over a period. */
#include "base/text.h"
#include "scenario/reader.h"

#include <string.h>

/* ---- reading ---- */

/* A point of steps or ramp: ( date, value ), after the one before. */
static void read_point(ski_reader *reader, const ski_path *path, const ski_key *key,
                       const ski_entry *point, int index, double *times, double *values) {
    char got[SKI_SHOWN_TEXT];
    if (point->reported) {
        return;
    }
    if (point->kind != SKI_ENTRY_LIST || ski_entry_count(point) != 2) {
        ski_wrong(reader, point->at, path, "wrong type (got %s; allowed ( date, value ))",
                  ski_entry_shown(got, point));
        return;
    }
    const ski_entry *value = point->first->next;
    ski_key one = {.kind = SKI_KEY_NUMBER};
    one.range = key->range;
    ski_number_of(reader, path, &one, value, &values[index]);
    if (ski_time_of(reader, path, point->first, &times[index]) && index > 0 &&
        times[index] <= times[index - 1]) {
        ski_wrong(reader, point->at, path,
                  "date out of order (got \"%s\"; allowed dates that rise)", point->first->text);
    }
}

static sk_status read_points(ski_reader *reader, const ski_path *path, const ski_key *key,
                             const ski_entry *list, ski_sched *sched) {
    char got[SKI_SHOWN_TEXT];
    int count = ski_entry_count(list);
    if (list->reported) {
        return SK_OK;
    }
    if (list->kind != SKI_ENTRY_LIST || count == 0) {
        ski_wrong(reader, list->at, path,
                  "wrong type (got %s; allowed a list ( (date, value), … ))",
                  ski_entry_shown(got, list));
        return SK_OK;
    }
    double *times = SKI_NEW(reader->arena, double, count);
    double *values = SKI_NEW(reader->arena, double, count);
    if (times == NULL || values == NULL) {
        return SK_ERR_MEMORY;
    }
    sched->count = count;
    sched->times = times;
    sched->values = values;
    const ski_entry *point = list->first;
    for (int i = 0; i < count; i++, point = point->next) {
        read_point(reader, &(ski_path){path, NULL, i + 1}, key, point, i, times, values);
    }
    return SK_OK;
}

/* { value; growth_per_year }: within range in the first and the last period, and so between. */
static void read_growth(ski_reader *reader, const ski_path *path, const ski_key *key,
                        const ski_entry *group, ski_sched *sched) {
    const ski_entry *value = ski_entry_child(group, "value");
    const ski_entry *growth = ski_entry_child(group, "growth_per_year");
    const ski_path value_path = {path, "value", 0};
    const ski_path growth_path = {path, "growth_per_year", 0};
    ski_key one = {.kind = SKI_KEY_NUMBER};
    one.range = key->range;
    bool right = ski_number_of(reader, &value_path, &one, value, &sched->value);
    sched->kind = SKI_SCHED_GROWTH;
    if (growth == NULL) {
        return;
    }
    right =
        ski_number_of(reader, &growth_path, ski_key_find(&ski_sched_fields, "growth_per_year", 0),
                      growth, &sched->growth_per_year) &&
        right;
    int last = reader->scenario->periods - 1;
    if (right && last > 0) {
        double years = ski_period_years(reader->scenario->calendar.period);
        ski_where at = ski_blame_horizon(growth->at, reader->document);
        ski_check_range(reader, path, &one, ski_blame_within(at, group),
                        ski_sched_average(sched, last, years));
    }
}

/* Reports keys that a schedule does not have, and anything but one of its three forms. */
static const ski_entry *form_of(ski_reader *reader, const ski_path *path, const ski_entry *group) {
    static const char *const names[] = {"value", "growth_per_year", "steps", "ramp"};
    const ski_entry *form = NULL;
    int wrong_before = reader->wrong;
    for (const ski_entry *entry = group->first; entry != NULL; entry = entry->next) {
        const ski_path here = {path, entry->name, 0};
        if (ski_key_find(&ski_sched_fields, entry->name, 0) == NULL) {
            ski_wrong_name(reader, entry->at, &here, "unknown key", entry->name, names, 4);
        } else if (strcmp(entry->name, "growth_per_year") == 0) {
            continue;
        } else if (form != NULL) {
            ski_wrong(reader, entry->at, &here, "cannot stand beside %s", form->name);
        } else {
            form = entry;
        }
    }
    const ski_entry *growth = ski_entry_child(group, "growth_per_year");
    if (growth != NULL && form != NULL && strcmp(form->name, "value") != 0) {
        ski_wrong(reader, growth->at, &(ski_path){path, growth->name, 0},
                  "makes no sense without value");
    }
    if (form == NULL && reader->wrong == wrong_before) {
        ski_wrong(reader, group->at, path,
                  "a schedule without values (allowed value, steps or ramp)");
    }
    return form;
}

sk_status ski_read_sched(ski_reader *reader, const ski_path *path, const ski_key *key,
                         ski_entry *entry, void *item) {
    ski_sched *sched = (ski_sched *)((char *)item + key->offset);
    sched->kind = SKI_SCHED_CONSTANT;
    if (entry->kind == SKI_ENTRY_NUMBER) {
        ski_number_of(reader, path, key, entry, &sched->value);
        return SK_OK;
    }
    if (entry->kind != SKI_ENTRY_GROUP) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    const ski_entry *form = form_of(reader, path, entry);
    if (form == NULL) {
        return SK_OK;
    }
    if (strcmp(form->name, "value") == 0) {
        read_growth(reader, path, key, entry, sched);
        return SK_OK;
    }
    sched->kind = strcmp(form->name, "steps") == 0 ? SKI_SCHED_STEPS : SKI_SCHED_RAMP;
    return read_points(reader, &(ski_path){path, form->name, 0}, key, form, sched);
}

/* ---- mean over a period ---- */

/* Value of a straight line through points i and i + 1 at `time`. */
static double on_line(const ski_sched *sched, int i, double time) {
    double share = (time - sched->times[i]) / (sched->times[i + 1] - sched->times[i]);
    return sched->values[i] + share * (sched->values[i + 1] - sched->values[i]);
}

/* Integral of steps or ramp over [from, to]: piece by piece, the first value before the first
 * point, the last after the last. */
static double integral(const ski_sched *sched, double from, double to) {
    int last = sched->count - 1;
    double sum = 0;
    sum += fmax(fmin(to, sched->times[0]) - from, 0.0) * sched->values[0];
    for (int i = 0; i < last; i++) {
        double low = fmax(from, sched->times[i]);
        double high = fmin(to, sched->times[i + 1]);
        if (low < high) {
            bool ramp = sched->kind == SKI_SCHED_RAMP;
            double mean = ramp ? on_line(sched, i, 0.5 * (low + high)) : sched->values[i];
            sum += (high - low) * mean;
        }
    }
    sum += fmax(to - fmax(from, sched->times[last]), 0.0) * sched->values[last];
    return sum;
}

double ski_sched_average(const ski_sched *sched, int period, double period_years) {
    switch (sched->kind) {
    case SKI_SCHED_GROWTH:
        return sched->value * pow(1.0 + sched->growth_per_year, period * period_years);
    case SKI_SCHED_STEPS:
    case SKI_SCHED_RAMP:
        return integral(sched, period, period + 1.0);
    default:
        return sched->value;
    }
}

double ski_limit_average(const sk_scenario *scenario, const ski_sched *sched, int period) {
    return sched->kind == SKI_SCHED_ABSENT
               ? INFINITY
               : ski_sched_average(sched, period, ski_period_years(scenario->calendar.period));
}
