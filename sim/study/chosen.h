/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "a,b" → the policies a study is to look at. */
#ifndef SKI_STUDY_CHOSEN_H
#define SKI_STUDY_CHOSEN_H

#include "scenario/scenario.h"

/* What stands for no policy in names. */
#define SKI_NO_POLICY "baseline"

/* Number of the policy of this name, -1 of the baseline. option: which named it, for the message.
 * SK_ERR_USAGE: there is no such policy. */
sk_status ski_policy_named(const sk_scenario *scenario, const char *option, const char *name,
                           int *policy, sk_error *error);

/* Numbers of the policies named, in the order of the text, each once; "baseline", which a study
 * has anyway, is none. text NULL: the policy that is applied to the scenario, else all of them.
 * policies: [policy_count] room. *baseline becomes true when it is named; may be NULL.
 * SK_ERR_USAGE: there is no such policy. */
sk_status ski_choose_policies(const sk_scenario *scenario, const char *text, int *policies,
                              int *count, bool *baseline, sk_error *error);

#endif
