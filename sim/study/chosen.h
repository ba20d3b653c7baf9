/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "a,b" → the policies a study is to look at. */
#ifndef SKI_STUDY_CHOSEN_H
#define SKI_STUDY_CHOSEN_H

#include "scenario/scenario.h"

/* Numbers of the policies named, in the order of the text, each once; "baseline", which a study
 * has anyway, is none. text NULL: the policy that is applied to the scenario, else all of them.
 * policies: [policy_count] room. SK_ERR_USAGE: there is no such policy. */
sk_status ski_choose_policies(const sk_scenario *scenario, const char *text, int *policies,
                              int *count, sk_error *error);

#endif
