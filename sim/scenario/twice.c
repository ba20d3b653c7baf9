/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and the settings read of it before a name came twice → that setting. The groups open at any
 * place are each the last child of the one around it, so that the depth of a name is enough to know
 * its group. */
#include "scenario/twice.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* A walk through the text; names count on the wanted line alone. */
typedef struct {
    const char *at;
    int line, depth;
    char name[SKI_NAME_MOST + 1];
} walk;

/* Moves to `end`, or to the end of the text when that is NULL, counting lines. */
static void move_to(walk *w, const char *end) {
    for (; *w->at != '\0' && w->at != end; w->at++) {
        w->line += *w->at == '\n';
    }
}

/* Moves behind a string or a comment; false: there is none here. */
static bool skip_text(walk *w) {
    const char *at = w->at;
    if (*at == '"') {
        for (at++; *at != '"' && *at != '\0'; at++) {
            at += *at == '\\' && at[1] != '\0';
        }
        move_to(w, at + (*at != '\0'));
    } else if (*at == '#' || (at[0] == '/' && at[1] == '/')) {
        move_to(w, strchr(at, '\n'));
    } else if (at[0] == '/' && at[1] == '*') {
        at = strstr(at + 2, "*/");
        move_to(w, at == NULL ? NULL : at + 2);
    } else {
        return false;
    }
    return true;
}

/* Moves behind the next name that a value follows; false: there is none. */
static bool next_name(walk *w) {
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-*.+";
    while (*w->at != '\0') {
        if (skip_text(w)) {
            continue;
        }
        int length = (int)strspn(w->at, letters);
        const char *after = w->at + length + strspn(w->at + length, " \t\r\n");
        if (length > 0) {
            snprintf(w->name, sizeof w->name, "%.*s", length, w->at);
            w->at += length;
            if (*after == '=' || *after == ':') {
                return true;
            }
            continue;
        }
        w->depth += strchr("{([", *w->at) != NULL;
        w->depth -= strchr("})]", *w->at) != NULL;
        move_to(w, w->at + 1);
    }
    return false;
}

/* The group open at a depth: the last child of the last child … of the root. */
static const config_setting_t *group_at(const config_t *config, int depth) {
    const config_setting_t *group = config_root_setting(config);
    for (int i = 0; i < depth && group != NULL; i++) {
        int count = config_setting_is_aggregate(group) ? config_setting_length(group) : 0;
        group = count == 0 ? NULL : config_setting_get_elem(group, (unsigned)count - 1);
    }
    return group != NULL && config_setting_is_group(group) ? group : NULL;
}

const config_setting_t *ski_first_of_twice(const config_t *config, const char *text, int line) {
    walk w = {.at = text, .line = 1};
    while (next_name(&w) && w.line <= line) {
        const config_setting_t *group = w.line < line ? NULL : group_at(config, w.depth);
        config_setting_t *first = group == NULL ? NULL : config_setting_get_member(group, w.name);
        if (first == NULL) {
            continue;
        }
        bool above = (int)config_setting_source_line(first) < line;
        if (above || config_setting_get_hook(first) != NULL) {
            return first;
        }
        config_setting_set_hook(first, first); /* met on this line for the first time */
    }
    return NULL;
}
