/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The name of a key or section → its help. */
#include "base/text.h"
#include "scenario/describe.h"
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

/* Names that may be asked for: every key by its path and alone, every section. */
typedef struct {
    const char *wanted;
    FILE *stream;
    int found;
    ski_arena *arena;
    const char **names; /* every name met */
    int count, capacity;
} search;

static sk_status add_name(search *s, const char *name) {
    if (ski_grow((void **)&s->names, &s->capacity, s->count, sizeof(char *)) != 0) {
        return SK_ERR_MEMORY;
    }
    s->names[s->count] = ski_arena_text(s->arena, name);
    return s->names[s->count++] == NULL ? SK_ERR_MEMORY : SK_OK;
}

/* Whether `path` is what is asked for, or ends in it. */
static bool is_wanted(const search *s, const char *path) {
    size_t length = strlen(path);
    size_t wanted = strlen(s->wanted);
    return length >= wanted && strcmp(path + length - wanted, s->wanted) == 0 &&
           (length == wanted || path[length - wanted - 1] == '.');
}

static void write_key(const ski_fields *fields, const ski_key *key, const char *path,
                      FILE *stream) {
    fprintf(stream, "%s\n    ", path);
    ski_describe_type(key, stream);
    fputs("\n    default: ", stream);
    ski_describe_default(key, stream);
    fputs("\n    ", stream);
    ski_describe_meaning(fields, key, stream);
    fprintf(stream, "\n    example: %s = ", key->name);
    ski_describe_example(key, stream);
    fputs(";\n", stream);
}

static sk_status search_fields(search *s, const ski_fields *fields, const char *above) {
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        const char *path = ski_arena_printf(s->arena, "%s.%s", above, key->name);
        sk_status st = path == NULL ? SK_ERR_MEMORY : add_name(s, path);
        if (st == SK_OK) {
            st = add_name(s, key->name);
        }
        if (st == SK_OK && is_wanted(s, path)) {
            s->found++;
            write_key(fields, key, path, s->stream);
        }
        if (st == SK_OK && key->fields != NULL) {
            st = search_fields(s, key->fields, path);
        }
        if (st != SK_OK) {
            return st;
        }
    }
    return SK_OK;
}

/* A section or a group that stands in many places: its meaning and its keys when it is asked for by
 * name. */
static sk_status search_group(search *s, const char *name, const char *help,
                              const ski_fields *fields, const char *example) {
    sk_status st = add_name(s, name);
    if (st == SK_OK && strcmp(s->wanted, name) == 0) {
        s->found++;
        fprintf(s->stream, "%s\n    %s\n    keys:", name, help);
        for (int i = 0; i < fields->count; i++) {
            const ski_key *key = &fields->keys[i];
            if (ski_key_find(fields, key->name, -1) ==
                key) { /* once, though it may have several rows */
                fprintf(s->stream, "%s%s", i == 0 ? " " : ", ", key->name);
            }
        }
        fputs("\n    example:\n", s->stream);
        for (const char *line = example; *line != '\0'; line += strcspn(line, "\n") + 1) {
            fprintf(s->stream, "        %.*s\n", (int)strcspn(line, "\n"), line);
        }
    }
    return st == SK_OK ? search_fields(s, fields, name) : st;
}

static sk_status no_such_key(const search *s, sk_error *error) {
    const char *nearest = ski_nearest(s->wanted, s->names, s->count);
    if (nearest != NULL) {
        return ski_fail(error, SK_ERR_USAGE, "no key or section \"%s\" (did you mean \"%s\"?)",
                        s->wanted, nearest);
    }
    return ski_fail(error, SK_ERR_USAGE,
                    "no key or section \"%s\" (allowed: section.key, a key, a section)", s->wanted);
}

sk_status sk_scenario_write_key_help(const char *key, FILE *stream, sk_error *error) {
    search s = {.wanted = key, .stream = stream, .arena = ski_arena_new()};
    sk_status st = SK_OK;
    SK_CHECK_MEMORY(s.arena);
    for (int i = 0; i < SKI_SECTIONS; i++) {
        const ski_section_keys *section = ski_section_table((ski_section)i);
        SK_TRY(search_group(&s, section->name, section->help, section->fields, section->example));
    }
    SK_TRY(search_group(&s, "schedule", "A value over time.", &ski_sched_fields,
                        "capacity_tpy = { value = 1200.0; growth_per_year = 0.03; };\n"));
    SK_TRY(search_group(&s, "distribution", "A random quantity.", &ski_dist_fields,
                        "duration_days = { dist = \"exponential\"; mean = 60.0; };\n"));
    if (s.found == 0) {
        st = no_such_key(&s, error);
    } else if (ferror(stream)) {
        st = ski_fail(error, SK_ERR_IO, "the help could not be written");
    }
done:
    free(s.names);
    ski_arena_free(s.arena);
    return st;
}
