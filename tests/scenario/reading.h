/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of scenario/ share: text → scenario, or the one message it must give. */
#ifndef TESTS_SCENARIO_READING_H
#define TESTS_SCENARIO_READING_H

#include "scenario/scenario.h"
#include "support/assert_near.h"
#include "support/temp_folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fails with every message when a scenario that should read does not. */
static inline void assert_no_errors(const sk_error *error) {
    for (int i = 0; i < sk_error_kept(error); i++) {
        if (sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            print_error("%s\n", sk_error_text(error, i));
        }
    }
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 0);
}

/* Reads a file that must be right; free with sk_scenario_free(). */
static inline sk_scenario *read_right(const char *path, const sk_override *overrides, int count,
                                      const char *policy) {
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    sk_status st = sk_scenario_read(&scenario, path, overrides, count, policy, error);
    assert_no_errors(error);
    assert_int_equal(st, SK_OK);
    sk_error_free(error);
    return scenario;
}

/* Reads a file that must be wrong in one way: `expected` is the whole message. */
static inline void assert_wrong(const char *path, const sk_override *overrides, int count,
                                const char *policy, const char *expected) {
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    assert_int_equal(sk_scenario_read(&scenario, path, overrides, count, policy, error),
                     SK_ERR_SCENARIO);
    assert_null(scenario);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 1);
    for (int i = 0; i < sk_error_kept(error); i++) {
        if (sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            assert_string_equal(sk_error_text(error, i), expected);
        }
    }
    sk_error_free(error);
}

/* A file's text; free with free(). */
static inline char *text_of_file(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t)size + 1, 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, file), size);
    fclose(file);
    return text;
}

/* The canonical text of a scenario; free with free(). */
static inline char *written(const sk_scenario *scenario) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    assert_int_equal(sk_scenario_write(scenario, stream), SK_OK);
    assert_int_equal(fclose(stream), 0);
    return text;
}

#endif
