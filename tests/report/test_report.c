/* SPDX-License-Identifier: GPL-3.0-or-later */
/* report/report: summaries → the page that holds them. How it is drawn is tried out in a browser
 * (tests/report_page). */
#include "support/allocation.h"
#include "support/assert_near.h"
#include "support/temp_folder.h"

#include <cjson/cJSON.h>
#include <skarn/report.h>
#include <stdlib.h>
#include <string.h>

static const char SUMMARY[] =
    "{\"schema\": \"skarn/run/1\", \"scenario\": {\"title\": \"</script><b>a & \\\"b\\\" 몰\"},"
    " \"plan\": {\"status\": \"optimal\", \"periods\": [1, 2], \"marginal_usd_per_t\": [3]},"
    " \"figures\": {\"points\": {\"every\": 1}, \"half\": 0.1},"
    " \"provenance\": {\"version\": \"0.1.0\", \"host\": \"here\", \"folder\": \"there\"}}";

static const char COMPARISON[] =
    "{\"schema\": \"skarn/compare/1\", \"policies\": [{\"name\": \"a\", \"rank\": null}],"
    " \"provenance\": {\"version\": \"0.1.0\", \"host\": \"here\"}}";

/* The page of folders; NULL where st is not SK_OK. Free with free(). */
static char *page_of(const char *const *folders, int count, sk_status *st, sk_error *error) {
    sk_report *report = NULL;
    char *page = NULL;
    size_t length = 0;
    *st = sk_report_read(&report, folders, count, error);
    if (*st == SK_OK) {
        FILE *stream = open_memstream(&page, &length);
        *st = sk_report_write_html(report, stream);
        fclose(stream);
    }
    sk_report_free(report);
    return page;
}

/* The documents in a page, as a browser reads them: up to the end of their script element. */
static cJSON *data_of(char *page) {
    static const char opening[] = "<script type=\"application/json\" id=\"data\">";
    char *data = strstr(page, opening) + strlen(opening);
    *strstr(data, "</script>") = '\0';
    cJSON *items = cJSON_Parse(data);
    assert_non_null(items);
    return items;
}

static const cJSON *get(const cJSON *object, const char *key) {
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static void test_page__holds_each_document_that_no_text_can_break_out_of(void **state) {
    (void)state;
    sk_status st = SK_OK;
    char *folder = temp_folder_new();
    free(temp_file(folder, "summary.json", SUMMARY));
    const char *folders[] = {folder, folder};
    char *page = page_of(folders, 2, &st, NULL);
    assert_int_equal(st, SK_OK);
    cJSON *items = data_of(page);
    assert_int_equal(cJSON_GetArraySize(items), 2);
    const cJSON *document = cJSON_GetArrayItem(items, 1);
    assert_string_equal(cJSON_GetStringValue(get(get(document, "scenario"), "title")),
                        "</script><b>a & \"b\" 몰");
    assert_near(cJSON_GetNumberValue(get(get(document, "figures"), "half")), 0.1, 0, 0);
    cJSON_Delete(items);
    free(page);
    temp_folder_remove(folder);
}

static void test_page__leaves_out_what_no_figure_draws_and_where_it_was_computed(void **state) {
    (void)state;
    sk_status st = SK_OK;
    char *folder = temp_folder_new();
    free(temp_file(folder, "summary.json", SUMMARY));
    const char *folders[] = {folder};
    char *page = page_of(folders, 1, &st, NULL);
    assert_null(strstr(page, folder));
    cJSON *items = data_of(page);
    const cJSON *document = cJSON_GetArrayItem(items, 0);
    assert_non_null(get(get(document, "plan"), "status"));
    assert_null(get(get(document, "plan"), "periods"));
    assert_null(get(get(document, "plan"), "marginal_usd_per_t"));
    assert_non_null(get(get(document, "provenance"), "version"));
    assert_null(get(get(document, "provenance"), "host"));
    assert_null(get(get(document, "provenance"), "folder"));
    cJSON_Delete(items);
    free(page);
    temp_folder_remove(folder);
}

static void test_report__names_every_folder_it_cannot_show(void **state) {
    (void)state;
    sk_status st = SK_OK;
    sk_error *error = sk_error_new();
    char *good = temp_folder_new();
    char *bad = temp_folder_new();
    free(temp_file(good, "summary.json", SUMMARY));
    free(temp_file(bad, "summary.json", "{\"schema\": \"skarn/run/1\""));
    const char *folders[] = {"/nowhere", good, bad};
    assert_null(page_of(folders, 3, &st, error));
    assert_int_equal(st, SK_ERR_IO);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_ERROR), 2);
    assert_non_null(strstr(sk_error_text(error, 0), "/nowhere: no results"));
    assert_non_null(strstr(sk_error_text(error, 1), bad));
    assert_non_null(strstr(sk_error_text(error, 1), "cut short"));
    sk_error_free(error);
    temp_folder_remove(good);
    temp_folder_remove(bad);
}

static void test_page__holds_a_run_and_its_studies_in_the_order_given(void **state) {
    (void)state;
    static const char *const studies[] = {
        "{\"schema\": \"skarn/risk/1\", \"policies\": []}",
        SUMMARY,
        COMPARISON,
        "{\"schema\": \"skarn/stress/1\", \"targets\": []}",
        "{\"schema\": \"skarn/sensitivity/1\", \"inputs\": []}",
    };
    enum { COUNT = sizeof studies / sizeof *studies };
    sk_status st = SK_OK;
    char *made[COUNT];
    const char *folders[COUNT];
    for (int i = 0; i < COUNT; i++) {
        folders[i] = made[i] = temp_folder_new();
        free(temp_file(made[i], "summary.json", studies[i]));
    }
    char *page = page_of(folders, COUNT, &st, NULL);
    assert_int_equal(st, SK_OK);
    cJSON *items = data_of(page);
    assert_int_equal(cJSON_GetArraySize(items), COUNT);
    const cJSON *compare = cJSON_GetArrayItem(items, 2);
    assert_string_equal(cJSON_GetStringValue(get(compare, "schema")), "skarn/compare/1");
    assert_true(cJSON_IsNull(get(cJSON_GetArrayItem(get(compare, "policies"), 0), "rank")));
    assert_null(get(get(compare, "provenance"), "host"));
    cJSON_Delete(items);
    free(page);
    for (int i = 0; i < COUNT; i++) {
        temp_folder_remove(made[i]);
    }
}

static void test_report__names_what_a_study_lacks(void **state) {
    (void)state;
    sk_status st = SK_OK;
    sk_error *error = sk_error_new();
    char *folder = temp_folder_new();
    free(temp_file(folder, "summary.json", "{\"schema\": \"skarn/stress/1\", \"targets\": 3}"));
    const char *folders[] = {folder};
    assert_null(page_of(folders, 1, &st, error));
    assert_int_equal(st, SK_ERR_IO);
    assert_non_null(strstr(sk_error_text(error, 0), folder));
    assert_non_null(strstr(sk_error_text(error, 0), "skarn/stress/1 but has no targets"));
    sk_error_free(error);
    temp_folder_remove(folder);
}

static void test_report__when_memory_runs_out_says_so(void **state) {
    (void)state;
    sk_status st = SK_OK;
    char *folder = temp_folder_new();
    free(temp_file(folder, "summary.json", SUMMARY));
    const char *folders[] = {folder};
    int failed = 1;
    for (int nth = 1; failed; nth++) {
        sk_report *report = NULL;
        fail_allocation(nth);
        st = sk_report_read(&report, folders, 1, NULL);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        sk_report_free(report);
    }
    temp_folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page__holds_each_document_that_no_text_can_break_out_of),
        cmocka_unit_test(test_page__leaves_out_what_no_figure_draws_and_where_it_was_computed),
        cmocka_unit_test(test_report__names_every_folder_it_cannot_show),
        cmocka_unit_test(test_page__holds_a_run_and_its_studies_in_the_order_given),
        cmocka_unit_test(test_report__names_what_a_study_lacks),
        cmocka_unit_test(test_report__when_memory_runs_out_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
