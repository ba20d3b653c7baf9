/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A leaf of the tree and a set, scale or add → its new value, placed where the change was written,
 * so that what the reader then finds wrong is reported there. */
#include "scenario/change.h"

#include <string.h>

/* Hangs a new entry behind the last child of a group. */
static void append_child(ski_entry *group, ski_entry *entry) {
    ski_entry **end = &group->first;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = entry;
}

/* The group a leaf stands in; a section that the file leaves out is made. */
static ski_entry *parent_of(ski_value_change *c, const ski_leaf *leaf) {
    const char *section = ski_section_name(leaf->section);
    ski_entry *parent =
        leaf->parent != NULL ? leaf->parent : ski_entry_child(c->reader->document, section);
    if (parent == NULL && (parent = SKI_NEW(c->reader->arena, ski_entry, 1)) != NULL) {
        *parent = (ski_entry){.name = section, .kind = SKI_ENTRY_GROUP, .at = c->at};
        append_child(c->reader->document, parent);
    }
    return parent;
}

/* Puts a copy of `value` where the leaf is, or is to be. */
static sk_status put_value(ski_value_change *c, const ski_leaf *leaf, const ski_entry *value) {
    ski_entry *fresh = ski_entry_copy(c->reader->arena, value);
    if (fresh == NULL) {
        return SK_ERR_MEMORY;
    }
    fresh->by = c->by;
    if (leaf->entry != NULL) {
        fresh->name = leaf->entry->name;
        fresh->next = leaf->entry->next;
        *leaf->entry = *fresh;
        return SK_OK;
    }
    ski_entry *parent = parent_of(c, leaf);
    if (parent == NULL) {
        return SK_ERR_MEMORY;
    }
    fresh->name = leaf->key->name;
    append_child(parent, fresh);
    return SK_OK;
}

/* ---- set ---- */

/* Kinds whose values are texts, so that an override may leave the quotes out. */
static bool is_text_kind(ski_key_kind kind) {
    switch (kind) {
    case SKI_KEY_TEXT:
    case SKI_KEY_COUNTRY:
    case SKI_KEY_WORD:
    case SKI_KEY_CHOICE:
    case SKI_KEY_NAME:
    case SKI_KEY_DATE:
    case SKI_KEY_TIME:
    case SKI_KEY_TARGET:
    case SKI_KEY_PATH:
        return true;
    default:
        return false;
    }
}

static sk_status set_leaf(ski_value_change *c, const ski_leaf *leaf) {
    if (c->value != NULL) {
        return put_value(c, leaf, c->value);
    }
    if (is_text_kind(leaf->key->kind) && c->text[0] != '"') {
        const ski_entry bare = {.kind = SKI_ENTRY_TEXT, .at = c->at, .text = c->text};
        return put_value(c, leaf, &bare);
    }
    ski_entry *value = NULL;
    sk_status st = ski_document_value(&value, c->reader->arena, c->text, c->at, c->reader->error);
    if (st == SK_ERR_SCENARIO) {
        c->reader->wrong++;
        return SK_OK;
    }
    return st == SK_OK ? put_value(c, leaf, value) : st;
}

/* ---- scale and add ---- */

static const char *verb(const ski_value_change *c) {
    return c->kind == SKI_SCALE ? "scale" : "add to";
}

static void move_number(const ski_value_change *c, ski_entry *entry) {
    double moved = c->kind == SKI_SCALE ? entry->number * c->number : entry->number + c->number;
    entry->number = moved;
    entry->whole = false;
    if (entry->by != SKI_BY_OVERRIDE || c->by == SKI_BY_OVERRIDE) {
        entry->at = c->at; /* an override stays named beside the policy that moves its value on */
    }
    entry->by = c->by;
}

/* Every number of a list of tuples that stands at `column`. */
static void move_column(const ski_value_change *c, ski_entry *list, int column) {
    for (ski_entry *tuple = list->first; tuple != NULL; tuple = tuple->next) {
        ski_entry *number = ski_entry_item(tuple, column);
        if (number != NULL && number->kind == SKI_ENTRY_NUMBER) {
            move_number(c, number);
        }
    }
}

/* The values of a number or a schedule; false when it is neither. */
static bool move_values(const ski_value_change *c, const ski_key *key, ski_entry *entry) {
    if (entry->kind == SKI_ENTRY_NUMBER) {
        move_number(c, entry);
        return true;
    }
    if (key->kind != SKI_KEY_SCHED || entry->kind != SKI_ENTRY_GROUP) {
        return false;
    }
    for (ski_entry *part = entry->first; part != NULL; part = part->next) {
        if (strcmp(part->name, "value") == 0 && part->kind == SKI_ENTRY_NUMBER) {
            move_number(c, part);
        } else if (part->kind == SKI_ENTRY_LIST) {
            move_column(c, part, 1);
        }
    }
    return true;
}

/* The value that a key left out takes over from the element that key->inherits names; NULL when
 * there is none. */
static const ski_entry *inherited(const ski_value_change *c, const ski_leaf *leaf) {
    if (leaf->key->inherits == NULL || leaf->parent == NULL) {
        return NULL;
    }
    const ski_entry *name = ski_entry_child(leaf->parent, leaf->key->inherits);
    const ski_names *names = &c->reader->names[SKI_MATERIALS];
    int element =
        name == NULL || name->kind != SKI_ENTRY_TEXT ? -1 : ski_names_find(names, name->text);
    return element < 0 ? NULL : ski_entry_child(names->entries[element], leaf->key->name);
}

/* Where a list stands in for a key that is left out ("steps.tpy"): moves that column. False: no
 * such list is given. */
static bool move_split(const ski_value_change *c, const ski_leaf *leaf) {
    const char *dot = leaf->key->split == NULL ? NULL : strchr(leaf->key->split, '.');
    if (dot == NULL || leaf->parent == NULL) {
        return false;
    }
    for (ski_entry *list = leaf->parent->first; list != NULL; list = list->next) {
        bool named = strncmp(list->name, leaf->key->split, (size_t)(dot - leaf->key->split)) == 0 &&
                     list->name[dot - leaf->key->split] == '\0';
        if (named && list->kind == SKI_ENTRY_LIST) {
            const ski_fields *section = ski_section_table(leaf->section)->fields;
            const ski_fields *columns = ski_key_find(section, list->name, -1)->fields;
            move_column(c, list, (int)(ski_key_find(columns, dot + 1, -1) - columns->keys));
            return true;
        }
    }
    return false;
}

/* Whether it was said why the value is not there, or may have been. */
static bool is_explained(const ski_value_change *c, const ski_leaf *leaf) {
    const ski_entry *element = ski_changed_element(c->reader, leaf);
    return (element != NULL && element->doubted) ||
           (leaf->parent != NULL && leaf->parent->kind == SKI_ENTRY_GROUP &&
            !ski_knows(leaf->parent, leaf->key->name));
}

/* A key left out: its default, what it inherits, or the list that stands in for it, is moved. */
static sk_status move_left_out(ski_value_change *c, const ski_leaf *leaf, const char *path) {
    if (move_split(c, leaf)) {
        return SK_OK;
    }
    const ski_entry number = {.kind = SKI_ENTRY_NUMBER, .at = c->at, .number = leaf->key->number};
    bool numeric = leaf->key->kind == SKI_KEY_NUMBER || leaf->key->kind == SKI_KEY_INTEGER ||
                   leaf->key->kind == SKI_KEY_SCHED;
    const ski_entry *value = inherited(c, leaf);
    if (value == NULL && numeric && leaf->key->left_out == SKI_LEFT_NUMBER) {
        value = &number;
    }
    ski_entry *fresh = value == NULL ? NULL : ski_entry_copy(c->reader->arena, value);
    if (value != NULL && fresh == NULL) {
        return SK_ERR_MEMORY;
    }
    if (fresh == NULL && is_explained(c, leaf)) {
        return SK_OK;
    }
    if (fresh == NULL || !move_values(c, leaf->key, fresh)) {
        const char *missing = leaf->key->absent == NULL ? "it is required" : leaf->key->absent;
        ski_wrong(c->reader, c->at, &(ski_path){NULL, path, 0},
                  "is left out (%s): nothing to %s; set it first", missing, verb(c));
        return SK_OK;
    }
    return put_value(c, leaf, fresh);
}

static sk_status move_leaf(ski_value_change *c, const ski_leaf *leaf, const char *path) {
    char got[SKI_SHOWN_TEXT];
    if (leaf->entry == NULL) {
        return move_left_out(c, leaf, path);
    }
    if (!leaf->entry->reported && !move_values(c, leaf->key, leaf->entry)) {
        ski_wrong(c->reader, c->at, &(ski_path){NULL, path, 0},
                  "is neither a number nor a schedule to %s (got %s)", verb(c),
                  ski_entry_shown(got, leaf->entry));
    }
    return SK_OK;
}

ski_entry *ski_changed_element(const ski_reader *reader, const ski_leaf *leaf) {
    const ski_section_keys *section = ski_section_table(leaf->section);
    ski_entry *group = ski_entry_child(reader->document, section->name);
    if (group == NULL || section->shape == SKI_SINGLE) {
        return group;
    }
    return section->shape == SKI_ELEMENTS ? reader->names[leaf->section].entries[leaf->element]
                                          : ski_entry_item(group, leaf->element);
}

sk_status ski_change_value(ski_value_change *c, const ski_leaf *leaf, const char *path) {
    return c->kind == SKI_SET ? set_leaf(c, leaf) : move_leaf(c, leaf, path);
}
