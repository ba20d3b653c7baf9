/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The baseline every speed is a ratio against: build the program anew for each world and solve it as GLPK does by
 * default. */
#ifndef BENCH_NAIVE_H
#define BENCH_NAIVE_H

#include "decisions/case.h"

/* Objective of the optimum in `world`, USD; NaN when GLPK does not find it. */
double naive_objective_usd(const ski_case *chain, const ski_world *world);

#endif
