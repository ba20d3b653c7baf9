/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands, options and exit statuses → skarn(1), in the macros of man(7). */
#include "cli.h"
#include "manual.h"

#include <skarn/version.h>

static const char DESCRIPTION[] =
    "How secure is a country's supply of critical minerals, what would make it more secure, and "
    "what does that cost? skarn reads one text file that describes the chain, mine to factory, and "
    "what can go wrong; finds the cheapest way to run it; draws thousands of worlds; and says how "
    "often, for how long and by how much each demand goes short, with an interval on every figure.";

static const char *const ENVIRONMENT[][2] = {
    {"OMP_NUM_THREADS", "threads of a run, where --threads does not say."},
    {"SLURM_CPUS_PER_TASK", "the most of them, in a job of Slurm."},
    {"NO_COLOR", "set and not empty: no colour, as --no-color."},
    {"COLUMNS", "width of the terminal, where it is not what the terminal says."},
    {"LC_ALL, LC_CTYPE, LANG", "whether lines over time are drawn in UTF-8 or in ASCII."},
};

static const char *const EXAMPLES[][2] = {
    {"skarn new first.cfg", "writes a scenario to start from."},
    {"skarn check first.cfg", "says what is wrong with it, and what is in it."},
    {"skarn run first.cfg", "says how secure supply is, and keeps the results in results/first."},
    {"skarn run first.cfg --set sources.spot.capacity_tpy=600 -o results/spot",
     "what if the spot market sold twice as much?"},
    {"skarn help lead_time_days", "explains a key of the scenario."},
};

/* A text that holds nothing of roff. */
static void write_text(const char *text, FILE *stream) {
    if (text[0] == '.' || text[0] == '\'') {
        fputs("\\&", stream);
    }
    for (; *text != '\0'; text++) {
        if (*text == '\\') {
            fputs("\\e", stream);
        } else {
            fprintf(stream, *text == '-' ? "\\%c" : "%c", *text);
        }
    }
}

/* A term in bold, what it means below. */
static void write_term(const char *term, const char *meaning, FILE *stream) {
    fputs(".TP\n\\fB", stream);
    write_text(term, stream);
    fputs("\\fR\n", stream);
    write_text(meaning, stream);
    fputc('\n', stream);
}

static void write_option(const cli_option *option, FILE *stream) {
    fputs(".TP\n", stream);
    if (option->letter != NULL) {
        fprintf(stream, "\\fB\\-%s\\fR, ", option->letter);
    }
    fputs("\\fB\\-\\-", stream);
    write_text(option->name, stream);
    fputs("\\fR", stream);
    if (option->argument != NULL) {
        fprintf(stream, " \\fI%s\\fR", option->argument);
    }
    fputc('\n', stream);
    write_text(option->help, stream);
    fputs(".\n", stream);
}

static void write_command(const cli_command *command, FILE *stream) {
    fprintf(stream, ".SS \"skarn %s %s\"\n", command->name, command->argument);
    write_text(command->summary, stream);
    fputs(".\n", stream);
    for (int i = 0; i < cli_option_count(); i++) {
        const cli_option option = cli_option_at(i);
        if ((option.commands & command->bit) != 0) {
            write_option(&option, stream);
        }
    }
}

static void write_terms(const char *heading, const char *const (*terms)[2], int count,
                        FILE *stream) {
    fprintf(stream, ".SH %s\n", heading);
    for (int i = 0; i < count; i++) {
        write_term(terms[i][0], terms[i][1], stream);
    }
}

static void write_exits(FILE *stream) {
    int count = 0;
    const cli_exit *exits = cli_exits(&count);
    fputs(".SH \"EXIT STATUS\"\n", stream);
    for (int i = 0; i < count; i++) {
        char status[16];
        snprintf(status, sizeof status, "%d", exits[i].status);
        write_term(status, exits[i].meaning, stream);
    }
}

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

void cli_write_man(FILE *stream) {
    int count = 0;
    const cli_command *commands = cli_commands(&count);
    fprintf(stream, ".TH SKARN 1 \"\" \"skarn %s\" \"User Commands\"\n", SK_VERSION);
    fputs(".SH NAME\nskarn \\- supply security of critical minerals\n"
          ".SH SYNOPSIS\n\\fBskarn\\fR \\fICOMMAND\\fR \\fIFILE\\fR [\\fIoptions\\fR]\n"
          ".SH DESCRIPTION\n",
          stream);
    write_text(DESCRIPTION, stream);
    fputs("\n.SH COMMANDS\n", stream);
    for (int i = 0; i < count; i++) {
        write_command(&commands[i], stream);
    }
    write_exits(stream);
    write_terms("ENVIRONMENT", ENVIRONMENT, COUNT(ENVIRONMENT), stream);
    write_terms("EXAMPLES", EXAMPLES, COUNT(EXAMPLES), stream);
    fputs(".SH \"SEE ALSO\"\nThe pages installed with it, in share/doc/skarn: tutorial.md to begin "
          "with, scenario.md for\nevery key, model.md for the equations.\n",
          stream);
}
