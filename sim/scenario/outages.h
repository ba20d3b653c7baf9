/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets of the stress study in the making. */
#ifndef SKI_SCENARIO_OUTAGES_H
#define SKI_SCENARIO_OUTAGES_H

#include "scenario/reader.h"

#define SKI_OF_COUNTRY "country:"

/* Whose elements can be out. */
enum { SKI_OUTAGE_SECTIONS = 4 };
extern const ski_section ski_outage_sections[SKI_OUTAGE_SECTIONS];

typedef struct {
    ski_reader *reader;
    ski_outage_target *items;
    int count, capacity;
} ski_outage_list;

sk_status ski_add_outage(ski_outage_list *list, ski_outage_target target);

/* Adds the target that a text beginning with SKI_OF_COUNTRY means, or reports it. */
sk_status ski_add_outage_cause(ski_outage_list *list, const ski_entry *entry, const ski_path *path);

#endif
