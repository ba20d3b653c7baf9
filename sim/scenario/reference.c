/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key table → docs/scenario.md: the page one learns the format from. */
#include "scenario/reference.h"
#include "scenario/describe.h"

/* A cell of a table must not end it. */
static void write_cell(const char *text, FILE *stream) {
    for (; *text != '\0'; text++) {
        fprintf(stream, *text == '|' ? "\\%c" : "%c", *text);
    }
}

static void write_row(const ski_fields *fields, const ski_key *key, FILE *stream) {
    fputs("| `", stream);
    write_cell(key->name, stream);
    fputs("` | ", stream);
    ski_describe_type(key, stream);
    fputs(" | ", stream);
    ski_describe_default(key, stream);
    fputs(" | ", stream);
    ski_describe_meaning(fields, key, stream);
    fputs(" |\n", stream);
}

static void write_table(const ski_fields *fields, FILE *stream) {
    fputs("| key | what it is | when left out | meaning |\n|---|---|---|---|\n", stream);
    for (int i = 0; i < fields->count; i++) {
        write_row(fields, &fields->keys[i], stream);
    }
}

/* Tables of the groups and tuples within a section. */
static void write_inner_tables(const ski_fields *fields, FILE *stream) {
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        if (key->fields != NULL) {
            fprintf(stream, "\n%s `%s`:\n\n",
                    key->kind == SKI_KEY_GROUP ? "The group" : "Each item of", key->name);
            write_table(key->fields, stream);
        }
    }
}

static void write_section(const ski_section_keys *section, FILE *stream) {
    fprintf(stream, "\n## %s%s\n\n%s\n\n", section->name,
            section->shape == SKI_ELEMENTS ? ".NAME" : "", section->help);
    fprintf(stream, "```\n%s```\n\n", section->example);
    write_table(section->fields, stream);
    write_inner_tables(section->fields, stream);
}

sk_status sk_scenario_write_reference(FILE *stream) {
    fputs(ski_reference_start, stream);
    fprintf(stream, "```\n%s```\n", ski_reference_example);
    fputs(ski_reference_rules, stream);
    fputs(ski_reference_schedules, stream);
    write_table(&ski_sched_fields, stream);
    fputs(ski_reference_distributions, stream);
    write_table(&ski_dist_fields, stream);
    for (int i = 0; i < SKI_SECTIONS; i++) {
        write_section(ski_section_table((ski_section)i), stream);
    }
    return fflush(stream) != 0 || ferror(stream) ? SK_ERR_IO : SK_OK;
}
