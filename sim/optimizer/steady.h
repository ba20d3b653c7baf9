/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steady network's optimum → initial pipeline and terminal values of a network (model.md §1).
 */
#ifndef SKI_OPTIMIZER_STEADY_H
#define SKI_OPTIMIZER_STEADY_H

#include "network/network.h"

#include <skarn/run.h>

/* Fills arrivals and terminal values as the scenario's initial_pipeline and terminal say. Warns of
 * a node without a price in a steady network that is short. */
sk_status ski_steady_fill(sk_network *network, const sk_watch *watch, sk_error *error);

#endif
