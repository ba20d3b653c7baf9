/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Program → cost of ties: small cost differences that say who goes short, when, and which of equal
 * flows is taken, where the costs themselves do not. In units of SKI_RANK_STEP of the largest
 * shortage value, undiscounted:
 *
 *     short a tonne:  weight · (place of demand and tier, last to be served first) · periods
 *                     + weight · (periods left)
 *     wait a period:  (place of demand) · SKI_FLOW_RANK_STEP / SKI_RANK_STEP
 *     move a tonne:   (place among equals) · SKI_FLOW_RANK_STEP / SKI_RANK_STEP
 *
 * where weight >= 1 is more than a delivered tonne can gather by moving, so that flows never decide
 * who goes short. */
#include "optimizer/program_parts.h"

#include "base/tolerances.h"

#include <stdlib.h>

/* A step of flows, and the room there is, in units. */
static const double FLOW_UNITS = SKI_FLOW_RANK_STEP / SKI_RANK_STEP;
static const double UNITS_MOST = SKI_RANK_MOST / SKI_RANK_STEP;

/* A demand and its tier, as something to be served. */
typedef struct {
    int demand, tier;
    bool critical;
    double usd_per_t; /* mean shortage value over the horizon */
} claim;

typedef struct {
    const ski_program *program;
    double unit_usd_per_t;
    int claim_count;
    claim *claims;  /* last to be served first */
    int *flow_rank; /* [column_count] in steps of flows */
    double weight;
} ranking;

/* Larger is later: 1, -1 or 0. */
static int order(double a, double b) {
    return (a > b) - (a < b);
}

/* Last to be served first: not critical, of less value, later in the scenario. */
static int compare_claims(const void *left, const void *right) {
    const claim *a = left, *b = right;
    if (a->critical != b->critical) {
        return order(a->critical, b->critical);
    }
    if (a->usd_per_t != b->usd_per_t) {
        return order(a->usd_per_t, b->usd_per_t);
    }
    return a->demand != b->demand ? order(b->demand, a->demand) : order(b->tier, a->tier);
}

/* Adds a demand's tier, and returns its largest value in the base. */
static double add_claim(ranking *of, int demand, int tier) {
    const sk_network *network = of->program->network;
    const ski_need *need = &network->needs[demand];
    int quantity = need->tier_count > 0 ? need->tier_values[tier] : need->shortage;
    double sum = 0, largest = 0;
    for (int period = 0; period < network->periods; period++) {
        double value = ski_value(network, network->base, quantity, period);
        sum += value;
        largest = fmax(largest, value);
    }
    bool critical = network->scenario->demands[demand].critical;
    of->claims[of->claim_count++] = (claim){demand, tier, critical, sum / network->periods};
    return largest;
}

/* Lists who may go short, and sets the unit. */
static sk_status list_claims(ranking *of) {
    sk_status st = SK_OK;
    const sk_network *network = of->program->network;
    int most = 0;
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        most += network->needs[demand].tier_count > 0 ? network->needs[demand].tier_count : 1;
    }
    of->claims = ski_alloc(most, sizeof *of->claims);
    SK_CHECK_MEMORY(of->claims);
    double largest = 0;
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        int tier_count = network->needs[demand].tier_count;
        for (int tier = 0; tier == 0 || tier < tier_count; tier++) {
            largest = fmax(largest, add_claim(of, demand, tier));
        }
    }
    of->unit_usd_per_t = SKI_RANK_STEP * largest;
    qsort(of->claims, (size_t)of->claim_count, sizeof *of->claims, compare_claims);
done:
    return st;
}

/* Units of a shortage, by the claim's place (0: last to be served). */
static double units_of(const ranking *of, ski_rank_level level, int place, int period) {
    int periods = of->program->network->periods;
    int beyond_room = of->claim_count - 1 - (int)UNITS_MOST;
    switch (level) {
    case SKI_RANK_ALL:
        return of->weight * ((double)place * periods + (periods - 1 - period));
    case SKI_RANK_NO_PERIODS:
        return of->weight * place;
    case SKI_RANK_DEMANDS:
        break;
    }
    return beyond_room > 0 ? fmax(place - beyond_room, 0) : place;
}

/* Waiting ranks in the same order, but by the step of flows, for it costs little and adds up over
 * the periods; and above 0, so that what can be served now does not wait. */
static void rank_claim(const ranking *of, ski_rank_level level, int place, double *rank_cost) {
    const ski_layout *layout = &of->program->layout;
    const claim *who = &of->claims[place];
    int shortage = layout->shortage[who->demand] + who->tier * layout->periods;
    int wait = layout->wait[who->demand];
    for (int period = 0; period < layout->periods; period++) {
        rank_cost[shortage + period] = of->unit_usd_per_t * units_of(of, level, place, period);
        if (wait >= 0) {
            rank_cost[wait + period] = of->unit_usd_per_t * FLOW_UNITS * (place + 1);
        }
    }
}

static void set_ranks(const ranking *of, ski_rank_level level, double *rank_cost) {
    double flow_step = of->unit_usd_per_t * FLOW_UNITS;
    for (int column = 0; column < of->program->column_count; column++) {
        rank_cost[column] = level == SKI_RANK_DEMANDS ? 0 : flow_step * of->flow_rank[column];
    }
    for (int place = 0; place < of->claim_count; place++) {
        rank_claim(of, level, place, rank_cost);
    }
}

/* What flows cost, and what their ranks add to that. */
typedef struct {
    double cost_usd, ranks_usd;
} bill;

static bool is_small(bill of) {
    return of.ranks_usd <= SKI_RANK_MOST * of.cost_usd;
}

/* Everything but the credit at the end. */
static bill bill_of_flows(const ski_program *program, const double *flows) {
    bill of = {0, 0};
    for (int column = 0; column < program->column_count; column++) {
        if (program->columns[column].kind != SKI_CREDIT) {
            of.cost_usd += program->cost[column] * flows[column];
            of.ranks_usd += program->rank_cost[column] * flows[column];
        }
    }
    return of;
}

/* The most a shortage column can be in the base. */
static double most_short_t(const ski_program *program, int column) {
    const sk_network *network = program->network;
    const ski_column *of = &program->columns[column];
    const ski_need *need = &network->needs[of->element];
    if (!program->boxed[column]) {
        return program->upper[column];
    }
    double sum = 0;
    for (int period = need->backlog >= 0 ? 0 : of->period; period <= of->period; period++) {
        sum += ski_value(network, network->base, need->demand, period) * network->period_years;
    }
    return sum;
}

/* A claim that is not served at all. */
static bill bill_of_claim(const ski_program *program, const claim *who) {
    bill of = {0, 0};
    int periods = program->layout.periods;
    int first = program->layout.shortage[who->demand] + who->tier * periods;
    for (int column = first; column < first + periods; column++) {
        double short_t = most_short_t(program, column);
        of.cost_usd += program->cost[column] * short_t;
        of.ranks_usd += program->rank_cost[column] * short_t;
    }
    return of;
}

static bill sum_of(bill a, bill b) {
    return (bill){a.cost_usd + b.cost_usd, a.ranks_usd + b.ranks_usd};
}

/* Whether ranks stay below SKI_RANK_MOST of the cost of these flows, alone, with any one claim not
 * served at all, and with none served. */
static bool flows_have_room(const ranking *of, const double *flows) {
    bill base = bill_of_flows(of->program, flows), all = base;
    bool small = is_small(base);
    for (int place = 0; place < of->claim_count; place++) {
        bill unserved = bill_of_claim(of->program, &of->claims[place]);
        small = small && is_small(sum_of(base, unserved));
        all = sum_of(all, unserved);
    }
    return small && is_small(all);
}

/* Whether a level keeps within its bounds; the lowest has to. */
static bool has_room(const ranking *of, ski_rank_level level, const double *flows) {
    if (level == SKI_RANK_DEMANDS) {
        return true;
    }
    if (of->claim_count > 0 && units_of(of, level, of->claim_count - 1, 0) > UNITS_MOST) {
        return false;
    }
    return flows == NULL || flows_have_room(of, flows);
}

sk_status ski_program_rank(ski_program *program, const double *flows, bool *changed) {
    sk_status st = SK_OK;
    ranking of = {.program = program};
    ski_rank_level before = program->rank_level, level = SKI_RANK_ALL;
    double gathered = 0;
    SK_TRY(list_claims(&of));
    of.flow_rank = ski_alloc(program->column_count, sizeof *of.flow_rank);
    SK_CHECK_MEMORY(of.flow_rank);
    SK_TRY(ski_rank_flows(program, of.flow_rank, &gathered));
    of.weight = fmax(1, (gathered + 1) * FLOW_UNITS);
    set_ranks(&of, level, program->rank_cost);
    while (!has_room(&of, level, flows)) {
        level++;
        set_ranks(&of, level, program->rank_cost);
    }
    program->rank_level = level;
    if (changed != NULL) {
        *changed = level != before;
    }
done:
    free(of.claims);
    free(of.flow_rank);
    return st;
}
