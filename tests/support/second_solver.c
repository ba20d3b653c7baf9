/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/second_solver.h"

#include "support/assert_near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COMMAND_SIZE = 1024, LINE_SIZE = 512 };

void write_program(const ski_program *program, const char *path, program_writer *write) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(write(program, file), SK_OK);
    assert_int_equal(fclose(file), 0);
}

/* The number behind `before` in what a command prints; NaN when there is none. */
static double number_printed(const char *command, const char *before) {
    double number = NAN;
    char line[LINE_SIZE];
    FILE *output = popen(command, "r");
    assert_non_null(output);
    while (fgets(line, sizeof line, output) != NULL) {
        const char *at = strstr(line, before);
        if (at != NULL) {
            number = strtod(at + strlen(before), NULL);
        }
    }
    assert_int_equal(pclose(output), 0);
    return number;
}

double glpsol_optimum(const char *path, const char *format, const char *solution) {
    char command[COMMAND_SIZE];
    /* In the solution file: `s bas rows columns f f objective`. */
    snprintf(command, sizeof command, "timeout 60 glpsol --%s %s -w %s >/dev/null && cat %s",
             format, path, solution, solution);
    return number_printed(command, " f f ");
}

double clp_optimum(const char *path) {
    char command[COMMAND_SIZE];
    snprintf(command, sizeof command,
             "timeout 60 clp %s -primaltolerance 1e-9 -dualtolerance 1e-9 -dualsimplex", path);
    return number_printed(command, "Optimal objective ");
}
