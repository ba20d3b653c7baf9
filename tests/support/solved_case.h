/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario with its case: the shortest way from text to a verified optimum. */
#ifndef TESTS_SUPPORT_SOLVED_CASE_H
#define TESTS_SUPPORT_SOLVED_CASE_H

#include "decisions/case.h"

typedef struct {
    sk_scenario *scenario;
    ski_case *chain;
} solved_case;

/* Anything but an optimum fails the test, after its errors are printed. Free with
 * solved_case_free(). */
solved_case solve_text(const char *text);
solved_case solve_file(const char *path);
void solved_case_free(solved_case *at);

/* Index of a named element. */
int element_index(const solved_case *at, ski_section section, const char *name);

/* Flow of one variable: first is layout.KIND[element]. */
double flow_at(const solved_case *at, int first, int period);
double flow_total(const solved_case *at, int first);

/* Served and short tonnes of a demand in a period (tiers together). */
double served_at(const solved_case *at, int demand, int period);
double short_at(const solved_case *at, int demand, int period);

/* Cost of the flows by line, USD. */
void cost_lines_of(const solved_case *at, double lines[SKI_COST_LINES]);

#endif
