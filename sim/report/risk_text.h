/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indices of supply risk → tables for people. */
#ifndef SKI_REPORT_RISK_TEXT_H
#define SKI_REPORT_RISK_TEXT_H

#include "study/risk.h"

sk_status ski_risk_text(const ski_risk *risk, const sk_provenance *provenance,
                        const sk_text_style *style, FILE *stream);

#endif
