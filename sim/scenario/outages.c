/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `targets` of the stress study ("sources.china_*", "border", "country:CN:ore") → what is out
 * together: one element, or all with a common cause; each once. */
#include "scenario/outages.h"
#include "base/text.h"
#include "scenario/rules.h"

#include <stdlib.h>
#include <string.h>

const ski_section ski_outage_sections[SKI_OUTAGE_SECTIONS] = {SKI_SOURCES, SKI_PROCESSES,
                                                              SKI_ROUTES, SKI_CHOKEPOINTS};

sk_status ski_add_outage(ski_outage_list *list, ski_outage_target target) {
    if (ski_grow((void **)&list->items, &list->capacity, list->count, sizeof *list->items) != 0) {
        return SK_ERR_MEMORY;
    }
    list->items[list->count++] = target;
    return SK_OK;
}

static sk_status keep(ski_outage_list *list, ski_outages *outages) {
    ski_outage_target *targets = SKI_NEW(list->reader->arena, ski_outage_target, list->count);
    if (targets == NULL) {
        return SK_ERR_MEMORY;
    }
    if (list->count > 0) {
        memcpy(targets, list->items, (size_t)list->count * sizeof *targets);
    }
    outages->targets = targets;
    outages->target_count = list->count;
    return SK_OK;
}

/* ---- single elements ---- */

static bool is_listed(const ski_outage_list *list, ski_section section, int element) {
    for (int i = 0; i < list->count; i++) {
        const ski_outage_target *of = &list->items[i];
        if (of->country == NULL && of->members[0].section == section &&
            of->members[0].element == element) {
            return true;
        }
    }
    return false;
}

static sk_status add_element(ski_outage_list *list, ski_section section, int element) {
    ski_target *member = SKI_NEW(list->reader->arena, ski_target, 1);
    if (member == NULL) {
        return SK_ERR_MEMORY;
    }
    *member = (ski_target){section, element, "capacity_tpy"};
    return ski_add_outage(list,
                          (ski_outage_target){.name = list->reader->names[section].names[element],
                                              .material = -1,
                                              .member_count = 1,
                                              .members = member});
}

/* Adds the elements of a section whose name `glob` matches; *matched: how many they are. */
static sk_status add_matches(ski_outage_list *list, ski_section section, const char *glob,
                             int *matched) {
    sk_status st = SK_OK;
    const ski_names *names = &list->reader->names[section];
    for (int element = 0; element < names->count; element++) {
        if (ski_glob_matches(glob, names->names[element])) {
            ++*matched;
            if (!is_listed(list, section, element)) {
                SK_TRY(add_element(list, section, element));
            }
        }
    }
done:
    return st;
}

/* Reports a glob without a match: the nearest of what there is in its section, or in all four. */
static sk_status say_no_match(const ski_outage_list *list, const ski_section *in, int in_count,
                              const ski_entry *entry, const ski_path *path) {
    ski_reader *reader = list->reader;
    int count = 0;
    for (int i = 0; i < in_count; i++) {
        if (reader->broken[in[i]]) {
            return SK_OK;
        }
        count += reader->names[in[i]].count;
    }
    const char **names = SKI_NEW(reader->arena, const char *, count);
    int listed = 0;
    for (int i = 0; names != NULL && i < in_count; i++) {
        const ski_names *of = &reader->names[in[i]];
        for (int k = 0; k < of->count; k++) {
            names[listed] = in_count > 1 ? of->names[k]
                                         : ski_arena_printf(reader->arena, "%s.%s",
                                                            ski_section_name(in[i]), of->names[k]);
            if (names[listed++] == NULL) {
                return SK_ERR_MEMORY;
            }
        }
    }
    if (names == NULL) {
        return SK_ERR_MEMORY;
    }
    ski_wrong_name(reader, entry->at, path, "matches no source, process, route or chokepoint",
                   entry->text, names, listed);
    return SK_OK;
}

static sk_status add_glob(ski_outage_list *list, const ski_entry *entry, const ski_path *path) {
    sk_status st = SK_OK;
    const char *names[SKI_OUTAGE_SECTIONS];
    const char *dot = strchr(entry->text, '.');
    const char *glob = dot == NULL ? entry->text : dot + 1;
    const size_t length = dot == NULL ? 0 : (size_t)(dot - entry->text);
    int matched = 0, in = -1;
    for (int i = 0; i < SKI_OUTAGE_SECTIONS; i++) {
        names[i] = ski_section_name(ski_outage_sections[i]);
        const bool named =
            strlen(names[i]) == length && strncmp(names[i], entry->text, length) == 0;
        in = named ? i : in;
        if (dot == NULL || named) {
            SK_TRY(add_matches(list, ski_outage_sections[i], glob, &matched));
        }
    }
    if (dot != NULL && in < 0) {
        char section[SKI_NAME_MOST + 1] = "";
        strncat(section, entry->text, length < SKI_NAME_MOST ? length : SKI_NAME_MOST);
        ski_wrong_name(list->reader, entry->at, path, "nothing of this section can go out", section,
                       names, SKI_OUTAGE_SECTIONS);
    } else if (matched == 0) {
        st = say_no_match(list, in < 0 ? ski_outage_sections : &ski_outage_sections[in],
                          in < 0 ? SKI_OUTAGE_SECTIONS : 1, entry, path);
    }
done:
    return st;
}

/* ---- the key ---- */

static bool stands_before(const ski_entry *list, const ski_entry *item) {
    for (const ski_entry *at = list->first; at != item; at = at->next) {
        if (at->kind == SKI_ENTRY_TEXT && strcmp(at->text, item->text) == 0) {
            return true;
        }
    }
    return false;
}

static sk_status add_item(ski_outage_list *list, const ski_entry *entry, const ski_entry *item,
                          const ski_path *path) {
    if (item->reported) {
        return SK_OK;
    }
    if (item->kind != SKI_ENTRY_TEXT) {
        char got[SKI_SHOWN_TEXT];
        ski_wrong(list->reader, item->at, path, "wrong type (got %s; allowed text)",
                  ski_entry_shown(got, item));
    } else if (stands_before(entry, item)) {
        ski_wrong(list->reader, item->at, path, "given twice (got \"%.100s\")", item->text);
    } else if (strncmp(item->text, SKI_OF_COUNTRY, strlen(SKI_OF_COUNTRY)) == 0) {
        return ski_add_outage_cause(list, item, path);
    } else if (strchr(item->text, ':') != NULL) {
        ski_wrong(list->reader, item->at, path,
                  "no such common cause (got \"%.100s\"; allowed \"country:CN\" or "
                  "\"country:CN:material\")",
                  item->text);
    } else {
        return add_glob(list, item, path);
    }
    return SK_OK;
}

sk_status ski_read_outages(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    sk_status st = SK_OK;
    ski_outage_list list = {.reader = reader};
    if (entry->kind != SKI_ENTRY_LIST || entry->first == NULL) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    int number = 1;
    for (const ski_entry *child = entry->first; child != NULL; child = child->next, number++) {
        SK_TRY(add_item(&list, entry, child, &(ski_path){path, NULL, number}));
    }
    st = keep(&list, item);
done:
    free(list.items);
    return st;
}

/* What is meant when nothing is said; outages that do not rise. */
sk_status ski_rule_stress(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          void *item) {
    static const double usual_days[] = {30, 90, 180, 365};
    sk_status st = SK_OK;
    ski_outages *outages = item;
    ski_outage_list list = {.reader = reader};
    char got[SKI_NUMBER_TEXT], before[SKI_NUMBER_TEXT];
    if (ski_entry_child(entry, "targets") == NULL) {
        int matched = 0;
        for (int i = 0; i < SKI_OUTAGE_SECTIONS; i++) {
            SK_TRY(add_matches(&list, ski_outage_sections[i], "*", &matched));
        }
        SK_TRY(keep(&list, outages));
    }
    if (ski_entry_child(entry, "outage_days") == NULL) {
        outages->outage_days = usual_days;
        outages->days_count = sizeof usual_days / sizeof usual_days[0];
    }
    for (int i = 1; i < outages->days_count && ski_knows(entry, "outage_days"); i++) {
        if (outages->outage_days[i] <= outages->outage_days[i - 1]) {
            ski_wrong(reader, ski_blame(entry, "outage_days"), &(ski_path){path, "outage_days", 0},
                      "not rising (got %s after %s; allowed more)",
                      ski_number_text(got, outages->outage_days[i]),
                      ski_number_text(before, outages->outage_days[i - 1]));
            break;
        }
    }
done:
    free(list.items);
    return st;
}
