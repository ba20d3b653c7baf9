/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One key's value → the field of its struct: numbers, words, names, dates. Lists stand in
 * read_lists.c. */
#include "base/text.h"
#include "scenario/reader.h"
#include "scenario/scan.h"

#include <stdlib.h>
#include <string.h>

/* No number of a scenario is larger: beyond it a slip is certain, and sums would lose tonnes and
 * dollars. */
static const double number_most = 1e15;

bool ski_check_range(ski_reader *reader, const ski_path *path, const ski_key *key, ski_where at,
                     double value) {
    char got[SKI_NUMBER_TEXT];
    char allowed[SKI_ALLOWED_TEXT];
    const ski_range *range = &key->range;
    bool low =
        (range->ends & SKI_HAS_LEAST) != 0 &&
        (value < range->least || ((range->ends & SKI_LEAST_OPEN) != 0 && value == range->least));
    bool high =
        (range->ends & SKI_HAS_MOST) != 0 &&
        (value > range->most || ((range->ends & SKI_MOST_OPEN) != 0 && value == range->most));
    if (low || high) {
        ski_wrong(reader, at, path, "out of range (got %s; allowed %s)",
                  ski_number_text(got, value), ski_range_text(allowed, range));
    } else if (!(fabs(value) <= number_most)) {
        ski_wrong(reader, at, path, "too large (got %s; allowed up to 1e15)",
                  ski_number_text(got, value));
    } else {
        return true;
    }
    return false;
}

bool ski_number_of(ski_reader *reader, const ski_path *path, const ski_key *key,
                   const ski_entry *entry, double *value) {
    if (entry->reported) {
        return false;
    }
    if (entry->kind != SKI_ENTRY_NUMBER) {
        ski_wrong_type(reader, path, key, entry);
        return false;
    }
    *value = entry->number;
    return ski_check_range(reader, path, key, entry->at, entry->number);
}

int ski_name_of(ski_reader *reader, const ski_path *path, ski_section of, const ski_entry *entry) {
    const ski_names *names = &reader->names[of];
    char what[SKI_NAME_MOST];
    int found = ski_names_find(names, entry->text);
    if (found < 0 && !reader->broken[of]) {
        snprintf(what, sizeof what, "no such %s", ski_section_table(of)->singular);
        ski_wrong_name(reader, entry->at, path, what, entry->text, names->names, names->count);
    }
    return found;
}

static bool date_of(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                    ski_date *date) {
    char got[SKI_SHOWN_TEXT];
    if (entry->kind == SKI_ENTRY_TEXT && ski_date_parse(entry->text, date)) {
        return true;
    }
    ski_wrong(reader, entry->at, path, "not a date (got %s; allowed \"YYYY-MM\" or \"YYYY-MM-DD\")",
              ski_entry_shown(got, entry));
    return false;
}

bool ski_time_of(ski_reader *reader, const ski_path *path, const ski_entry *entry, double *time) {
    ski_date date;
    if (entry->reported || !date_of(reader, path, entry, &date)) {
        return false;
    }
    *time = ski_calendar_time(&reader->scenario->calendar, date);
    return true;
}

bool ski_is_country(const char *text) {
    return strlen(text) == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' &&
           text[1] <= 'Z';
}

bool ski_check_country(ski_reader *reader, const ski_path *path, const ski_entry *entry) {
    bool right = entry->kind == SKI_ENTRY_TEXT && ski_is_country(entry->text);
    char got[SKI_SHOWN_TEXT];
    if (!right) {
        ski_wrong(reader, entry->at, path,
                  "not a country (got %s; allowed two capital letters, ISO 3166: \"KR\")",
                  ski_entry_shown(got, entry));
    }
    return right;
}

/* Where a key's value goes. */
static void *field_of(const ski_key *key, void *item) {
    return (char *)item + key->offset;
}

static bool is_kind(ski_reader *reader, const ski_path *path, const ski_key *key,
                    const ski_entry *entry, ski_entry_kind kind) {
    if (entry->kind == kind) {
        return true;
    }
    ski_wrong_type(reader, path, key, entry);
    return false;
}

/* An integer, written with or without a fraction of nothing: 36, 36.0. */
static bool integer_of(ski_reader *reader, const ski_path *path, const ski_key *key,
                       const ski_entry *entry, long long *value) {
    double number = 0;
    if (!is_kind(reader, path, key, entry, SKI_ENTRY_NUMBER)) {
        return false;
    }
    if (!entry->whole && floor(entry->number) != entry->number) {
        ski_wrong_type(reader, path, key, entry);
        return false;
    }
    if (key->kind == SKI_KEY_SEED && entry->whole && entry->integer >= 0 &&
        entry->number <= key->range.most) { /* which is beyond what other numbers may be */
        *value = entry->integer;
        return true;
    }
    if (!ski_number_of(reader, path, key, entry, &number)) {
        return false;
    }
    *value = entry->whole ? entry->integer : (long long)number;
    return true;
}

static sk_status read_number(ski_reader *reader, const ski_path *path, const ski_key *key,
                             ski_entry *entry, void *item) {
    ski_number_of(reader, path, key, entry, field_of(key, item));
    return SK_OK;
}

static sk_status read_integer(ski_reader *reader, const ski_path *path, const ski_key *key,
                              ski_entry *entry, void *item) {
    long long value = 0;
    if (!integer_of(reader, path, key, entry, &value)) {
        return SK_OK;
    }
    if (key->kind == SKI_KEY_SEED) {
        *(uint64_t *)field_of(key, item) = (uint64_t)value;
    } else if (value <= INT32_MAX) {
        *(int *)field_of(key, item) = (int)value;
    } else {
        ski_wrong(reader, entry->at, path, "too large (got %lld; allowed up to %d)", value,
                  INT32_MAX);
    }
    return SK_OK;
}

static sk_status read_bool(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    if (is_kind(reader, path, key, entry, SKI_ENTRY_BOOL)) {
        *(bool *)field_of(key, item) = entry->number != 0;
    }
    return SK_OK;
}

/* A text without its line breaks and tabs: tables and messages have one line for it. */
static sk_status put_on_one_line(ski_reader *reader, const ski_key *key, const ski_entry *entry,
                                 void *item) {
    char *text = ski_arena_text(reader->arena, entry->text);
    if (text == NULL) {
        return SK_ERR_MEMORY;
    }
    for (char *at = strpbrk(text, "\n\t"); at != NULL; at = strpbrk(at, "\n\t")) {
        *at = ' ';
    }
    *(const char **)field_of(key, item) = text;
    return SK_OK;
}

static sk_status read_text(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    if (!is_kind(reader, path, key, entry, SKI_ENTRY_TEXT)) {
        return SK_OK;
    }
    const char *control = ski_control_in(entry->text, ski_controls_of(key->name));
    if (control != NULL) { /* an override's: a file's was reported */
        ski_wrong(reader, entry->at, path, SKI_CONTROL_COMPLAINT,
                  (unsigned)(unsigned char)*control);
        return SK_OK;
    }
    *(const char **)field_of(key, item) = entry->text;
    return strpbrk(entry->text, "\n\t") == NULL ? SK_OK : put_on_one_line(reader, key, entry, item);
}

static sk_status read_country(ski_reader *reader, const ski_path *path, const ski_key *key,
                              ski_entry *entry, void *item) {
    if (ski_check_country(reader, path, entry)) {
        *(const char **)field_of(key, item) = entry->text;
    }
    return SK_OK;
}

/* A word of a fixed list: kept as the list's own text, or as its index. */
static sk_status read_word(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    int count = 0;
    if (!is_kind(reader, path, key, entry, SKI_ENTRY_TEXT)) {
        return SK_OK;
    }
    int index = ski_word_index(key->words, entry->text);
    if (index < 0) {
        while (key->words[count] != NULL) {
            count++;
        }
        bool blank = count > 0 && key->words[0][0] == '\0';
        ski_wrong_name(reader, entry->at, path, "unknown word", entry->text, key->words + blank,
                       count - blank);
    } else if (key->kind == SKI_KEY_WORD) {
        *(const char **)field_of(key, item) = key->words[index];
    } else if (key->size == sizeof(bool)) {
        *(bool *)field_of(key, item) = index != 0;
    } else {
        *(int *)field_of(key, item) = index;
    }
    return SK_OK;
}

static sk_status read_name(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    bool text = is_kind(reader, path, key, entry, SKI_ENTRY_TEXT);
    *(int *)field_of(key, item) = text ? ski_name_of(reader, path, key->of, entry) : -1;
    return SK_OK;
}

static sk_status read_date(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    date_of(reader, path, entry, field_of(key, item));
    return SK_OK;
}

static sk_status read_time(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    ski_time_of(reader, path, entry, field_of(key, item));
    return SK_OK;
}

static sk_status read_window(ski_reader *reader, const ski_path *path, const ski_key *key,
                             ski_entry *entry, void *item) {
    double *times = field_of(key, item);
    if (entry->kind != SKI_ENTRY_LIST || ski_entry_count(entry) != 2) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    const ski_entry *last = entry->first->next;
    bool right = ski_time_of(reader, &(ski_path){path, NULL, 1}, entry->first, &times[0]);
    right = ski_time_of(reader, &(ski_path){path, NULL, 2}, last, &times[1]) && right;
    if (right && times[0] >= times[1]) {
        ski_wrong(reader, ski_blame_within(entry->at, entry), path,
                  "dates out of order (got \"%s\", \"%s\"; allowed the first before the last)",
                  entry->first->text, last->text);
    }
    return SK_OK;
}

static sk_status read_any(ski_reader *reader, const ski_path *path, const ski_key *key,
                          ski_entry *entry, void *item) {
    (void)reader;
    (void)path;
    *(const ski_entry **)field_of(key, item) = entry;
    return SK_OK;
}

sk_status ski_read_value(ski_reader *reader, const ski_path *path, const ski_key *key,
                         ski_entry *entry, void *item) {
    static ski_read *const readers[] = {
        [SKI_KEY_NUMBER] = read_number,
        [SKI_KEY_INTEGER] = read_integer,
        [SKI_KEY_SEED] = read_integer,
        [SKI_KEY_BOOL] = read_bool,
        [SKI_KEY_TEXT] = read_text,
        [SKI_KEY_COUNTRY] = read_country,
        [SKI_KEY_WORD] = read_word,
        [SKI_KEY_CHOICE] = read_word,
        [SKI_KEY_NAME] = read_name,
        [SKI_KEY_NAMES] = ski_read_names,
        [SKI_KEY_COUNTRIES] = ski_read_countries,
        [SKI_KEY_NUMBERS] = ski_read_numbers,
        [SKI_KEY_MONTHS] = ski_read_months,
        [SKI_KEY_DATE] = read_date,
        [SKI_KEY_TIME] = read_time,
        [SKI_KEY_WINDOW] = read_window,
        [SKI_KEY_SCHED] = ski_read_sched,
        [SKI_KEY_DIST] = ski_read_dist,
        [SKI_KEY_PARTS] = ski_read_parts,
        [SKI_KEY_GROUP] = ski_read_group,
        [SKI_KEY_RECORDS] = ski_read_records,
        [SKI_KEY_TUPLES] = ski_read_tuples,
        [SKI_KEY_TARGET] = ski_read_targets,
        [SKI_KEY_TARGETS] = ski_read_targets,
        [SKI_KEY_OUTAGES] = ski_read_outages,
        [SKI_KEY_OPTIONS] = ski_read_options,
        [SKI_KEY_PATH] = read_text,
        [SKI_KEY_ANY] = read_any,
    };
    return entry->reported ? SK_OK : readers[key->kind](reader, path, key, entry, item);
}
