/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step in GLPK → its code, or, after an internal error (which would end the process),
 * SKI_GLPK_LOST. A step that is watched tells GLPK to speak now and then: there it can be left. */
#include "optimizer/solver_glpk.h"

#include <string.h>

static void on_internal_error(void *info) {
    ski_solver *solver = info;
    longjmp(solver->failure, SKI_GLPK_LOST);
}

static bool asked_to_stop(const ski_solver *solver) {
    const sk_watch *watch = solver->watch;
    return watch != NULL && watch->should_stop != NULL && watch->should_stop(watch->context) != 0;
}

/* GLPK turns its output on to complain of an internal error: kept, not printed. Of its reports on
 * the way only the last are. */
static int on_output(void *info, const char *text) {
    ski_solver *solver = info;
    size_t used = strlen(solver->message);
    if (asked_to_stop(solver)) {
        longjmp(solver->failure, SKI_GLPK_STOPPED);
    }
    used = used + strlen(text) < SKI_GLPK_MESSAGE ? used : 0;
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

/* The problem was left in the middle of something: nobody may use it again. */
static int abandon(ski_solver *solver, int output, int code) {
    unhook(output);
    solver->problem = NULL;
    return code;
}

int ski_glpk_guard(ski_solver *solver, int (*step)(ski_solver *solver, const void *argument),
                   const void *argument) {
    const int output = glp_term_out(solver->watch != NULL ? GLP_ON : GLP_OFF);
    solver->message[0] = '\0';
    glp_term_hook(on_output, solver);
    glp_error_hook(on_internal_error, solver);
    if (asked_to_stop(solver)) {
        unhook(output);
        return SKI_GLPK_STOPPED;
    }
    switch (setjmp(solver->failure)) {
    case 0:
        break;
    case SKI_GLPK_STOPPED:
        return abandon(solver, output, SKI_GLPK_STOPPED);
    default:
        return abandon(solver, output, SKI_GLPK_LOST);
    }
    int code = step(solver, argument);
    unhook(output);
    return code;
}

sk_status ski_glpk_status(const ski_solver *solver, int code, const char *what, sk_error *error) {
    if (code == 0) {
        return SK_OK;
    }
    if (code == SKI_GLPK_STOPPED) {
        return SK_ERR_STOPPED;
    }
    if (code == SKI_GLPK_LOST) {
        return ski_fail(error, SK_ERR_INTERNAL, "%s: internal error of GLPK: %s", what,
                        solver->message);
    }
    return ski_fail(error, SK_ERR_INTERNAL, "%s: GLPK failed with code 0x%02x", what, code);
}

void ski_solver_watch(ski_solver *solver, const sk_watch *watch) {
    solver->watch = watch;
}

bool ski_solver_is_thread_safe(void) {
    return glp_config("TLS") != NULL;
}

void ski_solver_end_thread(void) {
    glp_free_env();
}
