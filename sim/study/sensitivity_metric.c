/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name → column, or what is allowed in its place. */
#include "study/sensitivity_metric.h"

#include "base/errors.h"
#include "base/memory.h"
#include "base/text.h"

#include <stddef.h>

bool ski_has_critical(const sk_scenario *scenario) {
    for (int d = 0; d < scenario->demand_count; d++) {
        if (scenario->demands[d].critical) {
            return true;
        }
    }
    return false;
}

int ski_shortage_column(const sk_scenario *scenario) {
    return ski_has_critical(scenario) ? SKI_COL_SHORTAGE_CRITICAL_T : SKI_COL_SHORTAGE_T;
}

static bool needs_critical(int column) {
    switch (column) {
    case SKI_COL_SHORTAGE_CRITICAL_T:
    case SKI_COL_FILL_RATE_CRITICAL:
    case SKI_COL_SHORTAGE_PERIODS:
    case SKI_COL_LONGEST_SHORTAGE_PERIODS:
    case SKI_COL_FIRST_SHORTAGE_PERIOD:
    case SKI_COL_LOWEST_COVER_DAYS:
        return true;
    default:
        return false;
    }
}

/* What is wrong with a metric of the chain; NULL: nothing. */
static const char *objection(const ski_metric_table *table, const sk_scenario *scenario,
                             int column) {
    if (column == SKI_COL_FORESIGHT_COST_USD || column == SKI_COL_FORESIGHT_GAP_USD) {
        return "it is of deciding with foresight, which is not done here";
    }
    if (table->metrics[column].is_event) {
        return "it is an event, whose variance says no more than its chance";
    }
    if (needs_critical(column) && !ski_has_critical(scenario)) {
        return "no demand is critical";
    }
    return NULL;
}

/* Names of the allowed metrics into names [first_demand]; how many. */
static int list_allowed(const ski_metric_table *table, const sk_scenario *scenario,
                        const char **names) {
    int count = 0;
    for (int c = 0; c < table->first_demand; c++) {
        if (objection(table, scenario, c) == NULL) {
            names[count++] = table->metrics[c].name;
        }
    }
    return count;
}

static const char *join(const ski_metric_table *table, const char *const *names, int count) {
    const char *joined = "";
    for (int i = 0; i < count && joined != NULL; i++) {
        joined = ski_arena_printf(table->arena, "%s%s%s", joined, i == 0 ? "" : ", ", names[i]);
    }
    return joined;
}

static sk_status refuse(const ski_metric_table *table, const sk_scenario *scenario,
                        const char *name, const char *reason, sk_error *error) {
    sk_status st = SK_OK;
    const char *joined = NULL;
    const char **names = SKI_NEW(table->arena, const char *, table->first_demand);
    SK_CHECK_MEMORY(names);
    const int count = list_allowed(table, scenario, names);
    SK_CHECK_MEMORY(joined = join(table, names, count));
    const char *nearest = reason == NULL ? ski_nearest(name, names, count) : NULL;
    if (nearest != NULL) {
        st = ski_fail(error, SK_ERR_USAGE,
                      "metric: there is none of this name (got \"%.100s\"; did "
                      "you mean \"%s\"?)",
                      name, nearest);
    } else {
        st = ski_fail(error, SK_ERR_USAGE, "metric: %s (got \"%.100s\"; allowed %s)",
                      reason == NULL ? "there is none of this name" : reason, name, joined);
    }
done:
    return st;
}

sk_status ski_sensitivity_metric(int *column, const ski_metric_table *table,
                                 const sk_scenario *scenario, const char *name, sk_error *error) {
    const int found =
        name == NULL ? ski_shortage_column(scenario) : ski_metric_find(table, name, -1);
    const char *reason = found < 0 ? NULL : objection(table, scenario, found);
    if (found < 0 || reason != NULL) {
        return refuse(table, scenario, name, reason, error);
    }
    *column = found;
    return SK_OK;
}
