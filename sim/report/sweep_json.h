/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweep → JSON, skarn/sweep/1. */
#ifndef SKI_REPORT_SWEEP_JSON_H
#define SKI_REPORT_SWEEP_JSON_H

#include "study/sweep.h"

sk_status ski_sweep_json(const ski_sweep_study *sweep, const sk_provenance *provenance,
                         FILE *stream);

#endif
