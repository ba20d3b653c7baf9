/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario written in a test. */
#ifndef TESTS_SUPPORT_SCENARIO_TEXT_H
#define TESTS_SUPPORT_SCENARIO_TEXT_H

#include "scenario/scenario.h"

/* Reads `text` as a scenario file would be, with `policy` (NULL: none); an error of any kind fails
 * the test. Free with sk_scenario_free(). */
sk_scenario *scenario_of_text(const char *text, const char *policy);

#endif
