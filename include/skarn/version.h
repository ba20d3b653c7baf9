/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The version of the product and of its numbers: the one place that says them. */
#ifndef SKARN_VERSION_H
#define SKARN_VERSION_H

#define SK_VERSION "0.1.0"

/* Raised whenever the same scenario and seed give other numbers (CHANGELOG.md, Results): results of
 * two revisions never mix. */
#define SK_RESULTS_REVISION 2

#endif
