/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A section's names, sorted once so that thousands of references are found quickly. */
#include "scenario/names.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *name;
    int number;
} named;

static int by_name(const void *a, const void *b) {
    return strcmp(((const named *)a)->name, ((const named *)b)->name);
}

sk_status ski_names_build(ski_names *names, ski_arena *arena, const ski_entry *group) {
    int count = group == NULL ? 0 : ski_entry_count(group);
    sk_status st = SK_OK;
    named *sorted = ski_alloc(count, sizeof(named));
    SK_CHECK_MEMORY(sorted);
    names->names = SKI_NEW(arena, const char *, count);
    SK_CHECK_MEMORY(names->names);
    names->entries = SKI_NEW(arena, ski_entry *, count);
    SK_CHECK_MEMORY(names->entries);
    names->sorted = SKI_NEW(arena, int, count);
    SK_CHECK_MEMORY(names->sorted);
    names->count = count;
    ski_entry *child = count == 0 ? NULL : group->first;
    for (int i = 0; i < count; i++, child = child->next) {
        names->names[i] = child->name;
        names->entries[i] = child;
        sorted[i] = (named){child->name, i};
    }
    qsort(sorted, (size_t)count, sizeof(named), by_name);
    for (int i = 0; i < count; i++) {
        names->sorted[i] = sorted[i].number;
    }
done:
    free(sorted);
    return st;
}

sk_status ski_names_of_copy(ski_names *copy, ski_arena *arena, const ski_names *names,
                            const ski_entry *group) {
    *copy = *names;
    copy->entries = SKI_NEW(arena, ski_entry *, names->count);
    if (copy->entries == NULL) {
        return SK_ERR_MEMORY;
    }
    ski_entry *child = names->count == 0 ? NULL : group->first;
    for (int i = 0; i < names->count; i++, child = child->next) {
        copy->entries[i] = child;
    }
    return SK_OK;
}

int ski_names_find(const ski_names *names, const char *name) {
    int low = 0;
    int high = names->count - 1;
    while (low <= high) {
        int middle = low + (high - low) / 2;
        int order = strcmp(name, names->names[names->sorted[middle]]);
        if (order == 0) {
            return names->sorted[middle];
        }
        if (order < 0) {
            high = middle - 1;
        } else {
            low = middle + 1;
        }
    }
    return -1;
}
