/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Flows in a world → one row of metrics (model.md §4). */
#include "base/tolerances.h"
#include "metrics/cover.h"
#include "metrics/metrics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a demand, or all critical ones together, came to in the periods seen so far. */
typedef struct {
    double demand_t, shortage_t;
    int short_periods, run, longest, first; /* first: 0 while none */
    double lowest_cover_days;               /* NaN while no period had a demand */
} account;

struct ski_measure {
    const sk_network *network;
    const ski_layout *layout;
    const ski_metric_table *table;
    ski_arena *arena;
    ski_cover cover;
    double policy_cost_usd;
    int critical_count;
    account *accounts;  /* [demands] work space, as are the next two */
    ski_served *served; /* [demands] of one period */
    double *cover_t;    /* [demands] of one period */
};

static double flow(const double *flows, int first, int offset) {
    return first < 0 ? 0 : flows[first + offset];
}

static double demand_in(const sk_network *network, const double *values, int demand, int period) {
    return ski_value(network, values, network->needs[demand].demand, period) *
           network->period_years;
}

static double mean_demand(const sk_network *network, const double *values, int demand) {
    double sum = 0;
    for (int t = 0; t < network->periods; t++) {
        sum += demand_in(network, values, demand, t);
    }
    return sum / network->periods;
}

ski_served ski_served_in(const sk_network *network, const ski_layout *layout, const double *values,
                         const double *flows, int demand, int period) {
    const ski_need *need = &network->needs[demand];
    const int tiers = need->tier_count > 0 ? need->tier_count : 1;
    ski_served served = {.demand_t = demand_in(network, values, demand, period)};
    double lost_t = 0;
    for (int g = 0; g < tiers; g++) {
        lost_t += flow(flows, layout->shortage[demand], g * network->periods + period);
    }
    const double waiting_t = flow(flows, layout->wait[demand], period);
    const double scale_t =
        served.demand_t > 0 ? served.demand_t : mean_demand(network, values, demand);
    if (lost_t > SKI_SHORT_SHARE * scale_t) {
        served.shortage_t = lost_t;
        served.is_short = true;
    }
    served.is_short = served.is_short || waiting_t > SKI_SHORT_SHARE * scale_t;
    return served;
}

/* Tonnes in the stocks of each demand's country that can reach it, in the demand's own tonnes; a
 * stock is shared among the demands it reaches in proportion to their demand in the period. */
static void cover_tonnes(ski_measure *measure, const double *flows, int period) {
    const sk_scenario *scenario = measure->network->scenario;
    memset(measure->cover_t, 0, (size_t)scenario->demand_count * sizeof *measure->cover_t);
    for (int k = 0; k < scenario->stock_count; k++) {
        const double stock_t = flow(flows, measure->layout->stock[k], period);
        const int first = measure->cover.first[k], end = measure->cover.first[k + 1];
        double demand_t = 0;
        for (int i = first; i < end; i++) {
            demand_t += measure->served[measure->cover.reaches[i].demand].demand_t;
        }
        for (int i = first; i < end && demand_t > 0; i++) {
            const ski_reach *reach = &measure->cover.reaches[i];
            measure->cover_t[reach->demand] +=
                stock_t * reach->delivered * measure->served[reach->demand].demand_t / demand_t;
        }
    }
}

static void account_add(account *sum, const ski_served *served, double cover_t, int period,
                        double period_days) {
    sum->demand_t += served->demand_t;
    sum->shortage_t += served->shortage_t;
    sum->run = served->is_short ? sum->run + 1 : 0;
    sum->short_periods += served->is_short;
    sum->longest = sum->run > sum->longest ? sum->run : sum->longest;
    if (served->is_short && sum->first == 0) {
        sum->first = period + 1;
    }
    if (served->demand_t > 0) {
        const double days = cover_t / served->demand_t * period_days;
        sum->lowest_cover_days = fmin(sum->lowest_cover_days, days); /* of a NaN the other */
    }
}

static const account nothing = {.lowest_cover_days = NAN};

/* What each demand is in a period, and the tonnes it is covered with. */
static void see_period(ski_measure *measure, const double *values, const double *flows,
                       int period) {
    for (int d = 0; d < measure->network->scenario->demand_count; d++) {
        measure->served[d] =
            ski_served_in(measure->network, measure->layout, values, flows, d, period);
    }
    cover_tonnes(measure, flows, period);
}

void ski_measure_series(ski_measure *measure, const double *values, const double *flows,
                        double *shortage_t, double *cover_days) {
    const int periods = measure->network->periods;
    const double days = measure->network->period_years * SKI_DAYS_PER_YEAR;
    for (int t = 0; t < periods; t++) {
        see_period(measure, values, flows, t);
        for (int d = 0; d < measure->network->scenario->demand_count; d++) {
            const double demand_t = measure->served[d].demand_t;
            shortage_t[d * periods + t] = measure->served[d].shortage_t;
            cover_days[d * periods + t] =
                demand_t > 0 ? measure->cover_t[d] / demand_t * days : NAN;
        }
    }
}

/* Adds up every period: each demand, and into `critical` and `all` these demands together. */
static void add_periods(ski_measure *measure, const double *values, const double *flows,
                        account *critical, account *all) {
    const sk_network *network = measure->network;
    const sk_scenario *scenario = network->scenario;
    const double days = network->period_years * SKI_DAYS_PER_YEAR;
    for (int t = 0; t < network->periods; t++) {
        ski_served together = {0}, every = {0};
        double critical_cover_t = 0;
        see_period(measure, values, flows, t);
        for (int d = 0; d < scenario->demand_count; d++) {
            const ski_served *served = &measure->served[d];
            account_add(&measure->accounts[d], served, measure->cover_t[d], t, days);
            every.demand_t += served->demand_t;
            every.shortage_t += served->shortage_t;
            every.is_short = every.is_short || served->is_short;
            if (scenario->demands[d].critical) {
                together.demand_t += served->demand_t;
                together.shortage_t += served->shortage_t;
                together.is_short = together.is_short || served->is_short;
                critical_cover_t += measure->cover_t[d];
            }
        }
        account_add(critical, &together, critical_cover_t, t, days);
        account_add(all, &every, 0, t, days);
    }
}

static double fill_rate(const account *sum) {
    return sum->demand_t > 0 ? (sum->demand_t - sum->shortage_t) / sum->demand_t : 1;
}

static double first_period(const account *sum, const sk_network *network) {
    return sum->first > 0 ? sum->first : network->periods + 1;
}

static void write_demand(const sk_network *network, const account *sum, double *row) {
    row[SKI_OF_DEMAND_T] = sum->demand_t;
    row[SKI_OF_SERVED_T] = sum->demand_t - sum->shortage_t;
    row[SKI_OF_SHORTAGE_T] = sum->shortage_t;
    row[SKI_OF_FILL_RATE] = fill_rate(sum);
    row[SKI_OF_SHORTAGE_PERIODS] = sum->short_periods;
    row[SKI_OF_LONGEST_SHORTAGE_PERIODS] = sum->longest;
    row[SKI_OF_FIRST_SHORTAGE_PERIOD] = first_period(sum, network);
    row[SKI_OF_LOWEST_COVER_DAYS] = sum->lowest_cover_days;
    row[SKI_OF_ANY_SHORTAGE] = sum->short_periods > 0;
}

/* Whether every critical demand's fill rate is high enough. */
static bool is_secure(const ski_measure *measure) {
    const sk_scenario *scenario = measure->network->scenario;
    for (int d = 0; d < scenario->demand_count; d++) {
        if (scenario->demands[d].critical &&
            fill_rate(&measure->accounts[d]) < scenario->simulation.secure_fill) {
            return false;
        }
    }
    return true;
}

/* Whether some demand of a kind, critical or not, is short; NaN when there is none of it. */
static double any_shortage(const ski_measure *measure, bool critical) {
    const sk_scenario *scenario = measure->network->scenario;
    double any = NAN;
    for (int d = 0; d < scenario->demand_count; d++) {
        if (scenario->demands[d].critical == critical) {
            any = fmax(any, measure->accounts[d].short_periods > 0); /* of a NaN the other */
        }
    }
    return any;
}

/* The metrics of the critical demands together. */
static void write_critical(const ski_measure *measure, const account *sum, double *row) {
    row[SKI_COL_SHORTAGE_CRITICAL_T] = sum->shortage_t;
    row[SKI_COL_FILL_RATE_CRITICAL] = fill_rate(sum);
    row[SKI_COL_SHORTAGE_PERIODS] = sum->short_periods;
    row[SKI_COL_LONGEST_SHORTAGE_PERIODS] = sum->longest;
    row[SKI_COL_FIRST_SHORTAGE_PERIOD] = first_period(sum, measure->network);
    row[SKI_COL_LOWEST_COVER_DAYS] = sum->lowest_cover_days;
    row[SKI_COL_SECURE] = is_secure(measure);
}

static void write_no_critical(double *row) {
    static const int columns[] = {SKI_COL_SHORTAGE_CRITICAL_T,
                                  SKI_COL_FILL_RATE_CRITICAL,
                                  SKI_COL_SHORTAGE_PERIODS,
                                  SKI_COL_LONGEST_SHORTAGE_PERIODS,
                                  SKI_COL_FIRST_SHORTAGE_PERIOD,
                                  SKI_COL_LOWEST_COVER_DAYS,
                                  SKI_COL_SECURE};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        row[columns[i]] = NAN;
    }
}

/* Cost of the flows with the policy's own, and its lines. */
static double cost_of(const ski_measure *measure, const double *values, const double *flows,
                      double lines[SKI_COST_LINES]) {
    ski_cost_lines(measure->network, measure->layout, values, flows, lines);
    double cost = measure->policy_cost_usd - lines[SKI_TERMINAL_VALUE];
    for (int line = 0; line < SKI_TERMINAL_VALUE; line++) {
        cost += lines[line];
    }
    return cost;
}

static void write_costs(const ski_measure *measure, const double *values, const double *flows,
                        double *row) {
    double *lines = row + measure->table->first_cost_line;
    double cost = cost_of(measure, values, flows, lines);
    row[SKI_COL_COST_USD] = cost;
    row[SKI_COL_SPEND_USD] = cost - lines[SKI_SHORTAGE] - lines[SKI_BACKLOG] -
                             lines[SKI_BELOW_TARGET] - lines[SKI_LIMITS_LINE];
    row[SKI_COL_FORESIGHT_COST_USD] = row[SKI_COL_FORESIGHT_GAP_USD] = NAN;
}

void ski_measure_bound(const ski_measure *measure, const double *values,
                       const double *foresight_flows, double *row) {
    double lines[SKI_COST_LINES];
    const double foresight_usd = cost_of(measure, values, foresight_flows, lines);
    const double gap_usd = row[SKI_COL_COST_USD] - foresight_usd;
    const bool is_none = fabs(gap_usd) <= SKI_EQUAL_TOL * fabs(foresight_usd);
    row[SKI_COL_FORESIGHT_COST_USD] = foresight_usd;
    row[SKI_COL_FORESIGHT_GAP_USD] = is_none ? 0 : gap_usd;
}

static double purchased(const ski_measure *measure, const ski_purchase *purchase,
                        const double *flows) {
    double sum = 0;
    for (int i = 0; i < purchase->block_count; i++) {
        for (int t = 0; t < measure->network->periods; t++) {
            sum += flow(flows, measure->layout->buy[purchase->blocks[i]], t);
        }
    }
    return sum;
}

static void write_purchases(const ski_measure *measure, const double *flows, double *row) {
    const ski_metric_table *table = measure->table;
    for (int e = 0; e < table->element_count; e++) {
        double total = 0, squares = 0;
        for (int p = table->element_purchases[e]; p < table->element_purchases[e + 1]; p++) {
            const double tonnes = purchased(measure, &table->purchases[p], flows);
            row[table->first_purchase + p] = tonnes;
            total += tonnes;
            squares += tonnes * tonnes;
        }
        row[SKI_CHAIN_COLUMNS + e] = total > 0 ? squares / (total * total) : NAN;
    }
}

void ski_measure_row(ski_measure *measure, const double *values, const double *flows, double *row) {
    const sk_network *network = measure->network;
    account critical = nothing, all = nothing;
    for (int d = 0; d < network->scenario->demand_count; d++) {
        measure->accounts[d] = nothing;
    }
    add_periods(measure, values, flows, &critical, &all);
    write_costs(measure, values, flows, row);
    if (measure->critical_count > 0) {
        write_critical(measure, &critical, row);
    } else {
        write_no_critical(row);
    }
    row[SKI_COL_SHORTAGE_T] = all.shortage_t;
    row[SKI_COL_FILL_RATE] = fill_rate(&all);
    row[SKI_COL_ANY_SHORTAGE] = all.short_periods > 0;
    row[SKI_COL_ANY_SHORTAGE_CRITICAL] = any_shortage(measure, true);
    row[SKI_COL_ANY_SHORTAGE_OTHER] = any_shortage(measure, false);
    write_purchases(measure, flows, row);
    double *of_demand = row + measure->table->first_demand;
    for (int d = 0; d < network->scenario->demand_count; d++) {
        write_demand(network, &measure->accounts[d], of_demand);
        of_demand += SKI_DEMAND_COLUMNS;
    }
}

sk_status ski_measure_new(ski_measure **out, const sk_network *network, const ski_layout *layout,
                          const ski_metric_table *table) {
    sk_status st = SK_OK;
    const sk_scenario *scenario = network->scenario;
    ski_measure *measure = ski_alloc(1, sizeof *measure);
    SK_CHECK_MEMORY(measure);
    *measure = (ski_measure){.network = network, .layout = layout, .table = table};
    SK_CHECK_MEMORY(measure->arena = ski_arena_new());
    measure->accounts = SKI_NEW(measure->arena, account, scenario->demand_count);
    measure->served = SKI_NEW(measure->arena, ski_served, scenario->demand_count);
    measure->cover_t = SKI_NEW(measure->arena, double, scenario->demand_count);
    SK_CHECK_MEMORY(measure->accounts);
    SK_CHECK_MEMORY(measure->served);
    SK_CHECK_MEMORY(measure->cover_t);
    SK_TRY(ski_cover_build(&measure->cover, network, measure->arena));
    SK_TRY(ski_policy_cost(network, &measure->policy_cost_usd));
    for (int d = 0; d < scenario->demand_count; d++) {
        measure->critical_count += scenario->demands[d].critical;
    }
    *out = measure;
    measure = NULL;
done:
    ski_measure_free(measure);
    return st;
}

void ski_measure_free(ski_measure *measure) {
    if (measure != NULL) {
        ski_arena_free(measure->arena);
        free(measure);
    }
}
