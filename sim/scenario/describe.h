/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the key table → words for people: what `help KEY` and the reference say. */
#ifndef SKI_SCENARIO_DESCRIBE_H
#define SKI_SCENARIO_DESCRIBE_H

#include "scenario/keys.h"

/* "a number or a schedule, at least 0; t/year" */
void ski_describe_type(const ski_key *key, FILE *stream);

/* "required", "0", "\"month\"", "unlimited" */
void ski_describe_default(const ski_key *key, FILE *stream);

/* What it means, and what it goes with; `fields` hold the key. */
void ski_describe_meaning(const ski_fields *fields, const ski_key *key, FILE *stream);

/* A value as it is written in a scenario: "{ value = 33000.0; growth_per_year = 0.02; }". */
void ski_describe_example(const ski_key *key, FILE *stream);

#endif
