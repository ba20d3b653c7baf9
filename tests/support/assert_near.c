/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two doubles → a failed test when they are not near. */
#include "support/assert_near.h"

#include <math.h>
#include <stdbool.h>

void assert_near_at(double actual, double expected, double abs_tol, double rel_tol,
                    const char *file, int line) {
    bool equal = actual == expected; /* so that an infinity is near itself */
    if (equal || fabs(actual - expected) <= abs_tol + rel_tol * fabs(expected)) {
        return;
    }
    print_error("%.17g is not near %.17g (off by %.3g; tolerances %g absolute, %g relative)\n",
                actual, expected, actual - expected, abs_tol, rel_tol);
    _fail(file, line);
}
