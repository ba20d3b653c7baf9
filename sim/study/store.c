/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run → the tables series, plan and marginal of results.db. Flows are named as in the exported
 * program, so that plan and mean of worlds join on their names: `buy`, `almalyk_mo`, `2025-03`. */
#include "study/store.h"

#include "optimizer/program.h"

#include <string.h>

enum { NAME_TEXT = 256 };

typedef struct {
    const sk_run *run;
    sk_results *results;
} storing;

static const char *label_of(const storing *to, int period, char text[SKI_DATE_TEXT]) {
    return ski_period_label(text, &to->run->scenario->calendar, period);
}

/* `what.name.period` → its parts, in place; the last is not looked at, for it has no dashes. */
static const char *split(char *text, bool has_period) {
    char *name = strchr(text, '.');
    char *last = has_period ? strrchr(text, '.') : NULL;
    *name++ = '\0';
    if (last != NULL && last > name) {
        *last = '\0';
    }
    return name;
}

/* One variable in one period: what the plan has, and the mean of worlds. */
static sk_status store_flow(const storing *to, int column) {
    sk_status st = SK_OK;
    const ski_case *chain = to->run->plan->chain;
    const ski_column of = ski_column_of(chain->program, column);
    char what[NAME_TEXT], label[SKI_DATE_TEXT];
    ski_column_name(chain->program, column, what, NAME_TEXT);
    const char *name = split(what, of.kind != SKI_CREDIT);
    const char *period = label_of(to, of.period, label);
    SK_TRY(ski_results_add_plan(to->results, what, name, period, chain->flows[column]));
    SK_TRY(ski_results_add_series(to->results, what, name, period, to->run->series->flows[column],
                                  NULL));
done:
    return st;
}

static const char *name_of(const sk_scenario *scenario, const ski_series_line *line) {
    return line->kind == SKI_SERIES_STOCK_T ? scenario->stocks[line->element].element.name
                                            : scenario->demands[line->element].element.name;
}

static sk_status store_line(const storing *to, const ski_series_line *line) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = to->run->scenario;
    for (int t = 0; t < scenario->periods; t++) {
        char label[SKI_DATE_TEXT];
        double quantiles[SKI_QUANTILES];
        for (int q = 0; q < SKI_QUANTILES; q++) {
            quantiles[q] = line->quantiles[q][t];
        }
        SK_TRY(ski_results_add_series(to->results, ski_series_name(line->kind),
                                      name_of(scenario, line), label_of(to, t, label),
                                      line->mean[t], quantiles));
    }
done:
    return st;
}

static sk_status store_activity(const storing *to, int disruption) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = to->run->scenario;
    for (int t = 0; t < scenario->periods; t++) {
        char label[SKI_DATE_TEXT];
        SK_TRY(ski_results_add_series(to->results, "activity",
                                      scenario->disruptions[disruption].element.name,
                                      label_of(to, t, label),
                                      to->run->series->activity[disruption * scenario->periods + t],
                                      NULL));
    }
done:
    return st;
}

static sk_status store_marginals(const storing *to) {
    sk_status st = SK_OK;
    for (int i = 0; i < to->run->plan->marginal_count; i++) {
        const ski_marginal *marginal = &to->run->plan->marginals[i];
        char label[SKI_DATE_TEXT];
        SK_TRY(ski_results_add_marginal(to->results, marginal->path,
                                        label_of(to, marginal->period, label),
                                        marginal->usd_per_t));
    }
done:
    return st;
}

sk_status ski_run_store(const sk_run *run, sk_results *results) {
    sk_status st = SK_OK;
    const storing to = {run, results};
    const ski_series *series = run->series;
    SK_TRY(ski_results_tables_begin(results));
    for (int i = 0; i < series->line_count; i++) {
        SK_TRY(store_line(&to, &series->lines[i]));
    }
    for (int i = 0; i < run->scenario->disruption_count; i++) {
        SK_TRY(store_activity(&to, i));
    }
    for (int column = 0; column < run->plan->chain->program->column_count; column++) {
        SK_TRY(store_flow(&to, column));
    }
    SK_TRY(store_marginals(&to));
    SK_TRY(ski_results_tables_end(results, run->samples, series->quantile_worlds));
done:
    return st;
}
