/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → tables and sentences for people. */
#ifndef SKI_REPORT_COMPARE_TEXT_H
#define SKI_REPORT_COMPARE_TEXT_H

#include "study/compare.h"

sk_status ski_compare_text(const ski_compare *compare, const sk_provenance *provenance,
                           const sk_text_style *style, FILE *stream);

/* Says how many options meet how many worlds. SK_ERR_USAGE: an option is not there. */
sk_status ski_compare_announce(const sk_scenario *scenario, const sk_study_options *options,
                               FILE *stream, sk_error *error);

/* In what unit money is shown throughout: millions where costs are large. */
typedef struct {
    double usd;
    const char *name;
} ski_money;
ski_money ski_compare_money(const ski_compare *compare);

/* --- compare_tables_text.c, compare_words_text.c: parts of it --- */

sk_status ski_compare_tables_text(const ski_compare *compare, const sk_text_style *style,
                                  FILE *stream);

/* Which option may be best, which cannot be told apart, which dominate. */
sk_status ski_compare_words_text(const ski_compare *compare, const sk_text_style *style,
                                 FILE *stream);

/* What the words and figures mean. */
void ski_compare_terms_text(const ski_compare *compare, const sk_text_style *style, FILE *stream);

#endif
