/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the indices of concentration and supply risk that analysts know, of the supply to each
 * demand and of each element, before and after every policy: from the deterministic plan, over the
 * whole horizon. What is undefined is NaN, and said in words. docs/risk.md. */
#ifndef SKI_STUDY_RISK_H
#define SKI_STUDY_RISK_H

#include "study/plan.h"

#include <skarn/study.h>

/* What the indices take for a country. */
typedef struct {
    const char *country;
    double political_stability; /* NaN: not known */
    double trade_factor;
    const char *source; /* of the political stability; NULL: not known */
} ski_risk_country;

/* One country's part in a supply. */
typedef struct {
    const char *country;
    double share;      /* of the supply whose origin is known */
    double returned;   /* the part of that share which came back from demands there */
    double governance; /* risk, 0 to 1; NaN: not known */
} ski_risk_share;

typedef enum { SKI_AT_EXTRACTION, SKI_AT_PROCESSING, SKI_RISK_STAGES } ski_risk_stage_kind;

/* A supply by country: of its sources, or of the last processes it went through. */
typedef struct {
    double known_t;  /* of known origin: what shares and indices are of */
    double stocks_t; /* the rest of what was used: held or under way at the start */
    int share_count;
    ski_risk_share *shares; /* [share_count] by falling share; the first is the largest supplier */
    double hhi;
    double hhi_governance;    /* weighted by (2.5 - x)/5 */
    double hhi_wgi_eu;        /* weighted by 10 (2.5 - x)/5 */
    double hhi_wgi_t;         /* that times trade factors, as the Commission's formula takes it; of
                                 what did not come back, where the material has a recycling rate */
    double import_reliance;   /* of the same supply */
    double import_dependence; /* share from outside the demand's country; NaN of an element */
    double n_minus_1; /* without the largest supplier, share of the demand; NaN of an element
                       */
} ski_risk_stage;

/* HHI and trade at extraction; the supply as planned stands in for the world's production. */
typedef struct {
    double score, hhi, weighted_trade_average, domestic_t, imports_t;
} ski_geopolrisk;

/* At the stage with the higher value: the bottleneck. */
typedef struct {
    double value;
    ski_risk_stage_kind stage; /* where value is not NaN */
    double recycling_input_rate, substitution_index;
    bool rate_given, index_given; /* else they are the defaults, 0 and 1 */
} ski_eu_risk;

typedef struct {
    int demand;
    double demand_t;
    double supply_t;         /* what was used, substitutes as what they replace */
    double substitute_share; /* of supply_t */
    double returned_share;   /* of what is of known origin, at extraction; NaN: there is none */
    ski_risk_stage stages[SKI_RISK_STAGES];
    ski_geopolrisk geopolrisk;
    ski_eu_risk eu;
    int reason_count;
    const char **reasons; /* [reason_count] why what is undefined is so */
} ski_demand_risk;

/* Purchases of an element for all demands together. */
typedef struct {
    const char *symbol;
    ski_risk_stage supply; /* by country of the source */
    const char *reason;    /* why what is undefined is so; NULL: nothing is */
} ski_element_risk;

typedef struct {
    const char *name;  /* "baseline" first */
    const char *title; /* NULL: none */
    int demand_count;
    ski_demand_risk *demands; /* [demand_count] those critical in the scenario first, each group in
                                 scenario order: the same under every policy */
    int element_count;
    ski_element_risk *elements;
} ski_policy_risk;

typedef struct {
    const sk_scenario *scenario; /* without a policy; borrowed */
    int country_count;
    ski_risk_country *countries; /* [country_count] of all places, by code, as the scenario has them
                                    without a policy */
    int policy_count;
    ski_policy_risk *policies; /* [policy_count] */
    ski_arena *arena;
} ski_risk;

/* Plans the scenario without a policy and with each of options->policies. Free with
 * ski_risk_free(). options: NULL: all policies; of the rest none is used. SK_ERR_USAGE: there is no
 * such policy. SK_ERR_INTERNAL: no optimum was verified. SK_ERR_STOPPED, SK_ERR_MEMORY. */
sk_status ski_risk_execute(ski_risk **out, const sk_scenario *scenario,
                           const sk_study_options *options, const sk_watch *watch, sk_error *error);
void ski_risk_free(ski_risk *risk);

#endif
