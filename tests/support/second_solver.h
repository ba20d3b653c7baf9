/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program as a file, and its optimum by glpsol and CLP. Both must be installed: without them the
 * test fails. */
#ifndef TESTS_SUPPORT_SECOND_SOLVER_H
#define TESTS_SUPPORT_SECOND_SOLVER_H

#include "optimizer/export.h"

/* ski_program_write_mps or ski_program_write_lp. */
typedef sk_status program_writer(const ski_program *program, FILE *stream);

void write_program(const ski_program *program, const char *path, program_writer *write);

/* format: "freemps" or "lp"; solution: a file to write. */
double glpsol_optimum(const char *path, const char *format, const char *solution);

/* Reads MPS and LP. */
double clp_optimum(const char *path);

#endif
