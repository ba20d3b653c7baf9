/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The prose of docs/scenario.md, between its tables. */
#ifndef SKI_SCENARIO_REFERENCE_H
#define SKI_SCENARIO_REFERENCE_H

extern const char ski_reference_start[], ski_reference_example[], ski_reference_rules[],
    ski_reference_schedules[], ski_reference_distributions[];

#endif
