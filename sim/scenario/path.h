/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths with globs ("sources.*.capacity_tpy", "demands.fab.tiers.1.usd_per_t") → the values of the
 * tree they mean. Overrides, policies, factors and disruptions all find their values here. */
#ifndef SKI_SCENARIO_PATH_H
#define SKI_SCENARIO_PATH_H

#include "scenario/reader.h"

/* A value of the tree, given or left out. */
typedef struct {
    ski_section section;
    int element;        /* of the section: its number; 0 where the section is one group */
    const ski_key *key; /* its row, or that of the list or group it is an item of */
    ski_entry
        *parent;      /* the group or list it stands in; NULL: a section that the file leaves out */
    ski_entry *entry; /* NULL: left out */
} ski_leaf;

/* Takes one value that matched, at `path`. */
typedef sk_status ski_take(void *context, const ski_leaf *leaf, const ski_path *path);

typedef struct {
    ski_reader *reader;
    bool
        scheds_only; /* only the schedules of elements: what factors and disruptions may multiply */
    ski_take *take;
    void *context;
} ski_match;

/* The first segment of a path, copied; what follows it, or NULL when it is the last. */
const char *ski_path_cut(const char *glob, char segment[SKI_PATH_TEXT]);

/* Gives every value that `glob` matches to match->take, in scenario order; *count is their number.
 */
sk_status ski_match_path(const ski_match *match, const char *glob, int *count);

/* Reports a glob that matched nothing, at its first segment without a match, with the nearest path.
 */
sk_status ski_explain_path(const ski_match *match, const char *glob, ski_where at,
                           const ski_path *path);

#endif
