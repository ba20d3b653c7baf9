/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of policies → options, each with its scenario, case and columns. */
#include "study/compare.h"

#include "decisions/rule.h"

#include <math.h>
#include <string.h>

/* What 1 USD a year, paid evenly over the horizon, is worth at the start. */
static double yearly_value(const sk_network *network) {
    const double rate = network->scenario->discount_rate_per_year;
    double sum = 0;
    for (int t = 0; t < network->periods; t++) {
        sum += network->period_years * pow(1 + rate, -t * network->period_years);
    }
    return sum;
}

static bool has_columns_of(const ski_metric_table *table, const ski_metric_table *other) {
    bool same = table->count == other->count && table->width == other->width;
    for (int c = 0; c < table->count && same; c++) {
        same = strcmp(table->metrics[c].name, other->metrics[c].name) == 0;
    }
    return same;
}

/* Rows of all options are compared column by column. */
static sk_status check_columns(const ski_compare *compare, const ski_option *option,
                               sk_error *error) {
    const ski_element *policy =
        option->policy < 0 ? NULL : &compare->scenario->policies[option->policy].element;
    if (policy == NULL || has_columns_of(option->metrics, compare->options[0].metrics)) {
        return SK_OK;
    }
    return ski_error_at(error, policy->entry->at, "policies",
                        "%s changes what is measured - elements of materials, countries of places "
                        "- and cannot be compared with %s",
                        policy->name, compare->options[0].name);
}

static sk_status prepare_option(ski_compare *compare, ski_option *option, const sk_watch *watch,
                                sk_error *error) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = compare->scenario;
    if (option->policy >= 0) {
        SK_TRY(ski_scenario_with_policy(&option->scenario, scenario, option->policy, error));
        scenario = option->scenario;
    }
    SK_TRY(ski_case_build(&option->chain, scenario, watch, error));
    if (ski_is_rolling(scenario)) {
        SK_TRY(ski_case_open_window(option->chain, watch, error));
    }
    SK_TRY(ski_metric_table_build(&option->metrics, option->chain->network));
    SK_TRY(check_columns(compare, option, error));
    SK_TRY(ski_policy_cost(option->chain->network, &option->own_cost_usd));
    option->own_cost_usd_per_year = option->own_cost_usd / yearly_value(option->chain->network);
done:
    return st;
}

static int shortage_column(const sk_scenario *scenario) {
    bool critical = false;
    for (int d = 0; d < scenario->demand_count; d++) {
        critical = critical || scenario->demands[d].critical;
    }
    return critical ? SKI_COL_SHORTAGE_CRITICAL_T : SKI_COL_SHORTAGE_T;
}

sk_status ski_compare_prepare(ski_compare *compare, const sk_study_options *options,
                              const sk_watch *watch, sk_error *error) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = compare->scenario;
    ski_choice choice;
    SK_TRY(
        ski_choose(&choice, scenario, options->policies, options->against, compare->arena, error));
    SK_CHECK_MEMORY(compare->options = SKI_NEW(compare->arena, ski_option, choice.count));
    compare->option_count = choice.count;
    for (int i = 0; i < choice.count; i++) {
        ski_option *option = &compare->options[i];
        option->policy = choice.policies[i];
        option->name = ski_option_name(scenario, option->policy);
        option->title = ski_option_title(scenario, option->policy);
        SK_TRY(prepare_option(compare, option, watch, error));
    }
    compare->metrics = compare->options[0].metrics->metrics;
    compare->metric_count = compare->options[0].metrics->first_demand;
    compare->shortage_column = shortage_column(scenario);
done:
    return st;
}
