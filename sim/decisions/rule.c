/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule and world → a ledger with every period carried out. */
#include "decisions/rule.h"

#include "decisions/foresight.h"
#include "decisions/rolling.h"

ski_rule_kind ski_rule_of(const sk_scenario *scenario) {
    return ski_is_rolling(scenario) ? SKI_ROLLING : SKI_FORESIGHT;
}

sk_status ski_rule_new(ski_rule **out, ski_rule_kind kind, const ski_case *chain, sk_error *error) {
    switch (kind) {
    case SKI_FORESIGHT:
        return ski_foresight_new(out, chain, error);
    case SKI_ROLLING:
        break;
    }
    return ski_rolling_new(out, chain, error);
}

void ski_rule_free(ski_rule *rule) {
    if (rule != NULL) {
        rule->free(rule);
    }
}

sk_status ski_rule_run(ski_rule *rule, const ski_world *world, ski_ledger *ledger,
                       sk_error *error) {
    sk_status st = SK_OK;
    ski_ledger_begin(ledger);
    while (ledger->periods_done < ledger->chain->network->periods) {
        SK_TRY(rule->decide(rule, world, ledger, error));
    }
    st = ski_ledger_check(ledger, world->values, error);
done:
    return st;
}
