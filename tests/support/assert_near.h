/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every unit test starts with: cmocka, and a comparison in double precision (cmocka's own is
 * in single). */
#ifndef TESTS_SUPPORT_ASSERT_NEAR_H
#define TESTS_SUPPORT_ASSERT_NEAR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Passes when |actual - expected| <= abs_tol + rel_tol * |expected|; a NaN on either side fails. */
#define assert_near(actual, expected, abs_tol, rel_tol) \
    assert_near_at((actual), (expected), (abs_tol), (rel_tol), __FILE__, __LINE__)

void assert_near_at(double actual, double expected, double abs_tol, double rel_tol,
                    const char *file, int line);

#endif
