/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests → zeroed memory, cut from blocks that are freed together. */
#include "base/memory.h"

#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 16 * 1024, FIRST_CAPACITY = 8 };

typedef struct block {
    struct block *next;
    size_t used, size;
    max_align_t bytes[];
} block;

struct ski_arena {
    block *newest;
};

ski_arena *ski_arena_new(void) {
    return calloc(1, sizeof(ski_arena));
}

void ski_arena_free(ski_arena *arena) {
    if (arena == NULL) {
        return;
    }
    for (block *at = arena->newest, *next; at != NULL; at = next) {
        next = at->next;
        free(at);
    }
    free(arena);
}

/* Bytes of `count` items, at least 1, rounded up so that what follows is aligned; 0 when that
 * overflows. */
static size_t aligned_bytes(int count, size_t size) {
    const size_t align = _Alignof(max_align_t);
    if (count < 0 || (size != 0 && (size_t)count > (SIZE_MAX / 2) / size)) {
        return 0;
    }
    size_t bytes = (size_t)count * size;
    return bytes == 0 ? align : (bytes + align - 1) / align * align;
}

/* A block with room for `bytes`. What needs more than a quarter of a block gets one of its own, put
 * behind the newest, whose free rest stays in use. */
static block *add_block(ski_arena *arena, size_t bytes) {
    bool own = bytes > BLOCK_BYTES / 4;
    size_t size = own ? bytes : BLOCK_BYTES;
    block *fresh = calloc(1, sizeof(block) + size);
    if (fresh == NULL) {
        return NULL;
    }
    fresh->size = size;
    if (own && arena->newest != NULL) {
        fresh->next = arena->newest->next;
        arena->newest->next = fresh;
    } else {
        fresh->next = arena->newest;
        arena->newest = fresh;
    }
    return fresh;
}

void *ski_arena_alloc(ski_arena *arena, int count, size_t size) {
    size_t bytes = aligned_bytes(count, size);
    if (bytes == 0) {
        return NULL;
    }
    block *from = arena->newest;
    if (from == NULL || from->size - from->used < bytes) {
        from = add_block(arena, bytes);
    }
    if (from == NULL) {
        return NULL;
    }
    void *memory = (char *)from->bytes + from->used;
    from->used += bytes;
    return memory;
}

char *ski_arena_text_n(ski_arena *arena, const char *text, int length) {
    char *copy = ski_arena_alloc(arena, length < INT_MAX ? length + 1 : -1, 1);
    if (copy != NULL) {
        memcpy(copy, text, (size_t)length);
    }
    return copy;
}

char *ski_arena_text(ski_arena *arena, const char *text) {
    size_t length = strlen(text);
    return length < INT_MAX ? ski_arena_text_n(arena, text, (int)length) : NULL;
}

char *ski_arena_printf(ski_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    char *text = NULL;
    int length = vsnprintf(NULL, 0, format, args);
    if (length >= 0 && length < INT_MAX) {
        text = ski_arena_alloc(arena, length + 1, 1);
    }
    if (text != NULL) {
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    va_end(args);
    return text;
}

void *ski_alloc(int count, size_t size) {
    if (count < 0) {
        return NULL;
    }
    return calloc(count == 0 ? 1 : (size_t)count, size == 0 ? 1 : size);
}

int ski_grow(void **items, int *capacity, int count, size_t size) {
    if (count < *capacity) {
        return 0;
    }
    if (count > INT_MAX / 2 || size == 0) {
        return -1;
    }
    int larger = count < FIRST_CAPACITY ? FIRST_CAPACITY : 2 * count;
    if ((size_t)larger > SIZE_MAX / 2 / size) {
        return -1;
    }
    char *grown = realloc(*items, (size_t)larger * size);
    if (grown == NULL) {
        return -1;
    }
    memset(grown + (size_t)*capacity * size, 0, (size_t)(larger - *capacity) * size);
    *items = grown;
    *capacity = larger;
    return 0;
}
