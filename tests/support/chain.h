/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario written in a test → its network and program, looked at by the names of rows and
 * columns. */
#ifndef TESTS_SUPPORT_CHAIN_H
#define TESTS_SUPPORT_CHAIN_H

#include "optimizer/program.h"

/* Opens every scenario text: months from 2025-03 on, nothing under way at the start, no credit at
 * the end. */
#define CHAIN_HORIZON(periods)                                                    \
    "scenario = { name = \"test\"; start = \"2025-03\"; periods = " #periods "; " \
    "initial_pipeline = \"empty\"; terminal = \"none\"; };\n"

/* A chain of 4 months with every mechanism of the model in it, and some cause on every kind of
 * quantity. */
extern const char *const chain_with_everything;

typedef struct {
    sk_scenario *scenario;
    sk_network *network;
    ski_program *program; /* NULL until chain_build() */
} chain;

/* Scenario and network; for what a test sets in the network before chain_build(). */
chain chain_open(const char *text);
void chain_build(chain *of);

/* Both. */
chain chain_of_text(const char *text);
void chain_close(chain *of);

/* Numbers of a row or column; a name that there is not fails the test. */
int column_named(const ski_program *program, const char *name);
int row_named(const ski_program *program, const char *name);

/* Whether there is such a row or column. */
bool has_column(const ski_program *program, const char *name);
bool has_row(const ski_program *program, const char *name);

/* The entry of a row and a column, 0 where there is none. */
double entry_at(const ski_program *program, const char *row, const char *column);

/* Cost, bounds by name. */
double cost_of(const ski_program *program, const char *column);
double lower_of(const ski_program *program, const char *column);
double upper_of(const ski_program *program, const char *column);
double rank_of(const ski_program *program, const char *column);
bool is_boxed(const ski_program *program, const char *column);
double row_lower_of(const ski_program *program, const char *row);
double row_upper_of(const ski_program *program, const char *row);

/* Number of the quantity with this path. */
int quantity_named(const sk_network *network, const char *path);

#endif
