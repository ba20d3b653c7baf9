/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The version of the product: the one place that says it. */
#ifndef SKARN_VERSION_H
#define SKARN_VERSION_H

#define SK_VERSION "0.1.0"

#endif
