/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step in GLPK → its code, or, after an internal error (which would end the process),
 * SKI_GLPK_LOST. */
#include "optimizer/solver_glpk.h"

#include <string.h>

static void on_internal_error(void *info) {
    ski_solver *solver = info;
    longjmp(solver->failure, 1);
}

/* GLPK turns its output on to complain of an internal error: kept, not printed. */
static int on_output(void *info, const char *text) {
    ski_solver *solver = info;
    size_t used = strlen(solver->message);
    for (; *text != '\0' && used + 1 < SKI_GLPK_MESSAGE; text++) {
        solver->message[used++] = (char)(*text == '\n' ? ' ' : *text);
    }
    solver->message[used] = '\0';
    return 1;
}

static void unhook(int output) {
    glp_term_out(output);
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
}

int ski_glpk_guard(ski_solver *solver, int (*step)(ski_solver *solver, const void *argument),
                   const void *argument) {
    const int output = glp_term_out(GLP_OFF);
    solver->message[0] = '\0';
    glp_term_hook(on_output, solver);
    glp_error_hook(on_internal_error, solver);
    if (setjmp(solver->failure) != 0) {
        unhook(output);
        solver->problem = NULL;
        return SKI_GLPK_LOST;
    }
    int code = step(solver, argument);
    unhook(output);
    return code;
}

sk_status ski_glpk_status(const ski_solver *solver, int code, const char *what, sk_error *error) {
    if (code == 0) {
        return SK_OK;
    }
    if (code == SKI_GLPK_LOST) {
        return ski_fail(error, SK_ERR_INTERNAL, "%s: internal error of GLPK: %s", what,
                        solver->message);
    }
    return ski_fail(error, SK_ERR_INTERNAL, "%s: GLPK failed with code 0x%02x", what, code);
}

bool ski_solver_is_thread_safe(void) {
    return glp_config("TLS") != NULL;
}

void ski_solver_end_thread(void) {
    glp_free_env();
}
