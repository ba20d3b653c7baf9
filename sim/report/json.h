/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values → a JSON document, held by cJSON until it is written. Numbers are printed to round trip;
 * what is not finite is null. */
#ifndef SKI_REPORT_JSON_H
#define SKI_REPORT_JSON_H

#include "metrics/statistics.h"

#include <cjson/cJSON.h>
#include <skarn/status.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct {
    cJSON *root;
    bool failed; /* memory ran out: said once, by ski_json_end() */
} ski_json;

/* A document with its `schema`, "skarn/<command>/1". */
void ski_json_begin(ski_json *json, const char *command);

/* Each adds one value to `parent`, an object, under `key`, or, with key NULL, to an array. */
cJSON *ski_json_object(ski_json *json, cJSON *parent, const char *key);
cJSON *ski_json_array(ski_json *json, cJSON *parent, const char *key);
void ski_json_number(ski_json *json, cJSON *parent, const char *key, double value);
void ski_json_bool(ski_json *json, cJSON *parent, const char *key, bool value);
/* NULL becomes null. */
void ski_json_text(ski_json *json, cJSON *parent, const char *key, const char *value);
/* `[low, high]` */
void ski_json_interval(ski_json *json, cJSON *parent, const char *key, ski_interval interval);

/* Writes the document, unless `st` or memory failed before, and frees it.
 * Returns `st` when it is not SK_OK, else SK_ERR_MEMORY, SK_ERR_IO or SK_OK. */
sk_status ski_json_end(ski_json *json, sk_status st, FILE *stream);

#endif
