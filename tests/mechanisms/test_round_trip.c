/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every scenario of this folder → canonical text → the same scenario: the same text again and, to
 * the last bit, the same optimum. */
#include "mechanisms/mechanism.h"
#include "support/temp_folder.h"

#include <dirent.h>

static sk_scenario *read_file(const char *path) {
    sk_scenario *scenario = NULL;
    sk_error *error = sk_error_new();
    sk_status status = sk_scenario_read(&scenario, path, NULL, 0, NULL, error);
    show_errors(path, error);
    sk_error_free(error);
    assert_int_equal(status, SK_OK);
    return scenario;
}

static char *canonical_text(const sk_scenario *scenario) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(sk_scenario_write(scenario, stream), SK_OK);
    fclose(stream);
    return text;
}

static double solved_objective(const sk_scenario *scenario) {
    sk_plan *solved = NULL;
    sk_error *error = sk_error_new();
    assert_int_equal(sk_plan_solve(&solved, scenario, NULL, error), SK_OK);
    sk_error_free(error);
    double objective_usd = sk_plan_objective_usd(solved);
    sk_plan_free(solved);
    return objective_usd;
}

static void expect_round_trip(const char *path, const char *folder) {
    sk_scenario *scenario = read_file(path);
    char *text = canonical_text(scenario);
    char *copy_path = temp_file(folder, "copy.cfg", text);
    sk_scenario *copy = read_file(copy_path);
    char *copy_text = canonical_text(copy);
    assert_string_equal(copy_text, text);
    if (solved_objective(copy) != solved_objective(scenario)) {
        print_error("%s: another optimum after the round trip\n", path);
        fail();
    }
    free(copy_text);
    sk_scenario_free(copy);
    free(copy_path);
    free(text);
    sk_scenario_free(scenario);
}

static void test_scenario__written_and_read_again_is_the_same(void **state) {
    (void)state;
    const char *here = "tests/mechanisms";
    char *folder = temp_folder_new();
    DIR *listing = opendir(here);
    int count = 0;
    assert_non_null(listing);
    for (struct dirent *entry = readdir(listing); entry != NULL; entry = readdir(listing)) {
        const char *end = strrchr(entry->d_name, '.');
        bool refused = strcmp(entry->d_name, "world_unlimited.cfg") == 0 ||
                       strcmp(entry->d_name, "changes_unlimited.cfg") == 0;
        if (end != NULL && strcmp(end, ".cfg") == 0 && !refused) {
            char *path = temp_path(here, entry->d_name);
            expect_round_trip(path, folder);
            free(path);
            count++;
        }
    }
    closedir(listing);
    temp_folder_remove(folder);
    assert_true(count > 60);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scenario__written_and_read_again_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
