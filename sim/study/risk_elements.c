/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plan → purchases of each element by country, for all demands together, and their indices. */
#include "metrics/metrics.h"
#include "study/risk_parts.h"

#include <math.h>

static double purchased_t(const sk_plan *plan, const ski_purchase *purchase) {
    const ski_case *chain = plan->chain;
    double t = 0;
    for (int i = 0; i < purchase->block_count; i++) {
        const double *flows = chain->flows + chain->program->layout.buy[purchase->blocks[i]];
        for (int period = 0; period < chain->network->periods; period++) {
            t += flows[period];
        }
    }
    return t;
}

static sk_status explain(ski_element_risk *risk, ski_arena *kept) {
    bool failed = false;
    const char *unknown = ski_risk_unknown(&risk->supply, NULL, kept, &failed);
    if (!failed && risk->supply.share_count == 0) {
        risk->reason = "nothing is bought";
    } else if (!failed && unknown != NULL) {
        risk->reason =
            ski_arena_printf(kept, "HHI by risk, since no political stability is known of %s",
                             unknown);
        failed = risk->reason == NULL;
    }
    return failed ? SK_ERR_MEMORY : SK_OK;
}

static sk_status fill_element(ski_element_risk *risk, const sk_plan *plan,
                              const ski_purchase *purchases, int count, ski_arena *kept) {
    sk_status st = SK_OK;
    const char **countries = SKI_NEW(kept, const char *, count);
    ski_supplied supplied;
    SK_CHECK_MEMORY(countries);
    SK_TRY(ski_supplied_new(&supplied, count, countries, kept));
    SK_CHECK_MEMORY(risk->symbol = ski_arena_text(kept, purchases[0].symbol));
    for (int i = 0; i < count; i++) {
        countries[i] = purchases[i].country;
        supplied.t[i] = supplied.first_t[i] = purchased_t(plan, &purchases[i]);
    }
    ski_supplied_clean(&supplied);
    SK_TRY(ski_risk_stage_fill(&risk->supply, &supplied, plan->chain->scenario, NULL, NAN, kept));
    SK_TRY(explain(risk, kept));
done:
    return st;
}

sk_status ski_risk_elements(ski_policy_risk *risk, const sk_plan *plan, ski_arena *kept) {
    sk_status st = SK_OK;
    ski_metric_table *table = NULL;
    SK_TRY(ski_metric_table_build(&table, plan->chain->network));
    SK_CHECK_MEMORY(risk->elements = SKI_NEW(kept, ski_element_risk, table->element_count));
    for (int e = 0; e < table->element_count; e++) {
        const int first = table->element_purchases[e];
        const int count = table->element_purchases[e + 1] - first;
        if (count > 0) {
            SK_TRY(fill_element(&risk->elements[risk->element_count++], plan,
                                &table->purchases[first], count, kept));
        }
    }
done:
    ski_metric_table_free(table);
    return st;
}
