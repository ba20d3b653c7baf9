/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program begins with → what that brings into its rows: stocks and cargo into balances, who
 * waits into demands. It stands on the right-hand side, so a later start moves bounds alone. */
#include "optimizer/program_parts.h"

sk_status ski_start_of(ski_program *program) {
    sk_status st = SK_OK;
    const sk_network *network = program->network;
    double *stock_t = SKI_NEW(program->arena, double, network->scenario->stock_count);
    SK_CHECK_MEMORY(stock_t);
    for (int stock = 0; stock < network->scenario->stock_count; stock++) {
        stock_t[stock] = network->stores[stock].initial_t;
    }
    program->start = (ski_start){.stock_t = stock_t,
                                 .arrival_periods = network->arrival_periods,
                                 .arrival_stride = network->arrival_periods,
                                 .arrivals_t = network->arrivals,
                                 .is_credited = network->has_credit};
done:
    return st;
}

/* What the stock from before brings into a program's first period. */
static double kept_t(const ski_program *program, int stock) {
    return program->network->stores[stock].kept_share * program->start.stock_t[stock];
}

static double arrival_t(const ski_start *start, int node, int period) {
    return period < start->arrival_periods
               ? start->arrivals_t[node * start->arrival_stride + period]
               : 0;
}

static double balance_constant(const ski_program *program, int node, int period) {
    const sk_network *network = program->network;
    double constant = -arrival_t(&program->start, node, period);
    for (int stock = 0; period == 0 && stock < network->scenario->stock_count; stock++) {
        if (network->stores[stock].node == node) {
            constant -= kept_t(program, stock);
        }
    }
    return constant;
}

/* Cargo from before the start that is still under way at the end. */
static double late_cargo_t(const ski_program *program, int node) {
    double sum = 0;
    for (int period = program->network->periods; period < program->start.arrival_periods;
         period++) {
        sum += arrival_t(&program->start, node, period);
    }
    return sum;
}

double ski_row_constant(const ski_program *program, const ski_row *row) {
    const bool is_first = row->period == 0;
    switch (row->kind) {
    case SKI_ROW_BALANCE:
        return balance_constant(program, row->element, row->period);
    case SKI_ROW_RELEASE:
        return is_first ? -kept_t(program, row->element) : 0;
    case SKI_ROW_REFILL:
        return is_first ? kept_t(program, row->element) : 0;
    case SKI_ROW_DEMAND:
        return is_first && program->start.waiting_t != NULL ? program->start.waiting_t[row->element]
                                                            : 0;
    case SKI_ROW_CREDIT:
        return late_cargo_t(program, row->element);
    case SKI_ROW_MINIMUM:
    case SKI_ROW_CAPACITY:
    case SKI_ROW_PASSAGE:
    case SKI_ROW_TARGET:
    case SKI_ROW_LIMIT:
        break;
    }
    return 0;
}
