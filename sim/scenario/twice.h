/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which setting was named twice, of which libconfig says the line alone. */
#ifndef SKI_SCENARIO_TWICE_H
#define SKI_SCENARIO_TWICE_H

#include <libconfig.h>

/* The first setting of the name that libconfig met again on line `line` of `text`, of which it has
 * read what stands before; NULL: none. */
const config_setting_t *ski_first_of_twice(const config_t *config, const char *text, int line);

#endif
