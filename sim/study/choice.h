/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of policies as a user gives them → the options of a comparison: the reference first. */
#ifndef SKI_STUDY_CHOICE_H
#define SKI_STUDY_CHOICE_H

#include "scenario/scenario.h"

typedef struct {
    int count;
    int *policies; /* [count] numbers in the scenario, -1: none; the reference first, then the
                      baseline if it is one of them, then in the scenario's order */
} ski_choice;

/* policies: names with commas between, "baseline" allowed among them; NULL: the baseline and all.
 * against: the reference; NULL: the baseline. A name that is given twice counts once. Filled from
 * `arena`. SK_ERR_USAGE: a name is not there, or nothing is left to compare with the reference;
 * SK_ERR_SCENARIO: the scenario has no policies. */
sk_status ski_choose(ski_choice *out, const sk_scenario *scenario, const char *policies,
                     const char *against, ski_arena *arena, sk_error *error);

/* Name and title of a policy by its number; the title is NULL where it has none. */
const char *ski_option_name(const sk_scenario *scenario, int policy);
const char *ski_option_title(const sk_scenario *scenario, int policy);

#endif
