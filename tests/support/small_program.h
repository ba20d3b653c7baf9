/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear programs written down by hand, for tests of the solver and the certificate. */
#ifndef TESTS_SUPPORT_SMALL_PROGRAM_H
#define TESTS_SUPPORT_SMALL_PROGRAM_H

#include "optimizer/program.h"

/* A program of rows x columns without ranks or boxes, columns between 0 and `upper`. matrix: row by
 * row. Free with small_program_free(). */
ski_program *small_program(int rows, int columns, const double *matrix, const double *cost,
                           const double *row_lower, const double *row_upper, double upper);
void small_program_free(ski_program *program);

/* max 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18 (Hillier and Lieberman's Wyndor Glass), as a
 * minimum: x = 2, y = 6, -36, duals of the rows 0, -3/2, -1. */
ski_program *wyndor_glass(void);

/* A transport problem of `sources` x `sinks` with costs, losses and amounts from a fixed seed; the
 * supply is half as much again as the demand. Rows: sources, sinks, then a passage that all share.
 */
ski_program *transport_program(int sources, int sinks, unsigned seed);

/* The next number of a plain generator, in [0, 1): the same on every machine. */
double small_random(unsigned *seed);

#endif
