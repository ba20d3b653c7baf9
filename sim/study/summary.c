/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of samples → the statistics, chances, demand lines and supply shares that `run` shows. */
#include "study/summary.h"

#include "study/gap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS_PER_YEAR = 12 };

ski_probability ski_probability_of(const double *column, const ski_statistics *statistics,
                                   int samples, double confidence) {
    ski_probability of = {.count = statistics->count, .few_events = statistics->few_events};
    for (int i = 0; i < samples; i++) {
        of.events += column[i] == 1; /* never of a NaN */
    }
    of.value = of.count > 0 ? (double)of.events / of.count : NAN;
    const double worth = statistics->independent_count / statistics->count;
    of.interval = ski_wilson(of.events * worth, of.count * worth, confidence);
    return of;
}

static sk_status fill_statistics(sk_run *run, const ski_rows *rows) {
    sk_status st = SK_OK;
    const ski_simulation *simulation = &run->scenario->simulation;
    const ski_metric_table *table = run->metrics;
    double *column = ski_alloc(run->samples, 2 * sizeof *column);
    SK_CHECK_MEMORY(column);
    SK_CHECK_MEMORY(run->statistics = SKI_NEW(run->arena, ski_statistics, table->count));
    SK_CHECK_MEMORY(run->probabilities = SKI_NEW(run->arena, ski_probability, table->count));
    for (int c = 0; c < table->count; c++) {
        const ski_metric *metric = &table->metrics[c];
        ski_statistics *of = &run->statistics[c];
        const ski_reduction how = {metric->bad_side, metric->harmless, run->confidence,
                                   simulation->tail, run->design.replicates};
        SK_TRY(rows->read(rows, c, run->samples, column));
        ski_statistics_of(column, run->samples, &how, column + run->samples, of);
        of->undefined -= run->failed_count; /* a failed sample is no undefined metric */
        if (metric->is_event) {
            run->probabilities[c] = ski_probability_of(column, of, run->samples, run->confidence);
        }
    }
done:
    free(column);
    return st;
}

static ski_interval scaled(ski_interval interval, double factor) {
    return (ski_interval){interval.low * factor, interval.high * factor};
}

static ski_demand_summary summary_of(const sk_run *run, int demand) {
    const int first = run->metrics->first_demand + demand * SKI_DEMAND_COLUMNS;
    const ski_statistics *fill = &run->statistics[first + SKI_OF_FILL_RATE];
    const ski_statistics *shortage = &run->statistics[first + SKI_OF_SHORTAGE_T];
    const ski_statistics *periods = &run->statistics[first + SKI_OF_SHORTAGE_PERIODS];
    const double months = run->plan->chain->network->period_years * MONTHS_PER_YEAR;
    return (ski_demand_summary){.demand = demand,
                                .fill_rate = fill->mean,
                                .fill_rate_interval = fill->mean_interval,
                                .shortage_tpy = shortage->mean / run->years,
                                .shortage_interval =
                                    scaled(shortage->mean_interval, 1 / run->years),
                                .short_months_per_year = periods->mean * months / run->years,
                                .short_months_interval =
                                    scaled(periods->mean_interval, months / run->years),
                                .worst_fill_rate = fill->cvar,
                                .worst_fill_rate_interval = fill->cvar_interval,
                                .any_shortage = run->probabilities[first + SKI_OF_ANY_SHORTAGE],
                                .few_events = fill->few_events,
                                .worst_few_events = fill->cvar_few_events};
}

static sk_status fill_demands(sk_run *run) {
    const sk_scenario *scenario = run->scenario;
    run->demands = SKI_NEW(run->arena, ski_demand_summary, scenario->demand_count);
    if (run->demands == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int critical = 1; critical >= 0; critical--) {
        for (int d = 0; d < scenario->demand_count; d++) {
            if (scenario->demands[d].critical == (critical == 1)) {
                run->demands[run->demand_count++] = summary_of(run, d);
            }
        }
    }
    return SK_OK;
}

static int by_falling_share(const void *a, const void *b) {
    const ski_supply_share *x = a, *y = b;
    if (x->share != y->share) {
        return x->share < y->share ? 1 : -1;
    }
    return strcmp(x->country, y->country);
}

/* The countries an element is bought from; purchases [count] with their sums over samples, t. */
static void add_element(sk_run *run, const ski_purchase *purchases, const double *sums, int count,
                        int good_samples) {
    ski_supply_share *shares = run->supply + run->supply_count;
    double total = 0;
    int kept = 0;
    for (int i = 0; i < count; i++) {
        total += sums[i];
    }
    for (int i = 0; i < count; i++) {
        if (sums[i] > 0) {
            shares[kept++] = (ski_supply_share){.symbol = purchases[i].symbol,
                                                .country = purchases[i].country,
                                                .mean_tpy = sums[i] / good_samples / run->years,
                                                .share = sums[i] / total};
        }
    }
    qsort(shares, (size_t)kept, sizeof *shares, by_falling_share);
    run->supply_count += kept;
}

static sk_status fill_supply(sk_run *run, const double *sums, int good_samples) {
    const ski_metric_table *table = run->metrics;
    run->supply = SKI_NEW(run->arena, ski_supply_share, table->purchase_count);
    if (run->supply == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int e = 0; e < table->element_count; e++) {
        const int first = table->element_purchases[e];
        add_element(run, &table->purchases[first], &sums[table->first_purchase + first],
                    table->element_purchases[e + 1] - first, good_samples);
    }
    return SK_OK;
}

static sk_status fill_failures(sk_run *run, const ski_rows *rows) {
    run->failures = SKI_NEW(run->arena, ski_failure, rows->failed);
    return run->failures == NULL ? SK_ERR_MEMORY
                                 : rows->name_failed(rows, run->failures, run->arena);
}

sk_status ski_summarise(sk_run *run, const ski_rows *rows, const double *sums) {
    sk_status st = SK_OK;
    const int good_samples = run->samples - run->failed_count;
    for (int line = 0; line < SKI_COST_LINES; line++) {
        const double sum = sums[run->metrics->first_cost_line + line];
        run->mean_cost_lines[line] = good_samples > 0 ? sum / good_samples : NAN;
    }
    SK_TRY(fill_failures(run, rows));
    SK_TRY(fill_statistics(run, rows));
    SK_TRY(ski_gap_fill(run, rows));
    SK_TRY(fill_demands(run));
    SK_TRY(fill_supply(run, sums, good_samples));
done:
    return st;
}
