/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options → scenario, its errors and warnings printed. */
#include "cli.h"

int cli_read(sk_scenario **out, const cli_options *options) {
    sk_error *error = sk_error_new();
    if (error == NULL) {
        return cli_finish(SK_ERR_MEMORY, NULL, options);
    }
    sk_status st = sk_scenario_read(out, options->argument, options->overrides,
                                    options->override_count, options->policy, error);
    int status = cli_finish(st, error, options);
    sk_error_free(error);
    return status;
}
