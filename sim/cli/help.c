/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn help: what there is to type. */
#include "cli.h"
#include "manual.h"

#include <skarn/version.h>

static const cli_exit EXITS[] = {
    {CLI_DONE, "done"},
    {CLI_INTERNAL, "internal failure (memory, solver)"},
    {CLI_USAGE, "the command line makes no sense"},
    {CLI_SCENARIO, "the scenario is wrong: every error is listed"},
    {CLI_INCOMPLETE, "incomplete: some samples failed, and are named"},
    {CLI_FILES, "a file could not be read or written"},
    {CLI_STOPPED, "stopped before the end: run it again and it goes on"},
};
enum { EXIT_COUNT = sizeof EXITS / sizeof *EXITS, LEFT_TEXT = 64 };

const cli_exit *cli_exits(int *count) {
    *count = EXIT_COUNT;
    return EXITS;
}

static void write_exits(FILE *stream) {
    fputs("Exit status\n", stream);
    for (int i = 0; i < EXIT_COUNT; i++) {
        fprintf(stream, "  %-2d  %s\n", EXITS[i].status, EXITS[i].meaning);
    }
}

static void write_options(unsigned command, FILE *stream) {
    for (int i = 0; i < cli_option_count(); i++) {
        const cli_option option = cli_option_at(i);
        char left[LEFT_TEXT];
        if (!(option.commands & command)) {
            continue;
        }
        snprintf(left, sizeof left, "%s%s%s--%s%s%s", option.letter != NULL ? "-" : "",
                 option.letter != NULL ? option.letter : "", option.letter != NULL ? ", " : "",
                 option.name, option.argument != NULL ? " " : "",
                 option.argument != NULL ? option.argument : "");
        fprintf(stream, "  %-22s %s\n", left, option.help);
    }
}

static void write_overview(FILE *stream) {
    int count = 0;
    const cli_command *commands = cli_commands(&count);
    fprintf(stream, "skarn %s: how secure is the supply of critical minerals?\n\n", SK_VERSION);
    fputs("Usage: skarn COMMAND FILE [options]\n\nCommands\n", stream);
    for (int i = 0; i < count; i++) {
        fprintf(stream, "  %-11s  %-15s  %s\n", commands[i].name, commands[i].argument,
                commands[i].summary);
    }
    fputs("\nFILE is a scenario. skarn help COMMAND lists the options of a command;\n"
          "skarn help KEY explains a key of the scenario (skarn help lead_time_days).\n\n",
          stream);
    write_exits(stream);
}

void cli_write_help(const cli_command *command, FILE *stream) {
    if (command == NULL) {
        write_overview(stream);
        return;
    }
    fprintf(stream, "Usage: skarn %s %s [options]\n%s\n\nOptions\n", command->name,
            command->argument, command->summary);
    write_options(command->bit, stream);
    fputc('\n', stream);
    write_exits(stream);
}

static int help_on(const char *word, const cli_options *options) {
    const cli_command *command = cli_command_find(word);
    if (command != NULL) {
        cli_write_help(command, stdout);
        return CLI_DONE;
    }
    const char *nearest = cli_command_nearest(word);
    sk_error *error = sk_error_new();
    sk_status st = sk_scenario_write_key_help(word, stdout, error);
    int status = CLI_USAGE;
    if (st == SK_ERR_USAGE && nearest != NULL) {
        cli_say("no command or key %s; did you mean the command %s?", word, nearest);
    } else {
        status = st == SK_ERR_IO ? cli_printed(st) : cli_finish(st, error, options);
    }
    sk_error_free(error);
    return status;
}

int cli_help(const cli_options *options) {
    if (options->reference) {
        return cli_printed(sk_scenario_write_reference(stdout));
    }
    if (options->man) {
        cli_write_man(stdout);
        return CLI_DONE;
    }
    if (options->completion) {
        return cli_printed(cli_write_completion(stdout));
    }
    if (options->argument != NULL) {
        return help_on(options->argument, options);
    }
    cli_write_help(NULL, stdout);
    return CLI_DONE;
}
