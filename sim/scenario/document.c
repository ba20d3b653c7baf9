/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text → tree: libconfig parses, its settings are copied into entries of ours, and everything that
 * libconfig lets pass (scan.h, numbers that are not finite) is refused. */
#include "scenario/document.h"

#include "base/text.h"
#include "scenario/scan.h"
#include "scenario/twice.h"

#include <libconfig.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Longest path of a setting that messages show. */
enum { PATH_TEXT = 512 };

/* One parse: libconfig's settings → entries. */
typedef struct {
    ski_scan scan;    /* what was read, and the numbers that do not fit */
    ski_where origin; /* the scenario's own file, or where the value came from */
    bool from_file;
} parse;

/* Place of a line of the text that libconfig was given. */
static ski_where where_of(const parse *p, int line) {
    const ski_splice *splice = &p->scan.splice;
    if (!p->from_file || splice->line_count == 0) {
        return p->origin;
    }
    return splice->lines[line < 1                    ? 0
                         : line > splice->line_count ? splice->line_count - 1
                                                     : line - 1];
}

/* "sources.x.capacity_tpy" of a setting; the setting of an override's value has none. */
static char *setting_path(const parse *p, const config_setting_t *setting, char text[PATH_TEXT]) {
    const config_setting_t *parent = config_setting_parent(setting);
    text[0] = '\0';
    if (parent == NULL || !p->from_file) {
        return text;
    }
    setting_path(p, parent, text);
    size_t length = strlen(text);
    const char *dot = length == 0 ? "" : ".";
    if (config_setting_name(setting) != NULL) {
        snprintf(text + length, PATH_TEXT - length, "%s%s", dot, config_setting_name(setting));
    } else {
        snprintf(text + length, PATH_TEXT - length, "%s%d", dot, config_setting_index(setting) + 1);
    }
    return text;
}

/* Its path for a message, or NULL. */
static const char *path_or_null(const char *text) {
    return text[0] == '\0' ? NULL : text;
}

static sk_status copy_text(parse *p, ski_entry *entry, const config_setting_t *setting) {
    const char *text = config_setting_get_string(setting);
    const char *lines = p->from_file ? ski_controls_of(config_setting_name(setting)) : "\n\t";
    const char *control = ski_control_in(text, lines);
    char path[PATH_TEXT];
    entry->kind = SKI_ENTRY_TEXT;
    if (control != NULL) {
        entry->reported = true;
        p->scan.wrong = true;
        ski_error_at(p->scan.error, entry->at, path_or_null(setting_path(p, setting, path)),
                     SKI_CONTROL_COMPLAINT, (unsigned)(unsigned char)*control);
        text = "";
    }
    if (!ski_is_utf8(text)) {
        entry->reported = true;
        p->scan.wrong = true;
        ski_error_at(p->scan.error, entry->at, path_or_null(setting_path(p, setting, path)),
                     "text that is not UTF-8");
        text = "";
    }
    entry->text = ski_arena_text(p->scan.arena, text);
    return entry->text == NULL ? SK_ERR_MEMORY : SK_OK;
}

/* Reports the literal behind a number that libconfig got wrong, now that its path is known. */
static void report_literal(parse *p, ski_entry *entry, const config_setting_t *setting) {
    char path[PATH_TEXT];
    for (ski_bad_literal *bad = p->scan.bad_literals; bad != NULL; bad = bad->next) {
        bool same = bad->kind == SKI_BAD_REAL ? !isfinite(entry->number)
                                              : entry->whole && bad->integer == entry->integer;
        bool here = bad->kind == SKI_BAD_WORD ||
                    (bad->at.line == entry->at.line && strcmp(bad->at.file, entry->at.file) == 0);
        if (same && here && !bad->reported) {
            entry->reported = true;
            ski_report_bad_literal(&p->scan, bad, path_or_null(setting_path(p, setting, path)));
            return;
        }
    }
}

static void copy_integer(parse *p, ski_entry *entry, const config_setting_t *setting) {
    bool is_long = config_setting_type(setting) == CONFIG_TYPE_INT64;
    entry->kind = SKI_ENTRY_NUMBER;
    entry->whole = true;
    entry->integer = is_long ? config_setting_get_int64(setting) : config_setting_get_int(setting);
    entry->number = (double)entry->integer;
    report_literal(p, entry, setting);
}

static void copy_real(parse *p, ski_entry *entry, const config_setting_t *setting) {
    char path[PATH_TEXT];
    entry->kind = SKI_ENTRY_NUMBER;
    entry->number = config_setting_get_float(setting);
    if (isfinite(entry->number)) {
        return;
    }
    report_literal(p, entry, setting);
    if (!entry->reported) { /* its line is not that of its literal */
        entry->reported = true;
        p->scan.wrong = true;
        ski_error_at(p->scan.error, entry->at, path_or_null(setting_path(p, setting, path)),
                     "number too large (got %g; allowed finite numbers)", entry->number);
    }
}

static sk_status copy_setting(ski_entry **out, parse *p, const config_setting_t *setting);

static sk_status copy_children(parse *p, ski_entry *entry, const config_setting_t *setting) {
    ski_entry **end = &entry->first;
    int count = config_setting_length(setting);
    for (int i = 0; i < count; i++) {
        sk_status st = copy_setting(end, p, config_setting_get_elem(setting, (unsigned)i));
        if (st != SK_OK) {
            return st;
        }
        end = &(*end)->next;
    }
    return SK_OK;
}

static sk_status copy_value(parse *p, ski_entry *entry, const config_setting_t *setting) {
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
    case CONFIG_TYPE_INT64:
        copy_integer(p, entry, setting);
        return SK_OK;
    case CONFIG_TYPE_FLOAT:
        copy_real(p, entry, setting);
        return SK_OK;
    case CONFIG_TYPE_STRING:
        return copy_text(p, entry, setting);
    case CONFIG_TYPE_BOOL:
        entry->kind = SKI_ENTRY_BOOL;
        entry->number = config_setting_get_bool(setting) != 0;
        return SK_OK;
    case CONFIG_TYPE_GROUP:
        entry->kind = SKI_ENTRY_GROUP;
        return copy_children(p, entry, setting);
    default: /* an array or a list */
        entry->kind = SKI_ENTRY_LIST;
        return copy_children(p, entry, setting);
    }
}

static sk_status copy_setting(ski_entry **out, parse *p, const config_setting_t *setting) {
    sk_status st = SK_OK;
    ski_entry *entry = SKI_NEW(p->scan.arena, ski_entry, 1);
    SK_CHECK_MEMORY(entry);
    entry->at = where_of(p, (int)config_setting_source_line(setting));
    if (config_setting_name(setting) != NULL) {
        entry->name = ski_arena_text(p->scan.arena, config_setting_name(setting));
        SK_CHECK_MEMORY(entry->name);
    }
    SK_TRY(copy_value(p, entry, setting));
    *out = entry;
done:
    return st;
}

/* libconfig's settings → the tree. *wrong: something was reported, which the entries remember. */
static sk_status copy_root(ski_entry **out, parse *p, const config_t *config, bool *wrong) {
    sk_status st = copy_setting(out, p, config_root_setting(config));
    ski_report_other_literals(&p->scan);
    *wrong = p->scan.wrong;
    return st;
}

/* Whether a word without quotes stands on a line: libconfig then stumbles over what follows it. */
static bool has_bad_word(const parse *p, ski_where where) {
    for (const ski_bad_literal *bad = p->scan.bad_literals; bad != NULL; bad = bad->next) {
        if (bad->kind == SKI_BAD_WORD && bad->at.line == where.line &&
            strcmp(bad->at.file, where.file) == 0) {
            return true;
        }
    }
    return false;
}

/* libconfig's complaint, with the line it stumbled over. */
static sk_status syntax_error(parse *p, const config_t *config) {
    const char *what = config_error_text(config);
    bool twice = what != NULL && strcmp(what, "duplicate setting name") == 0;
    bool syntax = what == NULL || strcmp(what, "syntax error") == 0;
    ski_where where = where_of(p, config_error_line(config));
    char path[PATH_TEXT];
    ski_report_other_literals(&p->scan);
    if (!p->from_file) {
        return ski_error_at(p->scan.error, where, NULL,
                            "no value of the file's syntax (allowed a "
                            "number, \"text\", true, false, [ … ], ( … ), { … })");
    }
    if (has_bad_word(p, where)) {
        return SK_ERR_SCENARIO;
    }
    const char *line = ski_text_line(p->scan.arena, p->scan.files, where.file, where.line);
    if (line == NULL) {
        return SK_ERR_MEMORY;
    }
    const config_setting_t *first =
        !twice ? NULL : ski_first_of_twice(config, p->scan.splice.text, config_error_line(config));
    if (first != NULL) {
        ski_where at = where_of(p, (int)config_setting_source_line(first));
        return ski_error_at(p->scan.error, where, setting_path(p, first, path),
                            "given twice (first at %s:%d)", at.file, at.line);
    }
    return ski_error_at(p->scan.error, where, NULL, "%s%s: %s", syntax ? "syntax error" : what,
                        syntax ? " here or just before" : "", line);
}

sk_status ski_document_read(ski_entry **out, ski_arena *arena, const char *path, bool *wrong,
                            sk_error *error) {
    parse p = {.scan = {.arena = arena, .error = error}, .from_file = true};
    sk_status st = SK_OK;
    config_t config;
    config_init(&config);
    p.origin.file = ski_arena_text(arena, path);
    SK_CHECK_MEMORY(p.origin.file);
    p.scan.folder = ski_folder_of(arena, path);
    SK_CHECK_MEMORY(p.scan.folder);
    SK_TRY(ski_scan_file(&p.scan, p.origin.file));
    if (config_read_string(&config, p.scan.splice.text == NULL ? "" : p.scan.splice.text) !=
        CONFIG_TRUE) {
        st = syntax_error(&p, &config);
        goto done;
    }
    SK_TRY(copy_root(out, &p, &config, wrong));
    if ((*out)->first == NULL) {
        st = ski_error_at(error, p.origin, NULL, "empty (allowed at least the section scenario)");
    }
done:
    config_destroy(&config);
    ski_splice_free(&p.scan.splice);
    return st;
}

sk_status ski_document_value(ski_entry **out, ski_arena *arena, const char *text, ski_where origin,
                             sk_error *error) {
    parse p = {.scan = {.arena = arena, .error = error}, .origin = origin};
    ski_entry *root = NULL;
    const char *setting = NULL;
    bool wrong = false;
    sk_status st = SK_OK;
    config_t config;
    config_init(&config);
    SK_TRY(ski_scan_text(&p.scan, origin, text));
    if (p.scan.wrong) {
        st = SK_ERR_SCENARIO;
        goto done;
    }
    setting = ski_arena_printf(arena, "v = %s\n;", text);
    SK_CHECK_MEMORY(setting);
    if (config_read_string(&config, setting) != CONFIG_TRUE) {
        st = syntax_error(&p, &config);
        goto done;
    }
    SK_TRY(copy_root(&root, &p, &config, &wrong));
    if (wrong) {
        st = SK_ERR_SCENARIO;
    } else if (ski_entry_count(root) != 1) {
        st = ski_error_at(error, origin, NULL, "more than one value (got %s)", text);
    } else {
        *out = root->first;
    }
done:
    config_destroy(&config);
    return st;
}
