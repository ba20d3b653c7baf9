/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A seed → the text of a scenario. */
#ifndef TESTS_SUPPORT_RANDOM_SCENARIO_H
#define TESTS_SUPPORT_RANDOM_SCENARIO_H

#include <stdbool.h>

/* What a random scenario is to leave out, so that a property holds that the whole model does not
 * have. */
typedef struct {
    bool no_time;  /* no stocks, lead times, lags, backlog, discounting, pipeline, terminal value;
                      constant numbers */
    bool no_ends;  /* no steady pipeline, no terminal value: nothing rests on the steady network */
    double money;  /* every price, cost and value times this; 0 means 1 */
    double tonnes; /* every quantity of material times this; 0 means 1 */
    double capacity;    /* every capacity of a source, process, route and chokepoint times this; 0
                           means 1 */
    const char *period; /* NULL: as the seed says */
    int periods;        /* 0: as the seed says */
} random_scenario_options;

/* A chain from mines over refineries to plants with most mechanisms of the format; over a few dozen
 * seeds every one of them occurs: the four forms of schedules, losses, tariffs, chokepoints with
 * and without capacity, supply steps, minimums, processes with several inputs and outputs, decaying
 * stocks with limited rates and targets, tiers, backlog, substitution, returns, share limits, every
 * period, pipeline and terminal value both ways, discounting. Without random causes. NULL options:
 * none. Free with free(). */
char *random_scenario(unsigned seed, const random_scenario_options *options);

#endif
