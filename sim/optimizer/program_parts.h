/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that build and patch a program share: a program in the making, and what its
 * numbers are worked out from. */
#ifndef SKI_OPTIMIZER_PROGRAM_PARTS_H
#define SKI_OPTIMIZER_PROGRAM_PARTS_H

#include "optimizer/program.h"

#include <math.h>

/* --- program_draft.c: columns, rows and terms in the making --- */

/* One entry of the matrix in the making: constant + slope * the quantity in the column's period. */
typedef struct {
    int column, row;
    double constant, slope;
    int quantity; /* -1: none */
} ski_term;

/* A program in the making. Adding to it fails only for want of memory, which is kept in `st` and
 * looked at once, at the end: equations need no error paths. */
typedef struct {
    sk_status st;
    ski_program *program;
    const sk_network *network;
    int column_count, column_capacity, row_count, row_capacity, term_count, term_capacity;
    ski_column *columns;
    ski_row *rows;
    ski_term *terms;
} ski_draft;

void ski_draft_release(ski_draft *draft);

/* Adds `periods` columns (a single one for SKI_CREDIT) and returns the first. */
int ski_add_columns(ski_draft *draft, ski_column_kind kind, int element, int item);

/* Adds a row and returns it. */
int ski_add_row(ski_draft *draft, ski_row_kind kind, int element, int period);

/* Adds `value` to the entry of a row and a column. */
void ski_add_term(ski_draft *draft, int row, int column, double value);

/* The same, `slope` times a quantity in the column's period. */
void ski_add_moving_term(ski_draft *draft, int row, int column, double slope, int quantity);

/* --- program_layout.c --- */

void ski_layout_columns(ski_draft *draft);

/* --- the equations of docs/model.md, one function each --- */

/* program_balance.c: these rows come first, row = node * periods + period. */
void ski_balance_rows(ski_draft *draft);

/* program_flows.c */
void ski_minimum_rows(ski_draft *draft);
void ski_capacity_rows(ski_draft *draft);
void ski_passage_rows(ski_draft *draft);
void ski_limit_rows(ski_draft *draft);

/* program_demands.c */
void ski_demand_rows(ski_draft *draft);

/* program_stocks.c */
void ski_release_rows(ski_draft *draft);
void ski_refill_rows(ski_draft *draft);
void ski_target_rows(ski_draft *draft);

/* program_credit.c */
void ski_credit_rows(ski_draft *draft);

/* --- program_matrix.c --- */

/* Terms of the draft → compressed columns of its program and the entries that move. */
sk_status ski_matrix_compress(ski_draft *draft);

/* --- program_patch.c: what each quantity moves --- */

/* An entry that depends on a quantity: constant + slope * its value in `period`. */
typedef struct {
    int entry, quantity, period;
    double constant, slope;
} ski_moving_entry;

typedef enum { SKI_COLUMN_PART, SKI_ROW_PART, SKI_ENTRY_PART } ski_part_kind;

/* A column, a row or a moving entry. */
typedef struct {
    ski_part_kind kind;
    int index;
} ski_program_part;

struct ski_patches {
    double box_t;    /* bound of what has no limit of its own, in the base */
    double gain;     /* most tonnes anywhere upstream for one tonne delivered */
    double dilution; /* most that purchases grow to lower a capped share */
    int moving_count;
    ski_moving_entry *moving; /* [moving_count] */
    int *start;               /* [quantity_count + 1] into parts */
    ski_program_part *parts;  /* those that depend on each quantity */
};

/* Which quantities the numbers of a part were worked out from, noted while they are. */
typedef struct ski_readings ski_readings;
void ski_note_reading(ski_readings *readings, int quantity);

/* What numbers are worked out from. */
typedef struct {
    const sk_network *network;
    const double *values; /* [quantity_count * periods] base, world or forecast */
    const ski_start *start;
    double box_t;
    ski_readings *readings; /* NULL but while the template is built */
} ski_inputs;

static inline double ski_read(const ski_inputs *inputs, int quantity, int period) {
    if (inputs->readings != NULL) {
        ski_note_reading(inputs->readings, quantity);
    }
    return ski_value(inputs->network, inputs->values, quantity, period);
}

/* Sets every number from the base values, and notes what each quantity moves. */
sk_status ski_program_set_numbers(ski_program *program, sk_error *error);

/* --- program_start.c --- */

/* What a network begins with: its initial stocks, the cargo from before the start. SK_ERR_MEMORY.
 */
sk_status ski_start_of(ski_program *program);

/* What the start brings into a row: added to both bounds. */
double ski_row_constant(const ski_program *program, const ski_row *row);

/* --- program_bounds.c, program_costs.c: the numbers of a column or row --- */

typedef struct {
    double lower, upper;
    bool boxed;
} ski_bounds;

ski_bounds ski_column_bounds(const ski_inputs *inputs, const ski_column *column);
/* Without the row's constant. */
ski_bounds ski_row_bounds(const ski_inputs *inputs, const ski_row *row);
double ski_column_cost(const ski_inputs *inputs, const ski_column *column);

/* Whether a quantity is a limit in some world: finite in the base, or a target of some cause (which
 * may close what has no capacity). */
bool ski_may_limit(const sk_network *network, int quantity);

/* --- program_boxes.c --- */

/* Sets box_t, gain and dilution. SK_ERR_MEMORY. */
sk_status ski_boxes_derive(ski_program *program);

/* The box of a table of values: the base's, but where demands, targets and minimums have grown. */
double ski_box_in(const ski_program *program, const ski_start *start, const double *values);

/* The largest quantity that a box is made of, and its period. */
int ski_box_cause(const sk_network *network, const double *values, int *period);

/* --- program_rank_flows.c --- */

/* Place of each flow among equal ones, flow_rank: [column_count], the largest such place at the
 * node it goes to, flow_rank_most: [column_count], and the most that a tonne delivered gathers of
 * it: it calls for at most `gain` tonnes at a node, and passes each node once. */
sk_status ski_rank_flows(const ski_program *program, int *flow_rank, int *flow_rank_most,
                         double *gathered);

#endif
