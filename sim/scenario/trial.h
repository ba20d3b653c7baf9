/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario with a policy applied: for good, or on trial. */
#ifndef SKI_SCENARIO_TRIAL_H
#define SKI_SCENARIO_TRIAL_H

#include "scenario/scenario.h"

/* Reads a copy of base->before_policy with policy `policy` of `base` applied, which was tried, into
 * `scenario`, which has an arena and nothing else. What the policy does not touch is shared with
 * `base`. */
sk_status ski_trial_read(sk_scenario *scenario, const sk_scenario *base, int policy,
                         sk_error *error);

/* Tries every policy on a copy that is thrown away. SK_ERR_SCENARIO when one would make a wrong
 * scenario: all that it brings about is reported, and nothing of what is wrong without it or with
 * what it includes. sound: `base` has no errors. */
sk_status ski_trial_of_all(const sk_scenario *base, bool sound, sk_error *error);

#endif
