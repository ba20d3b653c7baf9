/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tree → one canonical file: sections and keys in the table's order, elements in the scenario's,
 * numbers that read back to the same double. (libconfig's own writer loses digits.) */
#include "scenario/write.h"
#include "base/text.h"

#include <string.h>

enum { INDENT = 4 };

static void write_fields(FILE *stream, const ski_entry *group, const ski_fields *fields, int depth);

static void write_text(FILE *stream, const char *text) {
    static const char escaped[] = "\"\\\n\t\r\f";
    static const char letters[] = "\"\\ntrf";
    fputc('"', stream);
    for (const char *at = text; *at != '\0'; at++) {
        const char *found = strchr(escaped, *at);
        if (found != NULL) {
            fprintf(stream, "\\%c", letters[found - escaped]);
        } else if ((unsigned char)*at < ' ' || *at == 127) {
            fprintf(stream, "\\x%02x", (unsigned)*at);
        } else {
            fputc(*at, stream);
        }
    }
    fputc('"', stream);
}

/* Always with a point or an exponent, so that it is read as a real number and fits. */
static void write_real(FILE *stream, double value) {
    char text[SKI_NUMBER_TEXT];
    ski_number_text(text, value);
    fprintf(stream, "%s%s", text, strpbrk(text, ".e") == NULL ? ".0" : "");
}

static void write_integer(FILE *stream, const ski_entry *entry) {
    long long value = entry->whole ? entry->integer : (long long)entry->number;
    bool is_long = value < INT32_MIN || value > INT32_MAX;
    fprintf(stream, "%lld%s", value, is_long ? "L" : "");
}

/* Any value as it stands, where the table says no more: the value a policy sets. */
static void write_any(FILE *stream, const ski_entry *entry) {
    bool group = entry->kind == SKI_ENTRY_GROUP;
    switch (entry->kind) {
    case SKI_ENTRY_NUMBER:
        if (entry->whole) {
            write_integer(stream, entry);
        } else {
            write_real(stream, entry->number);
        }
        return;
    case SKI_ENTRY_TEXT:
        write_text(stream, entry->text);
        return;
    case SKI_ENTRY_BOOL:
        fputs(entry->number != 0 ? "true" : "false", stream);
        return;
    case SKI_ENTRY_GROUP:
    case SKI_ENTRY_LIST:
        break;
    }
    fputs(group ? "{" : "(", stream);
    for (const ski_entry *child = entry->first; child != NULL; child = child->next) {
        fputs(group || child == entry->first ? " " : ", ", stream);
        if (group) {
            fprintf(stream, "%s = ", child->name);
        }
        write_any(stream, child);
        fputs(group ? ";" : "", stream);
    }
    fputs(group ? " }" : " )", stream);
}

/* Items of an array or list between brackets, each a real number, an integer, or whatever it is. */
static void write_items(FILE *stream, const ski_entry *list, const char *brackets,
                        ski_key_kind kind) {
    fputc(brackets[0], stream);
    for (const ski_entry *item = list->first; item != NULL; item = item->next) {
        fputs(item == list->first ? " " : ", ", stream);
        if (item->kind == SKI_ENTRY_LIST) {
            write_items(stream, item, "()", kind);
        } else if (item->kind == SKI_ENTRY_NUMBER && kind != SKI_KEY_MONTHS) {
            write_real(stream, item->number);
        } else {
            write_any(stream, item);
        }
    }
    fprintf(stream, " %c", brackets[1]);
}

static void write_parts(FILE *stream, const ski_entry *group) {
    fputs("{", stream);
    for (const ski_entry *part = group->first; part != NULL; part = part->next) {
        fprintf(stream, " %s = ", part->name);
        write_real(stream, part->number);
        fputs(";", stream);
    }
    fputs(" }", stream);
}

static void write_records(FILE *stream, const ski_entry *list, const ski_fields *fields,
                          int depth) {
    fputs("(", stream);
    for (const ski_entry *item = list->first; item != NULL; item = item->next) {
        fprintf(stream, "%s\n%*s", item == list->first ? "" : ",", (depth + 1) * INDENT, "");
        write_fields(stream, item, fields, -1);
    }
    fprintf(stream, "\n%*s)", depth * INDENT, "");
}

void ski_write_value(FILE *stream, const ski_key *key, const ski_entry *entry, int depth) {
    bool group = entry->kind == SKI_ENTRY_GROUP;
    switch (key->kind) {
    case SKI_KEY_INTEGER:
    case SKI_KEY_SEED:
        write_integer(stream, entry);
        break;
    case SKI_KEY_NAMES:
    case SKI_KEY_COUNTRIES:
    case SKI_KEY_NUMBERS:
    case SKI_KEY_MONTHS:
    case SKI_KEY_TARGETS:
    case SKI_KEY_OUTAGES:
    case SKI_KEY_OPTIONS:
        write_items(stream, entry, "[]", key->kind);
        break;
    case SKI_KEY_WINDOW:
    case SKI_KEY_TUPLES:
        write_items(stream, entry, "()", key->kind);
        break;
    case SKI_KEY_PARTS:
        write_parts(stream, entry);
        break;
    case SKI_KEY_GROUP:
        write_fields(stream, entry, key->fields, -1);
        break;
    case SKI_KEY_RECORDS:
        write_records(stream, entry, key->fields, depth);
        break;
    case SKI_KEY_ANY:
        write_any(stream, entry);
        break;
    default:
        if (group) {
            write_fields(stream, entry,
                         key->kind == SKI_KEY_SCHED ? &ski_sched_fields : &ski_dist_fields, -1);
        } else if (entry->kind == SKI_ENTRY_NUMBER) {
            write_real(stream, entry->number);
        } else {
            write_any(stream, entry);
        }
        break;
    }
}

/* The keys of a group in the table's order: a line each at `depth`, or all on one line when it is
 * negative. */
static void write_fields(FILE *stream, const ski_entry *group, const ski_fields *fields,
                         int depth) {
    int decided = ski_decided(fields, group);
    fputs("{", stream);
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        const ski_entry *entry =
            ski_key_belongs(key, decided) ? ski_entry_child(group, key->name) : NULL;
        if (entry == NULL) {
            continue;
        }
        if (depth >= 0) {
            fprintf(stream, "\n%*s", (depth + 1) * INDENT, "");
        } else {
            fputs(" ", stream);
        }
        fprintf(stream, "%s = ", key->name);
        ski_write_value(stream, key, entry, depth + 1);
        fputs(";", stream);
    }
    if (depth >= 0) {
        fprintf(stream, "\n%*s}", depth * INDENT, "");
    } else {
        fputs(" }", stream);
    }
}

static void write_elements(FILE *stream, const ski_entry *section, const ski_fields *fields) {
    fputs("{", stream);
    for (const ski_entry *element = section->first; element != NULL; element = element->next) {
        fprintf(stream, "\n%*s%s = ", INDENT, "", element->name);
        write_fields(stream, element, fields, 1);
        fputs(";", stream);
    }
    fputs("\n}", stream);
}

static void write_section(FILE *stream, const ski_section_keys *section, const ski_entry *entry) {
    fprintf(stream, "%s = ", section->name);
    switch (section->shape) {
    case SKI_SINGLE:
        write_fields(stream, entry, section->fields, 0);
        break;
    case SKI_ELEMENTS:
        write_elements(stream, entry, section->fields);
        break;
    case SKI_ITEMS:
        write_records(stream, entry, section->fields, 0);
        break;
    }
    fputs(";\n", stream);
}

sk_status sk_scenario_write(const sk_scenario *scenario, FILE *stream) {
    bool first = true;
    for (int i = 0; i < SKI_SECTIONS; i++) {
        const ski_section_keys *section = ski_section_table((ski_section)i);
        const ski_entry *entry = ski_entry_child(scenario->before_policy, section->name);
        if (entry != NULL) {
            fputs(first ? "" : "\n", stream);
            write_section(stream, section, entry);
            first = false;
        }
    }
    return fflush(stream) != 0 || ferror(stream) ? SK_ERR_IO : SK_OK;
}
