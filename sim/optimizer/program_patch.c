/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of values → the numbers of a program that depend on it. Which those are is noted while
 * the template's own numbers are worked out, by the same functions, so nothing can be missed and
 * base values restore the template to the bit. */
#include "base/calendar.h"
#include "base/tolerances.h"
#include "optimizer/program_parts.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 256 };

/* A recipe, yield or ratio further from 1 leaves no digits for what it is added to. */
static const double COEFFICIENT_MOST = 1e15;

typedef struct {
    int quantity;
    ski_program_part part;
} reading;

struct ski_readings {
    reading *items;
    int count, capacity;
    ski_program_part part; /* the one being worked out */
    bool out_of_memory;
};

void ski_note_reading(ski_readings *readings, int quantity) {
    if (ski_grow((void **)&readings->items, &readings->capacity, readings->count,
                 sizeof *readings->items) != 0) {
        readings->out_of_memory = true;
        return;
    }
    readings->items[readings->count++] = (reading){quantity, readings->part};
}

/* Readings → the parts of each quantity, in the order they were noted. */
static sk_status keep_readings(ski_program *program, const ski_readings *readings) {
    sk_status st = readings->out_of_memory ? SK_ERR_MEMORY : SK_OK;
    struct ski_patches *patches = program->patches;
    int quantity_count = program->network->quantity_count;
    int *next = ski_alloc(quantity_count + 1, sizeof *next);
    SK_CHECK_MEMORY(next);
    SK_TRY(st);
    patches->start = SKI_NEW(program->arena, int, quantity_count + 1);
    SK_CHECK_MEMORY(patches->start);
    patches->parts = SKI_NEW(program->arena, ski_program_part, readings->count);
    SK_CHECK_MEMORY(patches->parts);
    for (int i = 0; i < readings->count; i++) {
        patches->start[readings->items[i].quantity + 1]++;
    }
    for (int quantity = 0; quantity < quantity_count; quantity++) {
        patches->start[quantity + 1] += patches->start[quantity];
        next[quantity] = patches->start[quantity];
    }
    for (int i = 0; i < readings->count; i++) {
        patches->parts[next[readings->items[i].quantity]++] = readings->items[i].part;
    }
done:
    free(next);
    return st;
}

/* A patch in the making. */
typedef struct {
    ski_program *program;
    ski_inputs inputs;
    ski_changes *changes; /* NULL: nobody asks */
    sk_error *error;
    sk_status st;
} patch;

/* Refuses a number of a column or row; the first is said, with its name. */
static void refuse(patch *of, const char *name, const char *what, double got) {
    if (of->st == SK_OK) {
        of->st = ski_fail(of->error, SK_ERR_INTERNAL,
                          "%s: %s is beyond what can be calculated with (%g)", name, what, got);
    }
}

static void refuse_column(patch *of, int column, const char *what, double got) {
    char name[NAME_SIZE];
    ski_column_name(of->program, column, name, NAME_SIZE);
    refuse(of, name, what, got);
}

static void refuse_row(patch *of, int row, const char *what, double got) {
    char name[NAME_SIZE];
    ski_row_name(of->program, row, name, NAME_SIZE);
    refuse(of, name, what, got);
}

/* The credit is decided when the horizon ends. */
static bool is_settled(const ski_program *program, int period) {
    return period < program->start.settled_periods;
}

static ski_bounds bounds_of_column(const patch *of, int column) {
    const ski_program *program = of->program;
    ski_bounds bounds = ski_column_bounds(&of->inputs, &program->columns[column]);
    if (is_settled(program, program->columns[column].period)) {
        const double settled_t = program->start.settled_t[column];
        bounds = (ski_bounds){settled_t, settled_t, false};
    }
    return bounds;
}

/* A row of a settled period holds, for its flows were verified. */
static ski_bounds bounds_of_row(const patch *of, int row) {
    const ski_program *program = of->program;
    if (is_settled(program, program->rows[row].period)) {
        return (ski_bounds){-INFINITY, INFINITY, false};
    }
    ski_bounds bounds = ski_row_bounds(&of->inputs, &program->rows[row]);
    bounds.lower += program->row_constant[row];
    bounds.upper += program->row_constant[row];
    return bounds;
}

static void set_column(patch *of, int column) {
    ski_program *program = of->program;
    ski_bounds bounds = bounds_of_column(of, column);
    double cost = ski_column_cost(&of->inputs, &program->columns[column]);
    if (!isfinite(bounds.lower) || !isfinite(bounds.upper) || bounds.lower > bounds.upper) {
        refuse_column(of, column, "the room between its bounds", bounds.upper - bounds.lower);
    } else if (bounds.lower != program->lower[column] || bounds.upper != program->upper[column] ||
               bounds.boxed != program->boxed[column]) {
        program->lower[column] = bounds.lower;
        program->upper[column] = bounds.upper;
        program->boxed[column] = bounds.boxed;
        if (of->changes != NULL) {
            of->changes->column_bounds[of->changes->column_bound_count++] = column;
        }
    }
    if (!isfinite(cost)) {
        refuse_column(of, column, "its cost", cost);
    } else if (cost != program->cost[column]) {
        program->cost[column] = cost;
        if (of->changes != NULL) {
            of->changes->column_costs[of->changes->column_cost_count++] = column;
        }
    }
}

static void set_row(patch *of, int row) {
    ski_program *program = of->program;
    ski_bounds bounds = bounds_of_row(of, row);
    double lower = bounds.lower, upper = bounds.upper;
    if (!(lower <= upper) || lower == INFINITY || upper == -INFINITY) {
        refuse_row(of, row, "the room between its bounds", upper - lower);
    } else if (lower != program->row_lower[row] || upper != program->row_upper[row]) {
        program->row_lower[row] = lower;
        program->row_upper[row] = upper;
        if (of->changes != NULL) {
            of->changes->rows[of->changes->row_count++] = row;
        }
    }
}

static void set_entry(patch *of, int moving) {
    const ski_moving_entry *entry = &of->program->patches->moving[moving];
    double value =
        entry->constant + entry->slope * ski_read(&of->inputs, entry->quantity, entry->period);
    if (!(fabs(value) <= COEFFICIENT_MOST)) {
        refuse_row(of, of->program->entry_row[entry->entry], "one of its coefficients", value);
    } else if (value != of->program->entry_value[entry->entry]) {
        of->program->entry_value[entry->entry] = value;
        if (of->changes != NULL) {
            of->changes->entries[of->changes->entry_count++] = entry->entry;
        }
    }
}

/* Entries that do not move. */
static void check_entries(patch *of) {
    const ski_program *program = of->program;
    for (int k = 0; k < program->entry_count; k++) {
        if (!(fabs(program->entry_value[k]) <= COEFFICIENT_MOST)) {
            refuse_row(of, program->entry_row[k], "one of its coefficients",
                       program->entry_value[k]);
        }
    }
}

static void set_part(patch *of, ski_program_part part) {
    if (of->inputs.readings != NULL) {
        of->inputs.readings->part = part;
    }
    switch (part.kind) {
    case SKI_COLUMN_PART:
        set_column(of, part.index);
        break;
    case SKI_ROW_PART:
        set_row(of, part.index);
        break;
    case SKI_ENTRY_PART:
        set_entry(of, part.index);
        break;
    }
}

static void set_parts(patch *of, ski_part_kind kind, int count) {
    for (int index = 0; index < count; index++) {
        set_part(of, (ski_program_part){kind, index});
    }
}

sk_status ski_program_set_numbers(ski_program *program, sk_error *error) {
    sk_status st = SK_OK;
    ski_readings readings = {.items = NULL};
    patch base = {.program = program, .error = error, .st = SK_OK};
    program->box_t = program->patches->box_t;
    base.inputs = (ski_inputs){program->network, program->network->base, &program->start,
                               program->box_t, &readings};
    for (int row = 0; row < program->row_count; row++) {
        program->row_constant[row] = ski_row_constant(program, &program->rows[row]);
    }
    set_parts(&base, SKI_COLUMN_PART, program->column_count);
    set_parts(&base, SKI_ROW_PART, program->row_count);
    set_parts(&base, SKI_ENTRY_PART, program->patches->moving_count);
    check_entries(&base);
    SK_TRY(base.st);
    SK_TRY(keep_readings(program, &readings));
done:
    free(readings.items);
    return st;
}

/* What a world makes of a quantity has to be a number; a missing limit stays missing. */
static sk_status check_quantity(const ski_inputs *inputs, int quantity, sk_error *error) {
    const sk_network *network = inputs->network;
    for (int period = 0; period < network->periods; period++) {
        double value = ski_value(network, inputs->values, quantity, period);
        if (!isfinite(value) && value != ski_value(network, network->base, quantity, period)) {
            char path[NAME_SIZE], label[SKI_DATE_TEXT];
            ski_quantity_path(network, quantity, path, NAME_SIZE);
            ski_period_label(label, &network->scenario->calendar,
                             inputs->start->first_period + period);
            return ski_fail(error, SK_ERR_INTERNAL,
                            "%s is %g in %s: its factors and disruptions multiply it beyond what "
                            "can be calculated with",
                            path, value, label);
        }
    }
    return SK_OK;
}

/* Tonnes may grow a millionfold: beside flows that are larger still the base's own would be
 * rounding (SKI_LEAST_SCALE_SHARE). */
static sk_status check_box(const ski_inputs *inputs, const struct ski_patches *patches,
                           sk_error *error) {
    const sk_network *network = inputs->network;
    double growth = inputs->box_t / patches->box_t, most = 1 / SKI_LEAST_SCALE_SHARE;
    if (growth <= most) {
        return SK_OK;
    }
    int period = 0, quantity = ski_box_cause(network, inputs->values, &period);
    const int in_horizon = inputs->start->first_period + period;
    const sk_network *whole = ski_whole(network);
    char path[NAME_SIZE], label[SKI_DATE_TEXT];
    ski_quantity_path(network, quantity, path, NAME_SIZE);
    ski_period_label(label, &network->scenario->calendar, in_horizon);
    return ski_fail(error, SK_ERR_INTERNAL,
                    "%s is %g in %s, where the base has %g: demands, stock targets and minimum "
                    "purchases together are %.1e times the base's (allowed: %g times)",
                    path, ski_value(network, inputs->values, quantity, period), label,
                    ski_value(whole, whole->base, quantity, in_horizon), growth, most);
}

static sk_status check_values(const ski_inputs *inputs, const struct ski_patches *patches,
                              const int *quantities, int quantity_count, sk_error *error) {
    sk_status st = SK_OK;
    for (int i = 0; i < quantity_count; i++) {
        SK_TRY(check_quantity(inputs, quantities[i], error));
    }
    SK_TRY(check_box(inputs, patches, error));
done:
    return st;
}

static void clear(ski_changes *changes) {
    changes->column_bound_count = changes->column_cost_count = 0;
    changes->row_count = changes->entry_count = 0;
}

/* Columns whose period became settled or open, and where asked the credits. */
static void reset_columns(patch *of, int from_period, int to_period, bool credits) {
    const ski_program *program = of->program;
    const int first_credit = program->layout.group_count * program->layout.periods;
    for (int column = 0; column < first_credit; column++) {
        const int period = program->columns[column].period;
        if (period >= from_period && period < to_period) {
            set_column(of, column);
        }
    }
    for (int column = first_credit; credits && column < program->column_count; column++) {
        set_column(of, column);
    }
}

/* Rows into which the start brings something else, or whose period became settled or open. */
static void reset_rows(patch *of, int from_period, int to_period) {
    ski_program *program = of->program;
    for (int row = 0; row < program->row_count; row++) {
        const int period = program->rows[row].period;
        const double constant = ski_row_constant(program, &program->rows[row]);
        if (constant != program->row_constant[row] ||
            (period >= from_period && period < to_period)) {
            program->row_constant[row] = constant;
            set_row(of, row);
        }
    }
}

/* Takes over a start; `of` has its inputs already. */
static void begin(patch *of, const ski_start *start) {
    ski_program *program = of->program;
    const int before = program->start.settled_periods, after = start->settled_periods;
    const int from = before < after ? before : after, to = before < after ? after : before;
    const bool credits = program->start.is_credited != start->is_credited;
    program->start = *start;
    reset_columns(of, from, to, credits);
    reset_rows(of, from, to);
}

sk_status ski_program_move(ski_program *program, const ski_start *start, const double *values,
                           const int *quantities, int quantity_count, ski_changes *changes,
                           sk_error *error) {
    sk_status st = SK_OK;
    const struct ski_patches *patches = program->patches;
    patch of = {.program = program, .changes = changes, .error = error, .st = SK_OK};
    of.inputs =
        (ski_inputs){program->network, values, start, ski_box_in(program, start, values), NULL};
    clear(changes);
    SK_TRY(check_values(&of.inputs, patches, quantities, quantity_count, error));
    begin(&of, start);
    if (of.inputs.box_t != program->box_t) { /* every bound may stand on it */
        program->box_t = of.inputs.box_t;
        set_parts(&of, SKI_COLUMN_PART, program->column_count);
        set_parts(&of, SKI_ROW_PART, program->row_count);
    }
    for (int i = 0; i < quantity_count; i++) {
        int last = patches->start[quantities[i] + 1];
        for (int part = patches->start[quantities[i]]; part < last; part++) {
            set_part(&of, patches->parts[part]);
        }
    }
    st = of.st;
done:
    return st;
}

sk_status ski_program_patch(ski_program *program, const double *values, const int *quantities,
                            int quantity_count, ski_changes *changes, sk_error *error) {
    const ski_start start = program->start;
    return ski_program_move(program, &start, values, quantities, quantity_count, changes, error);
}
