/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → JSON, skarn/compare/1 (docs/compare.md). */
#ifndef SKI_REPORT_COMPARE_JSON_H
#define SKI_REPORT_COMPARE_JSON_H

#include "study/compare.h"

sk_status ski_compare_json(const ski_compare *compare, const sk_provenance *provenance,
                           FILE *stream);

#endif
