/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text and the JSON of a world share. */
#ifndef SKI_REPORT_WORLD_PARTS_H
#define SKI_REPORT_WORLD_PARTS_H

#include "base/text.h"
#include "study/world.h"

#include <stdio.h>

/* A section, an element's name, a few numbered segments and a key. */
enum { SKI_TARGET_TEXT = 4 * SKI_NAME_MOST };

/* "sources.almalyk_mo.capacity_tpy" */
static inline void ski_target_path(const sk_scenario *scenario, const ski_target *target,
                                   char text[SKI_TARGET_TEXT]) {
    snprintf(text, SKI_TARGET_TEXT, "%s.%s.%s", ski_section_name(target->section),
             ski_element_at(scenario, target->section, target->element)->name, target->key);
}

#endif
