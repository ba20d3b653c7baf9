/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn check: scenario → its errors, warnings and summary. */
#include "cli.h"
#include "screen.h"

#include <skarn/run.h>

int cli_check(const cli_options *options) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    const sk_text_style style = cli_text_style();
    int status = cli_read(&scenario, options);
    if (status == CLI_DONE) {
        sk_status st = options->json
                           ? sk_check_write_json(scenario, options->sources, stdout, error)
                           : sk_check_write_text(scenario, options->sources, &style, stdout, error);
        status = st == SK_ERR_IO ? cli_printed(st) : cli_finish(st, error, options);
    }
    sk_scenario_free(scenario);
    sk_error_free(error);
    return status;
}
