/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a scenario as a tree: libconfig's file with its includes read once, free of
 * libconfig's types, every value with the file and line it stands on. Overrides change this tree;
 * the reader turns it into a sk_scenario. */
#ifndef SKI_SCENARIO_DOCUMENT_H
#define SKI_SCENARIO_DOCUMENT_H

#include "base/errors.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stdio.h>

typedef enum {
    SKI_ENTRY_NUMBER,
    SKI_ENTRY_TEXT,
    SKI_ENTRY_BOOL,
    SKI_ENTRY_GROUP,
    SKI_ENTRY_LIST
} ski_entry_kind;

/* Who gave a value last: it is to blame when the value does not go with another. */
typedef enum { SKI_BY_FILE, SKI_BY_OVERRIDE, SKI_BY_POLICY } ski_author;

typedef struct ski_entry ski_entry;
struct ski_entry {
    const char *name; /* key within a group; NULL for an item of a list */
    ski_entry_kind kind;
    ski_where at;
    double number;     /* NUMBER; 0 or 1 for BOOL */
    bool whole;        /* NUMBER: was written as an integer */
    long long integer; /* NUMBER that is whole: exactly */
    const char *text;  /* TEXT */
    bool reported; /* something is wrong with it and was said: the reader takes no offence again; of
                      a group that is read key by key: its name, a key it lacks or its rule */
    bool doubted;  /* an element that a failed change may have meant to mend: checks between
                      elements leave it out */
    bool touched;  /* an element of which an override or a policy changed something */
    ski_author by;
    ski_entry *first; /* GROUP, LIST: children, in order (arrays are lists) */
    ski_entry *next;  /* the next sibling */
};

/* Reads a file with its includes, relative to the file's folder. SK_ERR_IO: the file cannot be
 * read. SK_ERR_SCENARIO: there is no tree (syntax, encoding, an include that is missing or loops).
 * *wrong: numbers that do not fit and texts that are not UTF-8 were reported; their entries are
 * marked, and the rest of the tree can be looked at. */
sk_status ski_document_read(ski_entry **out, ski_arena *arena, const char *path, bool *wrong,
                            sk_error *error);

/* Reads one value written as libconfig would (`3`, `"x"`, `[1, 2]`, `{ value = 1; }`) that came
 * from `origin`. */
sk_status ski_document_value(ski_entry **out, ski_arena *arena, const char *text, ski_where origin,
                             sk_error *error);

/* The first control character of a text, of one byte or two; NULL: none but those `allowed`. A
 * terminal would obey it when a message or a table shows the text. */
const char *ski_control_in(const char *text, const char *allowed);

/* What is allowed of them in a text of this name: notes and citations may have lines. */
const char *ski_controls_of(const char *name);

/* A deep copy whose names and texts are the original's, which must outlive it; NULL when out of
 * memory. */
ski_entry *ski_entry_copy(ski_arena *arena, const ski_entry *entry);

/* The child of a group with this name, or NULL; the number of children; child `index` (0-based), or
 * NULL. */
ski_entry *ski_entry_child(const ski_entry *group, const char *name);
int ski_entry_count(const ski_entry *entry);
ski_entry *ski_entry_item(const ski_entry *list, int index);

/* Whether an entry or anything within was reported. */
bool ski_entry_holds_reported(const ski_entry *entry);

/* The first value of an entry, itself or within, that an override gave, or else a policy; NULL:
 * none. */
const ski_entry *ski_entry_changed(const ski_entry *entry);

/* Whether a policy gave an entry or anything within. */
bool ski_entry_is_by_policy(const ski_entry *entry);

#endif
