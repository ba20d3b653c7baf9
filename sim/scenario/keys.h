/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key table: every key of the format once, with its kind, range, default, meaning and place in
 * the structs. The reader, the paths of overrides, `help KEY`, the reference and the canonical
 * writer all work from it, so adding a key is adding a row and using the value. */
#ifndef SKI_SCENARIO_KEYS_H
#define SKI_SCENARIO_KEYS_H

#include "scenario/scenario.h"

#include <math.h>
#include <stddef.h>

/* What is written, and what it becomes in the struct at `offset`. */
typedef enum {
    SKI_KEY_NUMBER,    /* double */
    SKI_KEY_INTEGER,   /* int */
    SKI_KEY_SEED,      /* uint64_t */
    SKI_KEY_BOOL,      /* bool */
    SKI_KEY_TEXT,      /* const char * */
    SKI_KEY_COUNTRY,   /* const char *, two capital letters */
    SKI_KEY_WORD,      /* one of `words`: const char * */
    SKI_KEY_CHOICE,    /* one of `words`: its index, as an enum or a bool */
    SKI_KEY_NAME,      /* of an element of section `of`: int */
    SKI_KEY_NAMES,     /* array of them, each once: int count, const int * */
    SKI_KEY_COUNTRIES, /* array: int count, const char *const * */
    SKI_KEY_NUMBERS,   /* array or list: int count, const double * */
    SKI_KEY_MONTHS,    /* array of 1..12: bool[12] */
    SKI_KEY_DATE,      /* ski_date */
    SKI_KEY_TIME,      /* date: double, model time in periods */
    SKI_KEY_WINDOW,    /* list of two dates: two doubles in a row, model time */
    SKI_KEY_SCHED,     /* ski_sched */
    SKI_KEY_DIST,      /* ski_dist */
    SKI_KEY_PARTS,     /* group of material = number: int count, const ski_part * */
    SKI_KEY_GROUP,     /* group with `fields`: into the same struct */
    SKI_KEY_RECORDS,   /* list of groups with `fields`: int count, array of structs */
    SKI_KEY_TUPLES,  /* list of lists of numbers, named by `fields`: int count, array of structs */
    SKI_KEY_TARGET,  /* one glob: int count, const ski_target * */
    SKI_KEY_TARGETS, /* array of globs: the same */
    SKI_KEY_OUTAGES, /* array of globs over elements, or common causes: int count, const
                        ski_outage_target * */
    SKI_KEY_OPTIONS, /* array of policies, "baseline" among them: int count, const int *, -1 for it
                      */
    SKI_KEY_PATH,    /* a path or glob of an override: const char * */
    SKI_KEY_ANY      /* any value: const ski_entry * */
} ski_key_kind;

/* Ends of a range. */
enum { SKI_HAS_LEAST = 1, SKI_HAS_MOST = 2, SKI_LEAST_OPEN = 4, SKI_MOST_OPEN = 8 };

typedef struct {
    int ends;
    double least, most;
} ski_range;

/* What a key is when it is left out. */
typedef enum {
    SKI_LEFT_ABSENT, /* no value: an absent schedule, NULL, no items, `number` for a number;
                        `absent` says what it means */
    SKI_LEFT_NUMBER, /* `number`; words, choices: the one with this index */
    SKI_REQUIRED
} ski_left_out;

typedef struct ski_key ski_key;
typedef struct ski_fields ski_fields;
struct ski_reader;
struct ski_path;

struct ski_key {
    const char *name;
    ski_key_kind kind;
    size_t offset;       /* of the value in the struct */
    size_t count_offset; /* of the count of a list (0: none is kept), or of the bool that says a
                            group is there */
    size_t size;         /* of the value */
    const char *unit;    /* NULL: none */
    ski_range range;
    ski_left_out left_out;
    double number;            /* default */
    const char *absent;       /* meaning of a missing value, for people */
    const char *const *words; /* WORD, CHOICE: ended by NULL */
    ski_section of;           /* NAME, NAMES */
    const ski_fields *fields; /* GROUP, RECORDS, TUPLES */
    unsigned when;        /* of a one-of: bit i: goes with word i of the deciding key; 0: always */
    const char *excludes; /* keys that may not stand beside it, separated by blanks */
    const char *needs;    /* a key without which it makes no sense */
    const char *inherits; /* the key that names the element whose own value stands in: "material" */
    const char *split;    /* where the value is when the key is left out for a list: "steps.tpy" */
    const char *example; /* a value as it is written; NULL: the words or the keys within give one */
    const char *help;
};

/* Checks what one row cannot: called on every group, and silent about keys that are not known
 * (ski_knows). */
typedef sk_status ski_rule(struct ski_reader *reader, const struct ski_path *path,
                           const ski_entry *entry, void *item);

/* The keys of a group, and the struct they fill. */
struct ski_fields {
    const ski_key *keys;
    int count;
    size_t size;         /* of the struct */
    const char *decider; /* the key that decides which others belong (a CHOICE), or NULL */
    ski_rule *rule;      /* or NULL */
};

/* How a section is written. */
typedef enum { SKI_SINGLE, SKI_ELEMENTS, SKI_ITEMS } ski_shape;

typedef struct {
    const char *name;     /* "sources" */
    const char *singular; /* "source" */
    ski_shape shape;
    size_t offset, count_offset; /* in sk_scenario: of the group, or of the array and its count */
    const ski_fields *fields;
    const char *help;
    const char *example;
} ski_section_keys;

/* The keys of a section. */
const ski_section_keys *ski_section_table(ski_section section);

/* Section of this name, or SKI_SECTIONS. */
ski_section ski_section_of(const char *name);

/* Keys of a schedule and of a random quantity written as groups. */
extern const ski_fields ski_sched_fields, ski_dist_fields;

/* The deciding word's index in a group, or -1 when it is missing or wrong; 0 when nothing decides.
 */
int ski_decided(const ski_fields *fields, const ski_entry *group);

/* The row of a key that belongs where the deciding key has index `decided`; any row of that name
 * when `decided` is -1; NULL when there is none. */
const ski_key *ski_key_find(const ski_fields *fields, const char *name, int decided);

/* Whether a row belongs where the deciding key has index `decided`. */
bool ski_key_belongs(const ski_key *key, int decided);

/* Index of a word in a list ended by NULL, or -1. */
int ski_word_index(const char *const *words, const char *word);

extern const ski_section_keys ski_scenario_section, ski_materials_section, ski_places_section,
    ski_sources_section, ski_processes_section, ski_routes_section, ski_chokepoints_section,
    ski_stocks_section, ski_demands_section, ski_limits_section, ski_countries_section,
    ski_factors_section, ski_correlations_section, ski_disruptions_section, ski_policies_section,
    ski_simulation_section, ski_stress_section, ski_sweep_section;

/* ---- writing rows: {.name = "lat", .kind = SKI_KEY_NUMBER, AT(ski_place, lat_deg), BETWEEN(-90,
 * 90), … } ---- */

#define SKI_AT(type, field) .offset = offsetof(type, field), .size = sizeof(((type *)0)->field)
#define SKI_LIST(type, field, counted)                                   \
    .offset = offsetof(type, field), .size = sizeof(((type *)0)->field), \
    .count_offset = offsetof(type, counted)
#define SKI_AT_LEAST(low) .range = {SKI_HAS_LEAST, (low), 0}
#define SKI_ABOVE(low) .range = {SKI_HAS_LEAST | SKI_LEAST_OPEN, (low), 0}
#define SKI_BETWEEN(low, high) .range = {SKI_HAS_LEAST | SKI_HAS_MOST, (low), (high)}
#define SKI_BELOW(low, high) .range = {SKI_HAS_LEAST | SKI_HAS_MOST | SKI_MOST_OPEN, (low), (high)}
#define SKI_UP_TO(low, high) .range = {SKI_HAS_LEAST | SKI_HAS_MOST | SKI_LEAST_OPEN, (low), (high)}
#define SKI_INSIDE(low, high) \
    .range = {SKI_HAS_LEAST | SKI_HAS_MOST | SKI_LEAST_OPEN | SKI_MOST_OPEN, (low), (high)}
#define SKI_DEFAULT(value) .left_out = SKI_LEFT_NUMBER, .number = (value)
#define SKI_MISSING(value, meaning) .number = (value), .absent = (meaning)
#define SKI_NEEDED .left_out = SKI_REQUIRED
#define SKI_FIELDS(type, rows) \
    .keys = (rows), .count = (int)(sizeof(rows) / sizeof((rows)[0])), .size = sizeof(type)

#endif
