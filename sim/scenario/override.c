/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `--set PATH=VALUE`, `--scale PATH=FACTOR`, a value of a sweep, a policy's change → the values
 * that the path means, changed. */
#include "scenario/override.h"

#include "base/text.h"
#include "scenario/change.h"

#include <stdlib.h>
#include <string.h>

/* What a path matched: collected before anything is changed, since that changes the tree. */
typedef struct {
    ski_arena *arena;
    ski_leaf *leaves;
    char **paths;
    int count, capacity, path_capacity;
} leaf_list;

static sk_status take_leaf(void *context, const ski_leaf *leaf, const ski_path *path) {
    leaf_list *list = context;
    char text[SKI_PATH_TEXT];
    if (ski_grow((void **)&list->leaves, &list->capacity, list->count, sizeof(ski_leaf)) != 0 ||
        ski_grow((void **)&list->paths, &list->path_capacity, list->count, sizeof(char *)) != 0) {
        return SK_ERR_MEMORY;
    }
    list->leaves[list->count] = *leaf;
    list->paths[list->count] = ski_arena_text(list->arena, ski_path_text(text, path));
    return list->paths[list->count++] == NULL ? SK_ERR_MEMORY : SK_OK;
}

/* Policies are compared with one another over one horizon and in the same worlds: what these are is
 * not for a policy to say. NULL: a policy may change the section. */
static const char *forbidden(ski_section section) {
    switch (section) {
    case SKI_POLICIES:
        return "a policy cannot change policies";
    case SKI_SCENARIO:
        return "a policy cannot change the horizon";
    case SKI_SIMULATION:
        return "a policy cannot change the simulation";
    case SKI_SWEEP:
        return "a policy cannot change the sweep";
    default:
        return NULL;
    }
}

/* Reports a path that matches nothing, or what no policy may change, where it was written, at
 * `path`: that already says whose change it is. */
static sk_status wrong_path(ski_value_change *c, const ski_match *match, const char *wrong,
                            const char *glob, ski_where at, const ski_path *path) {
    const char *prefix = c->reader->prefix;
    sk_status st = SK_OK;
    c->reader->prefix = NULL;
    if (wrong == NULL) {
        st = ski_explain_path(match, glob, at, path);
    } else {
        ski_wrong(c->reader, at, path, "%s (got \"%s\")", wrong, glob);
    }
    c->reader->prefix = prefix;
    return st;
}

/* Marks an element whose value was changed. */
static void touch(const ski_value_change *c, const ski_leaf *leaf) {
    ski_entry *section = ski_entry_child(c->reader->document, ski_section_name(leaf->section));
    ski_entry *element = ski_changed_element(c->reader, leaf);
    if (element != NULL) {
        section->touched = true;
        element->touched = true;
    }
}

/* Marks the elements of a section that a glob matches; whether there are any. */
static bool doubt_in(ski_reader *reader, int section, const char *glob) {
    const ski_names *names = &reader->names[section];
    bool any = false;
    for (int i = 0; i < names->count; i++) {
        if (ski_glob_matches(glob, names->names[i])) {
            names->entries[i]->doubted = true;
            any = true;
        }
    }
    return any;
}

/* Marks the elements that a change which failed may have meant: those of the path's first two
 * segments, else all of its section, else all. */
static void doubt(ski_reader *reader, const char *path) {
    char section[SKI_PATH_TEXT], element[SKI_PATH_TEXT];
    const char *rest = ski_path_cut(path, section);
    bool in_section[SKI_SECTIONS];
    bool any_section = false;
    bool any_element = false;
    ski_path_cut(rest == NULL ? "" : rest, element);
    for (int i = 0; i < SKI_SECTIONS; i++) {
        in_section[i] = ski_glob_matches(section, ski_section_name((ski_section)i));
        any_section = any_section || in_section[i];
        any_element = (in_section[i] && doubt_in(reader, i, element)) || any_element;
    }
    for (int i = 0; i < SKI_SECTIONS && !any_element; i++) {
        if (in_section[i] || !any_section) {
            doubt_in(reader, i, "*");
        }
    }
}

/* Applies a change to all that `glob` matches, which was written at `at`. */
static sk_status apply(ski_value_change *c, const char *glob, ski_where at, const ski_path *path) {
    leaf_list list = {.arena = c->reader->arena};
    const ski_match match = {c->reader, false, take_leaf, &list};
    int count = 0;
    const char *wrong = NULL;
    int wrong_before = c->reader->wrong;
    sk_status st = SK_OK;
    SK_TRY(ski_match_path(&match, glob, &count));
    for (int i = 0; i < list.count; i++) {
        const char *of_leaf = c->by == SKI_BY_POLICY ? forbidden(list.leaves[i].section) : NULL;
        wrong = wrong == NULL ? of_leaf : wrong;
    }
    if (count == 0 || wrong != NULL) {
        SK_TRY(wrong_path(c, &match, wrong, glob, at, path));
        list.count = 0;
    }
    for (int i = 0; i < list.count; i++) {
        SK_TRY(ski_change_value(c, &list.leaves[i], list.paths[i]));
        touch(c, &list.leaves[i]);
    }
    if (c->reader->wrong > wrong_before) {
        doubt(c->reader, glob);
    }
done:
    free(list.leaves);
    free(list.paths);
    return st;
}

/* The number of a `--scale`, or 1 when it is none, which is reported. */
static sk_status read_scale(ski_value_change *c) {
    ski_entry *value = NULL;
    char got[SKI_SHOWN_TEXT];
    c->number = 1.0;
    sk_status st = ski_document_value(&value, c->reader->arena, c->text, c->at, c->reader->error);
    if (st == SK_ERR_SCENARIO) {
        c->reader->wrong++;
        return SK_OK;
    }
    if (st == SK_OK && value->kind != SKI_ENTRY_NUMBER) {
        ski_wrong(c->reader, c->at, NULL, "wrong type (got %s; allowed a number)",
                  ski_entry_shown(got, value));
        return SK_OK;
    }
    c->number = st == SK_OK ? value->number : 1.0;
    return st;
}

/* The first `length` bytes of `text` without blanks around them. */
static const char *trimmed(ski_arena *arena, const char *text, int length) {
    while (length > 0 && strchr(" \t", *text) != NULL) {
        text++;
        length--;
    }
    while (length > 0 && strchr(" \t", text[length - 1]) != NULL) {
        length--;
    }
    return ski_arena_text_n(arena, text, length);
}

sk_status ski_override_apply(ski_reader *reader, const sk_override *override) {
    bool scale = override->kind == SK_SCALE;
    ski_value_change c = {.reader = reader,
                          .kind = scale ? SKI_SCALE : SKI_SET,
                          .by = SKI_BY_OVERRIDE};
    const char *equals = strchr(override->text, '=');
    c.at.file =
        ski_arena_printf(reader->arena, "%s %s", scale ? "--scale" : "--set", override->text);
    if (c.at.file == NULL) {
        return SK_ERR_MEMORY;
    }
    if (equals == NULL) {
        ski_wrong(reader, c.at, NULL, "no value (allowed PATH=VALUE)");
        doubt(reader, override->text);
        return SK_OK;
    }
    const char *path = trimmed(reader->arena, override->text, (int)(equals - override->text));
    c.text = trimmed(reader->arena, equals + 1, (int)strlen(equals + 1));
    if (path == NULL || c.text == NULL) {
        return SK_ERR_MEMORY;
    }
    int wrong_before = reader->wrong;
    sk_status st = scale ? read_scale(&c) : SK_OK;
    if (reader->wrong > wrong_before) {
        doubt(reader, path);
    }
    return st == SK_OK ? apply(&c, path, c.at, NULL) : st;
}

sk_status ski_change_apply(ski_reader *reader, const ski_change *wanted, const ski_entry *entry,
                           const ski_path *path) {
    ski_value_change c = {.reader = reader,
                          .kind = SKI_SET,
                          .value = wanted->set,
                          .by = SKI_BY_POLICY};
    const char *key = "set";
    if (!isnan(wanted->scale)) {
        c.kind = SKI_SCALE;
        c.number = wanted->scale;
        key = "scale";
    } else if (!isnan(wanted->add)) {
        c.kind = SKI_ADD;
        c.number = wanted->add;
        key = "add";
    }
    c.at = ski_entry_child(entry, key)->at;
    return apply(&c, wanted->path, ski_entry_child(entry, "path")->at, path);
}

sk_status ski_point_apply(ski_reader *reader, const ski_value_at *wanted) {
    char number[SKI_NUMBER_TEXT];
    ski_entry value = {.kind = SKI_ENTRY_NUMBER, .number = wanted->value};
    value.at.file = ski_arena_printf(reader->arena, "sweep %s=%s", wanted->path,
                                     ski_number_text(number, wanted->value));
    if (value.at.file == NULL) {
        return SK_ERR_MEMORY;
    }
    ski_value_change c = {
        .reader = reader, .kind = SKI_SET, .value = &value, .at = value.at, .by = SKI_BY_OVERRIDE};
    return apply(&c, wanted->path, c.at, NULL);
}
