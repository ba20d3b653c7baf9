/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario that a new one starts from: its text around its name. */
#ifndef SKI_SCENARIO_STARTER_H
#define SKI_SCENARIO_STARTER_H

extern const char ski_starter_head[], ski_starter_rest[];

#endif
