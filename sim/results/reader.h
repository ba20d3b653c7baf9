/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db → its tables, row by row, for whoever writes them elsewhere. */
#ifndef SKI_RESULTS_READER_H
#define SKI_RESULTS_READER_H

#include "base/errors.h"

#include <skarn/results.h>

typedef enum { SKI_CELL_NULL, SKI_CELL_INTEGER, SKI_CELL_REAL, SKI_CELL_TEXT } ski_cell_kind;

typedef struct {
    ski_cell_kind kind;
    long long integer;
    double real;
    const char *text; /* until the next row */
} ski_cell;

/* Goes to the head of a table, in place of the one before. error: may be NULL; where this and the
 * next rows say why they failed. */
sk_status ski_reader_table(sk_export *from, const char *table, sk_error *error);

/* Of that table. Names are borrowed until the next one. */
int ski_reader_column_count(const sk_export *from);
const char *ski_reader_column(const sk_export *from, int column);

/* Goes to the next row; *found is false after the last. */
sk_status ski_reader_next(sk_export *from, bool *found);
ski_cell ski_reader_cell(const sk_export *from, int column);

#endif
