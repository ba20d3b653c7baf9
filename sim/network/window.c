/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → a window of it: the same elements over its first periods; and what is credited at the
 * end of one. */
#include "network/network.h"

#include <math.h>
#include <stdlib.h>

static sk_status window_base(sk_network *window, const sk_network *network) {
    sk_status st = SK_OK;
    double *base = ski_arena_alloc(window->arena, network->quantity_count,
                                   (size_t)window->periods * sizeof(double));
    SK_CHECK_MEMORY(base);
    for (int quantity = 0; quantity < network->quantity_count; quantity++) {
        for (int period = 0; period < window->periods; period++) {
            base[quantity * window->periods + period] =
                ski_value(network, network->base, quantity, period);
        }
    }
    window->base = base;
done:
    return st;
}

sk_status ski_network_window(sk_network **out, const sk_network *network, int periods) {
    sk_status st = SK_OK;
    sk_network *window = ski_alloc(1, sizeof *window);
    SK_CHECK_MEMORY(window);
    *window = *network;
    window->whole = network;
    window->periods = periods;
    window->has_credit = true;
    SK_CHECK_MEMORY(window->arena = ski_arena_new());
    SK_TRY(window_base(window, network));
    *out = window;
    window = NULL;
done:
    ski_network_free(window);
    return st;
}

double ski_credit_most(const sk_network *network, const double *values, int node, int period) {
    double targets_t = 0;
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        const ski_store *store = &network->stores[stock];
        if (store->node == node) {
            targets_t += ski_value(network, values, store->target, period);
        }
    }
    return fmax(network->terminal_start_t[node], targets_t);
}
