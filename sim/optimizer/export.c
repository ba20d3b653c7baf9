/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Program → free MPS or CPLEX LP. A row between two different bounds is a range in MPS, and two
 * rows in LP, since not every reader of LP knows ranges. */
#include "optimizer/export.h"

#include "base/memory.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>

enum { NAME_SIZE = 256, TERMS_A_LINE = 4 };

static const char objective_name[] = "cost_usd";

static void put_number(FILE *stream, double value) {
    char text[SKI_NUMBER_TEXT];
    fputs(ski_number_text(text, value), stream);
}

static void put_column(FILE *stream, const ski_program *program, int column) {
    char name[NAME_SIZE];
    ski_column_name(program, column, name, NAME_SIZE);
    fputs(name, stream);
}

static void put_row(FILE *stream, const ski_program *program, int row) {
    char name[NAME_SIZE];
    ski_row_name(program, row, name, NAME_SIZE);
    fputs(name, stream);
}

static sk_status ended(FILE *stream) {
    return fflush(stream) == 0 && ferror(stream) == 0 ? SK_OK : SK_ERR_IO;
}

/* --- MPS --- */

static char mps_kind(double lower, double upper) {
    if (lower == upper) {
        return 'E';
    }
    if (isinf(lower)) {
        return isinf(upper) ? 'N' : 'L';
    }
    return 'G';
}

static void mps_rows(FILE *stream, const ski_program *program) {
    fprintf(stream, "ROWS\n N %s\n", objective_name);
    for (int row = 0; row < program->row_count; row++) {
        fprintf(stream, " %c ", mps_kind(program->row_lower[row], program->row_upper[row]));
        put_row(stream, program, row);
        fputc('\n', stream);
    }
}

static void mps_columns(FILE *stream, const ski_program *program) {
    fputs("COLUMNS\n", stream);
    for (int column = 0; column < program->column_count; column++) {
        fputc(' ', stream);
        put_column(stream, program, column);
        fprintf(stream, " %s ", objective_name);
        put_number(stream, program->cost[column]);
        fputc('\n', stream);
        for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
            fputc(' ', stream);
            put_column(stream, program, column);
            fputc(' ', stream);
            put_row(stream, program, program->entry_row[k]);
            fputc(' ', stream);
            put_number(stream, program->entry_value[k]);
            fputc('\n', stream);
        }
    }
}

static void mps_row_number(FILE *stream, const ski_program *program, const char *set, int row,
                           double value) {
    fprintf(stream, " %s ", set);
    put_row(stream, program, row);
    fputc(' ', stream);
    put_number(stream, value);
    fputc('\n', stream);
}

static void mps_sides(FILE *stream, const ski_program *program) {
    fputs("RHS\n", stream);
    for (int row = 0; row < program->row_count; row++) {
        double lower = program->row_lower[row], upper = program->row_upper[row];
        double side = isinf(lower) ? upper : lower;
        if (!isinf(side) && side != 0) {
            mps_row_number(stream, program, "rhs", row, side);
        }
    }
    fputs("RANGES\n", stream);
    for (int row = 0; row < program->row_count; row++) {
        double lower = program->row_lower[row], upper = program->row_upper[row];
        if (!isinf(lower) && !isinf(upper) && lower != upper) {
            mps_row_number(stream, program, "range", row, upper - lower);
        }
    }
}

/* value: NULL for kinds without one. */
static void mps_bound(FILE *stream, const ski_program *program, const char *kind, int column,
                      const double *value) {
    fprintf(stream, " %s bound ", kind);
    put_column(stream, program, column);
    if (value != NULL) {
        fputc(' ', stream);
        put_number(stream, *value);
    }
    fputc('\n', stream);
}

static void mps_bounds(FILE *stream, const ski_program *program) {
    fputs("BOUNDS\n", stream);
    for (int column = 0; column < program->column_count; column++) {
        const double *lower = &program->lower[column], *upper = &program->upper[column];
        if (*lower == *upper) {
            mps_bound(stream, program, "FX", column, lower);
            continue;
        }
        if (isinf(*lower)) {
            mps_bound(stream, program, "MI", column, NULL);
        } else if (*lower != 0) {
            mps_bound(stream, program, "LO", column, lower);
        }
        if (!isinf(*upper)) {
            mps_bound(stream, program, "UP", column, upper);
        }
    }
}

sk_status ski_program_write_mps(const ski_program *program, FILE *stream) {
    fprintf(stream, "NAME %s FREE\n", program->network->scenario->name);
    mps_rows(stream, program);
    mps_columns(stream, program);
    mps_sides(stream, program);
    mps_bounds(stream, program);
    fputs("ENDATA\n", stream);
    return ended(stream);
}

/* --- LP --- */

/* The matrix by rows. */
typedef struct {
    int *start, *column; /* [row_count + 1], [entry_count] */
    double *value;       /* [entry_count] */
} row_matrix;

static void row_matrix_free(row_matrix *matrix) {
    free(matrix->start);
    free(matrix->column);
    free(matrix->value);
}

static sk_status row_matrix_of(row_matrix *matrix, const ski_program *program) {
    sk_status st = SK_OK;
    matrix->start = ski_alloc(program->row_count + 2, sizeof(int));
    SK_CHECK_MEMORY(matrix->start);
    matrix->column = ski_alloc(program->entry_count, sizeof(int));
    SK_CHECK_MEMORY(matrix->column);
    matrix->value = ski_alloc(program->entry_count, sizeof(double));
    SK_CHECK_MEMORY(matrix->value);
    /* start[row + 1] is moved on while row is filled, and so ends as the start of the next row. */
    for (int k = 0; k < program->entry_count; k++) {
        matrix->start[program->entry_row[k] + 2]++;
    }
    for (int row = 0; row < program->row_count; row++) {
        matrix->start[row + 2] += matrix->start[row + 1];
    }
    for (int column = 0; column < program->column_count; column++) {
        for (int k = program->column_start[column]; k < program->column_start[column + 1]; k++) {
            int at = matrix->start[program->entry_row[k] + 1]++;
            matrix->column[at] = column;
            matrix->value[at] = program->entry_value[k];
        }
    }
done:
    return st;
}

static void lp_term(FILE *stream, const ski_program *program, int column, double factor, int term) {
    fputs(term > 0 && term % TERMS_A_LINE == 0 ? "\n  " : " ", stream);
    fputs(factor < 0 ? "- " : "+ ", stream);
    put_number(stream, fabs(factor));
    fputc(' ', stream);
    put_column(stream, program, column);
}

static void lp_row(FILE *stream, const ski_program *program, const row_matrix *matrix, int row,
                   const char *suffix, const char *relation, double side) {
    fputc(' ', stream);
    put_row(stream, program, row);
    fprintf(stream, "%s:", suffix);
    for (int k = matrix->start[row]; k < matrix->start[row + 1]; k++) {
        lp_term(stream, program, matrix->column[k], matrix->value[k], k - matrix->start[row]);
    }
    if (matrix->start[row] == matrix->start[row + 1]) {
        lp_term(stream, program, 0, 0, 0); /* a row without terms is no row */
    }
    fprintf(stream, " %s ", relation);
    put_number(stream, side);
    fputc('\n', stream);
}

static void lp_rows(FILE *stream, const ski_program *program, const row_matrix *matrix) {
    fputs("Subject To\n", stream);
    for (int row = 0; row < program->row_count; row++) {
        double lower = program->row_lower[row], upper = program->row_upper[row];
        bool ranged = !isinf(lower) && !isinf(upper);
        if (lower == upper) {
            lp_row(stream, program, matrix, row, "", "=", lower);
            continue;
        }
        if (!isinf(lower)) {
            lp_row(stream, program, matrix, row, ranged ? ".least" : "", ">=", lower);
        }
        if (!isinf(upper)) {
            lp_row(stream, program, matrix, row, ranged ? ".most" : "", "<=", upper);
        }
    }
}

static void lp_bounds(FILE *stream, const ski_program *program) {
    fputs("Bounds\n", stream);
    for (int column = 0; column < program->column_count; column++) {
        double lower = program->lower[column], upper = program->upper[column];
        fputc(' ', stream);
        if (lower != upper) {
            isinf(lower) ? (void)fputs("-inf", stream) : put_number(stream, lower);
            fputs(" <= ", stream);
        }
        put_column(stream, program, column);
        if (lower == upper || !isinf(upper)) {
            fputs(lower == upper ? " = " : " <= ", stream);
            put_number(stream, upper);
        }
        fputc('\n', stream);
    }
}

sk_status ski_program_write_lp(const ski_program *program, FILE *stream) {
    sk_status st = SK_OK;
    row_matrix matrix = {0};
    SK_TRY(row_matrix_of(&matrix, program));
    fprintf(stream, "Minimize\n %s:", objective_name);
    for (int column = 0; column < program->column_count; column++) {
        lp_term(stream, program, column, program->cost[column], column);
    }
    fputc('\n', stream);
    lp_rows(stream, program, &matrix);
    lp_bounds(stream, program);
    fputs("End\n", stream);
    st = ended(stream);
done:
    row_matrix_free(&matrix);
    return st;
}
