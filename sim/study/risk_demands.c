/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Traced flows → the supply to each demand by country, and its indices. */
#include "base/tolerances.h"
#include "metrics/supply_risk.h"
#include "study/risk_parts.h"

#include <math.h>
#include <string.h>

/* Where a demand's supply is added up. */
typedef struct {
    const sk_plan *plan;
    const ski_mixing *origins; /* [SKI_RISK_STAGES] */
    ski_arena *kept;
} ski_tracer;

/* `t` tonnes out of a pool, by country. */
static void add_pool(ski_supplied *to, const ski_mixing *from, int node, double t) {
    const double *share = from->share + node * from->origin_count;
    for (int c = 0; c < from->country_count; c++) {
        const double returned_t = t * share[from->country_count + c];
        to->t[c] += t * share[c] + returned_t;
        to->returned_t[c] += returned_t;
    }
}

static ski_span horizon(const ski_mixing *from) {
    return (ski_span){0, from->network->periods};
}

/* What was used: of the own material, and in place of it. */
static double own_t(const ski_mixing *from, int demand) {
    return ski_flow_in(from, from->layout->serve[demand], horizon(from));
}

static double replaced_t(const ski_mixing *from, int demand, int alternative) {
    const int first = from->layout->substitute[demand] + alternative * from->network->periods;
    return ski_flow_in(from, first, horizon(from)) /
           from->network->needs[demand].substitutes[alternative].ratio;
}

static void add_supply(ski_supplied *to, const ski_mixing *from, int demand, bool rate_given) {
    const ski_need *need = &from->network->needs[demand];
    add_pool(to, from, need->node, own_t(from, demand));
    for (int i = 0; i < need->substitute_count; i++) {
        add_pool(to, from, need->substitutes[i].node, replaced_t(from, demand, i));
    }
    for (int c = 0; c < to->count; c++) {
        to->first_t[c] = to->t[c] - (rate_given ? to->returned_t[c] : 0);
    }
    ski_supplied_clean(to);
}

static const char *home_of(const ski_tracer *at, int demand) {
    const sk_scenario *scenario = at->plan->chain->scenario;
    return scenario->places[scenario->demands[demand].place].country;
}

static sk_status fill_stage(const ski_tracer *at, ski_demand_risk *risk, int stage) {
    sk_status st = SK_OK;
    const ski_mixing *from = &at->origins[stage];
    ski_risk_stage *to = &risk->stages[stage];
    ski_supplied supplied;
    SK_TRY(ski_supplied_new(&supplied, from->country_count, from->countries, at->kept));
    add_supply(&supplied, from, risk->demand, risk->eu.rate_given);
    SK_TRY(ski_risk_stage_fill(to, &supplied, at->plan->chain->scenario, home_of(at, risk->demand),
                               risk->demand_t, at->kept));
    to->stocks_t = risk->supply_t - to->known_t;
    if (to->stocks_t < SKI_SUPPLIER_SHARE * risk->supply_t) {
        to->stocks_t = 0;
    }
done:
    return st;
}

static void fill_used(ski_demand_risk *risk, const ski_tracer *at) {
    const ski_mixing *from = &at->origins[SKI_AT_EXTRACTION];
    double substituted_t = 0;
    for (int i = 0; i < from->network->needs[risk->demand].substitute_count; i++) {
        substituted_t += replaced_t(from, risk->demand, i);
    }
    risk->demand_t = at->plan->demands[risk->demand].demand_t;
    risk->supply_t = own_t(from, risk->demand) + substituted_t;
    risk->substitute_share = risk->supply_t > 0 ? substituted_t / risk->supply_t : 0;
}

static void fill_returned(ski_demand_risk *risk) {
    const ski_risk_stage *stage = &risk->stages[SKI_AT_EXTRACTION];
    risk->returned_share = stage->share_count > 0 ? 0 : NAN;
    for (int i = 0; i < stage->share_count; i++) {
        risk->returned_share += stage->shares[i].returned;
    }
}

static sk_status fill_geopolrisk(ski_demand_risk *risk, const char *home, ski_arena *kept) {
    const ski_risk_stage *stage = &risk->stages[SKI_AT_EXTRACTION];
    ski_geopolrisk *to = &risk->geopolrisk;
    double *imports_t = SKI_NEW(kept, double, stage->share_count);
    double *governance = SKI_NEW(kept, double, stage->share_count);
    if (imports_t == NULL || governance == NULL) {
        return SK_ERR_MEMORY;
    }
    int count = 0;
    for (int i = 0; i < stage->share_count; i++) {
        const double t = stage->shares[i].share * stage->known_t;
        if (strcmp(stage->shares[i].country, home) == 0) {
            to->domestic_t = t;
        } else {
            imports_t[count] = t;
            governance[count++] = stage->shares[i].governance;
            to->imports_t += t;
        }
    }
    to->hhi = stage->hhi;
    to->weighted_trade_average =
        ski_weighted_trade_average(imports_t, governance, count, to->domestic_t);
    to->score = to->hhi * to->weighted_trade_average;
    return SK_OK;
}

static bool is_given(const ski_element *element, const char *key) {
    return ski_entry_child(element->entry, key) != NULL;
}

/* The material's numbers, which are the Commission's for the element. */
static void read_eu(ski_demand_risk *risk, const sk_scenario *scenario) {
    const ski_material *material = &scenario->materials[scenario->demands[risk->demand].material];
    risk->eu = (ski_eu_risk){.value = NAN,
                             .recycling_input_rate = material->recycling_input_rate,
                             .substitution_index = material->substitution_index,
                             .rate_given = is_given(&material->element, "recycling_input_rate"),
                             .index_given = is_given(&material->element, "substitution_index")};
}

/* The world's supply is not in a scenario: sourcing stands alone. */
static void fill_eu(ski_demand_risk *risk) {
    double values[SKI_RISK_STAGES];
    for (int stage = 0; stage < SKI_RISK_STAGES; stage++) {
        const ski_eu_inputs inputs = {.hhi_global = NAN,
                                      .hhi_sourcing = risk->stages[stage].hhi_wgi_t,
                                      .import_reliance = risk->stages[stage].import_reliance,
                                      .recycling_input_rate = risk->eu.recycling_input_rate,
                                      .substitution_index = risk->eu.substitution_index};
        values[stage] = ski_eu_supply_risk(&inputs);
    }
    const double mined = values[SKI_AT_EXTRACTION], made = values[SKI_AT_PROCESSING];
    risk->eu.stage = made > mined ? SKI_AT_PROCESSING : SKI_AT_EXTRACTION;
    risk->eu.value = isnan(mined) || isnan(made) ? NAN : fmax(mined, made);
}

/* --- why what is undefined is so --- */

enum { REASONS_MOST = 8 };

static sk_status add_reason(ski_demand_risk *risk, const char *text) {
    if (text == NULL) {
        return SK_ERR_MEMORY;
    }
    risk->reasons[risk->reason_count++] = text;
    return SK_OK;
}

static const char *stage_reason(const ski_risk_stage *of, const char *stage, const char *unknown,
                                ski_arena *kept) {
    if (of->share_count == 0) {
        return ski_arena_printf(kept, "all but N-1 at %s, since nothing of known origin is used",
                                stage);
    }
    if (unknown == NULL) {
        return ski_arena_printf(kept, "EU supply risk, since at %s all that is used came back",
                                stage);
    }
    return ski_arena_printf(kept,
                            "HHI by risk%s at %s, since no political stability is known of %s",
                            isnan(of->hhi_wgi_t) ? " and EU supply risk" : "", stage, unknown);
}

static sk_status explain_stage(ski_demand_risk *risk, int stage, ski_arena *kept) {
    static const char *const names[SKI_RISK_STAGES] = {"extraction", "processing"};
    const ski_risk_stage *of = &risk->stages[stage];
    bool failed = false;
    const char *unknown = ski_risk_unknown(of, NULL, kept, &failed);
    if (failed) {
        return SK_ERR_MEMORY;
    }
    return unknown == NULL && !isnan(of->hhi_wgi_t)
               ? SK_OK
               : add_reason(risk, stage_reason(of, names[stage], unknown, kept));
}

static sk_status explain(ski_demand_risk *risk, const char *home, ski_arena *kept) {
    sk_status st = SK_OK;
    bool failed = false;
    SK_CHECK_MEMORY(risk->reasons = SKI_NEW(kept, const char *, REASONS_MOST));
    if (!(risk->demand_t > 0)) {
        SK_TRY(add_reason(risk, "N-1, since nothing is wanted"));
    }
    for (int stage = 0; stage < SKI_RISK_STAGES; stage++) {
        SK_TRY(explain_stage(risk, stage, kept));
    }
    const char *unknown = ski_risk_unknown(&risk->stages[SKI_AT_EXTRACTION], home, kept, &failed);
    if (failed) {
        st = SK_ERR_MEMORY;
    } else if (unknown != NULL) {
        SK_TRY(add_reason(risk, ski_arena_printf(kept,
                                                 "GeoPolRisk, since no political stability is "
                                                 "known of %s",
                                                 unknown)));
    }
done:
    return st;
}

static sk_status fill_demand(const ski_tracer *at, ski_demand_risk *risk, int demand) {
    sk_status st = SK_OK;
    risk->demand = demand;
    read_eu(risk, at->plan->chain->scenario);
    fill_used(risk, at);
    for (int stage = 0; stage < SKI_RISK_STAGES; stage++) {
        SK_TRY(fill_stage(at, risk, stage));
    }
    fill_returned(risk);
    SK_TRY(fill_geopolrisk(risk, home_of(at, demand), at->kept));
    fill_eu(risk);
    SK_TRY(explain(risk, home_of(at, demand), at->kept));
done:
    return st;
}

sk_status ski_risk_demands(ski_policy_risk *risk, const sk_plan *plan, const sk_scenario *base,
                           const ski_mixing origins[SKI_RISK_STAGES], ski_arena *kept) {
    sk_status st = SK_OK;
    const ski_tracer at = {plan, origins, kept};
    SK_CHECK_MEMORY(risk->demands = SKI_NEW(kept, ski_demand_risk, base->demand_count));
    for (int group = 0; group < 2; group++) {
        for (int d = 0; d < base->demand_count; d++) {
            if (base->demands[d].critical == (group == 0)) {
                SK_TRY(fill_demand(&at, &risk->demands[risk->demand_count++], d));
            }
        }
    }
done:
    return st;
}
