/* SPDX-License-Identifier: GPL-3.0-or-later */
/* World up to a period → forecast → plan of the window that begins there → its first period into
 * the ledger. All windows are one program whose start moves on. Where the horizon is nearer than a
 * window is long, the window stays, and what it has carried out of itself stands settled. */
#include "decisions/rolling.h"

#include "uncertainty/forecast.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    ski_rule rule; /* first: a rolling is a rule */
    const ski_case *chain, *window;
    ski_forecast *forecast;
    int moving_count;
    int *moving;    /* quantities whose values differ between windows */
    double *values; /* [quantity_count * periods of the window] */
    ski_program *program;
    ski_solver *solver;
    ski_changes *changes;
    double *flows;           /* [column_count] of the window's plan */
    double *row_dual, *work; /* [row_count], [2 * row_count] */
    /* The state in which the last window began. */
    double *stock_t, *waiting_t, *arrivals_t;
} rolling;

/* --- the window at hand --- */

static int window_periods(const rolling *self) {
    return self->window->network->periods;
}

/* The first period of the window in which `period` is decided. */
static int window_begin(const rolling *self, int period) {
    const int last = self->chain->network->periods - window_periods(self);
    return period < last ? period : last;
}

static void copy(double *to, const double *from, size_t count) {
    memcpy(to, from, count * sizeof *to);
}

/* Keeps the state in which the last window begins, since the ledger's goes on. */
static void keep_state(rolling *self, const ski_ledger *ledger) {
    const sk_network *network = self->chain->network;
    copy(self->stock_t, ledger->stock_t, (size_t)network->scenario->stock_count);
    copy(self->waiting_t, ledger->waiting_t, (size_t)network->scenario->demand_count);
    copy(self->arrivals_t, ledger->arrivals_t,
         (size_t)network->node_count * (size_t)ledger->arrival_periods);
}

static ski_start start_of(rolling *self, const ski_ledger *ledger) {
    const int period = ledger->periods_done, first = window_begin(self, period);
    const bool is_last = first + window_periods(self) == self->chain->network->periods;
    if (is_last && period == first) {
        keep_state(self, ledger);
    }
    return (ski_start){
        .first_period = first,
        .stock_t = is_last ? self->stock_t : ledger->stock_t,
        .waiting_t = is_last ? self->waiting_t : ledger->waiting_t,
        .arrival_periods = ledger->arrival_periods - first,
        .arrival_stride = ledger->arrival_periods,
        .arrivals_t = (is_last ? self->arrivals_t : ledger->arrivals_t) + first,
        .settled_periods = period - first,
        .settled_t = self->flows,
        /* a window that ends before the horizon is credited whatever the scenario's rule */
        .is_credited = !is_last || self->chain->network->has_credit,
    };
}

static void fill_values(rolling *self, const ski_world *world, int period) {
    const sk_network *network = self->chain->network;
    const int first = window_begin(self, period), periods = window_periods(self);
    for (int i = 0; i < self->moving_count; i++) {
        copy(self->values + self->moving[i] * periods,
             network->base + self->moving[i] * network->periods + first, (size_t)periods);
    }
    ski_forecast_fill(self->forecast, world, period, first, periods, self->values);
}

static sk_status patch(rolling *self, const ski_start *start, sk_error *error) {
    sk_status moved = ski_program_move(self->program, start, self->values, self->moving,
                                       self->moving_count, self->changes, error);
    /* Also after a failed move, so that program and solver stay alike. */
    sk_status st = ski_solver_patch(self->solver, self->changes, error);
    return moved != SK_OK ? moved : st;
}

static bool costs_differ(const ski_program *a, const ski_program *b) {
    return memcmp(a->cost, b->cost, (size_t)a->column_count * sizeof *a->cost) != 0;
}

/* A world's first window starts from the base's optimum, each other one from the one before. */
static sk_status decide(ski_rule *rule, const ski_world *world, ski_ledger *ledger,
                        sk_error *error) {
    sk_status st = SK_OK;
    rolling *self = (rolling *)rule;
    const int period = ledger->periods_done;
    const ski_basis *basis = period == 0 ? self->window->basis : NULL;
    const ski_start start = start_of(self, ledger);
    ski_optimum optimum;
    fill_values(self, world, period);
    self->rule.program = NULL;
    SK_TRY(patch(self, &start, error));
    self->rule.program = self->program;
    const bool costs_moved = period == 0 ? costs_differ(self->program, self->window->program)
                                         : self->changes->column_cost_count > 0;
    SK_TRY(ski_optimum_find(self->solver, self->program, self->values, SKI_WARM, basis, costs_moved,
                            self->flows, self->row_dual, self->work, &optimum, error));
    ski_solves_add(&ledger->solves, &optimum);
    ski_ledger_carry_out(ledger, self->program, self->flows, period - start.first_period);
done:
    return st;
}

/* --- making one --- */

static bool is_constant(const sk_network *network, int quantity) {
    const double *base = network->base + quantity * network->periods;
    for (int period = 1; period < network->periods; period++) {
        if (base[period] != base[0]) {
            return false;
        }
    }
    return true;
}

/* Quantities that a cause touches or a schedule moves. */
static sk_status list_moving(rolling *self) {
    const sk_network *network = self->chain->network;
    const int *touched = ski_touched(self->chain->uncertainty);
    const int touched_count = ski_touched_count(self->chain->uncertainty);
    self->moving = ski_alloc(network->quantity_count, sizeof *self->moving);
    if (self->moving == NULL) {
        return SK_ERR_MEMORY;
    }
    for (int quantity = 0, next = 0; quantity < network->quantity_count; quantity++) {
        const bool is_touched = next < touched_count && touched[next] == quantity;
        next += is_touched;
        if (is_touched || !is_constant(network, quantity)) {
            self->moving[self->moving_count++] = quantity;
        }
    }
    return SK_OK;
}

static sk_status allocate(rolling *self) {
    sk_status st = SK_OK;
    const sk_network *network = self->chain->network, *window = self->window->network;
    const ski_program *program = self->window->program;
    const int arrival_periods = network->periods + network->arrival_periods;
    self->values =
        ski_alloc(window->quantity_count, (size_t)window->periods * sizeof *self->values);
    SK_CHECK_MEMORY(self->values);
    copy(self->values, window->base, (size_t)window->quantity_count * (size_t)window->periods);
    SK_CHECK_MEMORY(self->flows = ski_alloc(program->column_count, sizeof(double)));
    SK_CHECK_MEMORY(self->row_dual = ski_alloc(program->row_count, sizeof(double)));
    SK_CHECK_MEMORY(self->work = ski_alloc(program->row_count, 2 * sizeof(double)));
    SK_CHECK_MEMORY(self->stock_t = ski_alloc(network->scenario->stock_count, sizeof(double)));
    SK_CHECK_MEMORY(self->waiting_t = ski_alloc(network->scenario->demand_count, sizeof(double)));
    self->arrivals_t =
        ski_alloc(network->node_count, (size_t)arrival_periods * sizeof *self->arrivals_t);
    SK_CHECK_MEMORY(self->arrivals_t);
done:
    return st;
}

static void rolling_free(ski_rule *rule) {
    rolling *self = (rolling *)rule;
    ski_solver_free(self->solver);
    ski_changes_free(self->changes);
    ski_program_free(self->program);
    ski_forecast_free(self->forecast);
    free(self->moving);
    free(self->values);
    free(self->flows);
    free(self->row_dual);
    free(self->work);
    free(self->stock_t);
    free(self->waiting_t);
    free(self->arrivals_t);
    free(self);
}

sk_status ski_rolling_new(ski_rule **out, const ski_case *chain, sk_error *error) {
    sk_status st = SK_OK;
    rolling *self = ski_alloc(1, sizeof *self);
    SK_CHECK_MEMORY(self);
    self->rule = (ski_rule){.decide = decide, .free = rolling_free};
    self->chain = chain;
    self->window = chain->window;
    SK_TRY(allocate(self));
    SK_TRY(list_moving(self));
    SK_TRY(ski_forecast_new(&self->forecast, chain->uncertainty));
    SK_TRY(ski_program_copy(&self->program, self->window->program));
    SK_TRY(ski_changes_new(&self->changes, self->program));
    SK_TRY(ski_solver_new(&self->solver, self->program, error));
    *out = &self->rule;
    self = NULL;
done:
    ski_rule_free(self == NULL ? NULL : &self->rule);
    return st;
}
