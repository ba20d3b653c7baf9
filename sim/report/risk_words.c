/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conventions of the indices of supply risk, one sentence or two each. */
#include "report/risk_words.h"

#include <stddef.h>

const ski_risk_convention ski_risk_conventions[] = {
    {"limits", "These indices are static: they know no stocks, no lead times and no disruption, "
               "and say who supplies, not how long supply lasts when a supplier fails."},
    {"shares", "Shares are of what a demand uses in the deterministic plan over the whole horizon, "
               "by country of its sources (extraction) and of the last process it went through "
               "(processing; what never goes through one counts at its source). Pools mix in "
               "proportion. What was held or under way at the start has no known origin and is "
               "left out of the shares."},
    {"returns", "What comes back from demands counts as supply of the country where it comes back; "
                "substitutes count as what they replace."},
    {"hhi", "HHI is the sum of squared shares, from 0 to 1: 1 is one supplier, 1/n is n suppliers "
            "alike (times 10,000 in other texts)."},
    {"hhi_governance",
     "By risk: HHI with its squared shares times (2.5 - x)/5, where x is the World "
     "Bank's estimate of political stability, as the GeoPolRisk method "
     "has it."},
    {"hhi_wgi_eu", "The same on the Commission's scale from 0 to 10, 10 (2.5 - x)/5, of political "
                   "stability alone: the Commission takes the mean of six indicators."},
    {"import_dependence", "Imports are the share from outside the demand's country, at each "
                          "stage."},
    {"n_minus_1", "N-1 is the supply without the largest supplying country, as a share of the "
                  "demand (IEA)."},
    {"geopolrisk", "GeoPolRisk is HHI times the weighted trade average, imports times risk over "
                   "all supply, at extraction. HHI is of the supply as planned, not of the world's "
                   "production, which a scenario does not hold: compare such scores with one "
                   "another, not with published ones."},
    {"eu_supply_risk", "EU supply risk is HHI_WGI,t (1 - EoL-RIR) SI at the stage where it is "
                       "higher, the Commission's formula of 2017 with sourcing alone, since a "
                       "scenario does not hold the world's supply (import reliance then cancels). "
                       "Where a material has a recycling rate, what comes back is left out of "
                       "HHI_WGI,t so that it counts once. The Commission calls a material critical "
                       "from 1 on, by its own data."},
    {"elements", "Elements: purchases for all demands together, discards included, returns not."},
    {NULL, NULL}};

const char *ski_risk_stage_name(ski_risk_stage_kind stage) {
    static const char *const names[SKI_RISK_STAGES] = {"extraction", "processing"};
    return names[stage];
}
