/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → errors or warnings of what this version cannot do yet. */
#include "study/not_yet.h"

#include <stdio.h>
#include <string.h>

enum { PATH_TEXT = 64, TEXT = 256 };

static sk_status say(const sk_scenario *scenario, const char *key, const char *text,
                     sk_severity severity, sk_error *error) {
    const ski_where at = ski_simulation_where(scenario, key);
    char path[PATH_TEXT];
    snprintf(path, sizeof path, "simulation.%s", key);
    if (severity == SK_SEVERITY_ERROR) {
        return ski_error_at(error, at, path, "%s", text);
    }
    ski_warning_at(error, at, path, "run will refuse this: %s", text);
    return SK_OK;
}

sk_status ski_not_yet(const sk_scenario *scenario, sk_severity severity, sk_error *error) {
    const ski_simulation *simulation = &scenario->simulation;
    sk_status st = SK_OK;
    char text[TEXT];
    if (strcmp(simulation->decisions, "foresight") != 0) {
        snprintf(text, sizeof text,
                 "\"%s\" is not there yet in this version; set simulation.decisions = "
                 "\"foresight\" or --decisions foresight",
                 simulation->decisions);
        st = say(scenario, "decisions", text, severity, error);
    }
    return st;
}
