/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skarn help: what there is to type. */
#include "cli.h"

#include <skarn/version.h>

static const char EXIT_STATUSES[] = "Exit status\n"
                                    "  0   done\n"
                                    "  1   internal failure (memory, solver)\n"
                                    "  2   the command line makes no sense\n"
                                    "  3   the scenario is wrong: every error is listed\n"
                                    "  4   incomplete: some samples failed, and are named\n"
                                    "  5   a file could not be read or written\n"
                                    "  75  stopped before the end: run it again\n";

static void write_overview(FILE *stream) {
    int count = 0;
    const cli_command *commands = cli_commands(&count);
    fprintf(stream, "skarn %s: how secure is the supply of critical minerals?\n\n", SK_VERSION);
    fputs("Usage: skarn COMMAND FILE [options]\n\nCommands\n", stream);
    for (int i = 0; i < count; i++) {
        fprintf(stream, "  %-8s  %-15s  %s\n", commands[i].name, commands[i].argument,
                commands[i].summary);
    }
    fputs("\nFILE is a scenario. skarn help COMMAND lists the options of a command;\n"
          "skarn help KEY explains a key of the scenario (skarn help lead_time_days).\n\n",
          stream);
    fputs(EXIT_STATUSES, stream);
}

void cli_write_help(const cli_command *command, FILE *stream) {
    if (command == NULL) {
        write_overview(stream);
        return;
    }
    fprintf(stream, "Usage: skarn %s %s [options]\n%s\n\nOptions\n", command->name,
            command->argument, command->summary);
    cli_options_write_help(command->bit, stream);
    fprintf(stream, "\n%s", EXIT_STATUSES);
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
    if (options->argument != NULL) {
        return help_on(options->argument, options);
    }
    cli_write_help(NULL, stdout);
    return CLI_DONE;
}
