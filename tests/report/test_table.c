/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: alignment, empty ones, and streams that fail. */
#include "report/table.h"
#include "support/allocation.h"
#include "support/assert_near.h"

#include <stdlib.h>

static const char *const HEADINGS[] = {"<name", ">tonnes"};

static char *written(ski_table *table, sk_status *st) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    *st = ski_table_write(table, "Title", stream);
    fclose(stream);
    return text;
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
        sk_status st = ski_table_write(table, "Title", stream);
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
        cmocka_unit_test(test_table__running_out_of_memory_is_reported_once_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
