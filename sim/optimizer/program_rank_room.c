/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks of ties → whether they are small enough never to decide what costs decide: below half of
 * what shortage values differ by, and below SKI_RANK_MOST of what the flows cost. */
#include "optimizer/program_ranks.h"

#include <stdlib.h>

/* --- values that differ --- */

/* First column of what a claim may be: short, or waiting; -1: it never is. */
typedef int first_column(const ski_layout *layout, const ski_claim *who);

static int shortage_of(const ski_layout *layout, const ski_claim *who) {
    return layout->shortage[who->demand] + who->tier * layout->periods;
}

static int wait_of(const ski_layout *layout, const ski_claim *who) {
    return layout->wait[who->demand];
}

static int compare_values(const void *left, const void *right) {
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The least by which two of the values differ; what the solver takes for equal does not. */
static double least_difference(double *values, int count, double rounding) {
    double least = INFINITY;
    qsort(values, (size_t)count, sizeof *values, compare_values);
    for (int i = 1; i < count; i++) {
        double difference = values[i] - values[i - 1];
        least = difference > rounding ? fmin(least, difference) : least;
    }
    return least;
}

/* Whether no rank of a period turns round what costs of the period differ by. */
static bool keeps_order(const ski_ranking *of, first_column *first_of, int period) {
    const ski_program *program = of->program;
    double largest = 0;
    int count = 0;
    for (int place = 0; place < of->claim_count; place++) {
        int first = first_of(&program->layout, &of->claims[place]);
        if (first >= 0) {
            of->usd_per_t[count++] = program->cost[first + period];
            largest = fmax(largest, program->rank_cost[first + period]);
        }
    }
    double rounding = SKI_ROUNDING_TOL * of->largest_usd_per_t;
    return largest <= 0.5 * least_difference(of->usd_per_t, count, rounding);
}

static bool keep_every_order(const ski_ranking *of) {
    for (int period = 0; period < of->program->layout.periods; period++) {
        if (!keeps_order(of, shortage_of, period) || !keeps_order(of, wait_of, period)) {
            return false;
        }
    }
    return true;
}

/* --- costs of the plan --- */

/* What flows cost, and what their ranks add to that. */
typedef struct {
    double cost_usd, ranks_usd;
} bill;

static bool is_small(bill of) {
    return of.ranks_usd <= SKI_RANK_MOST * of.cost_usd;
}

static bill sum_of(bill a, bill b) {
    return (bill){a.cost_usd + b.cost_usd, a.ranks_usd + b.ranks_usd};
}

static void add(bill *to, const ski_program *program, int column, double flow_t) {
    to->cost_usd += program->cost[column] * flow_t;
    to->ranks_usd += program->rank_cost[column] * flow_t;
}

/* Everything but the credit at the end. Flows bear the largest rank of the node they go to: one of
 * no rank may be used because of another's. */
static bill bill_of_flows(const ski_ranking *of, const double *flows) {
    const ski_program *program = of->program;
    bill base = {0, 0};
    bool flows_ranked = of->level < SKI_RANK_DEMANDS;
    for (int column = 0; column < program->column_count; column++) {
        if (program->columns[column].kind != SKI_CREDIT) {
            add(&base, program, column, flows[column]);
            int others = of->flow_rank_most[column] - of->flow_rank[column];
            base.ranks_usd += flows_ranked ? ski_flow_step(of) * others * flows[column] : 0;
        }
    }
    return base;
}

/* A demand's tonnes in the base that have come up by a period; with a backlog all of them wait. */
static double wanted_t(const ski_program *program, int demand, int period) {
    const sk_network *network = program->network;
    const ski_need *need = &network->needs[demand];
    double sum = 0;
    for (int t = need->backlog >= 0 ? 0 : period; t <= period; t++) {
        sum += ski_value(network, network->base, need->demand, t) * network->period_years;
    }
    return sum;
}

/* A claim that is not served at all. */
static bill bill_of_claim(const ski_program *program, const ski_claim *who) {
    bill of = {0, 0};
    int first = shortage_of(&program->layout, who);
    for (int period = 0; period < program->layout.periods; period++) {
        bool boxed = program->boxed[first + period];
        add(&of, program, first + period,
            boxed ? wanted_t(program, who->demand, period) : program->upper[first + period]);
    }
    return of;
}

/* A claim that waits to the last period, and is served then. */
static bill bill_of_wait(const ski_program *program, const ski_claim *who) {
    bill of = {0, 0};
    int first = wait_of(&program->layout, who);
    for (int period = 0; first >= 0 && period < program->layout.periods - 1; period++) {
        add(&of, program, first + period, wanted_t(program, who->demand, period));
    }
    return of;
}

/* Whether ranks stay below SKI_RANK_MOST of the cost of these flows, alone, with any one claim not
 * served at all or waiting all the time, and with none served. */
static bool flows_have_room(const ski_ranking *of, const double *flows) {
    bill base = bill_of_flows(of, flows), all = base;
    bool small = is_small(base);
    for (int place = 0; small && place < of->claim_count; place++) {
        bill unserved = bill_of_claim(of->program, &of->claims[place]);
        bill waiting = bill_of_wait(of->program, &of->claims[place]);
        small = is_small(sum_of(base, unserved)) && is_small(sum_of(base, waiting));
        all = sum_of(all, unserved);
    }
    return small && is_small(all);
}

bool ski_ranks_have_room(const ski_ranking *of, const double *flows) {
    if (of->claim_count > 0 && of->unit_usd_per_t * ski_rank_units(of, of->claim_count - 1, 0) >
                                   SKI_RANK_MOST * of->largest_usd_per_t * (1 + SKI_ROUNDING_TOL)) {
        return false;
    }
    return keep_every_order(of) && (flows == NULL || flows_have_room(of, flows));
}
