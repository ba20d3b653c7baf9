/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A supply by country → its shares and indices. */
#include "base/tolerances.h"
#include "metrics/governance.h"
#include "metrics/supply_risk.h"
#include "study/risk_parts.h"

#include <math.h>
#include <string.h>

sk_status ski_supplied_new(ski_supplied *of, int count, const char *const *countries,
                           ski_arena *arena) {
    *of = (ski_supplied){.count = count,
                         .countries = countries,
                         .t = SKI_NEW(arena, double, count),
                         .returned_t = SKI_NEW(arena, double, count),
                         .first_t = SKI_NEW(arena, double, count)};
    const bool has_all = of->t != NULL && of->returned_t != NULL && of->first_t != NULL;
    return has_all ? SK_OK : SK_ERR_MEMORY;
}

void ski_supplied_clean(ski_supplied *of) {
    double all_t = 0;
    for (int i = 0; i < of->count; i++) {
        all_t += of->t[i];
    }
    const double least_t = SKI_SUPPLIER_SHARE * all_t;
    for (int i = 0; i < of->count; i++) {
        of->t[i] = of->t[i] > least_t ? of->t[i] : 0;
        of->returned_t[i] = of->returned_t[i] > least_t ? of->returned_t[i] : 0;
        of->first_t[i] = of->first_t[i] > least_t ? of->first_t[i] : 0;
    }
}

ski_risk_country ski_risk_country_of(const sk_scenario *scenario, const char *country) {
    const ski_stability *stability = ski_stability_of(country);
    ski_risk_country of = {country, NAN, 1, NULL};
    if (stability != NULL) {
        of.political_stability = stability->estimate;
        of.source = ski_governance_source;
    }
    for (int i = 0; i < scenario->country_count; i++) {
        const ski_country *own = &scenario->countries[i];
        if (strcmp(own->element.name, country) != 0) {
            continue;
        }
        of.trade_factor = own->trade_factor;
        if (!isnan(own->political_stability)) {
            of.political_stability = own->political_stability;
            of.source = own->element.cite != NULL ? own->element.cite
                                                  : "the scenario, which does not say from where";
        }
    }
    return of;
}

/* By insertion, the largest first; equals as they are. The scenario may be gone before the shares:
 * they hold copies of its codes. */
static sk_status fill_shares(ski_risk_stage *stage, const ski_supplied *of,
                             const double *governance, ski_arena *arena) {
    stage->shares = SKI_NEW(arena, ski_risk_share, of->count);
    if (stage->shares == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int i = 0; i < of->count; i++) {
        int place = stage->share_count;
        if (!(of->t[i] > 0)) {
            continue;
        }
        const ski_risk_share share = {ski_arena_text(arena, of->countries[i]),
                                      of->t[i] / stage->known_t, of->returned_t[i] / stage->known_t,
                                      governance[i]};
        if (share.country == NULL) {
            return SK_ERR_MEMORY;
        }
        while (place > 0 && stage->shares[place - 1].share < share.share) {
            stage->shares[place] = stage->shares[place - 1];
            place--;
        }
        stage->shares[place] = share;
        stage->share_count++;
    }
    return SK_OK;
}

/* Tonnes from home, and from abroad. */
static void split(const ski_supplied *of, const double *t, const char *home, double *domestic_t,
                  double *imports_t) {
    *domestic_t = *imports_t = 0;
    for (int i = 0; i < of->count; i++) {
        *(home != NULL && strcmp(of->countries[i], home) == 0 ? domestic_t : imports_t) += t[i];
    }
}

static void fill_indices(ski_risk_stage *stage, const ski_supplied *of, const double *governance,
                         const double *eu, const double *eu_t) {
    stage->hhi = ski_hhi(of->t, of->count);
    stage->hhi_governance = ski_hhi_weighted(of->t, governance, of->count);
    stage->hhi_wgi_eu = ski_hhi_weighted(of->t, eu, of->count);
    stage->hhi_wgi_t = ski_hhi_weighted(of->first_t, eu_t, of->count);
}

sk_status ski_risk_stage_fill(ski_risk_stage *stage, const ski_supplied *of,
                              const sk_scenario *scenario, const char *home, double demand_t,
                              ski_arena *arena) {
    sk_status st = SK_OK;
    double *weights = SKI_NEW(arena, double, 3 * of->count);
    SK_CHECK_MEMORY(weights);
    double *governance = weights, *eu = weights + of->count, *eu_t = eu + of->count;
    double domestic_t = 0, imports_t = 0;
    *stage = (ski_risk_stage){.import_dependence = NAN, .import_reliance = NAN, .n_minus_1 = NAN};
    for (int i = 0; i < of->count; i++) {
        const ski_risk_country country = ski_risk_country_of(scenario, of->countries[i]);
        governance[i] = ski_governance_risk(country.political_stability);
        eu[i] = ski_governance_eu(country.political_stability);
        eu_t[i] = eu[i] * country.trade_factor;
        stage->known_t += of->t[i];
    }
    fill_indices(stage, of, governance, eu, eu_t);
    if (home != NULL) {
        split(of, of->first_t, home, &domestic_t, &imports_t);
        stage->import_reliance = ski_import_reliance(imports_t, 0, domestic_t);
        split(of, of->t, home, &domestic_t, &imports_t);
        stage->import_dependence = stage->known_t > 0 ? imports_t / stage->known_t : NAN;
        stage->n_minus_1 = ski_n_minus_1(of->t, of->count, demand_t);
    }
    SK_TRY(fill_shares(stage, of, governance, arena));
done:
    return st;
}

const char *ski_risk_unknown(const ski_risk_stage *stage, const char *home, ski_arena *arena,
                             bool *failed) {
    const char *list = NULL;
    for (int i = 0; i < stage->share_count && !*failed; i++) {
        const ski_risk_share *share = &stage->shares[i];
        const bool counts = home == NULL || strcmp(share->country, home) != 0;
        if (counts && isnan(share->governance)) {
            list = ski_arena_printf(arena, "%s%s%s", list == NULL ? "" : list,
                                    list == NULL ? "" : ", ", share->country);
            *failed = list == NULL;
        }
    }
    return list;
}
