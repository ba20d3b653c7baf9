/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stress study → what an official reads: what the chain can do without, for how long, and who goes
 * short. */
#ifndef SKI_REPORT_STRESS_TEXT_H
#define SKI_REPORT_STRESS_TEXT_H

#include "study/stress.h"

/* style may be NULL. SK_ERR_IO when the stream fails, SK_ERR_MEMORY. */
sk_status ski_stress_text(const ski_stress *stress, const sk_provenance *provenance,
                          const sk_text_style *style, FILE *stream);

/* How to read it, and what the model leaves out (stress_terms_text.c). */
void ski_stress_terms_text(const ski_stress *stress, const sk_text_style *style, FILE *stream);

#endif
