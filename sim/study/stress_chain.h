/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → the deterministic chain of the stress study: nothing in it is random, its operator
 * rolls, and each target is a disruption that strikes only where a recipe forces it. */
#ifndef SKI_STUDY_STRESS_CHAIN_H
#define SKI_STUDY_STRESS_CHAIN_H

#include "decisions/case.h"

/* A copy in the arena that borrows from `scenario`; disruption i is target i.
 *
 * reserve_most_t: NULL, or [demands] the most tonnes of its own material that a demand may have in
 * reserve beside it; 0: it has none. A reserve is empty at first; a tonne of it costs a little less
 * than the first tonne short, so that it is drawn instead of a shortage, at once and for nothing
 * else. Such a demand neither waits nor has tiers. Reserves are the last stocks, what draws on them
 * the last processes, one a reserved demand, in scenario order. */
sk_status ski_stress_scenario(sk_scenario **out, const sk_scenario *scenario,
                              const double *reserve_most_t, ski_arena *arena);

/* Adds the reserves to a copy of which nobody else knows yet (stress_reserves.c). */
sk_status ski_stress_add_reserves(sk_scenario *copy, const double *reserve_most_t,
                                  ski_arena *arena);

/* What stands in for the limits that `chain` misses, [quantity_count * periods] in the arena: what
 * flowed in `from`, a chain with the same elements before any reserve. NULL: out of memory. */
double *ski_stress_stand_ins(const ski_case *chain, const ski_case *from, const double *flows,
                             ski_arena *arena);

#endif
