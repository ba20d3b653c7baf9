/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tree → sk_scenario: the sections and their elements, by the key table. */
#include "base/text.h"
#include "scenario/reader.h"

#include <string.h>

static void check_name(ski_reader *reader, const ski_path *path, const ski_entry *entry) {
    if (!entry->reported && !ski_is_name(entry->name)) {
        ski_wrong(reader, entry->at, path,
                  "not a name (got \"%.100s\"; allowed letters, digits and _, first a letter, at "
                  "most %d)",
                  entry->name, SKI_NAME_MOST);
    }
}

static sk_status read_element(ski_reader *reader, const ski_path *path, ski_entry *entry,
                              const ski_section_keys *section, void *item) {
    char got[SKI_SHOWN_TEXT];
    int wrong_before = reader->wrong;
    sk_status st = SK_OK;
    if (section->shape == SKI_ELEMENTS) {
        ski_element *element = item;
        element->name = entry->name;
        element->entry = entry;
        check_name(reader, path, entry);
    } else {
        ((ski_correlation *)item)->at = entry->at;
    }
    bool misnamed = reader->wrong > wrong_before;
    if (entry->kind == SKI_ENTRY_GROUP) {
        st = ski_read_fields(reader, path, entry, section->fields, item);
    } else if (!entry->reported) {
        ski_wrong(reader, entry->at, path, "wrong type (got %s; allowed a group of keys)",
                  ski_entry_shown(got, entry));
        misnamed = true;
    }
    entry->reported = entry->reported || misnamed;
    return st;
}

static bool is_touched(const ski_reader *reader, ski_section number) {
    const ski_entry *section = ski_entry_child(reader->document, ski_section_name(number));
    return section != NULL && section->touched;
}

/* Whether a whole section has to be read once more: dates hang on the horizon, the prices of
 * sources on materials, pairs on one another, common causes on countries. */
static bool is_read_again(const ski_reader *reader, ski_section number) {
    return reader->base == NULL || is_touched(reader, SKI_SCENARIO) ||
           (number == SKI_SOURCES && is_touched(reader, SKI_MATERIALS)) ||
           (number == SKI_CORRELATIONS && is_touched(reader, SKI_CORRELATIONS)) ||
           (number == SKI_STRESS &&
            (is_touched(reader, SKI_PLACES) || is_touched(reader, SKI_SOURCES) ||
             is_touched(reader, SKI_PROCESSES) || is_touched(reader, SKI_CHOKEPOINTS)));
}

/* A section of many elements: its array and count. */
static sk_status read_elements(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                               ski_section number) {
    const ski_section_keys *section = ski_section_table(number);
    size_t size = section->fields->size;
    bool all = is_read_again(reader, number);
    void **array = (void **)((char *)reader->scenario + section->offset);
    int count = entry == NULL ? 0 : ski_entry_count(entry);
    char *items = ski_arena_alloc(reader->arena, count, size);
    if (items == NULL) {
        return SK_ERR_MEMORY;
    }
    if (!all && count > 0) {
        memcpy(items, *array, (size_t)count * size);
    }
    *array = items;
    *(int *)((char *)reader->scenario + section->count_offset) = count;
    ski_entry *child = count == 0 ? NULL : entry->first;
    for (int i = 0; i < count; i++, child = child->next) {
        char *item = items + (size_t)i * size;
        if (!all && !child->touched) {
            continue;
        }
        memset(item, 0, size);
        sk_status st =
            read_element(reader, &(ski_path){path, child->name, i + 1}, child, section, item);
        if (st != SK_OK) {
            return st;
        }
    }
    return SK_OK;
}

/* Whether the horizon was said rightly. */
static bool knows_horizon(const ski_entry *entry) {
    return ski_entry_child(entry, "start") != NULL && ski_knows(entry, "start period periods");
}

static sk_status read_single(ski_reader *reader, const ski_path *path, ski_entry *entry,
                             const ski_section_keys *section) {
    ski_entry empty = {.kind = SKI_ENTRY_GROUP};
    bool horizon = section == &ski_scenario_section;
    if (entry == NULL && horizon) {
        if (!reader->document->reported) {
            ski_wrong(reader, (ski_where){reader->scenario->path, 0}, path,
                      "missing (required: the section that says what "
                      "the scenario is)");
        }
        reader->document->reported = true;
        return SK_OK;
    }
    entry = entry == NULL ? &empty : entry;
    sk_status st = ski_read_fields(reader, path, entry, section->fields,
                                   (char *)reader->scenario + section->offset);
    if (horizon && !knows_horizon(entry)) {
        reader->scenario->periods = 0; /* none in which dated values can be compared */
    }
    return st;
}

static sk_status read_section(ski_reader *reader, ski_section number) {
    const ski_section_keys *section = ski_section_table(number);
    ski_entry *entry =
        reader->broken[number] ? NULL : ski_entry_child(reader->document, section->name);
    const ski_path path = {NULL, section->name, 0};
    bool touched = entry != NULL && entry->touched;
    if (reader->broken[number] || (!touched && !is_read_again(reader, number))) {
        return SK_OK;
    }
    return section->shape == SKI_SINGLE ? read_single(reader, &path, entry, section)
                                        : read_elements(reader, &path, entry, number);
}

/* The section that a slip stands for: its names are not known, which is not to be held against
 * those who use them. */
static void break_misspelt(ski_reader *reader, const char *slip, const char *const *names) {
    const char *meant = ski_nearest(slip, names, SKI_SECTIONS);
    if (meant != NULL && ski_entry_child(reader->document, meant) == NULL) {
        reader->broken[ski_section_of(meant)] = true;
    }
}

/* Unknown sections, and sections that are not what they should be. */
static void check_sections(ski_reader *reader) {
    const char *names[SKI_SECTIONS];
    char got[SKI_SHOWN_TEXT];
    for (int i = 0; i < SKI_SECTIONS; i++) {
        names[i] = ski_section_name((ski_section)i);
    }
    for (ski_entry *entry = reader->document->first; entry != NULL; entry = entry->next) {
        const ski_path path = {NULL, entry->name, 0};
        ski_section number = ski_section_of(entry->name);
        bool said = entry->reported;
        if (number == SKI_SECTIONS) {
            break_misspelt(reader, entry->name, names);
            entry->reported = true;
            if (!said) {
                ski_wrong_name(reader, entry->at, &path, "unknown section", entry->name, names,
                               SKI_SECTIONS);
            }
            continue;
        }
        bool items = ski_section_table(number)->shape == SKI_ITEMS;
        if (entry->kind != (items ? SKI_ENTRY_LIST : SKI_ENTRY_GROUP)) {
            reader->broken[number] = true;
            entry->reported = true;
            if (!said) {
                ski_wrong(reader, entry->at, &path, "wrong type (got %s; allowed a %s)",
                          ski_entry_shown(got, entry), items ? "list of groups" : "group");
            }
        }
    }
}

sk_status ski_read_sections(ski_reader *reader) {
    check_sections(reader);
    for (int i = 0; i < SKI_SECTIONS; i++) {
        const ski_section_keys *section = ski_section_table((ski_section)i);
        if (!reader->broken[i] && section->shape == SKI_ELEMENTS) {
            const ski_entry *group = ski_entry_child(reader->document, section->name);
            ski_names *names = &reader->names[i];
            sk_status st = reader->base == NULL ? ski_names_build(names, reader->arena, group)
                                                : ski_names_of_copy(names, reader->arena,
                                                                    &reader->base->names[i], group);
            if (st != SK_OK) {
                return st;
            }
        }
    }
    return SK_OK;
}

sk_status ski_read_scenario(ski_reader *reader) {
    if (reader->base == NULL) { /* what dates are placed by while the start is wrong */
        reader->scenario->calendar.start = (ski_date){2000, 1, 1};
    }
    for (int i = 0; i < SKI_SECTIONS; i++) {
        sk_status st = read_section(reader, (ski_section)i);
        if (st != SK_OK) {
            return st;
        }
    }
    return SK_OK;
}
