/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario written in a test → the indices of supply risk in it. */
#ifndef TESTS_STUDY_RISK_MADE_H
#define TESTS_STUDY_RISK_MADE_H

#include "metrics/governance.h"
#include "metrics/supply_risk.h"
#include "study/risk.h"
#include "support/assert_near.h"
#include "support/scenario_text.h"

#define YEAR                                                                             \
    "scenario = { name = \"risk\"; start = \"2025-01\"; period = \"year\"; periods = 1;" \
    " initial_pipeline = \"empty\"; terminal = \"none\"; };"

static inline ski_risk *risk_of(const char *text, sk_scenario **scenario) {
    ski_risk *risk = NULL;
    *scenario = scenario_of_text(text, NULL);
    assert_int_equal(ski_risk_execute(&risk, *scenario, NULL, NULL, NULL), SK_OK);
    return risk;
}

static inline void free_risk(ski_risk *risk, sk_scenario *scenario) {
    ski_risk_free(risk);
    sk_scenario_free(scenario);
}

static inline double risk_in(const char *country) {
    return ski_governance_risk(ski_stability_of(country)->estimate);
}

static inline void assert_share(const ski_risk_stage *stage, int place, const char *country,
                                double share) {
    assert_true(place < stage->share_count);
    assert_string_equal(stage->shares[place].country, country);
    assert_near(stage->shares[place].share, share, 1e-9, 0);
}

static inline const ski_demand_risk *first_demand(const ski_risk *risk, int policy) {
    return &risk->policies[policy].demands[0];
}

static inline const ski_risk_stage *extraction(const ski_risk *risk, int policy) {
    return &first_demand(risk, policy)->stages[SKI_AT_EXTRACTION];
}

static inline const ski_risk_stage *processing(const ski_risk *risk, int policy) {
    return &first_demand(risk, policy)->stages[SKI_AT_PROCESSING];
}

#endif
