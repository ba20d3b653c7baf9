/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run's worlds were spread, and whether they were enough → JSON: `design` and `precision`. */
#include "report/run_json.h"

static void add_design(ski_json *json, const sk_run *run) {
    const int points = run->samples / run->design.replicates;
    cJSON *object = ski_json_object(json, json->root, "design");
    ski_json_number(json, object, "samples_asked", run->scenario->simulation.samples);
    ski_json_number(json, object, "replicates", run->design.replicates);
    ski_json_number(json, object, "points", points);
    if (run->design.sampling == SKI_SOBOL) {
        ski_json_number(json, object, "draws", run->designed_draws);
    }
}

static void add_precision(ski_json *json, const sk_run *run) {
    cJSON *object = ski_json_object(json, json->root, "precision");
    ski_json_number(json, object, "asked", run->scenario->simulation.precision);
    ski_json_number(json, object, "samples_most", run->design.worlds);
    ski_json_number(json, object, "confidence", run->confidence);
    ski_json_bool(json, object, "reached", ski_all_settled(run->settled));
    cJSON *names = ski_json_array(json, object, "not_settled");
    for (int h = 0; h < SKI_HEADLINES; h++) {
        if (!run->settled[h]) {
            ski_json_text(json, names, NULL, ski_headlines[h]);
        }
    }
}

void ski_run_worlds_json(ski_json *json, const sk_run *run) {
    if (run->design.sampling != SKI_RANDOM) {
        add_design(json, run);
    }
    if (run->scenario->simulation.precision > 0) {
        add_precision(json, run);
    }
}
