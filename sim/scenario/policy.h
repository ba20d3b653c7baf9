/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policies: their includes, and the scenario they make. */
#ifndef SKI_SCENARIO_POLICY_H
#define SKI_SCENARIO_POLICY_H

#include "scenario/reader.h"

/* Reports every cycle of includes by its names. */
sk_status ski_policy_check_cycles(ski_reader *reader);

/* Applies to reader->document what a policy of `scenario` includes, each once and in order. */
sk_status ski_policy_apply_includes(ski_reader *reader, const sk_scenario *scenario, int policy);

/* Applies the changes of a policy itself, but for those that were reported. */
sk_status ski_policy_apply_own(ski_reader *reader, const sk_scenario *scenario, int policy);

/* What a policy adds to first stocks, at first-period prices, USD: nothing is free. A material
 * without a price that it adds there or to in_transit_tpy is an error at the policy. */
sk_status ski_policy_start_usd(const sk_scenario *base, const sk_scenario *applied, double *usd,
                               sk_error *error);

#endif
