/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the key table that several sections share. */
#ifndef SKI_SCENARIO_KEY_ROWS_H
#define SKI_SCENARIO_KEY_ROWS_H

#include "scenario/keys.h"

#define SKI_ELEMENT_KEYS                                                                   \
    {.name = "title",                                                                      \
     .kind = SKI_KEY_TEXT,                                                                 \
     SKI_AT(ski_element, title),                                                           \
     .absent = "none",                                                                     \
     .example = "\"What people call it\"",                                                 \
     .help = "for people"},                                                                \
    {                                                                                      \
        .name = "cite", .kind = SKI_KEY_TEXT, SKI_AT(ski_element, cite), .absent = "none", \
        .example = "\"Ministry of Mines, yearbook 2025, table 3\"",                        \
        .help = "where its numbers come from"                                              \
    }

#define SKI_PLACE_KEY(type)                                                                       \
    {                                                                                             \
        .name = "place", .kind = SKI_KEY_NAME, SKI_AT(type, place), SKI_NEEDED, .of = SKI_PLACES, \
        .example = "\"town\"", .help = "where it is"                                              \
    }

#define SKI_MATERIAL_KEY(type)                                                        \
    {                                                                                 \
        .name = "material", .kind = SKI_KEY_NAME, SKI_AT(type, material), SKI_NEEDED, \
        .of = SKI_MATERIALS, .example = "\"metal\"", .help = "of what"                \
    }

#define SKI_POSITION_KEYS(type)                                                                   \
    {.name = "lat",                                                                               \
     .kind = SKI_KEY_NUMBER,                                                                      \
     SKI_AT(type, lat_deg),                                                                       \
     SKI_BETWEEN(-90, 90),                                                                        \
     .unit = "degrees",                                                                           \
     SKI_MISSING(NAN, "not on the map"),                                                          \
     .needs = "lon",                                                                              \
     .example = "41.5",                                                                           \
     .help = "latitude, north positive: the report draws a map"},                                 \
    {                                                                                             \
        .name = "lon", .kind = SKI_KEY_NUMBER, SKI_AT(type, lon_deg), SKI_BETWEEN(-180, 180),     \
        .unit = "degrees", SKI_MISSING(NAN, "not on the map"), .needs = "lat", .example = "69.6", \
        .help = "longitude, east positive"                                                        \
    }

/* The head of a section of named elements. */
#define SKI_SECTION(plural, single, items, counted)                \
    .name = (plural), .singular = (single), .shape = SKI_ELEMENTS, \
    .offset = offsetof(sk_scenario, items), .count_offset = offsetof(sk_scenario, counted)

#endif
