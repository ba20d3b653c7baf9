/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Globs over schedules ("sources.*.capacity_tpy") → the schedules they mean, each once, in scenario
 * order. */
#include "scenario/path.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const ski_key *row; /* rows of one table stand in order */
    ski_target target;
} found_target;

typedef struct {
    found_target *items;
    int count, capacity;
} found_list;

static sk_status take_target(void *context, const ski_leaf *leaf, const ski_path *path) {
    found_list *list = context;
    (void)path;
    if (ski_grow((void **)&list->items, &list->capacity, list->count, sizeof(found_target)) != 0) {
        return SK_ERR_MEMORY;
    }
    list->items[list->count++] =
        (found_target){leaf->key, {leaf->section, leaf->element, leaf->key->name}};
    return SK_OK;
}

static int in_scenario_order(const void *a, const void *b) {
    const found_target *one = a;
    const found_target *other = b;
    if (one->target.section != other->target.section) {
        return one->target.section < other->target.section ? -1 : 1;
    }
    if (one->target.element != other->target.element) {
        return one->target.element < other->target.element ? -1 : 1;
    }
    return one->row < other->row ? -1 : one->row > other->row;
}

static sk_status add_glob(ski_reader *reader, const ski_path *path, const ski_key *key,
                          const ski_entry *entry, found_list *list) {
    const ski_match match = {reader, true, take_target, list};
    int count = 0;
    if (entry->reported) {
        return SK_OK;
    }
    if (entry->kind != SKI_ENTRY_TEXT) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    sk_status st = ski_match_path(&match, entry->text, &count);
    return st == SK_OK && count == 0 ? ski_explain_path(&match, entry->text, entry->at, path) : st;
}

/* The targets found, sorted, each once, into the struct. */
static sk_status keep_targets(ski_reader *reader, const ski_key *key, found_list *list,
                              void *item) {
    ski_target *targets = SKI_NEW(reader->arena, ski_target, list->count);
    int count = 0;
    if (targets == NULL) {
        return SK_ERR_MEMORY;
    }
    if (list->count > 0) {
        qsort(list->items, (size_t)list->count, sizeof(found_target), in_scenario_order);
    }
    for (int i = 0; i < list->count; i++) {
        if (i == 0 || in_scenario_order(&list->items[i - 1], &list->items[i]) != 0) {
            targets[count++] = list->items[i].target;
        }
    }
    *(const ski_target **)((char *)item + key->offset) = targets;
    *(int *)((char *)item + key->count_offset) = count;
    return SK_OK;
}

sk_status ski_read_targets(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    found_list list = {NULL, 0, 0};
    sk_status st = SK_OK;
    if (key->kind == SKI_KEY_TARGET) {
        SK_TRY(add_glob(reader, path, key, entry, &list));
    } else if (entry->kind != SKI_ENTRY_LIST || entry->first == NULL) {
        ski_wrong_type(reader, path, key, entry);
    } else {
        int number = 1;
        for (const ski_entry *child = entry->first; child != NULL; child = child->next, number++) {
            SK_TRY(add_glob(reader, &(ski_path){path, NULL, number}, key, child, &list));
        }
    }
    SK_TRY(keep_targets(reader, key, &list, item));
done:
    free(list.items);
    return st;
}
