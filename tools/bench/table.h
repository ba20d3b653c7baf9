/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures → a table to read, and the same as CSV: one line a figure
 * (section,row,column,unit,value). */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include <stdio.h>

typedef struct {
    const char *name, *unit;
    int decimals;
} bench_column;

typedef struct {
    FILE *csv;
    const char *section;
    const bench_column *columns; /* [count] of the present section */
    int count;
} bench_table;

/* Ends the bench when the file cannot be written. */
void bench_table_open(bench_table *table, const char *csv_path);
void bench_table_close(bench_table *table);

/* Begins a section: its title and the headings of its columns; both outlive it. */
void bench_section(bench_table *table, const char *title, const bench_column *columns, int count);

/* values: [count] of the section; NaN: nothing was measured there. */
void bench_row(bench_table *table, const char *what, const double *values);

#endif
