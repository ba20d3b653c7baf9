/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios that are wrong: every message in full. Each file of bad/ ends in the messages it must
 * give, in order, behind
 * `#! `; files are named there relative to bad/. */
#include "scenario/reading.h"

#include <dirent.h>

static const char folder[] = "tests/scenario/bad/";

enum { FILES_MOST = 200, MESSAGES_MOST = 100 };

/* `text` without every `folder` in it; free with free(). */
static char *without_folder(const char *text) {
    char *shorter = calloc(strlen(text) + 1, 1);
    assert_non_null(shorter);
    char *end = shorter;
    while (*text != '\0') {
        if (strncmp(text, folder, strlen(folder)) == 0) {
            text += strlen(folder);
        } else {
            *end++ = *text++;
        }
    }
    return shorter;
}

/* The messages a file announces, cut out of its text. */
static int expected_of(char *text, char *messages[MESSAGES_MOST]) {
    int count = 0;
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (strncmp(line, "#! ", 3) == 0) {
            assert_true(count < MESSAGES_MOST);
            messages[count++] = line + 3;
        }
    }
    return count;
}

static void test_file(void **state) {
    const char *path = *state;
    char *text = text_of_file(path);
    char *messages[MESSAGES_MOST];
    int count = expected_of(text, messages);
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    assert_int_equal(sk_scenario_read(&scenario, path, NULL, 0, NULL, error), SK_ERR_SCENARIO);
    assert_null(scenario);
    int found = 0;
    for (int i = 0; i < sk_error_kept(error); i++) {
        if (sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            char *message = without_folder(sk_error_text(error, i));
            assert_string_equal(message, found < count ? messages[found] : "no more messages");
            free(message);
            found++;
        }
    }
    assert_int_equal(found, count);
    sk_error_free(error);
    free(text);
}

static void assert_bytes_wrong(const char *bytes, size_t size, const char *expected) {
    char *temp = temp_folder_new();
    char *path = temp_path(temp, "x.cfg");
    char message[1024];
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    snprintf(message, sizeof message, "%s%s", path, expected);
    assert_wrong(path, NULL, 0, NULL, message);
    free(path);
    temp_folder_remove(temp);
}

static void test_binary_file__is_no_text(void **state) {
    (void)state;
    static const char bytes[] = "scenario = { name = \"a\0b\"; };";
    assert_bytes_wrong(bytes, sizeof bytes - 1,
                       ": not a text file (it holds a zero byte; allowed UTF-8 text)");
}

static void test_empty_file__is_called_empty(void **state) {
    (void)state;
    assert_bytes_wrong("", 0, ": empty (allowed at least the section scenario)");
}

static void test_byte_order_mark__is_named(void **state) {
    (void)state;
    static const char bytes[] = "\xEF\xBB\xBFscenario = { };";
    assert_bytes_wrong(bytes, sizeof bytes - 1,
                       ":1: starts with a byte order mark (allowed UTF-8 without one)");
}

static void test_latin_1__is_not_utf_8_and_its_line_is_said(void **state) {
    (void)state;
    static const char bytes[] = "scenario = {\n    name = \"x\";\n    title = \"Z\xFCrich\";\n};\n";
    assert_bytes_wrong(bytes, sizeof bytes - 1,
                       ":3: a byte that is not UTF-8 (allowed UTF-8 text)");
}

static void test_zero_byte_in_quotes__is_not_cut_in_silence(void **state) {
    (void)state;
    static const char bytes[] = "scenario = {\n    name = \"x\\x00y\";\n};\n";
    assert_bytes_wrong(bytes, sizeof bytes - 1,
                       ":2: text with a zero byte (got \\x00; allowed UTF-8 text)");
}

static void test_raw_control_character__is_refused_with_its_line(void **state) {
    (void)state;
    static const char bytes[] = "scenario = {\n    # \x1b[2J\n};\n";
    assert_bytes_wrong(bytes, sizeof bytes - 1,
                       ":2: a control character (allowed UTF-8 text, line breaks and tabs)");
}

/* Of an included file the line that includes it is said first. */
static void assert_include_wrong(const char *bytes, size_t size, const char *expected) {
    char *temp = temp_folder_new();
    char *path = temp_file(temp, "x.cfg", "\n@include \"part.inc\"\n");
    char *part = temp_path(temp, "part.inc");
    char message[1024];
    FILE *file = fopen(part, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    snprintf(message, sizeof message, "%s:2: includes %s%s", path, part, expected);
    assert_wrong(path, NULL, 0, NULL, message);
    free(part);
    free(path);
    temp_folder_remove(temp);
}

static void test_include_that_is_no_text__is_said_with_the_line_that_includes_it(void **state) {
    (void)state;
    assert_include_wrong("a\0b", 3, ": not a text file (it holds a zero byte; allowed UTF-8 text)");
    assert_include_wrong("\xEF\xBB\xBF\n", 4,
                         ":1: starts with a byte order mark (allowed UTF-8 without one)");
    assert_include_wrong("\n# \xFC\n", 5, ":2: a byte that is not UTF-8 (allowed UTF-8 text)");
}

static void assert_unreadable(const char *path, const char *expected) {
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    assert_int_equal(sk_scenario_read(&scenario, path, NULL, 0, NULL, error), SK_ERR_IO);
    assert_null(scenario);
    assert_int_equal(sk_error_kept(error), 1);
    assert_string_equal(sk_error_text(error, 0), expected);
    sk_error_free(error);
}

static void test_missing_file__is_an_io_error(void **state) {
    (void)state;
    assert_unreadable("tests/scenario/nowhere.cfg",
                      "tests/scenario/nowhere.cfg: cannot be read (No such file or directory)");
}

static void test_folder__is_an_io_error(void **state) {
    (void)state;
    assert_unreadable("tests/scenario", "tests/scenario: cannot be read (Is a directory)");
}

static void test_more_errors_than_are_kept__are_all_counted(void **state) {
    (void)state;
    char *temp = temp_folder_new();
    char *path = temp_path(temp, "x.cfg");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("scenario = { name = \"x\"; start = \"2025-01\"; periods = 1; };\nplaces = {\n", file);
    for (int i = 0; i < 250; i++) {
        fprintf(file, "p%d = { country = \"kr\"; };\n", i);
    }
    fputs("};\n", file);
    assert_int_equal(fclose(file), 0);
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    assert_int_equal(sk_scenario_read(&scenario, path, NULL, 0, NULL, error), SK_ERR_SCENARIO);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 250);
    assert_int_equal(sk_error_kept(error), 100);
    sk_error_free(error);
    free(path);
    temp_folder_remove(temp);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Paths of bad/ *.cfg, sorted. */
static int list_files(char *paths[FILES_MOST]) {
    DIR *listing = opendir(folder);
    int count = 0;
    if (listing == NULL) {
        return 0;
    }
    for (struct dirent *at = readdir(listing); at != NULL; at = readdir(listing)) {
        if (strstr(at->d_name, ".cfg") != NULL && count < FILES_MOST) {
            size_t size = strlen(folder) + strlen(at->d_name) + 1;
            paths[count] = malloc(size);
            snprintf(paths[count++], size, "%s%s", folder, at->d_name);
        }
    }
    closedir(listing);
    qsort(paths, (size_t)count, sizeof paths[0], by_text);
    return count;
}

int main(void) {
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(test_binary_file__is_no_text),
        cmocka_unit_test(test_empty_file__is_called_empty),
        cmocka_unit_test(test_byte_order_mark__is_named),
        cmocka_unit_test(test_latin_1__is_not_utf_8_and_its_line_is_said),
        cmocka_unit_test(test_zero_byte_in_quotes__is_not_cut_in_silence),
        cmocka_unit_test(test_raw_control_character__is_refused_with_its_line),
        cmocka_unit_test(test_include_that_is_no_text__is_said_with_the_line_that_includes_it),
        cmocka_unit_test(test_missing_file__is_an_io_error),
        cmocka_unit_test(test_folder__is_an_io_error),
        cmocka_unit_test(test_more_errors_than_are_kept__are_all_counted),
    };
    enum { OTHERS = sizeof others / sizeof others[0] };
    struct CMUnitTest tests[FILES_MOST + OTHERS];
    char *paths[FILES_MOST];
    int count = list_files(paths);
    if (count == 0) {
        return 1;
    }
    memset(tests, 0, sizeof tests);
    for (int i = 0; i < count; i++) {
        tests[i].name = paths[i];
        tests[i].test_func = test_file;
        tests[i].initial_state = paths[i];
    }
    memcpy(tests + count, others, sizeof others);
    int failed = _cmocka_run_group_tests("bad input", tests, (size_t)count + OTHERS, NULL, NULL);
    for (int i = 0; i < count; i++) {
        free(paths[i]);
    }
    return failed;
}
