/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed scenario → what cannot hold between its elements (errors) and what is legal but suspicious
 * (warnings). */
#ifndef SKI_SCENARIO_CHECK_H
#define SKI_SCENARIO_CHECK_H

#include "scenario/scenario.h"

/* Every warning, of a scenario without errors. */
sk_status ski_check_suspicious(const sk_scenario *scenario, sk_error *error);

/* The errors, also of a scenario that was read with errors: keys with an error of their own
 * and elements in doubt are left out, names that are not known (-1) are none, and what hangs on
 * dates is left out when there are no periods. Of a scenario with a policy applied, those alone
 * that the policy brought about. SK_ERR_SCENARIO when there is one. */
sk_status ski_check_errors(const sk_scenario *scenario, sk_error *error);

/* --- the parts, one file each --- */

/* check_limits.c: minimums, capacities, first stocks and returns that contradict one another. */
sk_status ski_check_limits(const sk_scenario *scenario, sk_error *error);

/* check_random.c: factors, disruptions and correlations on what they cannot act on. */
sk_status ski_check_random(const sk_scenario *scenario, sk_error *error);

/* What can reach what, by node = place * material_count + material. */
typedef struct {
    int node_count;
    bool *supplied;          /* [node_count] a source reaches it */
    bool *stored;            /* [node_count] first stocks, first cargo or returns reach it */
    bool *wanted;            /* [node_count] it is on the way to a demand */
    double *least_usd_per_t; /* [node_count] least a tonne costs there in the first period; +inf:
                                not supplied */
    double *least_days;      /* [node_count] quickest way to a demand; +inf: not wanted */
    bool *route_open;        /* [routes] it lets something through in some period */
    bool *process_open;      /* [processes] it makes something in some period */
} ski_reach;

static inline int ski_reach_node(const sk_scenario *scenario, int place, int material) {
    return place * scenario->material_count + material;
}

/* check_values.c: what a schedule is over the horizon. The largest value of any period (0 when
 * absent); whether it is 0 in every one (not when absent); for a limit: whether it lets nothing
 * through. */
double ski_check_largest(const sk_scenario *scenario, const ski_sched *sched);
bool ski_check_is_zero(const sk_scenario *scenario, const ski_sched *sched);

/* check_reach.c. Free with ski_reach_free(). */
sk_status ski_reach_build(ski_reach **out, const sk_scenario *scenario);
void ski_reach_free(ski_reach *reach);

/* check_loops.c: warns of a process on a loop that makes at least what it takes. */
sk_status ski_check_loops(const sk_scenario *scenario, sk_error *error);

/* check_causes.c: warns of disruptions and factors that change nothing on the way to a demand. */
void ski_check_causes(const sk_scenario *scenario, const ski_reach *reach, sk_error *error);

/* check_stocks.c: warns of stocks that are too large, and of targets that keep nothing or never let
 * go. */
sk_status ski_check_stocks(const sk_scenario *scenario, sk_error *error);

/* check_times.c: warns of disruptions that never strike, or whose effects never begin. */
void ski_check_times(const sk_scenario *scenario, sk_error *error);

/* What the last tonne of a demand to go short costs, in the first period. */
double ski_check_shortage_usd_per_t(const sk_scenario *scenario, const ski_demand *demand);

/* check_warnings.c: everything else that is legal but suspicious. */
sk_status ski_check_warnings(const sk_scenario *scenario, const ski_reach *reach, sk_error *error);

/* Whether keys of an element (names separated by blanks) are what was meant (ski_knows), and no
 * change failed that may have meant the element. */
bool ski_check_knows(const sk_scenario *scenario, ski_section section, int element,
                     const char *keys);

/* What an error compares. */
typedef struct {
    ski_section section;
    int element;
    const char *keys;       /* of the element, separated by blanks: the first is complained of */
    const ski_entry *other; /* a value of another element, or NULL */
    bool dated;             /* it hangs on the horizon too */
} ski_compared;

/* Adds an error at the first key, whose place is that of the value that was changed last; drops it
 * when a policy is applied that changed none of them, for then it was said before. */
sk_status ski_check_error(const sk_scenario *scenario, const ski_compared *compared,
                          sk_error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds a warning at `key` of an element (NULL: at the element). */
void ski_check_warning(const sk_scenario *scenario, ski_section section, int element,
                       const char *key, sk_error *error, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
