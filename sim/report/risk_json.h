/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices of supply risk → JSON, skarn/risk/1. */
#ifndef SKI_REPORT_RISK_JSON_H
#define SKI_REPORT_RISK_JSON_H

#include "study/risk.h"

sk_status ski_risk_json(const ski_risk *risk, const sk_provenance *provenance, FILE *stream);

#endif
