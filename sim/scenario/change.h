/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of the tree → another: set, scale and add, on what is given and on what is left out. */
#ifndef SKI_SCENARIO_CHANGE_H
#define SKI_SCENARIO_CHANGE_H

#include "scenario/path.h"

typedef enum { SKI_SET, SKI_SCALE, SKI_ADD } ski_change_kind;

/* One change on its way to the values it matches. */
typedef struct {
    ski_reader *reader;
    ski_change_kind kind;
    double number;          /* SCALE, ADD */
    const ski_entry *value; /* SET by a policy or a sweep */
    const char *text;       /* SET by an override: the value as written */
    ski_author by;
    ski_where at; /* where the change was written: the place of what it makes */
} ski_value_change;

/* The element whose value a leaf is, or the section when that is one group; NULL when that is left
 * out. */
ski_entry *ski_changed_element(const ski_reader *reader, const ski_leaf *leaf);

/* Changes the value at `leaf`, whose path is `path`. What cannot be changed so is reported. */
sk_status ski_change_value(ski_value_change *change, const ski_leaf *leaf, const char *path);

#endif
