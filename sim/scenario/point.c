/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and values → the scenario at a point of a sweep: what they touch is read again, and
 * checked, like any other. */
#include "scenario/point.h"

#include "scenario/override.h"
#include "scenario/trial.h"

#include <stdlib.h>
#include <string.h>

/* Its own names: their entries are those of its own tree. */
static sk_status keep_names(sk_scenario *scenario, const ski_reader *reader) {
    ski_names *names = SKI_NEW(scenario->arena, ski_names, SKI_SECTIONS);
    if (names == NULL) {
        return SK_ERR_MEMORY;
    }
    memcpy(names, reader->names, sizeof reader->names);
    scenario->names = names;
    return SK_OK;
}

static sk_status read_point(sk_scenario *scenario, const sk_scenario *base,
                            const ski_value_at *values, int count, sk_error *error) {
    ski_reader reader;
    sk_status st = SK_OK;
    SK_TRY(ski_trial_begin(&reader, scenario, base, error));
    for (int i = 0; i < count; i++) {
        SK_TRY(ski_point_apply(&reader, &values[i]));
    }
    SK_TRY(ski_read_scenario(&reader));
    SK_TRY(keep_names(scenario, &reader));
    scenario->before_policy = scenario->document;
    if (base->sweep.samples > 0) {
        scenario->simulation.samples = base->sweep.samples;
    }
    SK_TRY(ski_trial_check(&reader, error));
done:
    return st;
}

sk_status ski_scenario_at_point(sk_scenario **out, const sk_scenario *base,
                                const ski_value_at *values, int count, int policy,
                                sk_error *error) {
    sk_status st = SK_OK;
    sk_scenario *scenario = ski_alloc(1, sizeof *scenario);
    SK_CHECK_MEMORY(scenario);
    SK_CHECK_MEMORY(scenario->arena = ski_arena_new());
    SK_TRY(read_point(scenario, base->base == NULL ? base : base->base, values, count, error));
    if (policy >= 0) {
        sk_scenario *before = SKI_NEW(scenario->arena, sk_scenario, 1);
        SK_CHECK_MEMORY(before);
        *before = *scenario;
        SK_TRY(ski_trial_read_untried(scenario, before, policy, error));
    }
    *out = scenario;
    scenario = NULL;
done:
    sk_scenario_free(scenario);
    return st;
}
