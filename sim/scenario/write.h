/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts of the canonical writer that other writers of scenarios use. */
#ifndef SKI_SCENARIO_WRITE_H
#define SKI_SCENARIO_WRITE_H

#include "scenario/keys.h"

#include <stdio.h>

/* Writes the value of a key as it reads back, without a semicolon; lines below the first are
 * indented for a key that stands `depth` levels deep. */
void ski_write_value(FILE *stream, const ski_key *key, const ski_entry *entry, int depth);

#endif
