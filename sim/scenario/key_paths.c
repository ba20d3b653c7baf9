/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key table → the paths of all its keys, for who completes them. */
#include "scenario/path.h"

enum { PATH_TEXT = 128 };

/* Whether items of the key are numbered: "tiers.1.usd_per_t". */
static bool is_list(const ski_key *key) {
    return key->kind == SKI_KEY_RECORDS || key->kind == SKI_KEY_TUPLES;
}

static void write_fields(const ski_fields *fields, const char *above, FILE *stream) {
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        char path[PATH_TEXT];
        if (ski_key_find(fields, key->name, -1) != key) {
            continue; /* once, though it may have several rows */
        }
        snprintf(path, sizeof path, "%s.%s", above, key->name);
        fprintf(stream, "%s\n", path);
        if (key->fields != NULL) {
            snprintf(path, sizeof path, "%s.%s%s", above, key->name, is_list(key) ? ".*" : "");
            write_fields(key->fields, path, stream);
        }
    }
}

sk_status sk_scenario_write_paths(FILE *stream) {
    for (int i = 0; i < SKI_SECTIONS; i++) {
        const ski_section_keys *section = ski_section_table((ski_section)i);
        char above[PATH_TEXT];
        snprintf(above, sizeof above, "%s%s", section->name,
                 section->shape == SKI_SINGLE ? "" : ".*");
        write_fields(section->fields, above, stream);
    }
    return ferror(stream) ? SK_ERR_IO : SK_OK;
}
