/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stress study → JSON, skarn/stress/1. */
#ifndef SKI_REPORT_STRESS_JSON_H
#define SKI_REPORT_STRESS_JSON_H

#include "study/stress.h"

/* SK_ERR_IO when the stream fails, SK_ERR_MEMORY. */
sk_status ski_stress_json(const ski_stress *stress, const sk_provenance *provenance, FILE *stream);

#endif
