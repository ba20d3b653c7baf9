/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the study of supply risk. */
#ifndef SKI_STUDY_RISK_PARTS_H
#define SKI_STUDY_RISK_PARTS_H

#include "study/mixing.h"
#include "study/risk.h"

/* A supply by country, as it was traced: what indices are made of. */
typedef struct {
    int count;
    const char *const *countries; /* [count] */
    double *t;                    /* [count] from each */
    double *returned_t;           /* [count] part of it that came back there */
    double *first_t;              /* [count] what the Commission's formula counts: see hhi_wgi_t */
} ski_supplied;

/* Room for a supply from `count` countries. */
sk_status ski_supplied_new(ski_supplied *of, int count, const char *const *countries,
                           ski_arena *arena);

/* Makes nothing of what is below SKI_SUPPLIER_SHARE of the whole. */
void ski_supplied_clean(ski_supplied *of);

/* What is known of a country: the scenario's own numbers before the World Bank's. */
ski_risk_country ski_risk_country_of(const sk_scenario *scenario, const char *country);

/* The indices of a cleaned supply. home: the demand's country, NULL: of no demand. */
sk_status ski_risk_stage_fill(ski_risk_stage *stage, const ski_supplied *of,
                              const sk_scenario *scenario, const char *home, double demand_t,
                              ski_arena *arena);

/* The codes of countries that supply, other than `home` (NULL: all), and of whose political
 * stability nothing is known: "BI, CD"; NULL when there are none or memory ran out (*failed). */
const char *ski_risk_unknown(const ski_risk_stage *stage, const char *home, ski_arena *arena,
                             bool *failed);

/* All demands of a plan, in an order that no policy changes: critical in `base` first. origins:
 * mixed over the horizon, by stage. */
sk_status ski_risk_demands(ski_policy_risk *risk, const sk_plan *plan, const sk_scenario *base,
                           const ski_mixing origins[SKI_RISK_STAGES], ski_arena *kept);

/* Purchases of each element in a plan. */
sk_status ski_risk_elements(ski_policy_risk *risk, const sk_plan *plan, ski_arena *kept);

#endif
