/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses and lists of errors → lines on standard error, and the exit status. */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("skarn: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

/* Colour on a terminal that has it and is not asked to do without (no-color.org). */
static bool has_color(const cli_options *options) {
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return !options->no_color && (no_color == NULL || no_color[0] == '\0') &&
           isatty(STDERR_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0;
}

static void print_entry(const sk_error *error, int index, bool color) {
    bool is_warning = sk_error_severity(error, index) == SK_SEVERITY_WARNING;
    const char *begin = !color ? "" : is_warning ? "\033[33m" : "\033[31m";
    fprintf(stderr, "%s%s%s%s\n", begin,
            is_warning ? "warning: " : "error: ", color ? "\033[0m" : "",
            sk_error_text(error, index));
}

void cli_print_errors(const sk_error *error, const cli_options *options) {
    bool color = has_color(options);
    int errors = sk_error_count(error, SK_SEVERITY_ERROR);
    int warnings = options->quiet ? 0 : sk_error_count(error, SK_SEVERITY_WARNING);
    int printed = 0;
    for (int i = 0; i < sk_error_kept(error); i++) {
        if (!options->quiet || sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            print_entry(error, i, color);
            printed++;
        }
    }
    if (errors + warnings > 1) {
        fprintf(stderr, "%d error%s, %d warning%s", errors, errors == 1 ? "" : "s", warnings,
                warnings == 1 ? "" : "s");
        if (printed < errors + warnings) {
            fprintf(stderr, ", of which the first %d are shown", printed);
        }
        fputc('\n', stderr);
    }
}

static int exit_status(sk_status st) {
    switch (st) {
    case SK_OK:
        return CLI_DONE;
    case SK_ERR_MEMORY:
    case SK_ERR_INTERNAL:
        return CLI_INTERNAL;
    case SK_ERR_USAGE:
        return CLI_USAGE;
    case SK_ERR_SCENARIO:
        return CLI_SCENARIO;
    case SK_ERR_INCOMPLETE:
        return CLI_INCOMPLETE;
    case SK_ERR_IO:
    case SK_ERR_FOREIGN:
        return CLI_FILES;
    case SK_ERR_STOPPED:
        return CLI_STOPPED;
    }
    return CLI_INTERNAL;
}

/* Errors of which no text is left: there was no memory for it. */
static bool is_speechless(const sk_error *error) {
    for (int i = 0; i < sk_error_kept(error); i++) {
        if (sk_error_severity(error, i) == SK_SEVERITY_ERROR) {
            return false;
        }
    }
    return sk_error_count(error, SK_SEVERITY_ERROR) > 0;
}

int cli_finish(sk_status st, const sk_error *error, const cli_options *options) {
    cli_print_errors(error, options);
    if (st == SK_ERR_MEMORY || is_speechless(error)) {
        cli_say("out of memory");
    } else if (st != SK_OK && sk_error_count(error, SK_SEVERITY_ERROR) == 0) {
        cli_say(st == SK_ERR_IO ? "a file could not be read or written" : "internal failure");
    }
    return exit_status(st);
}

int cli_printed(sk_status st) {
    if (st == SK_ERR_IO) {
        cli_say("cannot write to standard output: %s", strerror(errno));
    } else if (st != SK_OK) {
        cli_say(st == SK_ERR_MEMORY ? "out of memory" : "internal failure");
    }
    return exit_status(st);
}
