/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenario → what it asks of `run` that the format knows and this version cannot do yet. */
#ifndef SKI_STUDY_NOT_YET_H
#define SKI_STUDY_NOT_YET_H

#include "scenario/scenario.h"

/* Reports each such key, also one that is left out and has such a default: as an error
 * (SK_ERR_SCENARIO), or as a warning that `run` will refuse it (SK_OK). */
sk_status ski_not_yet(const sk_scenario *scenario, sk_severity severity, sk_error *error);

#endif
