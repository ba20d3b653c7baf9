/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command line → one command → exit status. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <skarn/version.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const cli_command COMMANDS[] = {
    {"check", CLI_CHECK, "FILE", "is the scenario right; what is in it", cli_check},
    {"optimize", CLI_OPTIMIZE, "FILE", "the plan without randomness: flows, costs, marginal values",
     cli_optimize},
    {"run", CLI_RUN, "FILE", "check, plan and Monte Carlo, with a summary and a results folder",
     cli_run},
    {"compare", CLI_COMPARE, "FILE", "every policy in the same worlds: which buys what, how surely",
     cli_compare},
    {"stress", CLI_STRESS, "FILE", "each source, plant and route out: how long until it is felt",
     cli_stress},
    {"sensitivity", CLI_SENSITIVITY, "FILE", "which causes spread and shortage are due to",
     cli_sensitivity},
    {"risk", CLI_RISK, "FILE",
     "indices of concentration and supply risk, before and after policies", cli_risk},
    {"sweep", CLI_SWEEP, "FILE", "the Monte Carlo at many points, whole or a shard of it",
     cli_sweep},
    {"merge", CLI_MERGE, "DIR...", "the shards of a sweep as its results", cli_merge},
    {"worlds", CLI_WORLDS, "FILE", "one draw of all that is uncertain: events and multipliers",
     cli_worlds},
    {"export", CLI_EXPORT, "DIR", "what a results folder holds, as CSV files or JSON", cli_export},
    {"report", CLI_REPORT, "DIR...", "results folders as a page to look at, print and share",
     cli_report},
    {"new", CLI_NEW, "FILE", "a scenario to start from", cli_new},
    {"help", CLI_HELP, "[COMMAND | KEY]", "help on a command, or on a key of the scenario",
     cli_help},
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

const cli_command *cli_commands(int *count) {
    *count = COMMAND_COUNT;
    return COMMANDS;
}

const cli_command *cli_command_find(const char *name) {
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(COMMANDS[i].name, name) == 0) {
            return &COMMANDS[i];
        }
    }
    return NULL;
}

/* Whether `name` is `word` and one letter more. */
static bool lacks_one_letter(const char *word, const char *name) {
    size_t same = 0;
    while (word[same] != '\0' && word[same] == name[same]) {
        same++;
    }
    return name[same] != '\0' && strcmp(word + same, name + same + 1) == 0;
}

const char *cli_command_nearest(const char *name) {
    const char *names[COMMAND_COUNT];
    for (int i = 0; i < COMMAND_COUNT; i++) {
        names[i] = COMMANDS[i].name;
        /* sk_nearest() has none for words of two letters */
        if (lacks_one_letter(name, names[i])) {
            return names[i];
        }
    }
    return sk_nearest(name, names, COMMAND_COUNT);
}

static int unknown_command(const char *name) {
    const char *nearest = cli_command_nearest(name);
    if (name[0] == '-') {
        cli_say("the command comes first, then its options (got %s); see skarn help", name);
    } else if (nearest != NULL) {
        cli_say("unknown command %s; did you mean %s?", name, nearest);
    } else {
        cli_say("unknown command %s; skarn help lists them", name);
    }
    return CLI_USAGE;
}

static int run_command(const cli_command *command, int argc, char **argv) {
    cli_options options;
    int status = CLI_USAGE;
    if (cli_options_parse(&options, argc, argv, command->bit)) {
        if (options.help) {
            cli_write_help(command, stdout);
            status = CLI_DONE;
        } else if (options.version) {
            printf("skarn %s\n", SK_VERSION);
            status = CLI_DONE;
        } else if (options.argument == NULL && command->argument[0] != '[') {
            cli_say("%s needs %s; skarn help %s", command->name, command->argument, command->name);
        } else {
            status = command->run(&options);
        }
    }
    cli_options_free(&options);
    return status;
}

static int dispatch(int argc, char **argv) {
    if (argc < 2) {
        cli_write_help(NULL, stderr);
        return CLI_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("skarn %s\n", SK_VERSION);
        return CLI_DONE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        cli_write_help(NULL, stdout);
        return CLI_DONE;
    }
    const cli_command *command = cli_command_find(argv[1]);
    return command == NULL ? unknown_command(argv[1]) : run_command(command, argc - 1, argv + 1);
}

/* A file that is opened must not take the number of a closed standard stream and receive what is
 * meant for that. */
static bool standard_streams_are_open(void) {
    if (fcntl(STDIN_FILENO, F_GETFD) == -1) {
        (void)open("/dev/null", O_RDONLY);
    }
    bool stdout_is_open = fcntl(STDOUT_FILENO, F_GETFD) != -1;
    if (!stdout_is_open) {
        (void)open("/dev/null", O_WRONLY);
    }
    if (fcntl(STDERR_FILENO, F_GETFD) == -1) {
        (void)open("/dev/null", O_WRONLY);
    }
    return stdout_is_open;
}

/* What was printed must have arrived: a full disk or a reader that went away is a failure. */
static int close_output(int status) {
    bool failed = ferror(stdout) != 0;
    if ((fclose(stdout) != 0 || failed) && status != CLI_FILES) {
        return cli_printed(SK_ERR_IO);
    }
    return status;
}

int main(int argc, char **argv) {
    if (!standard_streams_are_open()) {
        cli_say("standard output is closed");
        return CLI_FILES;
    }
    signal(SIGPIPE, SIG_IGN); /* writing then fails, and is reported */
    signal(SIGXFSZ, SIG_IGN);
    return close_output(dispatch(argc, argv));
}
