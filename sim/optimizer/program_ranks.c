/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Program → cost of ties: small cost differences that say who goes short, when, and which of equal
 * flows is taken, where the costs themselves do not. In units of a step (SKI_RANK_STEP) of the
 * largest shortage value, undiscounted:
 *
 *     short a tonne:  weight · (place of demand and tier, last to be served first) · periods
 *                     + weight · (periods left)
 *     wait a period:  (place of demand) · SKI_FLOW_RANK_STEP / SKI_RANK_STEP
 *     move a tonne:   (place among equals) · SKI_FLOW_RANK_STEP / SKI_RANK_STEP
 *
 * where weight >= 1 is more than a delivered tonne can gather by moving, so that flows never decide
 * who goes short. What there is no room for (program_rank_room.c) is left out. */
#include "optimizer/program_ranks.h"

#include "base/tolerances.h"

#include <stdlib.h>

/* What is ranked, and the unit as a share of the largest shortage value: the first there is room
 * for is taken. */
typedef struct {
    ski_rank_level level;
    double step;
} attempt;

static const attempt attempts[] = {
    {SKI_RANK_ALL, SKI_RANK_STEP},           {SKI_RANK_NO_PERIODS, SKI_RANK_STEP},
    {SKI_RANK_DEMANDS, SKI_RANK_STEP},       {SKI_RANK_DEMANDS, 0.1 * SKI_RANK_STEP},
    {SKI_RANK_DEMANDS, SKI_RANK_STEP_LEAST}, {SKI_RANK_NONE, 0},
};

/* Larger is later: 1, -1 or 0. */
static int order(double a, double b) {
    return (a > b) - (a < b);
}

/* Last to be served first: not critical, of less value, later in the scenario. */
static int compare_claims(const void *left, const void *right) {
    const ski_claim *a = left, *b = right;
    if (a->critical != b->critical) {
        return order(a->critical, b->critical);
    }
    if (a->usd_per_t != b->usd_per_t) {
        return order(a->usd_per_t, b->usd_per_t);
    }
    return a->demand != b->demand ? order(b->demand, a->demand) : order(b->tier, a->tier);
}

/* Adds a demand's tier, and returns its largest value in the base. */
static double add_claim(ski_ranking *of, int demand, int tier) {
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
    of->claims[of->claim_count++] = (ski_claim){demand, tier, critical, sum / network->periods};
    return largest;
}

/* Lists who may go short, and what the dearest of them is worth. */
static sk_status list_claims(ski_ranking *of) {
    sk_status st = SK_OK;
    const sk_network *network = of->program->network;
    int most = 0;
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        most += network->needs[demand].tier_count > 0 ? network->needs[demand].tier_count : 1;
    }
    of->claims = ski_alloc(most, sizeof *of->claims);
    SK_CHECK_MEMORY(of->claims);
    for (int demand = 0; demand < network->scenario->demand_count; demand++) {
        int tier_count = network->needs[demand].tier_count;
        for (int tier = 0; tier == 0 || tier < tier_count; tier++) {
            of->largest_usd_per_t = fmax(of->largest_usd_per_t, add_claim(of, demand, tier));
        }
    }
    qsort(of->claims, (size_t)of->claim_count, sizeof *of->claims, compare_claims);
done:
    return st;
}

double ski_rank_units(const ski_ranking *of, int place, int period) {
    int periods = of->program->network->periods;
    int beyond_room = of->claim_count - 1 - (int)(SKI_RANK_MOST / SKI_RANK_STEP);
    switch (of->level) {
    case SKI_RANK_ALL:
        return of->weight * ((double)place * periods + (periods - 1 - period));
    case SKI_RANK_NO_PERIODS:
        return of->weight * place;
    case SKI_RANK_DEMANDS:
        return beyond_room > 0 ? fmax(place - beyond_room, 0) : place;
    case SKI_RANK_NONE:
        break;
    }
    return 0;
}

/* Waiting ranks in the same order, but by the step of flows, for it costs little and adds up over
 * the periods; and above 0, so that what can be served now does not wait. */
static void rank_claim(const ski_ranking *of, int place, double *rank_cost) {
    const ski_layout *layout = &of->program->layout;
    const ski_claim *who = &of->claims[place];
    int shortage = layout->shortage[who->demand] + who->tier * layout->periods;
    int wait = layout->wait[who->demand];
    for (int period = 0; period < layout->periods; period++) {
        rank_cost[shortage + period] = of->unit_usd_per_t * ski_rank_units(of, place, period);
        if (wait >= 0) {
            rank_cost[wait + period] = ski_flow_step(of) * (place + 1);
        }
    }
}

/* The ranks of an attempt. */
static void set_ranks(ski_ranking *of, attempt what, double *rank_cost) {
    of->level = what.level;
    of->unit_usd_per_t = what.step * of->largest_usd_per_t;
    for (int column = 0; column < of->program->column_count; column++) {
        bool ranked = what.level < SKI_RANK_DEMANDS;
        rank_cost[column] = ranked ? ski_flow_step(of) * of->flow_rank[column] : 0;
    }
    for (int place = 0; place < of->claim_count; place++) {
        rank_claim(of, place, rank_cost);
    }
}

sk_status ski_program_rank(ski_program *program, const double *flows, bool *changed) {
    sk_status st = SK_OK;
    ski_ranking of = {.program = program};
    ski_rank_level level = program->rank_level;
    double step = program->rank_step_usd_per_t, gathered = 0;
    bool fits = false;
    SK_TRY(list_claims(&of));
    of.flow_rank = ski_alloc(program->column_count, sizeof *of.flow_rank);
    SK_CHECK_MEMORY(of.flow_rank);
    of.flow_rank_most = ski_alloc(program->column_count, sizeof *of.flow_rank_most);
    SK_CHECK_MEMORY(of.flow_rank_most);
    of.usd_per_t = ski_alloc(of.claim_count, sizeof *of.usd_per_t);
    SK_CHECK_MEMORY(of.usd_per_t);
    SK_TRY(ski_rank_flows(program, of.flow_rank, of.flow_rank_most, &gathered));
    of.weight = fmax(1, (gathered + 1) * SKI_FLOW_RANK_STEP / SKI_RANK_STEP);
    for (int i = 0; !fits; i++) {
        set_ranks(&of, attempts[i], program->rank_cost);
        fits = attempts[i].level == SKI_RANK_NONE || ski_ranks_have_room(&of, flows);
    }
    program->rank_level = of.level;
    program->rank_step_usd_per_t = of.unit_usd_per_t;
    if (changed != NULL) {
        *changed = of.level != level || of.unit_usd_per_t != step;
    }
done:
    free(of.claims);
    free(of.flow_rank);
    free(of.flow_rank_most);
    free(of.usd_per_t);
    return st;
}
