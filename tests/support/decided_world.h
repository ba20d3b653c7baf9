/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case with a rule: the shortest way from a world's number to what is carried out in it. */
#ifndef TESTS_SUPPORT_DECIDED_WORLD_H
#define TESTS_SUPPORT_DECIDED_WORLD_H

#include "decisions/rule.h"

typedef struct {
    const ski_case *chain;
    ski_rule *rule;
    ski_ledger *ledger;
    ski_world *world;
} decider;

/* Free with decider_free(); `chain` outlives it. */
decider decider_of(const ski_case *chain, ski_rule_kind kind);
void decider_free(decider *made);

/* Draws world `number` of seed 1 and carries it out in made->ledger. Its cost, USD. Anything but
 * certified optima fails the test. */
double decide_world(decider *made, int number);

/* The same for the world as it stands. */
double decide_again(decider *made);

/* Cost of flows in the case's layout in a world, USD. */
double cost_in_world(const ski_case *chain, const ski_world *world, const double *flows);

/* Decides worlds 0 .. count - 1 in several orders, with one worker and with another: each world has
 * the same bytes every time. */
void expect_independent_worlds(const ski_case *chain, ski_rule_kind kind, int count);

/* Decides worlds 0 .. count - 1, in some of which something strikes: none allocates. */
void expect_no_allocation(const ski_case *chain, ski_rule_kind kind, int count);

#endif
