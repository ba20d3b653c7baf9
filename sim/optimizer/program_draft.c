/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns, rows and terms, one at a time → lists that grow. */
#include "optimizer/program_parts.h"

#include <stdlib.h>

void ski_draft_release(ski_draft *draft) {
    free(draft->columns);
    free(draft->rows);
    free(draft->terms);
}

/* Whether `*items` has room for one more; if not, the draft has failed. */
static bool has_room(ski_draft *draft, void **items, int *capacity, int count, size_t size) {
    if (draft->st == SK_OK && ski_grow(items, capacity, count, size) != 0) {
        draft->st = SK_ERR_MEMORY;
    }
    return draft->st == SK_OK;
}

int ski_add_columns(ski_draft *draft, ski_column_kind kind, int element, int item) {
    int first = draft->column_count;
    int last_period = draft->network->periods - 1;
    for (int period = kind == SKI_CREDIT ? last_period : 0; period <= last_period; period++) {
        if (!has_room(draft, (void **)&draft->columns, &draft->column_capacity, draft->column_count,
                      sizeof *draft->columns)) {
            break;
        }
        draft->columns[draft->column_count++] = (ski_column){kind, element, item, period};
    }
    return first;
}

int ski_add_row(ski_draft *draft, ski_row_kind kind, int element, int period) {
    int row = draft->row_count;
    if (has_room(draft, (void **)&draft->rows, &draft->row_capacity, row, sizeof *draft->rows)) {
        draft->rows[row] = (ski_row){kind, element, period};
        draft->row_count++;
    }
    return row;
}

static void add_term(ski_draft *draft, ski_term term) {
    if (has_room(draft, (void **)&draft->terms, &draft->term_capacity, draft->term_count,
                 sizeof *draft->terms)) {
        draft->terms[draft->term_count++] = term;
    }
}

void ski_add_term(ski_draft *draft, int row, int column, double value) {
    add_term(draft, (ski_term){column, row, value, 0, -1});
}

void ski_add_moving_term(ski_draft *draft, int row, int column, double slope, int quantity) {
    add_term(draft, (ski_term){column, row, 0, slope, quantity});
}
