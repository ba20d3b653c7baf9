/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms in any order → compressed columns. Terms of the same row and column become one entry: what
 * a process both takes and makes is one net number. */
#include "optimizer/program_parts.h"

#include <stdlib.h>

/* Terms by column, in order of row within each. */
typedef struct {
    int *start;      /* [column_count + 1] */
    ski_term *terms; /* [term_count] */
} buckets;

/* Column starts from the number of terms in each. */
static void count_terms(const ski_draft *draft, int *start) {
    for (int i = 0; i < draft->term_count; i++) {
        start[draft->terms[i].column + 1]++;
    }
    for (int column = 0; column < draft->column_count; column++) {
        start[column + 1] += start[column];
    }
}

/* Puts `term` behind the `count` terms that stand in order of row; equal rows keep their order. */
static void insert(ski_term *terms, int count, ski_term term) {
    int at = count;
    while (at > 0 && terms[at - 1].row > term.row) {
        terms[at] = terms[at - 1];
        at--;
    }
    terms[at] = term;
}

static sk_status sort_terms(const ski_draft *draft, buckets *sorted) {
    sk_status st = SK_OK;
    int *filled = ski_alloc(draft->column_count, sizeof *filled);
    SK_CHECK_MEMORY(filled);
    sorted->start = ski_alloc(draft->column_count + 1, sizeof *sorted->start);
    SK_CHECK_MEMORY(sorted->start);
    sorted->terms = ski_alloc(draft->term_count, sizeof *sorted->terms);
    SK_CHECK_MEMORY(sorted->terms);
    count_terms(draft, sorted->start);
    for (int i = 0; i < draft->term_count; i++) {
        int column = draft->terms[i].column;
        insert(&sorted->terms[sorted->start[column]], filled[column]++, draft->terms[i]);
    }
done:
    free(filled);
    return st;
}

/* Adds up neighbours of one row, and drops what is nothing in every world. Returns how many stay.
 * Terms of one entry that move do so with one quantity: a process's yield, a limit's share. */
static int merge(ski_term *terms, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (kept > 0 && terms[kept - 1].row == terms[i].row) {
            ski_term *into = &terms[kept - 1];
            into->constant += terms[i].constant;
            into->slope += terms[i].slope;
            into->quantity = terms[i].quantity >= 0 ? terms[i].quantity : into->quantity;
        } else {
            terms[kept++] = terms[i];
        }
    }
    int nonzero = 0;
    for (int i = 0; i < kept; i++) {
        if (terms[i].constant != 0 || terms[i].slope != 0) {
            terms[nonzero++] = terms[i];
        }
    }
    return nonzero;
}

/* Merges each column, closes the gaps and returns how many entries move. */
static int merge_columns(const ski_draft *draft, buckets *sorted) {
    int kept = 0, moving = 0;
    for (int column = 0; column < draft->column_count; column++) {
        ski_term *terms = &sorted->terms[sorted->start[column]];
        int count = merge(terms, sorted->start[column + 1] - sorted->start[column]);
        sorted->start[column] = kept;
        for (int i = 0; i < count; i++) {
            moving += terms[i].quantity >= 0;
            sorted->terms[kept++] = terms[i];
        }
    }
    sorted->start[draft->column_count] = kept;
    return moving;
}

/* Copies merged terms into the program. */
static void fill(ski_program *program, const ski_term *terms) {
    struct ski_patches *patches = program->patches;
    for (int entry = 0; entry < program->entry_count; entry++) {
        const ski_term *term = &terms[entry];
        program->entry_row[entry] = term->row;
        program->entry_value[entry] = term->constant;
        if (term->quantity >= 0) {
            int period = program->columns[term->column].period;
            patches->moving[patches->moving_count++] =
                (ski_moving_entry){entry, term->quantity, period, term->constant, term->slope};
        }
    }
}

sk_status ski_matrix_compress(ski_draft *draft) {
    sk_status st = SK_OK;
    ski_program *program = draft->program;
    buckets sorted = {NULL, NULL};
    SK_TRY(sort_terms(draft, &sorted));
    int moving = merge_columns(draft, &sorted);
    program->entry_count = sorted.start[draft->column_count];
    program->column_start = SKI_NEW(program->arena, int, program->column_count + 1);
    SK_CHECK_MEMORY(program->column_start);
    program->entry_row = SKI_NEW(program->arena, int, program->entry_count);
    SK_CHECK_MEMORY(program->entry_row);
    program->entry_value = SKI_NEW(program->arena, double, program->entry_count);
    SK_CHECK_MEMORY(program->entry_value);
    program->patches->moving = SKI_NEW(program->arena, ski_moving_entry, moving);
    SK_CHECK_MEMORY(program->patches->moving);
    for (int column = 0; column <= program->column_count; column++) {
        program->column_start[column] = sorted.start[column];
    }
    fill(program, sorted.terms);
done:
    free(sorted.start);
    free(sorted.terms);
    return st;
}
