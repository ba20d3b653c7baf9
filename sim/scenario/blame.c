/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of a group that are held against each other → whether they can be, and whose place a message
 * names: an analyst who changes one of them looks for his change, not for the line of the other. */
#include "base/text.h"
#include "scenario/reader.h"

#include <stdio.h>
#include <string.h>

/* Takes the next of names separated by blanks; false: there is none. */
static bool next_name(const char **names, char name[SKI_NAME_MOST]) {
    int length = (int)strcspn(*names, " ");
    memcpy(name, *names, (size_t)length); /* keys are short */
    name[length] = '\0';
    *names += length + ((*names)[length] == ' ');
    return length > 0;
}

/* Whether the group holds a key that was reported and reads like a slip for `name`. */
static bool has_slip(const ski_entry *group, const char *name) {
    for (const ski_entry *entry = group->first; entry != NULL; entry = entry->next) {
        if (entry->reported && ski_nearest(entry->name, &name, 1) != NULL) {
            return true;
        }
    }
    return false;
}

bool ski_knows(const ski_entry *group, const char *keys) {
    char name[SKI_NAME_MOST];
    if (group->kind != SKI_ENTRY_GROUP) {
        return false;
    }
    while (next_name(&keys, name)) {
        const ski_entry *entry = ski_entry_child(group, name);
        if (entry == NULL ? has_slip(group, name) : entry->reported) {
            return false;
        }
    }
    return true;
}

ski_where ski_blame_within(ski_where usual, const ski_entry *entry) {
    const ski_entry *changed = entry == NULL ? NULL : ski_entry_changed(entry);
    bool is_worse = changed != NULL && (usual.line > 0 || changed->at.line == 0);
    return is_worse ? changed->at : usual;
}

ski_where ski_blame(const ski_entry *group, const char *keys) {
    char name[SKI_NAME_MOST];
    ski_where at = group->at;
    for (bool first = true; next_name(&keys, name); first = false) {
        const ski_entry *entry = ski_entry_child(group, name);
        at = first && entry != NULL ? entry->at : at;
        at = ski_blame_within(at, entry);
    }
    return at;
}

bool ski_gives_policy(const ski_entry *group, const char *keys) {
    char name[SKI_NAME_MOST];
    bool gives = false;
    while (!gives && next_name(&keys, name)) {
        const ski_entry *entry = ski_entry_child(group, name);
        gives = entry != NULL && ski_entry_is_by_policy(entry);
    }
    return gives;
}

ski_where ski_blame_horizon(ski_where usual, const ski_entry *document) {
    static const char *const keys[] = {"start", "period", "periods"};
    const ski_entry *horizon = ski_entry_child(document, ski_section_name(SKI_SCENARIO));
    for (int i = 0; horizon != NULL && i < 3; i++) {
        usual = ski_blame_within(usual, ski_entry_child(horizon, keys[i]));
    }
    return usual;
}

static const ski_entry *child_of(const ski_entry *group, const char *name) {
    return group == NULL || name == NULL || group->kind != SKI_ENTRY_GROUP
               ? NULL
               : ski_entry_child(group, name);
}

char *ski_before_text(char text[SKI_PATH_TEXT], const ski_entry *before_policy, const char *section,
                      const char *element, const char *key, ski_where at) {
    const ski_entry *group = child_of(child_of(before_policy, section), element);
    const ski_entry *value = child_of(group, key);
    const ski_where before = value != NULL ? value->at : group != NULL ? group->at : (ski_where){0};
    const char *what = value != NULL ? "the value before" : "its element";
    const bool same_file =
        before.file != NULL && at.file != NULL && strcmp(before.file, at.file) == 0;
    text[0] = '\0';
    if (at.line > 0 && before.line > 0 && !(same_file && before.line == at.line)) {
        snprintf(text, SKI_PATH_TEXT, "; %s is in %s%s%s%d", what, same_file ? "" : before.file,
                 same_file ? "" : ":", same_file ? "line " : "", before.line);
    }
    return text;
}
