/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages as they were found → in the order of the files and lines they name. */
#ifndef SKI_SCENARIO_IN_ORDER_H
#define SKI_SCENARIO_IN_ORDER_H

#include "base/errors.h"

/* Passes all of `found` on to `error`: those that name an override or no file first, then those of
 * the file `path`, then those of the files it includes, as they were met. */
sk_status ski_pass_in_order(const sk_error *found, const char *path, sk_error *error);

#endif
