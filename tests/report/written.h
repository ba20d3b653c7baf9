/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run made by hand → what is written of it, and assertions on that. */
#ifndef TESTS_REPORT_WRITTEN_H
#define TESTS_REPORT_WRITTEN_H

#include "report/made_run.h"
#include "support/assert_near.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static const sk_provenance PROVENANCE = {.seconds = 1.5, .host = "host", .folder = "results/made"};

typedef sk_status (*writer)(const made_run *made, FILE *stream);

static inline sk_status plan_text(const made_run *made, FILE *stream) {
    return sk_plan_write_text(&made->plan, stream);
}
static inline sk_status plan_json(const made_run *made, FILE *stream) {
    return sk_plan_write_json(&made->plan, stream);
}
static inline sk_status run_text(const made_run *made, FILE *stream) {
    return sk_run_write_text(&made->run, &PROVENANCE, stream);
}
static inline sk_status run_json(const made_run *made, FILE *stream) {
    return sk_run_write_json(&made->run, &PROVENANCE, stream);
}

/* Free with free(). */
static inline char *written_of(const made_run *made, writer write) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    assert_int_equal(write(made, stream), SK_OK);
    fclose(stream);
    return text;
}

static inline char *written(writer write) {
    made_run made;
    made_run_init(&made);
    return written_of(&made, write);
}

static inline void assert_says(const char *text, const char *words) {
    if (strstr(text, words) == NULL) {
        print_error("'%s' is not in:\n%s\n", words, text);
        fail();
    }
}

/* The value at a path of keys separated by blanks; a number is an index. */
static inline const cJSON *at(const cJSON *document, const char *path) {
    char copy[256];
    char *rest = NULL;
    snprintf(copy, sizeof copy, "%s", path);
    for (char *key = strtok_r(copy, " ", &rest); key != NULL; key = strtok_r(NULL, " ", &rest)) {
        document = cJSON_IsArray(document) ? cJSON_GetArrayItem(document, atoi(key))
                                           : cJSON_GetObjectItemCaseSensitive(document, key);
        if (document == NULL) {
            fail_msg("%s has no %s", path, key);
        }
    }
    return document;
}

static inline void assert_number(const cJSON *document, const char *path, double value) {
    assert_true(cJSON_IsNumber(at(document, path)));
    assert_near(at(document, path)->valuedouble, value, 0, 0);
}

static inline void assert_text(const cJSON *document, const char *path, const char *value) {
    assert_string_equal(at(document, path)->valuestring, value);
}

#endif
