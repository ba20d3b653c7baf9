/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values → a JSON document. */
#include "report/json.h"

#include "base/text.h"
#include "report/stream.h"

#include <math.h>
#include <skarn/version.h>

/* Adds `item`, which may be NULL when memory ran out. */
static cJSON *add(ski_json *json, cJSON *parent, const char *key, cJSON *item) {
    bool added = item != NULL && parent != NULL &&
                 (key == NULL ? cJSON_AddItemToArray(parent, item)
                              : cJSON_AddItemToObject(parent, key, item));
    if (!added) {
        json->failed = true;
        cJSON_Delete(item);
        return NULL;
    }
    return item;
}

void ski_json_begin(ski_json *json, const char *command) {
    *json = (ski_json){.root = cJSON_CreateObject()};
    char schema[64];
    snprintf(schema, sizeof schema, "skarn/%s/1", command);
    ski_json_text(json, json->root, "schema", schema);
}

cJSON *ski_json_object(ski_json *json, cJSON *parent, const char *key) {
    return add(json, parent, key, cJSON_CreateObject());
}

cJSON *ski_json_array(ski_json *json, cJSON *parent, const char *key) {
    return add(json, parent, key, cJSON_CreateArray());
}

void ski_json_number(ski_json *json, cJSON *parent, const char *key, double value) {
    char text[SKI_NUMBER_TEXT];
    bool finite = isfinite(value);
    /* cJSON's own numbers do not round trip. A zero has no sign, so that equal numbers are equal
     * text. */
    add(json, parent, key,
        finite ? cJSON_CreateRaw(ski_number_text(text, value == 0 ? 0 : value))
               : cJSON_CreateNull());
}

void ski_json_bool(ski_json *json, cJSON *parent, const char *key, bool value) {
    add(json, parent, key, cJSON_CreateBool(value));
}

void ski_json_text(ski_json *json, cJSON *parent, const char *key, const char *value) {
    add(json, parent, key, value == NULL ? cJSON_CreateNull() : cJSON_CreateString(value));
}

void ski_json_interval(ski_json *json, cJSON *parent, const char *key, ski_interval interval) {
    cJSON *pair = ski_json_array(json, parent, key);
    ski_json_number(json, pair, NULL, interval.low);
    ski_json_number(json, pair, NULL, interval.high);
}

sk_status ski_json_end(ski_json *json, sk_status st, FILE *stream) {
    char *text = st == SK_OK && !json->failed ? cJSON_Print(json->root) : NULL;
    if (st == SK_OK && text == NULL) {
        st = SK_ERR_MEMORY;
    }
    if (st == SK_OK) {
        fprintf(stream, "%s\n", text);
        st = ski_stream_status(stream);
    }
    cJSON_free(text);
    cJSON_Delete(json->root);
    json->root = NULL;
    return st;
}
