/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells → a table of aligned text. */
#ifndef SKI_REPORT_TABLE_H
#define SKI_REPORT_TABLE_H

#include <skarn/run.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct ski_table ski_table;

/* headings: [columns], each begins with `<` (text, to the left), `=` (the same, never folded) or
 * `>` (figures, to the right). NULL when out of memory: the functions below take that, and
 * ski_table_write() reports it. */
ski_table *ski_table_new(const char *const *headings, int columns);

/* Appends the next cell, row by row. */
void ski_cell_text(ski_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ski_cell_amount(ski_table *table, double value);
void ski_cell_figure(ski_table *table, double value, int decimals);
void ski_cell_count(ski_table *table, int count);
void ski_cell_percent(ski_table *table, double share);

/* Whether a row was added. */
bool ski_table_has_rows(const ski_table *table);

/* Writes `title` and the table below it (nothing at all without rows), an empty line after, and
 * frees the table. Where the screen is too narrow headings and texts go on in lines below. */
sk_status ski_table_write(ski_table *table, const char *title, const sk_text_style *style,
                          FILE *stream);

#endif
