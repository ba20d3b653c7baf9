/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON: numbers that round trip, null for what is not finite, text that is escaped, streams that
 * fail. */
#include "report/json.h"
#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a document with one number `x` says. */
static char *written(double x) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    ski_json json;
    ski_json_begin(&json, "test");
    ski_json_number(&json, json.root, "x", x);
    assert_int_equal(ski_json_end(&json, SK_OK, stream), SK_OK);
    fclose(stream);
    return text;
}

static void test_number__is_the_same_double_when_read_back(void **state) {
    (void)state;
    const double numbers[] = {
        0.1 + 0.2, 1.0 / 3, -1e-300, 5e-324, 1e22, 123456789.125, 1.7976931348623157e308};
    for (int i = 0; i < (int)(sizeof numbers / sizeof *numbers); i++) {
        char *text = written(numbers[i]);
        cJSON *document = cJSON_Parse(text);
        double read = cJSON_GetObjectItemCaseSensitive(document, "x")->valuedouble;
        assert_memory_equal(&read, &numbers[i], sizeof read);
        cJSON_Delete(document);
        free(text);
    }
}

static void test_number__sums_keep_their_seventeenth_digit(void **state) {
    (void)state;
    char *text = written(0.1 + 0.2);
    assert_non_null(strstr(text, "0.30000000000000004"));
    free(text);
}

static void test_number__nan_and_infinity_are_null(void **state) {
    (void)state;
    const double numbers[] = {NAN, INFINITY, -INFINITY};
    for (int i = 0; i < 3; i++) {
        char *text = written(numbers[i]);
        cJSON *document = cJSON_Parse(text);
        assert_true(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(document, "x")));
        cJSON_Delete(document);
        free(text);
    }
}

static void test_number__zero_has_no_sign(void **state) {
    (void)state;
    char *positive = written(0.0);
    char *negative = written(-0.0);
    assert_string_equal(positive, negative);
    free(positive);
    free(negative);
}

static void test_text__quotes_and_control_characters_are_escaped(void **state) {
    (void)state;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    ski_json json;
    ski_json_begin(&json, "test");
    ski_json_text(&json, json.root, "a", "say \"x\"\n\\");
    ski_json_text(&json, json.root, "b", NULL);
    assert_int_equal(ski_json_end(&json, SK_OK, stream), SK_OK);
    fclose(stream);
    cJSON *document = cJSON_Parse(text);
    assert_string_equal(cJSON_GetObjectItemCaseSensitive(document, "schema")->valuestring,
                        "skarn/test/1");
    assert_string_equal(cJSON_GetObjectItemCaseSensitive(document, "a")->valuestring,
                        "say \"x\"\n\\");
    assert_true(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(document, "b")));
    cJSON_Delete(document);
    free(text);
}

static void test_document__full_disk_is_an_io_error(void **state) {
    (void)state;
    FILE *stream = fopen("/dev/full", "w");
    if (stream == NULL) {
        skip();
    }
    ski_json json;
    ski_json_begin(&json, "test");
    assert_int_equal(ski_json_end(&json, SK_OK, stream), SK_ERR_IO);
    fclose(stream);
}

static void test_document__is_not_written_after_an_earlier_failure(void **state) {
    (void)state;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    ski_json json;
    ski_json_begin(&json, "test");
    assert_int_equal(ski_json_end(&json, SK_ERR_INTERNAL, stream), SK_ERR_INTERNAL);
    fclose(stream);
    assert_int_equal(length, 0);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number__is_the_same_double_when_read_back),
        cmocka_unit_test(test_number__sums_keep_their_seventeenth_digit),
        cmocka_unit_test(test_number__nan_and_infinity_are_null),
        cmocka_unit_test(test_number__zero_has_no_sign),
        cmocka_unit_test(test_text__quotes_and_control_characters_are_escaped),
        cmocka_unit_test(test_document__full_disk_is_an_io_error),
        cmocka_unit_test(test_document__is_not_written_after_an_earlier_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
