/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn optimize: scenario → deterministic plan, and its program for other solvers. */
#include "cli.h"
#include "files.h"
#include "screen.h"

#include <skarn/run.h>

static sk_status write_mps(const void *plan, FILE *stream) {
    return sk_plan_write_mps(plan, stream);
}

static sk_status write_lp(const void *plan, FILE *stream) {
    return sk_plan_write_lp(plan, stream);
}

/* No file that is written may be another one, least of all the scenario. */
static int check_files(const cli_options *options) {
    const char *outputs[] = {options->mps, options->lp};
    for (int i = 0; i < 2; i++) {
        if (outputs[i] != NULL && cli_same_file(outputs[i], options->argument)) {
            cli_say("--%s %s would overwrite the scenario", i == 0 ? "mps" : "lp", outputs[i]);
            return CLI_USAGE;
        }
    }
    if (options->mps != NULL && options->lp != NULL && cli_same_file(options->mps, options->lp)) {
        cli_say("--mps %s and --lp %s are one file", options->mps, options->lp);
        return CLI_USAGE;
    }
    return CLI_DONE;
}

static int write_plan(const sk_plan *plan, const cli_options *options) {
    const sk_text_style style = cli_text_style();
    int status = CLI_DONE;
    if (options->mps != NULL) {
        status = cli_write_file(options->mps, write_mps, plan);
    }
    if (status == CLI_DONE && options->lp != NULL) {
        status = cli_write_file(options->lp, write_lp, plan);
    }
    if (status != CLI_DONE) {
        return status;
    }
    return cli_printed(options->json ? sk_plan_write_json(plan, stdout)
                                     : sk_plan_write_text(plan, &style, stdout));
}

int cli_optimize(const cli_options *options) {
    sk_scenario *scenario = NULL;
    sk_plan *plan = NULL;
    sk_error *error = sk_error_new();
    int status = check_files(options);
    if (status == CLI_DONE) {
        status = cli_read(&scenario, options);
    }
    if (status == CLI_DONE) {
        status = cli_finish(sk_plan_solve(&plan, scenario, NULL, error), error, options);
    }
    if (status == CLI_DONE) {
        status = write_plan(plan, options);
    }
    sk_plan_free(plan);
    sk_scenario_free(scenario);
    sk_error_free(error);
    return status;
}
