/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Failed samples → files in the results folder that show why. */
#ifndef CLI_FAILED_H
#define CLI_FAILED_H

#include <skarn/run.h>

/* Puts the world and the linear program of the first failed samples into `folder`/failed/, and
 * takes away what an earlier run left there. Returns an exit status, failure is said. */
int cli_failed_write(const sk_run *run, const sk_scenario *scenario, const char *folder);

#endif
