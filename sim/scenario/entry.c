/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree itself: copies and look-ups, free of libconfig. */
#include "scenario/document.h"

#include <string.h>

ski_entry *ski_entry_copy(ski_arena *arena, const ski_entry *entry) {
    ski_entry *copy = SKI_NEW(arena, ski_entry, 1);
    if (copy == NULL) {
        return NULL;
    }
    *copy = *entry;
    copy->next = NULL;
    copy->first = NULL;
    ski_entry **end = &copy->first;
    for (const ski_entry *child = entry->first; child != NULL; child = child->next) {
        *end = ski_entry_copy(arena, child);
        if (*end == NULL) {
            return NULL;
        }
        end = &(*end)->next;
    }
    return copy;
}

ski_entry *ski_entry_child(const ski_entry *group, const char *name) {
    ski_entry *child = group->first;
    while (child != NULL && (child->name == NULL || strcmp(child->name, name) != 0)) {
        child = child->next;
    }
    return child;
}

int ski_entry_count(const ski_entry *entry) {
    int count = 0;
    for (const ski_entry *child = entry->first; child != NULL; child = child->next) {
        count++;
    }
    return count;
}

ski_entry *ski_entry_item(const ski_entry *list, int index) {
    ski_entry *item = list->first;
    for (int i = 0; i < index && item != NULL; i++) {
        item = item->next;
    }
    return item;
}

bool ski_entry_holds_reported(const ski_entry *entry) {
    bool holds = entry->reported;
    for (const ski_entry *child = entry->first; child != NULL && !holds; child = child->next) {
        holds = ski_entry_holds_reported(child);
    }
    return holds;
}

const ski_entry *ski_entry_changed(const ski_entry *entry) {
    const ski_entry *changed = entry->by == SKI_BY_FILE ? NULL : entry;
    for (const ski_entry *child = entry->first; child != NULL; child = child->next) {
        const ski_entry *within = ski_entry_changed(child);
        /* an override's place has no line; a policy leaves it to what it changes further */
        if (within != NULL && (changed == NULL || (changed->at.line > 0 && within->at.line == 0))) {
            changed = within;
        }
    }
    return changed;
}

bool ski_entry_is_by_policy(const ski_entry *entry) {
    bool is = entry->by == SKI_BY_POLICY;
    for (const ski_entry *child = entry->first; child != NULL && !is; child = child->next) {
        is = ski_entry_is_by_policy(child);
    }
    return is;
}

const char *ski_control_in(const char *text, const char *allowed) {
    const unsigned char *at = (const unsigned char *)text;
    for (; *at != '\0'; at++) {
        bool one = (*at < ' ' || *at == 127) && strchr(allowed, *at) == NULL;
        bool two = at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F; /* U+0080 to U+009F */
        if (one || two) {
            return (const char *)at;
        }
    }
    return NULL;
}

const char *ski_controls_of(const char *name) {
    bool lines = name != NULL && (strcmp(name, "note") == 0 || strcmp(name, "cite") == 0);
    return lines ? "\n\t" : "";
}
