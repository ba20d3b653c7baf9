/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One key's list or group → an array and its count in the struct. */
#include "base/text.h"
#include "scenario/reader.h"

#include <string.h>

/* Reports what is no list or an empty one; else leaves room for its items at the key's place. */
static sk_status make_items(ski_reader *reader, const ski_path *path, const ski_key *key,
                            const ski_entry *entry, size_t size, void *item, char **items) {
    ski_entry_kind kind = key->kind == SKI_KEY_PARTS ? SKI_ENTRY_GROUP : SKI_ENTRY_LIST;
    bool may_be_empty = key->kind == SKI_KEY_PARTS && key->left_out != SKI_REQUIRED;
    int count = ski_entry_count(entry);
    *items = NULL;
    if (entry->kind != kind) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    if (count == 0 && !may_be_empty) {
        char allowed[SKI_ALLOWED_TEXT];
        ski_wrong(reader, entry->at, path, "empty (allowed %s)", ski_key_allowed(allowed, key));
        return SK_OK;
    }
    *items = ski_arena_alloc(reader->arena, count, size);
    if (*items == NULL) {
        return SK_ERR_MEMORY;
    }
    *(void **)((char *)item + key->offset) = *items;
    if (key->count_offset != 0) {
        *(int *)((char *)item + key->count_offset) = count;
    }
    return SK_OK;
}

/* The item's number when its text stood before in the list, else 0. */
static int first_copy(const ski_entry *list, const ski_entry *item) {
    int number = 1;
    for (const ski_entry *at = list->first; at != item; at = at->next, number++) {
        if (at->kind == SKI_ENTRY_TEXT && strcmp(at->text, item->text) == 0) {
            return number;
        }
    }
    return 0;
}

bool ski_is_new_text(ski_reader *reader, const ski_path *path, const ski_entry *list,
                     const ski_entry *item) {
    char got[SKI_SHOWN_TEXT];
    if (item->reported) {
        return false;
    }
    if (item->kind != SKI_ENTRY_TEXT) {
        ski_wrong(reader, item->at, path, "wrong type (got %s; allowed text)",
                  ski_entry_shown(got, item));
        return false;
    }
    if (first_copy(list, item) > 0) {
        ski_wrong(reader, item->at, path, "given twice (got %s)", ski_entry_shown(got, item));
        return false;
    }
    return true;
}

sk_status ski_read_names(ski_reader *reader, const ski_path *path, const ski_key *key,
                         ski_entry *entry, void *item) {
    char *items = NULL;
    sk_status st = make_items(reader, path, key, entry, sizeof(int), item, &items);
    const ski_entry *child = items == NULL ? NULL : entry->first;
    for (int i = 0; child != NULL; i++, child = child->next) {
        const ski_path here = {path, NULL, i + 1};
        ((int *)items)[i] = ski_is_new_text(reader, &here, entry, child)
                                ? ski_name_of(reader, &here, key->of, child)
                                : -1;
    }
    return st;
}

sk_status ski_read_countries(ski_reader *reader, const ski_path *path, const ski_key *key,
                             ski_entry *entry, void *item) {
    char *items = NULL;
    sk_status st = make_items(reader, path, key, entry, sizeof(const char *), item, &items);
    const ski_entry *child = items == NULL ? NULL : entry->first;
    for (int i = 0; child != NULL; i++, child = child->next) {
        const ski_path here = {path, NULL, i + 1};
        ((const char **)items)[i] = child->kind == SKI_ENTRY_TEXT ? child->text : "";
        if (ski_is_new_text(reader, &here, entry, child)) {
            ski_check_country(reader, &here, child);
        }
    }
    return st;
}

sk_status ski_read_numbers(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    static const ski_key number = {.kind = SKI_KEY_NUMBER};
    char *items = NULL;
    ski_key one = number;
    one.range = key->range;
    sk_status st = make_items(reader, path, key, entry, sizeof(double), item, &items);
    const ski_entry *child = items == NULL ? NULL : entry->first;
    for (int i = 0; child != NULL; i++, child = child->next) {
        ski_number_of(reader, &(ski_path){path, NULL, i + 1}, &one, child, &((double *)items)[i]);
    }
    return st;
}

sk_status ski_read_months(ski_reader *reader, const ski_path *path, const ski_key *key,
                          ski_entry *entry, void *item) {
    bool *months = (bool *)((char *)item + key->offset);
    char got[SKI_SHOWN_TEXT];
    memset(months, false, key->size);
    if (entry->kind != SKI_ENTRY_LIST || entry->first == NULL) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    int number = 1;
    for (const ski_entry *child = entry->first; child != NULL; child = child->next, number++) {
        const ski_path here = {path, NULL, number};
        bool right = child->kind == SKI_ENTRY_NUMBER && child->whole && child->integer >= 1 &&
                     child->integer <= 12;
        if (child->reported) {
            continue;
        }
        if (!right) {
            ski_wrong(reader, child->at, &here, "not a month (got %s; allowed 1 to 12)",
                      ski_entry_shown(got, child));
        } else if (months[child->integer - 1]) {
            ski_wrong(reader, child->at, &here, "given twice (got %s)",
                      ski_entry_shown(got, child));
        } else {
            months[child->integer - 1] = true;
        }
    }
    return SK_OK;
}

sk_status ski_read_parts(ski_reader *reader, const ski_path *path, const ski_key *key,
                         ski_entry *entry, void *item) {
    ski_key one = {.kind = SKI_KEY_NUMBER};
    const ski_names *materials = &reader->names[SKI_MATERIALS];
    char *items = NULL;
    one.range = key->range;
    sk_status st = make_items(reader, path, key, entry, sizeof(ski_part), item, &items);
    const ski_entry *child = items == NULL ? NULL : entry->first;
    for (int i = 0; child != NULL; i++, child = child->next) {
        ski_part *part = &((ski_part *)items)[i];
        const ski_path here = {path, child->name, 0};
        part->material = ski_names_find(materials, child->name);
        if (part->material < 0 && !reader->broken[SKI_MATERIALS]) {
            ski_wrong_name(reader, child->at, &here, "no such material", child->name,
                           materials->names, materials->count);
        }
        ski_number_of(reader, &here, &one, child, &part->amount);
    }
    return st;
}

sk_status ski_read_group(ski_reader *reader, const ski_path *path, const ski_key *key,
                         ski_entry *entry, void *item) {
    if (entry->kind != SKI_ENTRY_GROUP) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    *(bool *)((char *)item + key->count_offset) = true;
    return ski_read_fields(reader, path, entry, key->fields, item);
}

sk_status ski_read_records(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    char *items = NULL;
    char got[SKI_SHOWN_TEXT];
    sk_status st = make_items(reader, path, key, entry, key->fields->size, item, &items);
    ski_entry *child = items == NULL ? NULL : entry->first;
    for (int i = 0; child != NULL && st == SK_OK; i++, child = child->next) {
        const ski_path here = {path, NULL, i + 1};
        int wrong_before = reader->wrong;
        if (child->kind == SKI_ENTRY_GROUP) {
            st = ski_read_fields(reader, &here, child, key->fields,
                                 items + (size_t)i * key->fields->size);
        } else if (!child->reported) {
            ski_wrong(reader, child->at, &here, "wrong type (got %s; allowed a group)",
                      ski_entry_shown(got, child));
        }
        child->reported = reader->wrong > wrong_before || ski_entry_holds_reported(child);
    }
    return st;
}

/* One tuple: as many numbers as there are fields. */
static void read_tuple(ski_reader *reader, const ski_path *path, const ski_key *key,
                       const ski_entry *tuple, void *item) {
    char allowed[SKI_ALLOWED_TEXT];
    char got[SKI_SHOWN_TEXT];
    if (tuple->reported) {
        return;
    }
    if (tuple->kind != SKI_ENTRY_LIST || ski_entry_count(tuple) != key->fields->count) {
        ski_wrong(reader, tuple->at, path, "wrong type (got %s; allowed %s)",
                  ski_entry_shown(got, tuple), ski_fields_text(allowed, key));
        return;
    }
    const ski_entry *number = tuple->first;
    for (int i = 0; i < key->fields->count; i++, number = number->next) {
        const ski_key *field = &key->fields->keys[i];
        ski_number_of(reader, &(ski_path){path, field->name, 0}, field, number,
                      (double *)((char *)item + field->offset));
    }
}

sk_status ski_read_tuples(ski_reader *reader, const ski_path *path, const ski_key *key,
                          ski_entry *entry, void *item) {
    char *items = NULL;
    sk_status st = make_items(reader, path, key, entry, key->fields->size, item, &items);
    const ski_entry *child = items == NULL ? NULL : entry->first;
    for (int i = 0; child != NULL; i++, child = child->next) {
        read_tuple(reader, &(ski_path){path, NULL, i + 1}, key, child,
                   items + (size_t)i * key->fields->size);
    }
    return st;
}
