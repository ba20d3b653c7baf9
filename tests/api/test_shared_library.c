/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an embedder does: public headers alone, linked with libskarn.so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <skarn/status.h>

static void test_error_list__is_made_read_and_freed(void **state) {
    (void)state;
    sk_error *error = sk_error_new();
    assert_non_null(error);
    assert_int_equal(sk_error_kept(error), 0);
    assert_int_equal(sk_error_count(error, SK_SEVERITY_WARNING), 0);
    sk_error_free(error);
    sk_error_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error_list__is_made_read_and_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
