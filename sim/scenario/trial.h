/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario with a policy applied: for good, or on trial. */
#ifndef SKI_SCENARIO_TRIAL_H
#define SKI_SCENARIO_TRIAL_H

#include "scenario/reader.h"

/* Makes `scenario`, which has an arena and nothing else, one that is still the base's, with a tree
 * of its own to be changed and then read again; and a reader of it that gives no warnings. */
sk_status ski_trial_begin(ski_reader *reader, sk_scenario *scenario, const sk_scenario *base,
                          sk_error *error);

/* Whether what was read is right, with the checks between elements. SK_ERR_SCENARIO: it is said why
 * not. */
sk_status ski_trial_check(const ski_reader *reader, sk_error *error);

/* Reads a copy of base->before_policy with policy `policy` of `base` applied, which was tried, into
 * `scenario`, which has an arena and nothing else. What the policy does not touch is shared with
 * `base`. */
sk_status ski_trial_read(sk_scenario *scenario, const sk_scenario *base, int policy,
                         sk_error *error);

/* The same of a policy that was not tried on `base`, which is right. SK_ERR_SCENARIO: it makes a
 * wrong scenario. */
sk_status ski_trial_read_untried(sk_scenario *scenario, const sk_scenario *base, int policy,
                                 sk_error *error);

/* Tries every policy on a copy that is thrown away. SK_ERR_SCENARIO when one would make a wrong
 * scenario: all that it brings about is reported, and nothing of what is wrong without it or with
 * what it includes. sound: `base` has no errors. */
sk_status ski_trial_of_all(const sk_scenario *base, bool sound, sk_error *error);

#endif
