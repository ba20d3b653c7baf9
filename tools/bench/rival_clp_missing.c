/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in where CLP is not installed. */
#include "rival.h"

#include <stddef.h>

bench_rival *bench_clp_new(const ski_program *base) {
    (void)base;
    return NULL;
}
