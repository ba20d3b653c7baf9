/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of a section's elements ↔ their numbers. */
#ifndef SKI_SCENARIO_NAMES_H
#define SKI_SCENARIO_NAMES_H

#include "scenario/document.h"

typedef struct {
    int count;
    const char **names;  /* [count] in the file's order */
    ski_entry **entries; /* [count] */
    int *sorted;         /* [count] numbers, by name */
} ski_names;

/* The names of a group's children; a NULL group has none. */
sk_status ski_names_build(ski_names *names, ski_arena *arena, const ski_entry *group);

/* The names of a copy of that group, of which `names` tells all but the entries. */
sk_status ski_names_of_copy(ski_names *copy, ski_arena *arena, const ski_names *names,
                            const ski_entry *group);

/* Number of the element with this name, or -1. */
int ski_names_find(const ski_names *names, const char *name);

#endif
