/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensitivity study → JSON, schema skarn/sensitivity/1. */
#ifndef SKI_REPORT_SENSITIVITY_JSON_H
#define SKI_REPORT_SENSITIVITY_JSON_H

#include "study/sensitivity.h"

/* SK_ERR_IO when the stream fails, SK_ERR_MEMORY. */
sk_status ski_sensitivity_json(const ski_sensitivity *study, const sk_provenance *provenance,
                               FILE *stream);

#endif
