/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what is in it: elements, horizon, capacity against demand by material, which elements
 * say where their numbers come from: what `check` shows. */
#ifndef SKI_STUDY_CHECK_H
#define SKI_STUDY_CHECK_H

#include "scenario/scenario.h"

/* Means over the horizon, t/y; +inf: unlimited. A material is brought by sources or made by
 * processes; it is taken by processes or demanded. */
typedef struct {
    int material;
    int sources, processes, demands; /* that bring, make, and demand it */
    double source_tpy;               /* capacities of its sources */
    double made_tpy;                 /* what its processes make at capacity */
    double taken_tpy;                /* what processes that use it take at capacity */
    double demand_tpy;               /* demands for the material itself */
    double initial_t;                /* in stocks at the start */
} ski_material_balance;

/* An element with numbers. */
typedef struct {
    ski_section section;
    int element;
    const char *path; /* "sources.almalyk_mo" */
    const char *cite; /* NULL: unsourced */
} ski_sourcing;

typedef struct {
    int section_counts[SKI_SECTIONS]; /* elements in each section; 0 of those there is one of */
    int periods;
    double years;
    char first[SKI_DATE_TEXT], last[SKI_DATE_TEXT]; /* labels of the first and the last period */
    int material_count;
    ski_material_balance *materials; /* [material_count] in scenario order */
    int cited_count, uncited_count;
    ski_sourcing *cited, *uncited; /* in the order of sections, then of elements */
    ski_arena *arena;
} ski_check_summary;

/* Warns of what `run` will refuse in this version. Free with ski_check_summary_free().
 * SK_ERR_SCENARIO when the correlations are not positive definite. */
sk_status ski_check_summary_build(ski_check_summary **out, const sk_scenario *scenario,
                                  sk_error *error);
void ski_check_summary_free(ski_check_summary *summary);

#endif
