/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command line → options. */
#include "options.h"

#include "cli.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    FLAG,     /* bool at offset */
    TEXT,     /* const char * at offset */
    WHOLE,    /* int at offset, between least and most */
    OVERRIDE, /* --set, --scale: as it stands */
    SETTING,  /* a whole number of the simulation section: short for --set */
    WORD      /* the same, one of `words` */
} option_kind;

typedef struct {
    const char *name;
    const char *letter;   /* NULL: none */
    const char *argument; /* NULL: takes none */
    option_kind kind;
    unsigned commands;
    size_t offset;
    sk_override_kind override;
    int least, most;
    const char *const *words; /* ended by NULL */
    const char *section;      /* of a SETTING; NULL: simulation */
    const char *help;
} option_row;

enum {
    STUDY_COMMANDS = CLI_COMPARE | CLI_STRESS | CLI_SENSITIVITY | CLI_RISK | CLI_SWEEP,
    FOLDER_COMMANDS = CLI_RUN | STUDY_COMMANDS,
    SCENARIO_COMMANDS = CLI_CHECK | CLI_OPTIMIZE | CLI_WORLDS | FOLDER_COMMANDS,
    SAMPLED_COMMANDS = SCENARIO_COMMANDS & ~(CLI_STRESS | CLI_RISK),
    ALL_COMMANDS = SCENARIO_COMMANDS | CLI_MERGE | CLI_EXPORT | CLI_REPORT | CLI_NEW | CLI_HELP,
    MANY_ARGUMENTS = CLI_REPORT | CLI_MERGE
};

enum { THREADS_MOST = 1024, SAMPLE_MOST = 999999999, SBATCH_MOST = 100000, SETTING_TEXT = 64 };

static const char *const DECISIONS[] = {"rolling", "foresight", NULL};

#define AT(field) .offset = offsetof(cli_options, field)
static const option_row OPTIONS[] = {
    {"set", NULL, "PATH=VALUE", OVERRIDE, SCENARIO_COMMANDS, .override = SK_SET,
     .help = "give a value of the scenario anew; * and ? match within a name"},
    {"scale", NULL, "PATH=FACTOR", OVERRIDE, SCENARIO_COMMANDS, .override = SK_SCALE,
     .help = "multiply a value; --set and --scale act in the order given"},
    {"policy", NULL, "NAME", TEXT, SCENARIO_COMMANDS & ~(CLI_COMPARE | CLI_RISK | CLI_SWEEP),
     AT(policy), .help = "apply a policy of the scenario"},
    {"policies", NULL, "A,B,...", TEXT, CLI_COMPARE | CLI_RISK, AT(policies),
     .help = "these policies of the scenario (default all)"},
    {"against", NULL, "NAME", TEXT, CLI_COMPARE, AT(against),
     .help = "the policy that the others are compared with (default baseline)"},
    {"metric", NULL, "NAME", TEXT, CLI_SENSITIVITY, AT(metric),
     .help = "what is explained (default the shortage of critical demands)"},
    {"samples", NULL, "N", SETTING, CLI_SWEEP, .section = "sweep",
     .help = "worlds at each point; short for --set sweep.samples=N"},
    {"samples", NULL, "N", SETTING, SAMPLED_COMMANDS & ~(CLI_WORLDS | CLI_SWEEP),
     .help = "worlds to draw; short for --set simulation.samples=N"},
    {"samples", NULL, "N", SETTING, CLI_WORLDS,
     .help = "matters under \"lhs\" and \"sobol\" only; short for --set simulation.samples=N"},
    {"seed", NULL, "N", SETTING, SAMPLED_COMMANDS,
     .help = "which worlds; short for --set simulation.seed=N"},
    {"decisions", NULL, "RULE", WORD, SAMPLED_COMMANDS, .words = DECISIONS,
     .help = "rolling or foresight; short for --set simulation.decisions=\"RULE\""},
    {"sources", NULL, NULL, FLAG, CLI_CHECK, AT(sources),
     .help = "list which elements say where their numbers come from"},
    {"mps", NULL, "FILE", TEXT, CLI_OPTIMIZE, AT(mps),
     .help = "also write the linear program as free MPS"},
    {"lp", NULL, "FILE", TEXT, CLI_OPTIMIZE, AT(lp),
     .help = "also write the linear program as CPLEX LP"},
    {"sample", NULL, "I", WHOLE, CLI_WORLDS, AT(sample), .most = SAMPLE_MOST,
     .help = "number of the world, from 0 (default 0); under \"random\" sampling any number"},
    {"shard", NULL, "I/N", TEXT, CLI_SWEEP, AT(shard),
     .help = "do part I of N alone; auto: as the Slurm array job says"},
    {"dry-run", NULL, NULL, FLAG, CLI_SWEEP, AT(dry_run),
     .help = "say what there is to do, and how long it may take; do nothing"},
    {"sbatch", NULL, "N", WHOLE, CLI_SWEEP, AT(sbatch), .least = 1, .most = SBATCH_MOST,
     .help = "print a Slurm script for N shards, and how to submit it and the merge"},
    {"allow-missing", NULL, NULL, FLAG, CLI_MERGE, AT(allow_missing),
     .help = "join what is there, and mark the results as incomplete"},
    {"output", "o", "DIR", TEXT, FOLDER_COMMANDS | CLI_EXPORT | CLI_MERGE, AT(folder),
     .help = "folder to write to (default results/NAME, with a policy results/NAME-POLICY, of "
             "other studies results/NAME-COMMAND; DIR for export)"},
    {"csv", NULL, NULL, FLAG, CLI_EXPORT, AT(csv),
     .help = "a file a table: sample.csv, sample_demand.csv, series.csv, plan.csv, …"},
    {"force", NULL, NULL, FLAG, FOLDER_COMMANDS | CLI_MERGE, AT(force),
     .help = "replace results of another scenario or seed"},
    {"force", NULL, NULL, FLAG, CLI_NEW, AT(force), .help = "replace a file that is there"},
    {"full", NULL, NULL, FLAG, CLI_NEW, AT(full),
     .help = "every key there is, with its meaning, commented out where it may be left out"},
    {"threads", NULL, "N", WHOLE, FOLDER_COMMANDS, AT(threads), .least = 1, .most = THREADS_MOST,
     .help = "threads (default OMP_NUM_THREADS or all); results do not depend on it"},
    {"reference", NULL, NULL, FLAG, CLI_HELP, AT(reference),
     .help = "every key of a scenario, as Markdown"},
    {"man", NULL, NULL, FLAG, CLI_HELP, AT(man), .help = "the manual page, as man -l reads it"},
    {"completion", NULL, NULL, FLAG, CLI_HELP, AT(completion),
     .help = "what completes commands, options and keys in bash"},
    {"json", NULL, NULL, FLAG, SCENARIO_COMMANDS | CLI_EXPORT | CLI_MERGE, AT(json),
     .help = "write JSON, and nothing else, to standard output"},
    {"quiet", NULL, NULL, FLAG, SCENARIO_COMMANDS | CLI_EXPORT | CLI_REPORT | CLI_NEW | CLI_MERGE,
     AT(quiet), .help = "no progress, no warnings"},
    {"no-color", NULL, NULL, FLAG, ALL_COMMANDS, AT(no_color),
     .help = "no colour (NO_COLOR does the same)"},
    {"help", "h", NULL, FLAG, ALL_COMMANDS, AT(help), .help = "this text"},
    {"version", NULL, NULL, FLAG, ALL_COMMANDS, AT(version), .help = "the version"},
};
enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS };
_Static_assert(OPTION_COUNT <= 64, "cli_options.given has a bit for each option");

/* The row of this name that goes with the command, else one that does not, else NULL. */
static const option_row *option_find(const char *name, size_t length, unsigned command) {
    const option_row *found = NULL;
    for (int i = 0; i < OPTION_COUNT; i++) {
        const option_row *option = &OPTIONS[i];
        if (strlen(option->name) == length && strncmp(option->name, name, length) == 0 &&
            (found == NULL || (option->commands & command) != 0)) {
            found = option;
        }
    }
    return found;
}

static const option_row *letter_find(char letter) {
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (OPTIONS[i].letter != NULL && OPTIONS[i].letter[0] == letter) {
            return &OPTIONS[i];
        }
    }
    return NULL;
}

/* Says that there is no such option, and which was meant. */
static bool unknown(const char *name, unsigned command) {
    const char *names[OPTION_COUNT];
    int count = 0;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (OPTIONS[i].commands & command) {
            names[count++] = OPTIONS[i].name;
        }
    }
    const char *nearest = sk_nearest(name, names, count);
    if (nearest != NULL) {
        cli_say("unknown option --%s; did you mean --%s?", name, nearest);
    } else {
        cli_say("unknown option --%s; --help lists them", name);
    }
    return false;
}

/* Digits alone, of a number that fits. */
static bool is_whole(const char *text, long long *value) {
    errno = 0;
    *value = strtoll(text, NULL, 10);
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0' && errno == 0;
}

static bool take_whole(int *field, const option_row *option, const char *text) {
    long long value = 0;
    if (is_whole(text, &value) && value >= option->least && value <= option->most) {
        *field = (int)value;
        return true;
    }
    cli_say("--%s %s: a whole number from %d to %d is allowed", option->name, text, option->least,
            option->most);
    return false;
}

static bool add_override(cli_options *options, sk_override_kind kind, const char *text) {
    char *copy = strdup(text);
    size_t count = (size_t)options->override_count + 1;
    sk_override *grown = copy == NULL ? NULL : realloc(options->overrides, count * sizeof *grown);
    if (grown == NULL) {
        free(copy);
        cli_say("out of memory");
        return false;
    }
    grown[options->override_count++] = (sk_override){kind, copy};
    options->overrides = grown;
    return true;
}

static bool take_override(cli_options *options, const option_row *option, const char *value) {
    const char *equals = strchr(value, '=');
    if (equals == NULL || equals == value) {
        cli_say("--%s %s: %s is wanted", option->name, value, option->argument);
        return false;
    }
    return add_override(options, option->override, value);
}

static bool take_setting(cli_options *options, const option_row *option, const char *value) {
    long long number = 0;
    char text[SETTING_TEXT];
    if (!is_whole(value, &number)) {
        cli_say("--%s %s: a whole number is wanted", option->name, value);
        return false;
    }
    /* The scenario's syntax wants an L behind what does not fit 32 bits. */
    snprintf(text, sizeof text, "%s.%s=%lld%s",
             option->section == NULL ? "simulation" : option->section, option->name, number,
             number > INT32_MAX ? "L" : "");
    return add_override(options, SK_SET, text);
}

static bool take_word(cli_options *options, const option_row *option, const char *value) {
    char text[SETTING_TEXT];
    for (int i = 0; option->words[i] != NULL; i++) {
        if (strcmp(option->words[i], value) == 0) {
            snprintf(text, sizeof text, "simulation.%s=\"%s\"", option->name, value);
            return add_override(options, SK_SET, text);
        }
    }
    cli_say("--%s %s: rolling or foresight is allowed", option->name, value);
    return false;
}

static bool take(cli_options *options, const option_row *option, const char *value) {
    char *field = (char *)options + option->offset;
    switch (option->kind) {
    case FLAG:
        *(bool *)field = true;
        return true;
    case TEXT:
        *(const char **)field = value;
        if (value[0] == '\0') {
            cli_say("--%s: %s is empty", option->name, option->argument);
        }
        return value[0] != '\0';
    case WHOLE:
        return take_whole((int *)field, option, value);
    case SETTING:
        return take_setting(options, option, value);
    case OVERRIDE:
        return take_override(options, option, value);
    case WORD:
        return take_word(options, option, value);
    }
    return false;
}

/* Of two values of one option one would go unheard: only overrides may stand more than once. */
static bool is_first(cli_options *options, const option_row *option) {
    uint64_t bit = UINT64_C(1) << (option - OPTIONS);
    bool again = option->kind != OVERRIDE && (options->given & bit) != 0;
    if (again) {
        cli_say("--%s is given twice; once is enough", option->name);
    }
    options->given |= bit;
    return !again;
}

/* Takes the option at argv[*at], and its value there or in the next argument. */
static bool take_argument(cli_options *options, int argc, char **argv, int *at, unsigned command) {
    const char *text = argv[*at];
    bool is_long = text[1] == '-';
    size_t length = is_long ? strcspn(text + 2, "=") : 1;
    const option_row *option =
        is_long ? option_find(text + 2, length, command) : letter_find(text[1]);
    const char *value = NULL;
    if (is_long && text[2 + length] == '=') {
        value = text + 2 + length + 1;
    } else if (!is_long && text[2] != '\0') {
        value = text + 2;
    }
    if (option == NULL) {
        char name[SETTING_TEXT];
        snprintf(name, sizeof name, "%.*s", (int)length, is_long ? text + 2 : text + 1);
        return unknown(name, command);
    }
    if (!(option->commands & command)) {
        cli_say("--%s does not go with this command; --help lists what does", option->name);
        return false;
    }
    if (option->kind == FLAG && value != NULL) {
        cli_say("--%s takes no value (got %s)", option->name, value);
        return false;
    }
    if (option->kind != FLAG && value == NULL) {
        value = argv[*at + 1];
        if (++*at >= argc) {
            cli_say("--%s needs %s", option->name, option->argument);
            return false;
        }
    }
    return is_first(options, option) && take(options, option, value);
}

/* What is no option. */
static bool add_plain(cli_options *options, const char *text, unsigned command) {
    if (options->argument != NULL && !(command & MANY_ARGUMENTS)) {
        cli_say("one argument is enough (got %s and %s)", options->argument, text);
        return false;
    }
    options->argument = options->argument == NULL ? text : options->argument;
    options->arguments[options->argument_count++] = text;
    return true;
}

bool cli_options_parse(cli_options *options, int argc, char **argv, unsigned command) {
    *options = (cli_options){.arguments = calloc((size_t)argc, sizeof *options->arguments)};
    bool options_end = false;
    if (options->arguments == NULL) {
        cli_say("out of memory");
        return false;
    }
    for (int i = 1; i < argc; i++) {
        bool is_option = !options_end && argv[i][0] == '-' && argv[i][1] != '\0';
        if (is_option && strcmp(argv[i], "--") == 0) {
            options_end = true;
        } else if (is_option) {
            if (!take_argument(options, argc, argv, &i, command)) {
                return false;
            }
        } else if (!add_plain(options, argv[i], command)) {
            return false;
        }
    }
    return true;
}

void cli_options_free(cli_options *options) {
    for (int i = 0; i < options->override_count; i++) {
        free((char *)options->overrides[i].text);
    }
    free(options->overrides);
    free(options->arguments);
}

int cli_option_count(void) {
    return OPTION_COUNT;
}

cli_option cli_option_at(int index) {
    const option_row *row = &OPTIONS[index];
    return (cli_option){row->name,     row->letter, row->argument,
                        row->commands, row->words,  row->help};
}
