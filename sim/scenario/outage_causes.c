/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "country:CN", "country:CN:ore" → all that has this common cause. */
#include "scenario/outages.h"

#include <string.h>

static const char *country_of(const sk_scenario *scenario, int place) {
    const char *country = place < 0 ? NULL : scenario->places[place].country;
    return country == NULL ? "" : country;
}

static bool makes(const ski_process *process, int material) {
    for (int i = 0; i < process->output_count; i++) {
        if (process->outputs[i].material == material) {
            return true;
        }
    }
    return false;
}

static bool has_cause(const sk_scenario *scenario, const ski_outage_target *cause,
                      ski_section section, int element) {
    const bool any = cause->material < 0;
    const char *country = NULL;
    if (section == SKI_SOURCES) {
        const ski_source *source = &scenario->sources[element];
        country =
            any || source->material == cause->material ? country_of(scenario, source->place) : NULL;
    } else if (section == SKI_PROCESSES) {
        const ski_process *process = &scenario->processes[element];
        country =
            any || makes(process, cause->material) ? country_of(scenario, process->place) : NULL;
    } else if (section == SKI_CHOKEPOINTS) {
        country = any ? scenario->chokepoints[element].country : NULL;
    }
    return country != NULL && strcmp(country, cause->country) == 0;
}

/* Finds the members; the second time round there is room for them. */
static int find_members(const ski_reader *reader, const ski_outage_target *cause,
                        ski_target *members) {
    int count = 0;
    for (int i = 0; i < SKI_OUTAGE_SECTIONS; i++) {
        for (int element = 0; element < reader->names[ski_outage_sections[i]].count; element++) {
            if (!has_cause(reader->scenario, cause, ski_outage_sections[i], element)) {
                continue;
            }
            if (members != NULL) {
                members[count] = (ski_target){ski_outage_sections[i], element, "capacity_tpy"};
            }
            count++;
        }
    }
    return count;
}

/* Whether what has a common cause may only be missing for an error that was reported. */
static bool is_in_doubt(const ski_reader *reader) {
    static const ski_section on[] = {SKI_PLACES, SKI_SOURCES, SKI_PROCESSES, SKI_CHOKEPOINTS};
    for (size_t i = 0; i < sizeof on / sizeof on[0]; i++) {
        const ski_names *names = &reader->names[on[i]];
        bool doubted = reader->broken[on[i]];
        for (int k = 0; !doubted && k < names->count; k++) {
            doubted = ski_entry_holds_reported(names->entries[k]);
        }
        if (doubted) {
            return true;
        }
    }
    return false;
}

/* Countries in which something can be out, each once; NULL when out of memory. */
static const char **countries_of(const ski_reader *reader, int *count) {
    const sk_scenario *scenario = reader->scenario;
    const int places = reader->names[SKI_PLACES].count;
    const int passages = reader->names[SKI_CHOKEPOINTS].count;
    const char **countries = SKI_NEW(reader->arena, const char *, places + passages);
    *count = 0;
    for (int i = 0; countries != NULL && i < places + passages; i++) {
        const char *country =
            i < places ? scenario->places[i].country : scenario->chokepoints[i - places].country;
        bool is_new = country != NULL;
        for (int k = 0; is_new && k < *count; k++) {
            is_new = strcmp(countries[k], country) != 0;
        }
        if (is_new) {
            countries[(*count)++] = country;
        }
    }
    return countries;
}

static sk_status say_nothing_there(const ski_outage_list *list, const ski_outage_target *cause,
                                   const ski_entry *entry, const ski_path *path) {
    ski_reader *reader = list->reader;
    char listed[SKI_ALLOWED_TEXT];
    int count = 0;
    if (is_in_doubt(reader)) {
        return SK_OK;
    }
    const char **countries = countries_of(reader, &count);
    if (countries == NULL) {
        return SK_ERR_MEMORY;
    }
    ski_wrong(reader, entry->at, path, "%s (got \"%.100s\"; countries there are: %s)",
              cause->material < 0
                  ? "matches no source, process or chokepoint in this country"
                  : "matches no source of this material and no process that makes it in "
                    "this country",
              entry->text, ski_names_text(listed, countries, count));
    return SK_OK;
}

/* "country:CN" or "country:CN:ore". */
sk_status ski_add_outage_cause(ski_outage_list *list, const ski_entry *entry,
                               const ski_path *path) {
    ski_reader *reader = list->reader;
    const char *text = entry->text + strlen(SKI_OF_COUNTRY);
    const char *colon = strchr(text, ':');
    ski_outage_target cause = {.name = entry->text, .material = -1};
    char *country = ski_arena_text(reader->arena, text);
    if (country == NULL) {
        return SK_ERR_MEMORY;
    }
    country[colon == NULL ? strlen(text) : (size_t)(colon - text)] = '\0';
    cause.country = country;
    if (colon != NULL) {
        const ski_names *materials = &reader->names[SKI_MATERIALS];
        cause.material = ski_names_find(materials, colon + 1);
        if (cause.material < 0) {
            if (!reader->broken[SKI_MATERIALS]) {
                ski_wrong_name(reader, entry->at, path, "no such material", colon + 1,
                               materials->names, materials->count);
            }
            return SK_OK;
        }
    }
    cause.member_count = find_members(reader, &cause, NULL);
    if (cause.member_count == 0) {
        return say_nothing_there(list, &cause, entry, path);
    }
    ski_target *members = SKI_NEW(reader->arena, ski_target, cause.member_count);
    if (members == NULL) {
        return SK_ERR_MEMORY;
    }
    find_members(reader, &cause, members);
    cause.members = members;
    return ski_add_outage(list, cause);
}
