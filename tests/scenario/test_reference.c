/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference and the help: complete, and their examples true. */
#include "scenario/describe.h"
#include "scenario/reading.h"
#include "support/allocation.h"

static char *reference(void) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    assert_int_equal(sk_scenario_write_reference(stream), SK_OK);
    assert_int_equal(fclose(stream), 0);
    return text;
}

/* Help of `key`; the message instead when there is none. */
static char *help_of(const char *key, sk_status expected) {
    char *text = NULL;
    size_t size = 0;
    sk_error *error = sk_error_new();
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    assert_int_equal(sk_scenario_write_key_help(key, stream, error), expected);
    if (expected != SK_OK) {
        fputs(sk_error_text(error, 0), stream);
    }
    assert_int_equal(fclose(stream), 0);
    sk_error_free(error);
    return text;
}

static void assert_help(const char *key, const char *expected) {
    char *text = help_of(key, SK_OK);
    assert_string_equal(text, expected);
    free(text);
}

static void assert_rows(const char *text, const ski_fields *fields) {
    for (int i = 0; i < fields->count; i++) {
        char row[128];
        snprintf(row, sizeof row, "\n| `%s` | ", fields->keys[i].name);
        assert_non_null(strstr(text, row));
        if (fields->keys[i].fields != NULL) {
            assert_rows(text, fields->keys[i].fields);
        }
    }
}

static void test_reference__has_every_section_and_key(void **state) {
    (void)state;
    char *text = reference();
    for (int i = 0; i < SKI_SECTIONS; i++) {
        const ski_section_keys *section = ski_section_table((ski_section)i);
        char heading[128];
        snprintf(heading, sizeof heading, "\n## %s%s\n", section->name,
                 section->shape == SKI_ELEMENTS ? ".NAME" : "");
        char *at = strstr(text, heading);
        assert_non_null(at);
        assert_rows(at, section->fields);
        assert_non_null(section->example);
    }
    free(text);
}

/* The example at the head of the page, its first fenced block, is a scenario. */
static void test_reference__begins_with_a_scenario_that_reads(void **state) {
    (void)state;
    char *text = reference();
    char *from = strstr(text, "\n```\n");
    assert_non_null(from);
    from += strlen("\n```\n");
    *strstr(from, "```\n") = '\0';
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "example.cfg", from);
    sk_error *error = sk_error_new();
    sk_scenario *scenario = NULL;
    sk_status st = sk_scenario_read(&scenario, path, NULL, 0, "reserve", error);
    assert_no_errors(error);
    assert_int_equal(st, SK_OK);
    assert_int_equal(sk_error_kept(error), 0); /* nor warnings */
    assert_near(scenario->stocks[0].capacity_t.value, 800, 0, 0);
    sk_scenario_free(scenario);
    sk_error_free(error);
    free(path);
    free(text);
    temp_folder_remove(folder);
}

/* A reader whose own reserve has no capacity can still use the example's policy. */
static void test_reference__has_a_policy_for_a_stock_without_a_capacity_too(void **state) {
    (void)state;
    static const char limit[] = "capacity_t = 400.0; ";
    char *text = reference();
    char *from = strstr(text, "\n```\n") + strlen("\n```\n");
    *strstr(from, "```\n") = '\0';
    char *at = strstr(from, limit);
    assert_non_null(at);
    memset(at, ' ', strlen(limit));
    char *folder = temp_folder_new();
    char *path = temp_file(folder, "example.cfg", from);
    sk_scenario *scenario = read_right(path, NULL, 0, "reserve");
    assert_near(scenario->stocks[0].initial_t, 400, 0, 0);
    sk_scenario_free(scenario);
    free(path);
    free(text);
    temp_folder_remove(folder);
}

/* What a reader must know to write them, in the keys' rows. */
static void test_reference__says_how_tuples_and_closures_are_written(void **state) {
    (void)state;
    char *text = reference();
    assert_non_null(strstr(text, "`( (0.3, 1000.0), (0.7, 5000.0) )`"));
    assert_non_null(strstr(text, "`( (500, 24000.0), (2000, 31000.0) )`"));
    assert_non_null(strstr(text, "above the capacity in a single period it is an error, so that a "
                                 "planned closure needs `steps` of its own"));
    free(text);
}

/* Each section's example parses, and gives no key that the section does not have. */
static void test_examples__have_only_keys_of_their_sections(void **state) {
    (void)state;
    for (int i = 0; i < SKI_SECTIONS; i++) {
        char *folder = temp_folder_new();
        char *path = temp_file(folder, "x.cfg", ski_section_table((ski_section)i)->example);
        sk_error *error = sk_error_new();
        sk_scenario *scenario = NULL;
        assert_int_not_equal(sk_scenario_read(&scenario, path, NULL, 0, NULL, error), SK_ERR_IO);
        for (int j = 0; j < sk_error_kept(error); j++) {
            const char *message = sk_error_text(error, j);
            bool about_others =
                strstr(message, "no such ") != NULL || strstr(message, "matches no") != NULL ||
                strstr(message, "scenario: missing") != NULL ||
                strstr(message, "applied") != NULL || strstr(message, "there is no demand") != NULL;
            if (!about_others) {
                print_error("%s\n", message);
            }
            assert_true(about_others);
        }
        sk_scenario_free(scenario);
        sk_error_free(error);
        free(path);
        temp_folder_remove(folder);
    }
}

static void test_help__of_a_key_says_type_unit_default_and_meaning(void **state) {
    (void)state;
    assert_help(
        "sources.capacity_tpy",
        "sources.capacity_tpy\n"
        "    a number or a schedule, at least 0; t/year\n"
        "    default: unlimited\n"
        "    most that can be bought\n"
        "    example: capacity_tpy = { ramp = ( (\"2026-01\", 0.0), (\"2027-01\", 2300.0) ); };\n");
    assert_help("lookahead_periods", "simulation.lookahead_periods\n"
                                     "    an integer 1 to 1200\n"
                                     "    default: 12\n"
                                     "    how far the rolling rule plans ahead\n"
                                     "    example: lookahead_periods = 18;\n");
    assert_help("returns.share", "demands.returns.share\n"
                                 "    a number at least 0 and below 1\n"
                                 "    default: required\n"
                                 "    of what was served of the own material\n"
                                 "    example: share = 0.1;\n");
}

/* A value that is written as the format has it: of its kind and range is what `new --full` is
 * tested for. */
static void assert_example(const ski_key *key) {
    char *text = NULL;
    size_t size = 0;
    sk_error *error = sk_error_new();
    ski_arena *arena = ski_arena_new();
    ski_entry *entry = NULL;
    FILE *stream = open_memstream(&text, &size);
    if (key->example == NULL && key->words == NULL && key->fields == NULL) {
        assert_int_equal(key->kind, SKI_KEY_BOOL);
    }
    ski_describe_example(key, stream);
    fclose(stream);
    assert_int_equal(ski_document_value(&entry, arena, text, (ski_where){key->name, 1}, error),
                     SK_OK);
    assert_non_null(entry);
    free(text);
    ski_arena_free(arena);
    sk_error_free(error);
}

static void assert_examples(const ski_fields *fields) {
    for (int i = 0; i < fields->count; i++) {
        assert_example(&fields->keys[i]);
        if (fields->keys[i].fields != NULL) {
            assert_examples(fields->keys[i].fields);
        }
    }
}

static void test_help__every_key_has_an_example(void **state) {
    (void)state;
    for (int i = 0; i < SKI_SECTIONS; i++) {
        assert_examples(ski_section_table((ski_section)i)->fields);
    }
    assert_examples(&ski_sched_fields);
    assert_examples(&ski_dist_fields);
}

static void test_new__running_out_of_memory_anywhere_is_reported(void **state) {
    (void)state;
    FILE *stream = fopen("/dev/null", "w");
    setvbuf(stream, NULL, _IONBF, 0);
    bool failed = true;
    int nth = 1;
    for (; failed && nth < 20000; nth++) {
        fail_allocation(nth);
        const sk_status st = sk_scenario_write_new("new", true, stream);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
    }
    assert_true(nth > 2);
    assert_false(failed);
    fclose(stream);
}

static void test_help__of_a_bare_key_shows_it_in_every_section(void **state) {
    (void)state;
    char *text = help_of("country", SK_OK);
    assert_non_null(strstr(text, "places.country\n"));
    assert_non_null(strstr(text, "chokepoints.country\n"));
    free(text);
}

static void test_help__of_a_section_lists_its_keys(void **state) {
    (void)state;
    assert_help("correlations",
                "correlations\n"
                "    A list. Correlations act on the normal scores of factors that "
                "step alike in time; together they must be positive definite.\n"
                "    keys: a, b, rho\n"
                "    example:\n"
                "        correlations = ( { a = \"w_price\"; b = \"mo_price\"; rho = "
                "0.55; } );\n");
}

static void test_help__of_an_unknown_key_names_the_nearest(void **state) {
    (void)state;
    char *text = help_of("capcity_tpy", SK_ERR_USAGE);
    assert_string_equal(text, "no key or section \"capcity_tpy\" (did you mean \"capacity_tpy\"?)");
    free(text);
    text = help_of("zzz", SK_ERR_USAGE);
    assert_string_equal(text, "no key or section \"zzz\" (allowed: section.key, a key, a section)");
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference__has_every_section_and_key),
        cmocka_unit_test(test_reference__begins_with_a_scenario_that_reads),
        cmocka_unit_test(test_reference__has_a_policy_for_a_stock_without_a_capacity_too),
        cmocka_unit_test(test_reference__says_how_tuples_and_closures_are_written),
        cmocka_unit_test(test_examples__have_only_keys_of_their_sections),
        cmocka_unit_test(test_help__of_a_key_says_type_unit_default_and_meaning),
        cmocka_unit_test(test_help__every_key_has_an_example),
        cmocka_unit_test(test_new__running_out_of_memory_anywhere_is_reported),
        cmocka_unit_test(test_help__of_a_bare_key_shows_it_in_every_section),
        cmocka_unit_test(test_help__of_a_section_lists_its_keys),
        cmocka_unit_test(test_help__of_an_unknown_key_names_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
