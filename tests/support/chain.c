/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text → scenario, network and program; names → their numbers. */
#include "support/chain.h"

#include "support/assert_near.h"
#include "support/scenario_text.h"

#include <string.h>

enum { NAME_SIZE = 256 };

typedef void name_of(const ski_program *program, int index, char *text, int size);

chain chain_open(const char *text) {
    chain of = {scenario_of_text(text, NULL), NULL, NULL};
    sk_error *error = sk_error_new();
    assert_int_equal(ski_network_build(&of.network, of.scenario, error), SK_OK);
    sk_error_free(error);
    return of;
}

void chain_build(chain *of) {
    sk_error *error = sk_error_new();
    sk_status st = ski_program_build(&of->program, of->network, error);
    for (int i = 0; i < sk_error_kept(error); i++) {
        print_error("%s\n", sk_error_text(error, i));
    }
    sk_error_free(error);
    assert_int_equal(st, SK_OK);
}

chain chain_of_text(const char *text) {
    chain of = chain_open(text);
    chain_build(&of);
    return of;
}

void chain_close(chain *of) {
    ski_program_free(of->program);
    ski_network_free(of->network);
    sk_scenario_free(of->scenario);
}

static int find(const ski_program *program, name_of *name, int count, const char *wanted) {
    char text[NAME_SIZE];
    for (int i = 0; i < count; i++) {
        name(program, i, text, NAME_SIZE);
        if (strcmp(text, wanted) == 0) {
            return i;
        }
    }
    return -1;
}

static int must_find(const ski_program *program, name_of *name, int count, const char *wanted) {
    int index = find(program, name, count, wanted);
    if (index < 0) {
        fail_msg("there is no %s", wanted);
    }
    return index;
}

int column_named(const ski_program *program, const char *name) {
    return must_find(program, ski_column_name, program->column_count, name);
}

int row_named(const ski_program *program, const char *name) {
    return must_find(program, ski_row_name, program->row_count, name);
}

bool has_column(const ski_program *program, const char *name) {
    return find(program, ski_column_name, program->column_count, name) >= 0;
}

bool has_row(const ski_program *program, const char *name) {
    return find(program, ski_row_name, program->row_count, name) >= 0;
}

double entry_at(const ski_program *program, const char *row, const char *column) {
    int wanted = row_named(program, row), of = column_named(program, column);
    double value = 0;
    for (int k = program->column_start[of]; k < program->column_start[of + 1]; k++) {
        value += program->entry_row[k] == wanted ? program->entry_value[k] : 0;
    }
    return value;
}

double cost_of(const ski_program *program, const char *column) {
    return program->cost[column_named(program, column)];
}

double lower_of(const ski_program *program, const char *column) {
    return program->lower[column_named(program, column)];
}

double upper_of(const ski_program *program, const char *column) {
    return program->upper[column_named(program, column)];
}

double rank_of(const ski_program *program, const char *column) {
    return program->rank_cost[column_named(program, column)];
}

bool is_boxed(const ski_program *program, const char *column) {
    return program->boxed[column_named(program, column)];
}

double row_lower_of(const ski_program *program, const char *row) {
    return program->row_lower[row_named(program, row)];
}

double row_upper_of(const ski_program *program, const char *row) {
    return program->row_upper[row_named(program, row)];
}

int quantity_named(const sk_network *network, const char *path) {
    char text[NAME_SIZE];
    for (int quantity = 0; quantity < network->quantity_count; quantity++) {
        ski_quantity_path(network, quantity, text, NAME_SIZE);
        if (strcmp(text, path) == 0) {
            return quantity;
        }
    }
    fail_msg("there is no %s", path);
    return -1;
}
