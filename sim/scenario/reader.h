/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tree → structs, by the key table. A wrong value is reported and leaves a harmless one behind, so
 * that reading goes on to find what else is wrong; functions return SK_ERR_MEMORY or SK_OK, and
 * `wrong` counts the complaints. */
#ifndef SKI_SCENARIO_READER_H
#define SKI_SCENARIO_READER_H

#include "scenario/keys.h"
#include "scenario/names.h"

/* Where in the scenario: the segments of a path, from the last back to the first. */
typedef struct ski_path ski_path;
struct ski_path {
    const ski_path *parent;
    const char *name; /* NULL: `item` */
    int item;         /* from 1 */
};

typedef struct ski_reader {
    ski_arena *arena;
    sk_error *error;
    int wrong;
    bool quiet;         /* no warnings: what is read is only tried, or read again later */
    const char *prefix; /* what messages begin their path with (the policy tried), or NULL */
    sk_scenario *scenario;
    ski_entry *document;
    ski_names names[SKI_SECTIONS];
    bool broken[SKI_SECTIONS]; /* the section is no group: its names are not known */
    const sk_scenario *base;   /* NULL, or what the tree was before a policy touched it: what is not
                                  touched is taken from there */
} ski_reader;

enum {
    SKI_PATH_TEXT = 512,
    SKI_SHOWN_TEXT = 96,
    SKI_ALLOWED_TEXT = 512,
    SKI_COMPLAINT_TEXT = 1024
};

/* Finds the sections of reader->document and the names in them; reports sections that are unknown
 * or of the wrong type. */
sk_status ski_read_sections(ski_reader *reader);

/* Reads the whole tree, its sections found, into reader->scenario: an empty one, or a copy of
 * reader->base. */
sk_status ski_read_scenario(ski_reader *reader);

/* Reads the keys of a group into `item`, with its rule. */
sk_status ski_read_fields(ski_reader *reader, const ski_path *path, ski_entry *group,
                          const ski_fields *fields, void *item);

/* Reads the value of one key. */
typedef sk_status ski_read(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item);
ski_read ski_read_value, ski_read_names, ski_read_countries, ski_read_numbers, ski_read_months,
    ski_read_parts, ski_read_group, ski_read_records, ski_read_tuples, ski_read_sched,
    ski_read_dist, ski_read_targets, ski_read_outages, ski_read_options;

/* One number within the key's range; false: reported. */
bool ski_number_of(ski_reader *reader, const ski_path *path, const ski_key *key,
                   const ski_entry *entry, double *value);

/* Whether `value` lies within the key's range and within what any number may be; else reports it.
 */
bool ski_check_range(ski_reader *reader, const ski_path *path, const ski_key *key, ski_where at,
                     double value);

/* Whether an item of a list of texts is a text, and for the first time; else reports it. */
bool ski_is_new_text(ski_reader *reader, const ski_path *path, const ski_entry *list,
                     const ski_entry *item);

/* Index of the element named by a text; -1: reported. */
int ski_name_of(ski_reader *reader, const ski_path *path, ski_section of, const ski_entry *entry);

/* Model time of a date; false: reported. */
bool ski_time_of(ski_reader *reader, const ski_path *path, const ski_entry *entry, double *time);

/* Whether a text is two capital letters. */
bool ski_is_country(const char *text);

/* Whether the value is such a text; else reports it. */
bool ski_check_country(ski_reader *reader, const ski_path *path, const ski_entry *entry);

/* ---- blame (blame.c) ---- */

/* Whether the values of these keys of a group (names separated by blanks) are what was meant: none
 * was reported, and none is left out by a slip that was. */
bool ski_knows(const ski_entry *group, const char *keys);

/* The place of a group's key (the group's own when it is left out) that does not go with others:
 * of `keys`, the first and those it is compared with, the one that an override gave, else a policy,
 * else the first. */
ski_where ski_blame(const ski_entry *group, const char *keys);

/* Whether a policy gave any of these keys of a group. */
bool ski_gives_policy(const ski_entry *group, const char *keys);

/* `usual`, unless a value within `entry` (NULL: none) was given by an override, or else a policy.
 */
ski_where ski_blame_within(ski_where usual, const ski_entry *entry);

/* `usual`, unless the start, the length or the number of periods was changed. */
ski_where ski_blame_horizon(ski_where usual, const ski_entry *document);

/* "; the value before is in line 39": where a key of an element stood before a policy changed it,
 * or its element when it was left out; "" when that is nowhere, or `at` itself. Names may be NULL.
 */
char *ski_before_text(char text[SKI_PATH_TEXT], const ski_entry *before_policy, const char *section,
                      const char *element, const char *key, ski_where at);

/* ---- messages ---- */

/* Reports `format` at a place and path (NULL: none). */
void ski_wrong(ski_reader *reader, ski_where at, const ski_path *path, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Warns, unless the reader is quiet. */
void ski_warn(ski_reader *reader, ski_where at, const ski_path *path, const char *warning);

/* Reports a value of the wrong type: what was found, what the key allows. */
void ski_wrong_type(ski_reader *reader, const ski_path *path, const ski_key *key,
                    const ski_entry *entry);

/* Reports `what` (got `got`; did you mean the nearest of the names, or else the names allowed). */
void ski_wrong_name(ski_reader *reader, ski_where at, const ski_path *path, const char *what,
                    const char *got, const char *const *names, int count);

/* "sources.x.capacity_tpy" */
char *ski_path_text(char text[SKI_PATH_TEXT], const ski_path *path);

/* A value as messages show it: `5`, `"text"`, `true`, `a group`, `a list`. */
char *ski_entry_shown(char text[SKI_SHOWN_TEXT], const ski_entry *entry);

/* What a key allows, for people: "a number at least 0", "\"week\", \"month\", …". */
char *ski_key_allowed(char text[SKI_ALLOWED_TEXT], const ski_key *key);

/* The fields of a record, "{ a; b }", or of a tuple, "( a, b )". */
char *ski_fields_text(char text[SKI_ALLOWED_TEXT], const ski_key *key);

/* Names in a row, "a, b, c"; "nothing: there are none" when there are none. */
char *ski_names_text(char text[SKI_ALLOWED_TEXT], const char *const *names, int count);

/* Its range alone, "at least 0"; "" when there is none. */
char *ski_range_text(char text[SKI_ALLOWED_TEXT], const ski_range *range);

#endif
