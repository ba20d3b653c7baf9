/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what a study warns of before its samples. */
#include "study/warn.h"

#include <stdio.h>

void ski_warn_of_no_critical(const sk_scenario *scenario, sk_error *error) {
    for (int d = 0; d < scenario->demand_count; d++) {
        if (scenario->demands[d].critical) {
            return;
        }
    }
    ski_warning_at(error, (ski_where){scenario->path, 0}, "demands",
                   "no demand is critical: secure and the metrics of critical demands are "
                   "undefined");
}

void ski_warn_of_left_out(const sk_scenario *scenario, const ski_design *design, sk_error *error) {
    const int asked = scenario->simulation.samples;
    char fits[64] = "";
    if (design->worlds == asked) {
        return;
    }
    if (design->sampling == SKI_SOBOL) {
        const int next = design->replicates < SKI_REPLICATES_MOST
                             ? design->worlds + design->points
                             : 2 * SKI_REPLICATES_LEAST * design->points;
        snprintf(fits, sizeof fits, "; the next larger number that fits is %d", next);
    }
    ski_warning_at(error, ski_simulation_where(scenario, "samples"), "simulation.samples",
                   "%d of %d are run: %d replicates of %d worlds each, as \"%s\" needs them alike"
                   "%s",
                   design->worlds, asked, design->replicates, design->points,
                   scenario->simulation.sampling, fits);
}
