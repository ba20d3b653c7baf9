/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A path, cut at its dots, is followed through the key table and the tree side by side: sections,
 * elements, keys, the items of a list, the materials of a group, the keys of a distribution. */
#include "scenario/path.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* A place on the way. */
typedef enum { ROOT, SECTION, FIELDS, ITEMS, PARTS, VALUE } node_kind;

typedef struct {
    node_kind kind;
    const ski_fields *fields; /* FIELDS */
    ski_leaf leaf;            /* key NULL: not a value but something that holds values */
} node;

enum { ITEM_TEXT = 12 };

/* Walks the children of a node. */
typedef struct {
    const ski_match *match;
    const node *parent;
    const ski_entry *at; /* lists and groups: the next child */
    int index;           /* of the next child */
    int decided;         /* FIELDS */
    char item[ITEM_TEXT];
    const char *name; /* of the child found */
    node child;
} walk;

static walk children_of(const ski_match *match, const node *parent) {
    walk w = {.match = match, .parent = parent};
    const ski_entry *entry = parent->leaf.entry;
    w.at = entry == NULL ? NULL : entry->first;
    if (parent->kind == FIELDS && entry != NULL && entry->kind == SKI_ENTRY_GROUP) {
        w.decided = ski_decided(parent->fields, entry);
    }
    return w;
}

/* What stands behind the entry of a key. */
static node node_of_key(const walk *w, const ski_key *key, ski_entry *entry) {
    node child = {VALUE, NULL, w->parent->leaf};
    child.leaf.key = key;
    child.leaf.parent = w->parent->leaf.entry;
    child.leaf.entry = entry;
    if (entry == NULL) {
        return child;
    }
    bool group = entry->kind == SKI_ENTRY_GROUP;
    bool list = entry->kind == SKI_ENTRY_LIST;
    if (key->kind == SKI_KEY_GROUP && group) {
        child.kind = FIELDS;
        child.fields = key->fields;
    } else if (key->kind == SKI_KEY_DIST && group) {
        child.kind = FIELDS;
        child.fields = &ski_dist_fields;
    } else if ((key->kind == SKI_KEY_RECORDS || key->kind == SKI_KEY_TUPLES) && list) {
        child.kind = ITEMS;
        child.fields = key->fields;
    } else if (key->kind == SKI_KEY_PARTS && group) {
        child.kind = PARTS;
    }
    return child;
}

static bool has_scheds(const ski_fields *fields) {
    for (int i = 0; i < fields->count; i++) {
        if (fields->keys[i].kind == SKI_KEY_SCHED) {
            return true;
        }
    }
    return false;
}

static bool next_section(walk *w) {
    while (w->index < SKI_SECTIONS) {
        ski_section number = (ski_section)w->index++;
        const ski_section_keys *section = ski_section_table(number);
        if (w->match->reader->broken[number] ||
            (w->match->scheds_only && !has_scheds(section->fields))) {
            continue;
        }
        w->name = section->name;
        w->child = (node){.kind = section->shape == SKI_SINGLE     ? FIELDS
                                  : section->shape == SKI_ELEMENTS ? SECTION
                                                                   : ITEMS,
                          .fields = section->fields};
        w->child.leaf.section = number;
        w->child.leaf.parent = w->match->reader->document;
        w->child.leaf.entry = ski_entry_child(w->match->reader->document, section->name);
        return true;
    }
    return false;
}

/* Keys that belong; of a tuple, by position. */
static bool next_key(walk *w) {
    ski_entry *group = w->parent->leaf.entry;
    bool tuple = group != NULL && group->kind == SKI_ENTRY_LIST;
    while (w->index < w->parent->fields->count) {
        int index = w->index++;
        const ski_key *key = &w->parent->fields->keys[index];
        bool wanted = ski_key_belongs(key, w->decided) &&
                      (!w->match->scheds_only || key->kind == SKI_KEY_SCHED);
        if (wanted) {
            ski_entry *entry = group == NULL ? NULL
                               : tuple       ? ski_entry_item(group, index)
                                             : ski_entry_child(group, key->name);
            w->name = key->name;
            w->child = node_of_key(w, key, entry);
            return true;
        }
    }
    return false;
}

/* Elements, items of a list, materials: whatever children the entry has. */
static bool next_entry(walk *w) {
    if (w->at == NULL) {
        return false;
    }
    const ski_entry *entry = w->at;
    w->at = entry->next;
    w->index++;
    snprintf(w->item, sizeof w->item, "%d", w->index);
    w->name = w->parent->kind == ITEMS ? w->item : entry->name;
    w->child = *w->parent;
    w->child.kind = w->parent->kind == PARTS ? VALUE : FIELDS;
    w->child.leaf.parent = w->parent->leaf.entry;
    w->child.leaf.entry = (ski_entry *)entry;
    if (w->parent->kind != PARTS) {
        w->child.leaf.key = NULL;
    }
    if (w->parent->kind == SECTION || w->parent->leaf.key == NULL) {
        w->child.leaf.element = w->index - 1;
    }
    return true;
}

static bool next_child(walk *w) {
    switch (w->parent->kind) {
    case ROOT:
        return next_section(w);
    case FIELDS:
        return next_key(w);
    case SECTION:
    case ITEMS:
    case PARTS:
        return next_entry(w);
    case VALUE:
        break;
    }
    return false;
}

const char *ski_path_cut(const char *glob, char segment[SKI_PATH_TEXT]) {
    size_t length = strcspn(glob, ".");
    size_t kept = length < SKI_PATH_TEXT ? length : SKI_PATH_TEXT - 1;
    memcpy(segment, glob, kept);
    segment[kept] = '\0';
    return glob[length] == '.' ? glob + length + 1 : NULL;
}

/* Thousands of paths name one element each: it is looked up, not searched. */
static bool jump_to_element(walk *w, const char *segment) {
    if (w->parent->kind != SECTION || strpbrk(segment, "*?") != NULL) {
        return false;
    }
    const ski_names *names = &w->match->reader->names[w->parent->leaf.section];
    w->index = ski_names_find(names, segment);
    w->at = w->index < 0 ? NULL : names->entries[w->index];
    return true;
}

static sk_status match_below(const ski_match *match, const node *parent, const ski_path *path,
                             const char *glob, int *count) {
    char segment[SKI_PATH_TEXT];
    const char *rest = ski_path_cut(glob, segment);
    walk w = children_of(match, parent);
    bool only_one = jump_to_element(&w, segment);
    while (next_child(&w)) {
        const ski_path here = {path, w.name, 0};
        sk_status st = SK_OK;
        if (!ski_glob_matches(segment, w.name)) {
            continue;
        }
        if (rest != NULL) {
            st = match_below(match, &w.child, &here, rest, count);
        } else if (w.child.leaf.key != NULL) {
            ++*count;
            st = match->take(match->context, &w.child.leaf, &here);
        }
        if (st != SK_OK || only_one) {
            return st;
        }
    }
    return SK_OK;
}

sk_status ski_match_path(const ski_match *match, const char *glob, int *count) {
    node root = {.kind = ROOT};
    root.leaf.entry = match->reader->document;
    *count = 0;
    return match_below(match, &root, NULL, glob, count);
}

/* The names of a node's children, for "did you mean". */
static sk_status list_children(const ski_match *match, const node *parent, const char ***names,
                               int *count) {
    ski_arena *arena = match->reader->arena;
    walk w = children_of(match, parent);
    int most = 0;
    while (next_child(&w)) {
        most++;
    }
    *names = SKI_NEW(arena, const char *, most);
    if (*names == NULL) {
        return SK_ERR_MEMORY;
    }
    w = children_of(match, parent);
    for (*count = 0; next_child(&w); ++*count) {
        (*names)[*count] = ski_arena_text(arena, w.name);
        if ((*names)[*count] == NULL) {
            return SK_ERR_MEMORY;
        }
    }
    return SK_OK;
}

/* Reports that `segment`, which starts at `from` within `glob`, is no child of `parent`. */
static sk_status say_nearest(const ski_match *match, const node *parent, const char *glob,
                             const char *from, ski_where at, const ski_path *path) {
    char segment[SKI_PATH_TEXT];
    const char *rest = ski_path_cut(from, segment);
    const char **names = NULL;
    int count = 0;
    sk_status st = list_children(match, parent, &names, &count);
    if (st != SK_OK) {
        return st;
    }
    const char *nearest = ski_nearest(segment, names, count);
    const char *what = match->scheds_only ? "matches no schedule" : "matches nothing";
    if (count == 0 && parent->kind == VALUE) {
        ski_wrong(match->reader, at, path, "%s (got \"%s\"; \"%.*s\" is one value)", what, glob,
                  (int)(from - glob - 1), glob);
    } else if (nearest != NULL) {
        ski_wrong(match->reader, at, path, "%s (got \"%s\"; did you mean \"%.*s%s%s%s\"?)", what,
                  glob, (int)(from - glob), glob, nearest, rest == NULL ? "" : ".",
                  rest == NULL ? "" : rest);
    } else {
        char list[SKI_ALLOWED_TEXT];
        ski_wrong(match->reader, at, path, "%s (got \"%s\"; allowed for \"%s\": %s)", what, glob,
                  segment, ski_names_text(list, names, count));
    }
    return SK_OK;
}

/* Whether a path may lie in a section that could not be looked into, which was reported. */
static bool may_be_broken(const ski_match *match, const char *glob) {
    char segment[SKI_PATH_TEXT];
    ski_path_cut(glob, segment);
    for (int i = 0; i < SKI_SECTIONS; i++) {
        if (match->reader->broken[i] &&
            ski_glob_matches(segment, ski_section_name((ski_section)i))) {
            return true;
        }
    }
    return false;
}

sk_status ski_explain_path(const ski_match *match, const char *glob, ski_where at,
                           const ski_path *path) {
    if (may_be_broken(match, glob)) {
        return SK_OK;
    }
    node parent = {.kind = ROOT};
    parent.leaf.entry = match->reader->document;
    const char *from = glob;
    for (;;) {
        char segment[SKI_PATH_TEXT];
        const char *rest = ski_path_cut(from, segment);
        walk w = children_of(match, &parent);
        bool found = false;
        while (!found && next_child(&w)) {
            found = ski_glob_matches(segment, w.name);
        }
        if (!found) {
            return say_nearest(match, &parent, glob, from, at, path);
        }
        if (rest == NULL) {
            ski_wrong(match->reader, at, path,
                      "is no value (got \"%s\"; allowed a path that goes on to a key)", glob);
            return SK_OK;
        }
        parent = w.child;
        from = rest;
    }
}
