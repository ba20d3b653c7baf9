/* SPDX-License-Identifier: GPL-3.0-or-later */
/* malloc, calloc, realloc → the same, until the one that is to fail. */
#include "support/allocation.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static atomic_int left;   /* allocations until the one that fails; 0: none is to */
static atomic_int failed; /* whether one has */

void fail_allocation(int nth) {
    atomic_store(&failed, 0);
    atomic_store(&left, nth);
}

int allocation_failed(void) {
    return atomic_load(&failed);
}

static bool fails_now(void) {
    int now = atomic_load_explicit(&left, memory_order_relaxed);
    while (now > 1) {
        if (atomic_compare_exchange_weak(&left, &now, now - 1)) {
            return false;
        }
    }
    if (now == 1) {
        atomic_store(&failed, 1);
    }
    return now == 1;
}

void *__wrap_malloc(size_t size) {
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size) {
    return fails_now() ? NULL : __real_realloc(memory, size);
}
