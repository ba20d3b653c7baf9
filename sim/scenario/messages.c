/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong, and where → the text of a message: path, what was found, what is allowed, the
 * nearest name. */
#include "base/text.h"
#include "scenario/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* More names than these are not listed in a message. */
enum { LISTED_MOST = 20 };

/* Appends to text[size]; what does not fit is cut. */
static void append(char *text, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void append(char *text, size_t size, const char *format, ...) {
    size_t length = strlen(text);
    va_list args;
    va_start(args, format);
    vsnprintf(text + length, size - length, format, args);
    va_end(args);
}

char *ski_path_text(char text[SKI_PATH_TEXT], const ski_path *path) {
    text[0] = '\0';
    if (path->parent != NULL) {
        ski_path_text(text, path->parent);
        append(text, SKI_PATH_TEXT, ".");
    }
    if (path->name != NULL) {
        append(text, SKI_PATH_TEXT, "%s", path->name);
    } else {
        append(text, SKI_PATH_TEXT, "%d", path->item);
    }
    return text;
}

char *ski_entry_shown(char text[SKI_SHOWN_TEXT], const ski_entry *entry) {
    char number[SKI_NUMBER_TEXT];
    switch (entry->kind) {
    case SKI_ENTRY_NUMBER:
        if (entry->whole) {
            snprintf(text, SKI_SHOWN_TEXT, "%lld", entry->integer);
        } else {
            snprintf(text, SKI_SHOWN_TEXT, "%s", ski_number_text(number, entry->number));
        }
        break;
    case SKI_ENTRY_TEXT:
        snprintf(text, SKI_SHOWN_TEXT, "\"%.80s\"", entry->text);
        break;
    case SKI_ENTRY_BOOL:
        snprintf(text, SKI_SHOWN_TEXT, entry->number != 0 ? "true" : "false");
        break;
    case SKI_ENTRY_GROUP:
        snprintf(text, SKI_SHOWN_TEXT, "a group");
        break;
    case SKI_ENTRY_LIST:
        snprintf(text, SKI_SHOWN_TEXT, entry->first == NULL ? "an empty list" : "a list");
        break;
    }
    return text;
}

char *ski_range_text(char text[SKI_ALLOWED_TEXT], const ski_range *range) {
    char least[SKI_NUMBER_TEXT];
    char most[SKI_NUMBER_TEXT];
    bool has_least = range->ends & SKI_HAS_LEAST;
    bool has_most = range->ends & SKI_HAS_MOST;
    bool least_open = range->ends & SKI_LEAST_OPEN;
    bool most_open = range->ends & SKI_MOST_OPEN;
    ski_number_text(least, range->least);
    ski_number_text(most, range->most);
    text[0] = '\0';
    if (has_least && has_most && !least_open && !most_open) {
        append(text, SKI_ALLOWED_TEXT, "%s to %s", least, most);
        return text;
    }
    if (has_least) {
        append(text, SKI_ALLOWED_TEXT, "%s %s", least_open ? "above" : "at least", least);
    }
    if (has_most) {
        append(text, SKI_ALLOWED_TEXT, "%s%s %s", has_least ? " and " : "",
               most_open ? "below" : "at most", most);
    }
    return text;
}

/* What each kind allows; words, names and ranges are added to it. */
static const char *const kinds[] = {
    [SKI_KEY_NUMBER] = "a number",
    [SKI_KEY_INTEGER] = "an integer",
    [SKI_KEY_SEED] = "an integer",
    [SKI_KEY_BOOL] = "true or false",
    [SKI_KEY_TEXT] = "text",
    [SKI_KEY_COUNTRY] = "two capital letters, \"KR\"",
    [SKI_KEY_WORD] = "",
    [SKI_KEY_CHOICE] = "",
    [SKI_KEY_NAME] = "the name of a",
    [SKI_KEY_NAMES] = "an array of names of",
    [SKI_KEY_COUNTRIES] = "an array of countries, [\"CN\", \"RU\"]",
    [SKI_KEY_NUMBERS] = "an array of numbers",
    [SKI_KEY_MONTHS] = "an array of months",
    [SKI_KEY_DATE] = "a date, \"YYYY-MM\" or \"YYYY-MM-DD\"",
    [SKI_KEY_TIME] = "a date, \"YYYY-MM\" or \"YYYY-MM-DD\"",
    [SKI_KEY_WINDOW] = "two dates, (\"YYYY-MM\", \"YYYY-MM\")",
    [SKI_KEY_SCHED] = "a number or a schedule",
    [SKI_KEY_DIST] = "a number or a distribution, at least 0",
    [SKI_KEY_PARTS] = "a group of material = number",
    [SKI_KEY_GROUP] = "a group",
    [SKI_KEY_RECORDS] = "a list of groups",
    [SKI_KEY_TUPLES] = "a list of",
    [SKI_KEY_TARGET] = "a path or glob of schedules, \"sources.*.capacity_tpy\"",
    [SKI_KEY_TARGETS] = "an array of paths or globs of schedules, [\"sources.*.capacity_tpy\"]",
    [SKI_KEY_OUTAGES] = "an array of elements or countries, [\"sources.china_*\", \"country:CN\"]",
    [SKI_KEY_OPTIONS] = "an array of policies, [\"baseline\", \"stockpile\"]",
    [SKI_KEY_PATH] = "a path or glob, \"sources.*.capacity_tpy\"",
    [SKI_KEY_ANY] = "a value",
};

char *ski_fields_text(char text[SKI_ALLOWED_TEXT], const ski_key *key) {
    bool tuple = key->kind == SKI_KEY_TUPLES;
    snprintf(text, SKI_ALLOWED_TEXT, tuple ? "( " : "{ ");
    for (int i = 0; i < key->fields->count; i++) {
        append(text, SKI_ALLOWED_TEXT, "%s%s",
               i == 0  ? ""
               : tuple ? ", "
                       : "; ",
               key->fields->keys[i].name);
    }
    append(text, SKI_ALLOWED_TEXT, tuple ? " )" : " }");
    return text;
}

char *ski_key_allowed(char text[SKI_ALLOWED_TEXT], const ski_key *key) {
    char range[SKI_ALLOWED_TEXT];
    snprintf(text, SKI_ALLOWED_TEXT, "%s", kinds[key->kind]);
    if (key->words != NULL) {
        for (int i = 0, listed = 0; key->words[i] != NULL; i++) {
            if (key->words[i][0] != '\0') {
                append(text, SKI_ALLOWED_TEXT, "%s\"%s\"", listed++ == 0 ? "" : ", ",
                       key->words[i]);
            }
        }
    } else if (key->kind == SKI_KEY_NAME) {
        append(text, SKI_ALLOWED_TEXT, " %s", ski_section_table(key->of)->singular);
    } else if (key->kind == SKI_KEY_NAMES) {
        append(text, SKI_ALLOWED_TEXT, " %s", ski_section_name(key->of));
    } else if (key->fields != NULL) {
        append(text, SKI_ALLOWED_TEXT, " %s", ski_fields_text(range, key));
    }
    if (ski_range_text(range, &key->range)[0] != '\0') {
        bool plain = key->kind == SKI_KEY_NUMBER || key->kind == SKI_KEY_INTEGER;
        append(text, SKI_ALLOWED_TEXT, "%s%s", plain ? " " : ", ", range);
    }
    return text;
}

/* The segment of a path at a depth, from 0; NULL: it has none, or no name. */
static const char *segment_of(const ski_path *path, int depth) {
    int last = -1;
    for (const ski_path *at = path; at != NULL; at = at->parent) {
        last++;
    }
    for (; path != NULL && last > depth; last--) {
        path = path->parent;
    }
    return last == depth ? path->name : NULL;
}

void ski_wrong(ski_reader *reader, ski_where at, const ski_path *path, const char *format, ...) {
    char complaint[SKI_COMPLAINT_TEXT];
    char before[SKI_PATH_TEXT] = "";
    char text[2 * SKI_PATH_TEXT];
    char own[SKI_PATH_TEXT] = "";
    va_list args;
    va_start(args, format);
    vsnprintf(complaint, sizeof complaint, format, args);
    va_end(args);
    if (path != NULL) {
        ski_path_text(own, path);
    }
    if (reader->prefix != NULL && reader->base != NULL) {
        ski_before_text(before, reader->base->before_policy, segment_of(path, 0),
                        segment_of(path, 1), segment_of(path, 2), at);
    }
    snprintf(text, sizeof text, "%s%s", reader->prefix == NULL ? "" : reader->prefix, own);
    reader->wrong++;
    ski_error_at(reader->error, at, text[0] == '\0' ? NULL : text, "%s%s", complaint, before);
}

void ski_warn(ski_reader *reader, ski_where at, const ski_path *path, const char *warning) {
    char text[SKI_PATH_TEXT];
    if (!reader->quiet) {
        ski_warning_at(reader->error, at, ski_path_text(text, path), "%s", warning);
    }
}

void ski_wrong_type(ski_reader *reader, const ski_path *path, const ski_key *key,
                    const ski_entry *entry) {
    char got[SKI_SHOWN_TEXT];
    char allowed[SKI_ALLOWED_TEXT];
    ski_wrong(reader, entry->at, path, "wrong type (got %s; allowed %s)",
              ski_entry_shown(got, entry), ski_key_allowed(allowed, key));
}

char *ski_names_text(char text[SKI_ALLOWED_TEXT], const char *const *names, int count) {
    snprintf(text, SKI_ALLOWED_TEXT, "%s", count == 0 ? "nothing: there are none" : "");
    for (int i = 0; i < count && i < LISTED_MOST; i++) {
        append(text, SKI_ALLOWED_TEXT, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    if (count > LISTED_MOST) {
        append(text, SKI_ALLOWED_TEXT, ", …");
    }
    return text;
}

void ski_wrong_name(ski_reader *reader, ski_where at, const ski_path *path, const char *what,
                    const char *got, const char *const *names, int count) {
    char list[SKI_ALLOWED_TEXT];
    const char *nearest = ski_nearest(got, names, count);
    if (nearest != NULL) {
        ski_wrong(reader, at, path, "%s (got \"%.100s\"; did you mean \"%s\"?)", what, got,
                  nearest);
    } else {
        ski_wrong(reader, at, path, "%s (got \"%.100s\"; allowed %s)", what, got,
                  ski_names_text(list, names, count));
    }
}
