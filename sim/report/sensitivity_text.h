/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sensitivity study → tables for people. */
#ifndef SKI_REPORT_SENSITIVITY_TEXT_H
#define SKI_REPORT_SENSITIVITY_TEXT_H

#include "study/sensitivity.h"

/* style: may be NULL. SK_ERR_IO when the stream fails, SK_ERR_MEMORY. */
sk_status ski_sensitivity_text(const ski_sensitivity *study, const sk_provenance *provenance,
                               const sk_text_style *style, FILE *stream);

/* Writes in a sentence what the study is going to do and how long that takes. SK_ERR_USAGE when
 * there is no such metric. */
sk_status ski_sensitivity_announce(const sk_scenario *scenario, const sk_study_options *options,
                                   FILE *stream, sk_error *error);

#endif
