/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The starting scenario and the key table → a file to start from, small or with every key. */
#include "scenario/starter.h"

#include "scenario/describe.h"
#include "scenario/write.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 4, LINE_WIDTH = 100 };

/* Words of a comment, in lines of LINE_WIDTH at `depth`. */
static void write_comment(const char *text, int depth, const char *lead, FILE *stream) {
    int column = 0;
    while (*text != '\0') {
        int length = (int)strcspn(text, " ");
        if (column == 0 || column + 1 + length > LINE_WIDTH) {
            column = fprintf(stream, "%s%*s%s", column == 0 ? "" : "\n", depth * INDENT, "", lead);
        }
        column += fprintf(stream, " %.*s", length, text);
        text += length + strspn(text + length, " ");
    }
    fputc('\n', stream);
}

/* "most that can be bought (a number or a schedule, at least 0; t/year; left out: unlimited)" */
static sk_status describe(const ski_fields *fields, const ski_key *key, int depth, const char *lead,
                          bool with_example, FILE *stream) {
    char *text = NULL;
    size_t size = 0;
    FILE *words = open_memstream(&text, &size);
    if (words == NULL) {
        return SK_ERR_MEMORY;
    }
    if (with_example) {
        fprintf(words, "%s = ", key->name);
        ski_describe_example(key, words);
        fputs("; ", words);
    }
    ski_describe_meaning(fields, key, words);
    fputs(" (", words);
    ski_describe_type(key, words);
    if (key->left_out != SKI_REQUIRED) {
        fputs("; left out: ", words);
        ski_describe_default(key, words);
    }
    fputs(")", words);
    if (fclose(words) != 0) {
        free(text);
        return SK_ERR_MEMORY;
    }
    write_comment(text, depth, lead, stream);
    free(text);
    return SK_OK;
}

/* Every key within a group, in a comment. */
static sk_status describe_all(const ski_fields *fields, int depth, FILE *stream) {
    sk_status st = SK_OK;
    for (int i = 0; i < fields->count; i++) {
        SK_TRY(describe(fields, &fields->keys[i], depth, "#  ", true, stream));
    }
done:
    return st;
}

/* A key, what it means above it; commented out where the starting scenario has none. */
static sk_status write_key(const ski_fields *fields, const ski_key *key, const ski_entry *entry,
                           int depth, FILE *stream) {
    sk_status st = SK_OK;
    SK_TRY(describe(fields, key, depth, "#", false, stream));
    if (key->fields != NULL) {
        SK_TRY(describe_all(key->fields, depth, stream));
    }
    fprintf(stream, "%*s%s%s = ", depth * INDENT, "", entry == NULL ? "#" : "", key->name);
    if (entry == NULL) {
        ski_describe_example(key, stream);
    } else {
        ski_write_value(stream, key, entry, depth);
    }
    fputs(";\n", stream);
done:
    return st;
}

/* The keys of a group, all of them with `every`, else those it has. */
static sk_status write_keys(const ski_fields *fields, const ski_entry *group, int depth, bool every,
                            FILE *stream) {
    sk_status st = SK_OK;
    const int decided = ski_decided(fields, group);
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        const ski_entry *entry =
            ski_key_belongs(key, decided) ? ski_entry_child(group, key->name) : NULL;
        if (every) {
            SK_TRY(write_key(fields, key, entry, depth, stream));
        } else if (entry != NULL) {
            fprintf(stream, "%*s%s = ", depth * INDENT, "", key->name);
            ski_write_value(stream, key, entry, depth);
            fputs(";\n", stream);
        }
    }
done:
    return st;
}

/* The first element shows every key. */
static sk_status write_elements(const ski_fields *fields, const ski_entry *section, FILE *stream) {
    sk_status st = SK_OK;
    for (const ski_entry *element = section->first; element != NULL; element = element->next) {
        fprintf(stream, "%*s%s = {\n", INDENT, "", element->name);
        SK_TRY(write_keys(fields, element, 2, element == section->first, stream));
        fprintf(stream, "%*s};\n", INDENT, "");
    }
done:
    return st;
}

/* A section that the starting scenario does not have: its keys and its example in comments. */
static sk_status write_absent(const ski_section_keys *section, FILE *stream) {
    sk_status st = SK_OK;
    SK_TRY(describe_all(section->fields, 0, stream));
    for (const char *line = section->example; *line != '\0'; line += strcspn(line, "\n") + 1) {
        fprintf(stream, "#%.*s\n", (int)strcspn(line, "\n"), line);
    }
done:
    return st;
}

static sk_status write_section(const ski_section_keys *section, const ski_entry *entry,
                               FILE *stream) {
    sk_status st = SK_OK;
    fputc('\n', stream);
    write_comment(section->help, 0, "#", stream);
    if (entry == NULL) {
        return write_absent(section, stream);
    }
    fprintf(stream, "%s = {\n", section->name);
    if (section->shape == SKI_SINGLE) {
        SK_TRY(write_keys(section->fields, entry, 1, true, stream));
    } else {
        SK_TRY(write_elements(section->fields, entry, stream));
    }
    fputs("};\n", stream);
done:
    return st;
}

/* What may stand for a number nearly everywhere. */
static sk_status write_values(FILE *stream) {
    sk_status st = SK_OK;
    write_comment(
        "Where a schedule may stand for a number, as in { value = 1200.0; growth_per_year "
        "= 0.03; }, it has",
        0, "#", stream);
    SK_TRY(describe_all(&ski_sched_fields, 0, stream));
    write_comment(
        "Where a distribution may, as in { dist = \"uniform\"; min = 10.0; max = 60.0; }, "
        "it has",
        0, "#", stream);
    SK_TRY(describe_all(&ski_dist_fields, 0, stream));
done:
    return st;
}

/* The small scenario as a tree. */
static sk_status read_starter(ski_entry **out, ski_arena *arena, const char *name) {
    const char *text =
        ski_arena_printf(arena, "{%s%s%s}", ski_starter_head, name, ski_starter_rest);
    return text == NULL ? SK_ERR_MEMORY
                        : ski_document_value(out, arena, text, (ski_where){name, 1}, NULL);
}

static sk_status write_full(const char *name, FILE *stream) {
    sk_status st = SK_OK;
    ski_entry *tree = NULL;
    ski_arena *arena = ski_arena_new();
    SK_CHECK_MEMORY(arena);
    SK_TRY(read_starter(&tree, arena, name));
    write_comment(
        "Every key of a scenario. What stands behind a # and no blank can be switched on; "
        "numbers are made up.",
        0, "#", stream);
    SK_TRY(write_values(stream));
    for (int i = 0; i < SKI_SECTIONS; i++) {
        const ski_section_keys *section = ski_section_table((ski_section)i);
        SK_TRY(write_section(section, ski_entry_child(tree, section->name), stream));
    }
done:
    ski_arena_free(arena);
    return st;
}

sk_status sk_scenario_write_new(const char *name, bool full, FILE *stream) {
    sk_status st = SK_OK;
    if (full) {
        st = write_full(name, stream);
    } else {
        fprintf(stream, "%s%s%s", ski_starter_head, name, ski_starter_rest);
    }
    return st == SK_OK && (fflush(stream) != 0 || ferror(stream)) ? SK_ERR_IO : st;
}
