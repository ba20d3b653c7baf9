/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the linker puts in the place of GLPK's solves. */
#include "support/solver_limit.h"

#include <glpk.h>

static int limited;

int __real_glp_simplex(glp_prob *problem, const glp_smcp *control);
int __wrap_glp_simplex(glp_prob *problem, const glp_smcp *control);
int __real_glp_exact(glp_prob *problem, const glp_smcp *control);
int __wrap_glp_exact(glp_prob *problem, const glp_smcp *control);

void limit_solves(int solves) {
    limited = solves;
}

/* The caller's control, without iterations while the limit holds. */
static glp_smcp allowed(const glp_smcp *control) {
    glp_smcp now = *control;
    if (limited > 0) {
        limited--;
        now.it_lim = 0;
    }
    return now;
}

int __wrap_glp_simplex(glp_prob *problem, const glp_smcp *control) {
    const glp_smcp now = allowed(control);
    return __real_glp_simplex(problem, &now);
}

int __wrap_glp_exact(glp_prob *problem, const glp_smcp *control) {
    const glp_smcp now = allowed(control);
    return __real_glp_exact(problem, &now);
}
