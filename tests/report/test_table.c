/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: alignment, empty ones, and streams that fail. */
#include "report/table.h"
#include "support/allocation.h"
#include "support/assert_near.h"

#include <stdlib.h>
#include <string.h>

static const char *const HEADINGS[] = {"<name", ">tonnes"};

static char *written_on(const sk_text_style *style, ski_table *table, sk_status *st) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    *st = ski_table_write(table, "Title", style, stream);
    fclose(stream);
    return text;
}

static char *written(ski_table *table, sk_status *st) {
    return written_on(NULL, table, st);
}

static void test_table__text_is_aligned_left_and_figures_right(void **state) {
    (void)state;
    ski_table *table = ski_table_new(HEADINGS, 2);
    ski_cell_text(table, "mo");
    ski_cell_amount(table, 12345);
    ski_cell_text(table, "tungsten");
    ski_cell_amount(table, 7);
    sk_status st;
    char *text = written(table, &st);
    assert_int_equal(st, SK_OK);
    assert_string_equal(text, "Title\n"
                              "  name      tonnes\n"
                              "  mo        12,345\n"
                              "  tungsten    7.00\n\n");
    free(text);
}

static void test_table__width_counts_characters_and_not_bytes(void **state) {
    (void)state;
    ski_table *table = ski_table_new(HEADINGS, 2);
    ski_cell_text(table, "\xC3\xA9\xC3\xA9"); /* two characters of two bytes each */
    ski_cell_text(table, "1");
    sk_status st;
    char *text = written(table, &st);
    assert_string_equal(text, "Title\n"
                              "  name  tonnes\n"
                              "  \xC3\xA9\xC3\xA9         1\n\n");
    free(text);
}

static void test_table__without_rows_nothing_is_written(void **state) {
    (void)state;
    sk_status st;
    char *text = written(ski_table_new(HEADINGS, 2), &st);
    assert_int_equal(st, SK_OK);
    assert_string_equal(text, "");
    free(text);
}

static void test_table__wider_than_the_screen_folds_headings_and_names_but_no_figure(void **state) {
    (void)state;
    static const char *const headings[] = {"<path", ">mean, USD/t", "=drawn", "<where"};
    static const sk_text_style narrow = {.width = 44};
    ski_table *table = ski_table_new(headings, 4);
    ski_cell_text(table, "balance.chirchik_plant.mo_oxide");
    ski_cell_amount(table, 1234567);
    ski_cell_text(table, "########");
    ski_cell_text(table, "the town");
    sk_status st;
    char *text = written_on(&narrow, table, &st);
    assert_int_equal(st, SK_OK);
    assert_string_equal(text, "Title\n"
                              "  path           mean,  drawn     where\n"
                              "                 USD/t\n"
                              "  balance.   1,234,567  ########  the town\n"
                              "  chirchik_\n"
                              "  plant.mo_\n"
                              "  oxide\n\n");
    free(text);
}

static void test_table__that_fits_the_screen_is_as_it_is_without_one(void **state) {
    (void)state;
    static const sk_text_style wide = {.width = 200};
    char *texts[2];
    for (int i = 0; i < 2; i++) {
        sk_status st;
        ski_table *table = ski_table_new(HEADINGS, 2);
        ski_cell_text(table, "a name with blanks. and_more");
        ski_cell_amount(table, 1);
        texts[i] = written_on(i == 0 ? NULL : &wide, table, &st);
    }
    assert_string_equal(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
}

/* A screen nobody has: it ends, and every figure is whole. */
static void test_table__on_a_screen_of_one_column_ends(void **state) {
    (void)state;
    static const sk_text_style narrow = {.width = 1};
    ski_table *table = ski_table_new(HEADINGS, 2);
    ski_cell_text(
        table,
        "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9");
    ski_cell_amount(table, 123456);
    sk_status st;
    char *text = written_on(&narrow, table, &st);
    assert_non_null(strstr(text, "  123,456\n"));
    free(text);
}

static void test_table__running_out_of_memory_is_reported_once_at_the_end(void **state) {
    (void)state;
    bool failed = true;
    for (int nth = 1; failed && nth < 100; nth++) {
        char *text = NULL;
        size_t length = 0;
        FILE *stream = open_memstream(&text, &length);
        fail_allocation(nth);
        ski_table *table = ski_table_new(HEADINGS, 2);
        for (int row = 0; row < 20; row++) {
            ski_cell_text(table, "row %d", row);
            ski_cell_amount(table, row);
        }
        sk_status st = ski_table_write(table, "Title", NULL, stream);
        failed = allocation_failed();
        fail_allocation(0);
        assert_int_equal(st, failed ? SK_ERR_MEMORY : SK_OK);
        fclose(stream);
        free(text);
    }
    assert_false(failed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table__text_is_aligned_left_and_figures_right),
        cmocka_unit_test(test_table__width_counts_characters_and_not_bytes),
        cmocka_unit_test(test_table__without_rows_nothing_is_written),
        cmocka_unit_test(test_table__wider_than_the_screen_folds_headings_and_names_but_no_figure),
        cmocka_unit_test(test_table__that_fits_the_screen_is_as_it_is_without_one),
        cmocka_unit_test(test_table__on_a_screen_of_one_column_ends),
        cmocka_unit_test(test_table__running_out_of_memory_is_reported_once_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
