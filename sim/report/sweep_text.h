/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweep → tables and sentences for people. */
#ifndef SKI_REPORT_SWEEP_TEXT_H
#define SKI_REPORT_SWEEP_TEXT_H

#include "study/sweep.h"

sk_status ski_sweep_text(const ski_sweep_study *sweep, const sk_provenance *provenance,
                         const sk_text_style *style, FILE *stream);

/* Says how many points meet how many worlds under how many policies. SK_ERR_SCENARIO: there is no
 * sweep. */
sk_status ski_sweep_announce(const sk_scenario *scenario, const sk_study_options *options,
                             FILE *stream, sk_error *error);

#endif
