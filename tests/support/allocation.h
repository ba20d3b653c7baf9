/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation that fails on demand: every test program is linked with malloc, calloc and realloc
 * wrapped. */
#ifndef TESTS_SUPPORT_ALLOCATION_H
#define TESTS_SUPPORT_ALLOCATION_H

/* The `nth` allocation from now on (1 is the next) and all after it come back NULL; 0 ends that.
 * Allocations made inside shared libraries are not touched. */
void fail_allocation(int nth);

/* Whether an allocation has failed since the last call of fail_allocation(). */
int allocation_failed(void);

#endif
