/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → program template: columns, the rows of one equation after the other, then the numbers;
 * and a worker's private copy of them. */
#include "optimizer/program_parts.h"

#include <string.h>

/* A program, and all that grows with it, stands in its own arena. */
static ski_program *new_program(const sk_network *network) {
    ski_arena *arena = ski_arena_new();
    ski_program *program = arena == NULL ? NULL : SKI_NEW(arena, ski_program, 1);
    if (program == NULL) {
        ski_arena_free(arena);
        return NULL;
    }
    program->arena = arena;
    program->network = network;
    return program;
}

void ski_program_free(ski_program *program) {
    if (program != NULL) {
        ski_arena_free(program->arena);
    }
}

static sk_status add_equations(ski_draft *draft) {
    ski_layout_columns(draft);
    if (draft->st == SK_OK) { /* else the layout has holes */
        ski_balance_rows(draft);
        ski_minimum_rows(draft);
        ski_capacity_rows(draft);
        ski_passage_rows(draft);
        ski_demand_rows(draft);
        ski_release_rows(draft);
        ski_refill_rows(draft);
        ski_target_rows(draft);
        ski_limit_rows(draft);
        ski_credit_rows(draft);
    }
    return draft->st;
}

/* Room for the numbers that move, those of the matrix apart. */
static sk_status add_numbers(ski_program *program) {
    sk_status st = SK_OK;
    double **of_columns[] = {&program->lower, &program->upper, &program->cost};
    double **of_rows[] = {&program->row_lower, &program->row_upper, &program->row_constant};
    for (size_t i = 0; i < sizeof of_columns / sizeof of_columns[0]; i++) {
        *of_columns[i] = SKI_NEW(program->arena, double, program->column_count);
        SK_CHECK_MEMORY(*of_columns[i]);
    }
    for (size_t i = 0; i < sizeof of_rows / sizeof of_rows[0]; i++) {
        *of_rows[i] = SKI_NEW(program->arena, double, program->row_count);
        SK_CHECK_MEMORY(*of_rows[i]);
    }
    program->boxed = SKI_NEW(program->arena, bool, program->column_count);
    SK_CHECK_MEMORY(program->boxed);
done:
    return st;
}

/* Hands what the draft has gathered over to its program. */
static sk_status keep(const ski_draft *draft) {
    sk_status st = SK_OK;
    ski_program *program = draft->program;
    program->column_count = draft->column_count;
    program->row_count = draft->row_count;
    program->columns = SKI_NEW(program->arena, ski_column, draft->column_count);
    SK_CHECK_MEMORY(program->columns);
    program->rows = SKI_NEW(program->arena, ski_row, draft->row_count);
    SK_CHECK_MEMORY(program->rows);
    program->patches = SKI_NEW(program->arena, struct ski_patches, 1);
    SK_CHECK_MEMORY(program->patches);
    program->rank_cost = SKI_NEW(program->arena, double, draft->column_count);
    SK_CHECK_MEMORY(program->rank_cost);
    for (int column = 0; column < draft->column_count; column++) {
        program->columns[column] = draft->columns[column];
    }
    for (int row = 0; row < draft->row_count; row++) {
        program->rows[row] = draft->rows[row];
    }
done:
    return st;
}

sk_status ski_program_build(ski_program **out, const sk_network *network, sk_error *error) {
    sk_status st = SK_OK;
    ski_program *program = new_program(network);
    ski_draft draft = {.program = program, .network = network};
    SK_CHECK_MEMORY(program);
    SK_TRY(add_equations(&draft));
    SK_TRY(keep(&draft));
    SK_TRY(ski_matrix_compress(&draft));
    SK_TRY(add_numbers(program));
    SK_TRY(ski_start_of(program));
    SK_TRY(ski_boxes_derive(program));
    SK_TRY(ski_program_set_numbers(program, error));
    SK_TRY(ski_program_rank(program, NULL, NULL));
    *out = program;
    program = NULL;
done:
    ski_draft_release(&draft);
    ski_program_free(program);
    return st;
}

static void copy_numbers(double *to, const double *from, int count) {
    memcpy(to, from, (size_t)count * sizeof *to);
}

sk_status ski_program_copy(ski_program **out, const ski_program *program) {
    sk_status st = SK_OK;
    ski_program *copy = new_program(program->network);
    SK_CHECK_MEMORY(copy);
    ski_arena *arena = copy->arena;
    *copy = *program;
    copy->arena = arena;
    SK_TRY(add_numbers(copy));
    copy->entry_value = SKI_NEW(arena, double, program->entry_count);
    SK_CHECK_MEMORY(copy->entry_value);
    copy_numbers(copy->lower, program->lower, program->column_count);
    copy_numbers(copy->upper, program->upper, program->column_count);
    copy_numbers(copy->cost, program->cost, program->column_count);
    copy_numbers(copy->row_lower, program->row_lower, program->row_count);
    copy_numbers(copy->row_upper, program->row_upper, program->row_count);
    copy_numbers(copy->row_constant, program->row_constant, program->row_count);
    copy_numbers(copy->entry_value, program->entry_value, program->entry_count);
    memcpy(copy->boxed, program->boxed, (size_t)program->column_count * sizeof *copy->boxed);
    *out = copy;
    copy = NULL;
done:
    ski_program_free(copy);
    return st;
}

ski_column ski_column_of(const ski_program *program, int column) {
    return program->columns[column];
}
