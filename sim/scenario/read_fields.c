/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group → the struct of its table: each key read, or given what it is when left out; unknown
 * keys, missing keys, keys that do not go together. */
#include "base/text.h"
#include "scenario/reader.h"

#include <stdio.h>
#include <string.h>

/* Keys of one kind of group, as a list for "did you mean". */
enum { KEYS_MOST = 40 };

/* The field of a key that is left out. */
static void leave_out(const ski_key *key, void *item) {
    void *field = (char *)item + key->offset;
    switch (key->kind) {
    case SKI_KEY_NUMBER:
        *(double *)field = key->number;
        break;
    case SKI_KEY_INTEGER:
        *(int *)field = (int)key->number;
        break;
    case SKI_KEY_SEED:
        *(uint64_t *)field = (uint64_t)key->number;
        break;
    case SKI_KEY_BOOL:
        *(bool *)field = key->number != 0;
        break;
    case SKI_KEY_WORD:
        *(const char **)field = key->words[(int)key->number];
        break;
    case SKI_KEY_CHOICE:
        if (key->size == sizeof(bool)) {
            *(bool *)field = key->number != 0;
        } else {
            *(int *)field = (int)key->number;
        }
        break;
    case SKI_KEY_NAME:
        *(int *)field = -1;
        break;
    case SKI_KEY_SCHED:
        *(ski_sched *)field =
            (ski_sched){.kind = key->left_out == SKI_LEFT_NUMBER ? SKI_SCHED_CONSTANT
                                                                 : SKI_SCHED_ABSENT,
                        .value = key->number};
        break;
    case SKI_KEY_MONTHS:
        memset(field, true, key->size);
        break;
    case SKI_KEY_WINDOW:
        ((double *)field)[0] = -INFINITY;
        ((double *)field)[1] = INFINITY;
        break;
    default: /* texts and lists: nothing */
        break;
    }
}

/* Reports a key that has no row here. */
static void wrong_key(ski_reader *reader, const ski_path *path, const ski_entry *group,
                      const ski_entry *entry, const ski_fields *fields, int decided) {
    const char *names[KEYS_MOST];
    int count = 0;
    for (int i = 0; i < fields->count && count < KEYS_MOST; i++) {
        if (ski_key_belongs(&fields->keys[i], decided)) {
            names[count++] = fields->keys[i].name;
        }
    }
    const ski_key *elsewhere = ski_key_find(fields, entry->name, -1);
    if (elsewhere != NULL) {
        const ski_key *decider = ski_key_find(fields, fields->decider, -1);
        const ski_entry *word = ski_entry_child(group, fields->decider);
        ski_where at = entry->by == SKI_BY_FILE ? ski_blame_within(entry->at, word) : entry->at;
        ski_wrong(reader, at, path, "does not go with %s = \"%s\"", fields->decider,
                  decider->words[decided]);
        return;
    }
    ski_wrong_name(reader, entry->at, path, "unknown key", entry->name, names, count);
}

static void find_wrong_keys(ski_reader *reader, const ski_path *path, const ski_entry *group,
                            const ski_fields *fields, int decided) {
    for (ski_entry *entry = group->first; entry != NULL; entry = entry->next) {
        if (!entry->reported && ski_key_find(fields, entry->name, decided) == NULL) {
            wrong_key(reader, &(ski_path){path, entry->name, 0}, group, entry, fields, decided);
            entry->reported = true;
        }
    }
}

/* Reports each key of the list `names` that stands beside `key`. */
static void check_excludes(ski_reader *reader, const ski_path *path, const ski_key *key,
                           const ski_entry *group) {
    char name[SKI_NAME_MOST];
    for (const char *at = key->excludes; at != NULL && *at != '\0';) {
        int length = (int)strcspn(at, " ");
        snprintf(name, sizeof name, "%.*s", length, at);
        at += length + (at[length] == ' ');
        ski_entry *other = ski_entry_child(group, name);
        if (other != NULL && !other->reported) {
            ski_wrong(reader, ski_blame_within(other->at, ski_entry_child(group, key->name)),
                      &(ski_path){path, other->name, 0}, "cannot stand beside %s", key->name);
            other->reported = true;
        }
    }
}

/* Whether the group holds a slip for `key`, which was reported: then it is not missing as well. */
static bool is_misspelt(const ski_entry *group, const ski_fields *fields, const ski_key *key) {
    for (const ski_entry *entry = group->first; entry != NULL; entry = entry->next) {
        if (ski_key_find(fields, entry->name, -1) == NULL &&
            ski_nearest(entry->name, &key->name, 1) != NULL) {
            return true;
        }
    }
    return false;
}

/* Reports a key that is needed and left out; whether it did. A section that is left out, which
 * stands nowhere, lacks nothing. */
static bool is_missing(ski_reader *reader, const ski_path *path, const ski_entry *group,
                       const ski_fields *fields, const ski_key *key) {
    char allowed[SKI_ALLOWED_TEXT];
    if (key->left_out != SKI_REQUIRED || group->at.file == NULL ||
        ski_entry_child(group, key->name) != NULL || is_misspelt(group, fields, key)) {
        return false;
    }
    ski_where at = fields->decider == NULL
                       ? group->at
                       : ski_blame_within(group->at, ski_entry_child(group, fields->decider));
    ski_wrong(reader, at, &(ski_path){path, key->name, 0}, "missing (required: %s)",
              ski_key_allowed(allowed, key));
    return true;
}

/* Reads one key of a group; what is left out, or wrong, is as if left out. */
static sk_status read_key(ski_reader *reader, const ski_path *path, const ski_entry *group,
                          const ski_key *key, void *item) {
    ski_entry *entry = ski_entry_child(group, key->name);
    const ski_path here = {path, key->name, 0};
    int wrong_before = reader->wrong;
    leave_out(key, item);
    if (entry == NULL || entry->reported) {
        return SK_OK;
    }
    if (key->needs != NULL && ski_entry_child(group, key->needs) == NULL) {
        ski_wrong(reader, entry->at, &here, "makes no sense without %s", key->needs);
    }
    sk_status st = ski_read_value(reader, &here, key, entry, item);
    entry->reported = reader->wrong > wrong_before || ski_entry_holds_reported(entry);
    check_excludes(reader, path, key, group);
    return st;
}

sk_status ski_read_fields(ski_reader *reader, const ski_path *path, ski_entry *group,
                          const ski_fields *fields, void *item) {
    bool said = group->reported;
    bool missing = false;
    int decided = ski_decided(fields, group);
    find_wrong_keys(reader, path, group, fields, decided);
    for (int i = 0; i < fields->count; i++) {
        const ski_key *key = &fields->keys[i];
        if (!ski_key_belongs(key, decided)) {
            continue;
        }
        missing = (!said && is_missing(reader, path, group, fields, key)) || missing;
        sk_status st = read_key(reader, path, group, key, item);
        if (st != SK_OK) {
            return st;
        }
    }
    int wrong_before = reader->wrong;
    sk_status st = fields->rule == NULL || said ? SK_OK : fields->rule(reader, path, group, item);
    group->reported = said || missing || reader->wrong > wrong_before;
    return st;
}
