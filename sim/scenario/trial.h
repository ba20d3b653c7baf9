/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario with a policy applied: for good, or on trial. */
#ifndef SKI_SCENARIO_TRIAL_H
#define SKI_SCENARIO_TRIAL_H

#include "scenario/scenario.h"

/* Reads a copy of base->before_policy with policy `policy` of `base` applied into `scenario`, which
 * has an arena and nothing else. *wrong counts what was reported, each with the policy's name. */
sk_status ski_trial_read(sk_scenario *scenario, const sk_scenario *base, int policy, int *wrong,
                         sk_error *error);

/* Tries every policy on a copy that is thrown away. SK_ERR_SCENARIO when one would make a wrong
 * scenario; all such are reported, but not again those that only include a wrong one. */
sk_status ski_trial_of_all(const sk_scenario *base, sk_error *error);

/* Passes on the errors of a list, at a place and path of their own (NULL: none), and not its
 * warnings. */
void ski_trial_pass_on(const sk_error *found, ski_where at, const char *path, sk_error *error);

#endif
