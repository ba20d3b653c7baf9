/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A solver that reaches its limit on demand: every test program is linked with glp_simplex and
 * glp_exact wrapped. */
#ifndef TESTS_SUPPORT_SOLVER_LIMIT_H
#define TESTS_SUPPORT_SOLVER_LIMIT_H

/* The next `solves` solves may take no iteration. */
void limit_solves(int solves);

#endif
