/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was carried out in a run → its outcome. */
#include "base/tolerances.h"
#include "study/stress_parts.h"

#include <string.h>

double ski_stress_served_t(const ski_case *chain, const double *values, const double *flows,
                           int demand, int period) {
    const ski_layout *layout = &chain->program->layout;
    const ski_served served = ski_served_in(chain->network, layout, values, flows, demand, period);
    double sum = served.demand_t - served.shortage_t;
    if (layout->wait[demand] >= 0) {
        sum -= flows[layout->wait[demand] + period];
        sum += period > 0 ? flows[layout->wait[demand] + period - 1] : 0;
    }
    return sum;
}

static bool is_recovered(const ski_stress_runs *runs, const ski_world *world,
                         const ski_ledger *ledger, int period) {
    const sk_scenario *scenario = runs->stress->scenario;
    for (int d = 0; d < scenario->demand_count; d++) {
        const double undisturbed_t = runs->served_t[d * scenario->periods + period];
        if (runs->stress->watched[d] &&
            ski_stress_served_t(ledger->chain, world->values, ledger->flows, d, period) <
                SKI_RECOVERED_SHARE * undisturbed_t) {
            return false;
        }
    }
    return true;
}

static double drawn_t(const ski_ledger *ledger, int process) {
    const double *drawn = ledger->flows + ledger->chain->program->layout.run[process];
    double sum = 0;
    for (int period = 0; period < ledger->chain->network->periods; period++) {
        sum += drawn[period];
    }
    return sum;
}

/* The last period, from 1, in which a watched demand is not recovered; then what is drawn from each
 * demand's reserve. */
static void write_trace(const void *context, const ski_world *world, const ski_ledger *ledger,
                        ski_measure *measure, double *trace) {
    const ski_stress_runs *runs = context;
    const sk_network *network = ledger->chain->network;
    const int demands = runs->stress->scenario->demand_count;
    (void)measure;
    trace[0] = 0;
    for (int period = 0; period < network->periods; period++) {
        trace[0] = is_recovered(runs, world, ledger, period) ? trace[0] : period + 1;
    }
    memset(trace + 1, 0, (size_t)demands * sizeof *trace);
    if (ledger->chain->scenario != runs->reserved.scenario) {
        return;
    }
    for (int i = 0; i < runs->reserve_count; i++) {
        trace[1 + runs->reserve_of[i]] = drawn_t(ledger, runs->stress->scenario->process_count + i);
    }
}

bool ski_stress_is_short(const ski_stress *stress, const double *row) {
    return row[stress->has_critical ? SKI_COL_ANY_SHORTAGE_CRITICAL : SKI_COL_ANY_SHORTAGE] > 0;
}

ski_trace ski_stress_trace(const ski_stress_runs *runs) {
    return (ski_trace){.width = 1 + runs->stress->scenario->demand_count,
                       .write = write_trace,
                       .context = runs};
}

int ski_stress_width(const ski_stress *stress) {
    return SKI_STRESS_DEMANDS + stress->scenario->demand_count * SKI_STRESS_OF_DEMAND;
}

double *ski_stress_outcome(const ski_stress_runs *runs, const ski_sample *sample) {
    const int demands = runs->stress->scenario->demand_count;
    double *outcome =
        SKI_NEW(runs->stress->arena, double, SKI_STRESS_DEMANDS + demands * SKI_STRESS_OF_DEMAND);
    if (outcome == NULL) {
        return NULL;
    }
    outcome[SKI_STRESS_COST_USD] = sample->row[SKI_COL_COST_USD];
    outcome[SKI_STRESS_SPEND_USD] = sample->row[SKI_COL_SPEND_USD];
    outcome[SKI_STRESS_SHORTAGE_T] = sample->row[SKI_COL_SHORTAGE_T];
    outcome[SKI_STRESS_CRITICAL_T] = sample->row[SKI_COL_SHORTAGE_CRITICAL_T];
    outcome[SKI_STRESS_BELOW] = sample->trace[0];
    outcome[SKI_STRESS_IS_SHORT] = ski_stress_is_short(runs->stress, sample->row);
    for (int d = 0; d < demands; d++) {
        const double *from =
            sample->row + runs->plain.metrics->first_demand + d * SKI_DEMAND_COLUMNS;
        double *to = outcome + SKI_STRESS_DEMANDS + d * SKI_STRESS_OF_DEMAND;
        to[SKI_STRESS_DEMAND_T] = from[SKI_OF_SHORTAGE_T];
        to[SKI_STRESS_DEMAND_PERIODS] = from[SKI_OF_SHORTAGE_PERIODS];
        to[SKI_STRESS_RESERVE_T] = sample->trace[1 + d];
    }
    return outcome;
}
