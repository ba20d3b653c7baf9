/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one key's row cannot say about a value: rules over several keys of one element. Rules over
 * several elements stand in check.h. */
#ifndef SKI_SCENARIO_RULES_H
#define SKI_SCENARIO_RULES_H

#include "scenario/keys.h"

ski_rule ski_rule_scenario, ski_rule_source, ski_rule_route, ski_rule_demand, ski_rule_country,
    ski_rule_factor, ski_rule_correlation, ski_rule_effect, ski_rule_disruption, ski_rule_change,
    ski_rule_policy, ski_rule_simulation, ski_rule_stress, ski_rule_sweep, ski_rule_sweep_parameter;

#endif
