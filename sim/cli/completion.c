/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands, options and keys → a bash function that completes them. */
#include "cli.h"
#include "manual.h"

#include <stdlib.h>
#include <string.h>

/* What is the same whatever the tables say. A word that bash cuts at = comes in three. Keys without
 * their section are proposed where nothing else begins so. */
/* clang-format off: as the script looks */
static const char FUNCTION[] =
    "_skarn() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local command=${COMP_WORDS[1]} options='' argument='' values='' kind='' joined=''\n"
    "    COMPREPLY=()\n"
    "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$_skarn_commands --help --version\" -- "
    "\"$word\")\n"
    "        return\n"
    "    fi\n"
    "    if [ \"$word\" = = ]; then\n"
    "        word='' joined=yes\n"
    "    elif [ \"$before\" = = ]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD-2]} joined=yes\n"
    "    fi\n"
    "    _skarn_command\n"
    "    _skarn_option\n"
    "    if [ -z \"$kind\" ] && [ -z \"$joined\" ]; then\n"
    "        case $word in\n"
    "            -*) kind=words values=$options ;;\n"
    "            *)\n"
    "                local paths=(${_skarn_paths//.\\*/})\n"
    "                kind=$argument values=\"$_skarn_commands $_skarn_sections ${paths[*]}\"\n"
    "                compgen -W \"$values\" -- \"$word\" >/dev/null || values=${paths[*]##*.} ;;\n"
    "        esac\n"
    "    fi\n"
    "    case $kind in\n"
    "        words) mapfile -t COMPREPLY < <(compgen -W \"$values\" -- \"$word\" | sort -u) ;;\n"
    "        paths)\n"
    "            compopt -o nospace 2>/dev/null\n"
    "            mapfile -t COMPREPLY < <(compgen -S = -W \"$_skarn_paths\" -- \"$word\") ;;\n"
    "        folders)\n"
    "            compopt -o filenames 2>/dev/null\n"
    "            mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
    "        files)\n"
    "            compopt -o filenames 2>/dev/null\n"
    "            mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
    "        scenarios)\n"
    "            compopt -o filenames 2>/dev/null\n"
    "            mapfile -t COMPREPLY < <(compgen -d -- \"$word\"; compgen -f -X '!*.cfg' -- "
    "\"$word\") ;;\n"
    "    esac\n"
    "}\n"
    "complete -F _skarn skarn\n";
/* clang-format on */

static const char *kind_of_argument(const char *argument) {
    return strncmp(argument, "FILE", 4) == 0  ? "scenarios"
           : strncmp(argument, "DIR", 3) == 0 ? "folders"
                                              : "words";
}

static const char *kind_of_value(const cli_option *option) {
    const char *argument = option->argument;
    return option->words != NULL                ? "words"
           : strncmp(argument, "PATH=", 5) == 0 ? "paths"
           : strcmp(argument, "DIR") == 0       ? "folders"
           : strcmp(argument, "FILE") == 0      ? "files"
                                                : "none";
}

static void write_commands(FILE *stream) {
    int count = 0;
    const cli_command *commands = cli_commands(&count);
    fputs("_skarn_commands='", stream);
    for (int i = 0; i < count; i++) {
        fprintf(stream, "%s%s", i == 0 ? "" : " ", commands[i].name);
    }
    fputs("'\n", stream);
}

/* The options of each command, and what its argument is. */
static void write_command_cases(FILE *stream) {
    int count = 0;
    const cli_command *commands = cli_commands(&count);
    fputs("_skarn_command() {\n    case $command in\n", stream);
    for (int i = 0; i < count; i++) {
        fprintf(stream, "        %s) argument=%s options='", commands[i].name,
                kind_of_argument(commands[i].argument));
        for (int j = 0; j < cli_option_count(); j++) {
            const cli_option option = cli_option_at(j);
            if ((option.commands & commands[i].bit) != 0) {
                fprintf(stream, " --%s", option.name);
            }
        }
        fputs("' ;;\n", stream);
    }
    fputs("    esac\n}\n", stream);
}

/* Whether an earlier row has the name: one that means something else to another command. */
static bool is_again(int index) {
    for (int i = 0; i < index; i++) {
        if (strcmp(cli_option_at(i).name, cli_option_at(index).name) == 0) {
            return true;
        }
    }
    return false;
}

/* What stands behind each option that takes a value. */
static void write_option_cases(FILE *stream) {
    fputs("_skarn_option() {\n    case $before in\n", stream);
    for (int i = 0; i < cli_option_count(); i++) {
        const cli_option option = cli_option_at(i);
        if (option.argument == NULL || is_again(i)) {
            continue;
        }
        fprintf(stream, "        --%s", option.name);
        if (option.letter != NULL) {
            fprintf(stream, "|-%s", option.letter);
        }
        fprintf(stream, ") kind=%s values='", kind_of_value(&option));
        for (int w = 0; option.words != NULL && option.words[w] != NULL; w++) {
            fprintf(stream, "%s%s", w == 0 ? "" : " ", option.words[w]);
        }
        fputs("' ;;\n", stream);
    }
    fputs("    esac\n}\n", stream);
}

/* The sections: what stands before the first dot, each once. */
static void write_sections(const char *paths, FILE *stream) {
    size_t last = 0;
    fputs("_skarn_sections='", stream);
    for (const char *line = paths, *before = ""; *line != '\0'; line += strcspn(line, "\n") + 1) {
        size_t length = strcspn(line, ".");
        if (length != last || strncmp(line, before, length) != 0) {
            fprintf(stream, "%s%.*s", before[0] == '\0' ? "" : " ", (int)length, line);
        }
        before = line;
        last = length;
    }
    fputs("'\n", stream);
}

sk_status cli_write_completion(FILE *stream) {
    char *paths = NULL;
    size_t size = 0;
    FILE *list = open_memstream(&paths, &size);
    if (list == NULL) {
        return SK_ERR_MEMORY;
    }
    sk_status st = sk_scenario_write_paths(list);
    if (fclose(list) != 0 || st != SK_OK) {
        free(paths);
        return SK_ERR_MEMORY;
    }
    fputs("# Completion of skarn for bash: written by `skarn help --completion`.\n", stream);
    write_commands(stream);
    write_sections(paths, stream);
    fprintf(stream, "_skarn_paths='%s'\n", paths);
    write_command_cases(stream);
    write_option_cases(stream);
    fputs(FUNCTION, stream);
    free(paths);
    return ferror(stream) ? SK_ERR_IO : SK_OK;
}
