/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shortage and stocks over time, as a plan and a run show them. */
#include "report/over_time_text.h"
#include "report/written.h"

enum { MANY = 14 };

static void test_plan__draws_what_is_short_and_what_is_kept(void **state) {
    (void)state;
    char *text = written(plan_text);
    assert_says(text, "Over time, 2025-01 to 2025-02: shortage by month, stocks at its end\n"
                      "  of              over time  highest, t  in\n"
                      "  shortage lamps  ▁█               2.50  2025-02\n"
                      "  stock yard      ▅█               4.00  2025-02\n\n");
    assert_null(strstr(text, "shortage tools"));
    free(text);
}

/* A run whose series are written as `style` has it. */
static char *run_over_time(const ski_series *series, const sk_text_style *style) {
    char *text = NULL;
    size_t size = 0;
    made_run made;
    made_run_init(&made);
    ski_series copy = *series;
    made.run.series = &copy;
    FILE *stream = open_memstream(&text, &size);
    assert_int_equal(ski_run_over_time_text(&made.run, style, stream), SK_OK);
    fclose(stream);
    return text;
}

static void test_run__draws_means_of_worlds_and_says_how_many_lines_are_left_out(void **state) {
    (void)state;
    static const sk_text_style ascii = {.ascii = true};
    double nothing[2] = {0, 0}, short_t[2] = {0.25, 1}, stock_t[2] = {8, 4};
    ski_series_line lines[MANY + 2];
    for (int i = 0; i < MANY; i++) {
        lines[i] = (ski_series_line){.kind = SKI_SERIES_STOCK_T, .element = 0, .mean = stock_t};
    }
    lines[MANY] = (ski_series_line){.kind = SKI_SERIES_SHORTAGE_T, .element = 0, .mean = nothing};
    lines[MANY + 1] =
        (ski_series_line){.kind = SKI_SERIES_SHORTAGE_T, .element = 1, .mean = short_t};
    const ski_series series = {.worlds = 10, .line_count = MANY + 2, .lines = lines};
    char *text = run_over_time(&series, &ascii);
    assert_says(text, "Over time, mean of worlds, 2025-01 to 2025-02: ");
    assert_says(text, "  shortage lamps   -@               1.00  2025-02\n"
                      "  stock yard       @+               8.00  2025-01\n");
    assert_says(text, "\n  stock of 2 more\n\n");
    assert_null(strstr(text, "tools"));
    free(text);
}

static void test_run__of_which_every_sample_failed_draws_nothing(void **state) {
    (void)state;
    const ski_series series = {.worlds = 0};
    char *text = run_over_time(&series, NULL);
    assert_string_equal(text, "");
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan__draws_what_is_short_and_what_is_kept),
        cmocka_unit_test(test_run__draws_means_of_worlds_and_says_how_many_lines_are_left_out),
        cmocka_unit_test(test_run__of_which_every_sample_failed_draws_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
