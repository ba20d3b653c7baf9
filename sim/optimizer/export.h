/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Program → a file for another solver, by the template's names, without ranks, every number to
 * round trip. */
#ifndef SKI_OPTIMIZER_EXPORT_H
#define SKI_OPTIMIZER_EXPORT_H

#include "optimizer/program.h"

#include <stdio.h>

/* Free MPS and CPLEX LP. SK_ERR_IO when the stream fails. */
sk_status ski_program_write_mps(const ski_program *program, FILE *stream);
sk_status ski_program_write_lp(const ski_program *program, FILE *stream);

#endif
