/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/small_program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const sk_scenario empty_scenario;

/* Every array of the program. */
static void **arrays_of(ski_program *program, int index) {
    void **arrays[] = {(void **)&program->lower,        (void **)&program->upper,
                       (void **)&program->cost,         (void **)&program->rank_cost,
                       (void **)&program->row_lower,    (void **)&program->row_upper,
                       (void **)&program->column_start, (void **)&program->entry_row,
                       (void **)&program->entry_value,  (void **)&program->boxed};
    return index < (int)(sizeof arrays / sizeof arrays[0]) ? arrays[index] : NULL;
}

static void *zeroed(int count, size_t size) {
    void *memory = calloc((size_t)count, size);
    if (memory == NULL) {
        abort();
    }
    return memory;
}

static sk_network *empty_network(void) {
    sk_network *network = zeroed(1, sizeof *network);
    network->scenario = &empty_scenario;
    return network;
}

ski_program *small_program(int rows, int columns, const double *matrix, const double *cost,
                           const double *row_lower, const double *row_upper, double upper) {
    ski_program *program = zeroed(1, sizeof *program);
    int most = rows * columns > rows + columns + 1 ? rows * columns : rows + columns + 1;
    for (int i = 0; arrays_of(program, i) != NULL; i++) {
        *arrays_of(program, i) = zeroed(most, sizeof(double));
    }
    program->network = empty_network();
    program->row_count = rows;
    program->column_count = columns;
    for (int column = 0; column < columns; column++) {
        program->cost[column] = cost[column];
        program->upper[column] = upper;
        program->column_start[column] = program->entry_count;
        for (int row = 0; row < rows; row++) {
            if (matrix[row * columns + column] != 0) {
                program->entry_row[program->entry_count] = row;
                program->entry_value[program->entry_count++] = matrix[row * columns + column];
            }
        }
    }
    program->column_start[columns] = program->entry_count;
    memcpy(program->row_lower, row_lower, (size_t)rows * sizeof(double));
    memcpy(program->row_upper, row_upper, (size_t)rows * sizeof(double));
    return program;
}

void small_program_free(ski_program *program) {
    if (program == NULL) {
        return;
    }
    for (int i = 0; arrays_of(program, i) != NULL; i++) {
        free(*arrays_of(program, i));
    }
    free((void *)program->network);
    free(program);
}

ski_program *wyndor_glass(void) {
    const double matrix[] = {1, 0, 0, 2, 3, 2}, cost[] = {-3, -5};
    const double least[] = {-INFINITY, -INFINITY, -INFINITY}, most[] = {4, 12, 18};
    return small_program(3, 2, matrix, cost, least, most, 1000);
}

double small_random(unsigned *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) / 16777216.0;
}

ski_program *transport_program(int sources, int sinks, unsigned seed) {
    int rows = sources + sinks + 1, columns = sources * sinks;
    double *matrix = zeroed(rows * columns, sizeof *matrix);
    double *cost = zeroed(columns, sizeof *cost);
    double *least = zeroed(rows, sizeof *least), *most = zeroed(rows, sizeof *most);
    double wanted = 0;
    for (int sink = 0; sink < sinks; sink++) {
        least[sources + sink] = most[sources + sink] = 1 + 9 * small_random(&seed);
        wanted += least[sources + sink];
    }
    for (int source = 0; source < sources; source++) {
        least[source] = -INFINITY;
        most[source] = 1.5 * wanted / sources;
    }
    least[rows - 1] = -INFINITY;
    most[rows - 1] = 1.2 * wanted;
    for (int column = 0; column < columns; column++) {
        cost[column] = 1 + 99 * small_random(&seed);
        matrix[(column / sinks) * columns + column] = 1;
        matrix[(rows - 1) * columns + column] = 0.5 + small_random(&seed);
        matrix[(sources + column % sinks) * columns + column] = 1 - 0.15 * small_random(&seed);
    }
    ski_program *program = small_program(rows, columns, matrix, cost, least, most, 1000);
    free(matrix);
    free(cost);
    free(least);
    free(most);
    return program;
}
