/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparison of options → JSON, skarn/compare/1 (docs/compare.md). */
#ifndef SKI_REPORT_COMPARE_JSON_H
#define SKI_REPORT_COMPARE_JSON_H

#include "report/json.h"
#include "study/compare.h"

sk_status ski_compare_json(const ski_compare *compare, const sk_provenance *provenance,
                           FILE *stream);

/* Adds option `number` to the list `policies`: compare_option_json.c. */
void ski_option_json(ski_json *json, cJSON *list, const ski_compare *compare, int number);

#endif
