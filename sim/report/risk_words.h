/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How indices of supply risk are made, in sentences that the text and the document share. */
#ifndef SKI_REPORT_RISK_WORDS_H
#define SKI_REPORT_RISK_WORDS_H

#include "study/risk.h"

/* A convention: its key in the document, and what it says. */
typedef struct {
    const char *key, *sentence;
} ski_risk_convention;

/* Ended by a NULL key. The first, `limits`, says what the indices do not. */
extern const ski_risk_convention ski_risk_conventions[];

/* "extraction", "processing". */
const char *ski_risk_stage_name(ski_risk_stage_kind stage);

#endif
