/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario and number → one world, drawn as a sample's would be, without solving anything. */
#include "study/world.h"

#include <stdlib.h>

sk_status ski_world_view_build(ski_world_view **out, const sk_scenario *scenario, int sample,
                               sk_error *error) {
    sk_status st = SK_OK;
    ski_world_view *view = NULL;
    if (sample < 0) {
        return ski_fail(error, SK_ERR_USAGE, "sample: no such world (got %d; allowed 0 or more)",
                        sample);
    }
    const ski_design design = ski_design_of(&scenario->simulation);
    if (design.sampling != SKI_RANDOM && sample >= design.worlds) {
        return ski_fail(error, SK_ERR_USAGE,
                        "sample: beyond the worlds of sampling \"%s\" (got %d; allowed 0 to %d, or "
                        "more --samples)",
                        scenario->simulation.sampling, sample, design.worlds - 1);
    }
    SK_CHECK_MEMORY(view = ski_alloc(1, sizeof *view));
    SK_TRY(ski_network_build(&view->network, scenario, error));
    SK_TRY(ski_uncertainty_build(&view->uncertainty, view->network, error));
    SK_TRY(ski_world_new(&view->world, view->uncertainty));
    SK_TRY(ski_world_draw(view->uncertainty, scenario->simulation.seed, (uint32_t)sample,
                          view->world));
    *out = view;
    view = NULL;
done:
    ski_world_view_free(view);
    return st;
}

void ski_world_view_free(ski_world_view *view) {
    if (view != NULL) {
        ski_world_free(view->world);
        ski_uncertainty_free(view->uncertainty);
        ski_network_free(view->network);
        free(view);
    }
}
