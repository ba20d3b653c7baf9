/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the key table → its type, default and meaning in words. */
#include "scenario/describe.h"

#include "base/text.h"
#include "scenario/reader.h"

#include <string.h>

void ski_describe_type(const ski_key *key, FILE *stream) {
    char allowed[SKI_ALLOWED_TEXT];
    fputs(ski_key_allowed(allowed, key), stream);
    if (key->unit != NULL) {
        fprintf(stream, "; %s", key->unit);
    }
}

void ski_describe_default(const ski_key *key, FILE *stream) {
    char number[SKI_NUMBER_TEXT];
    if (key->left_out == SKI_REQUIRED) {
        fputs("required", stream);
    } else if (key->left_out == SKI_LEFT_ABSENT) {
        fputs(key->absent == NULL ? "none" : key->absent, stream);
    } else if (key->words != NULL) {
        fprintf(stream, "\"%s\"", key->words[(int)key->number]);
    } else if (key->kind == SKI_KEY_BOOL) {
        fputs(key->number != 0 ? "true" : "false", stream);
    } else {
        fputs(ski_number_text(number, key->number), stream);
    }
}

/* "; only with process = "fixed" or "iid"" */
static void describe_words(const ski_fields *fields, const ski_key *key, FILE *stream) {
    const ski_key *decider = ski_key_find(fields, fields->decider, -1);
    const char *before = "; with ";
    for (int i = 0; decider->words[i] != NULL; i++) {
        if ((key->when >> i & 1u) != 0) {
            fprintf(stream, "%s\"%s\"", before, decider->words[i]);
            before = ", ";
        }
    }
}

void ski_describe_meaning(const ski_fields *fields, const ski_key *key, FILE *stream) {
    fputs(key->help, stream);
    if (key->when != 0) {
        describe_words(fields, key, stream);
    }
    if (key->needs != NULL) {
        fprintf(stream, "; only with `%s`", key->needs);
    }
    const char *before = "; not with ";
    for (const char *at = key->excludes; at != NULL && *at != '\0';) {
        int length = (int)strcspn(at, " ");
        fprintf(stream, "%s`%.*s`", before, length, at);
        at += length + (at[length] == ' ');
        before = ", ";
    }
}

static const char *first_word(const ski_key *key) {
    return key->words[0][0] == '\0' ? key->words[1] : key->words[0];
}

/* A group with all that it must have. */
static void describe_group(const ski_fields *fields, FILE *stream) {
    fputs("{", stream);
    for (int i = 0; i < fields->count; i++) {
        if (fields->keys[i].left_out == SKI_REQUIRED) {
            fprintf(stream, " %s = ", fields->keys[i].name);
            ski_describe_example(&fields->keys[i], stream);
            fputs(";", stream);
        }
    }
    fputs(" }", stream);
}

void ski_describe_example(const ski_key *key, FILE *stream) {
    const bool is_list = key->kind == SKI_KEY_RECORDS;
    if (key->example != NULL) {
        fputs(key->example, stream);
    } else if (key->words != NULL) {
        fprintf(stream, "\"%s\"", first_word(key));
    } else if (key->fields != NULL) {
        fputs(is_list ? "( " : "", stream);
        describe_group(key->fields, stream);
        fputs(is_list ? " )" : "", stream);
    } else {
        fputs("true", stream); /* SKI_KEY_BOOL: a test sees to it that no other kind has none */
    }
}
