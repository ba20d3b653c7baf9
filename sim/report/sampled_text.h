/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How samples were run → the lines that a summary ends with. */
#ifndef SKI_REPORT_SAMPLED_TEXT_H
#define SKI_REPORT_SAMPLED_TEXT_H

#include "optimizer/optimum.h"

#include <skarn/run.h>

/* "400 samples, none failed; seed 1; …; 3.1 s on 2 threads". threads: used, unless the provenance
 * says how many. */
void ski_sampled_text(const sk_scenario *scenario, int samples, int failed_count, int threads,
                      const sk_provenance *provenance, const sk_text_style *style, FILE *stream);

/* Optima that were verified, and those that a second method had to mend. */
void ski_certificates_text(const ski_solves *solves, const sk_text_style *style, FILE *stream);

#endif
