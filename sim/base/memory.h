/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that lives and dies together: one arena per scenario, network and case. */
#ifndef SKI_BASE_MEMORY_H
#define SKI_BASE_MEMORY_H

#include <stddef.h>

typedef struct ski_arena ski_arena;

/* NULL when out of memory. */
ski_arena *ski_arena_new(void);

/* Frees everything the arena gave; NULL is allowed. */
void ski_arena_free(ski_arena *arena);

/* `count` zeroed items of `size` bytes (count 0 gives a valid pointer); NULL when out of memory. */
void *ski_arena_alloc(ski_arena *arena, int count, size_t size);

/* A copy of `text`, or of its first `length` bytes; NULL when out of memory. */
char *ski_arena_text(ski_arena *arena, const char *text);
char *ski_arena_text_n(ski_arena *arena, const char *text, int length);

/* Formatted text; NULL when out of memory. */
char *ski_arena_printf(ski_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* `ARENA_NEW(arena, ski_sched, n)`: n zeroed items of a type. */
#define SKI_NEW(arena, type, count) ((type *)ski_arena_alloc((arena), (count), sizeof(type)))

/* Zeroed heap memory with the same signature, for what outlives or resizes; free with free(). */
void *ski_alloc(int count, size_t size);

/* Grows `*items` (of `size` bytes each) so that it holds one more than `count`; `*capacity` is kept
 * beside it. Returns 0, or -1 when out of memory (then *items is as it was). */
int ski_grow(void **items, int *capacity, int count, size_t size);

#endif
