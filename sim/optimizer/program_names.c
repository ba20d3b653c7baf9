/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and rows → names that people, MPS and CPLEX-LP files understand: fields of letters,
 * digits and `_`, joined by dots. */
#include "optimizer/program_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *element_name(const ski_program *program, ski_section section, int element) {
    return ski_element_at(program->network->scenario, section, element)->name;
}

static const char *material_name(const ski_program *program, int material) {
    return element_name(program, SKI_MATERIALS, material);
}

/* Appends a dot and formatted text. */
__attribute__((format(printf, 3, 4))) static void append(char *text, int size, const char *format,
                                                         ...) {
    int length = (int)strlen(text);
    if (length + 1 >= size) {
        return;
    }
    text[length] = '.';
    va_list args;
    va_start(args, format);
    vsnprintf(text + length + 1, (size_t)(size - length - 1), format, args);
    va_end(args);
}

static void append_node(const ski_program *program, int node, char *text, int size) {
    const ski_node *of = &program->network->nodes[node];
    append(text, size, "%s", element_name(program, SKI_PLACES, of->place));
    append(text, size, "%s", material_name(program, of->material));
}

/* Period labels have dashes, which LP files read as minus. */
static void append_period(const ski_program *program, int period, char *text, int size) {
    char label[SKI_DATE_TEXT];
    ski_period_label(label, &program->network->scenario->calendar,
                     program->start.first_period + period);
    for (char *at = label; *at != '\0'; at++) {
        if (*at == '-') {
            *at = '_';
        }
    }
    append(text, size, "%s", label);
}

static void append_block(const ski_program *program, int index, char *text, int size) {
    const ski_block *block = &program->network->blocks[index];
    const ski_supply *supply = &program->network->supplies[block->source];
    append(text, size, "%s", element_name(program, SKI_SOURCES, block->source));
    if (supply->block_count > 1) {
        append(text, size, "%d", index - supply->first_block + 1);
    }
}

static void append_lane(const ski_program *program, int index, char *text, int size) {
    const ski_lane *lane = &program->network->lanes[index];
    append(text, size, "%s", element_name(program, SKI_ROUTES, lane->route));
    append(text, size, "%s", material_name(program, lane->material));
}

static void append_substitute(const ski_program *program, const ski_column *column, char *text,
                              int size) {
    int node = program->network->needs[column->element].substitutes[column->item].node;
    append(text, size, "%s", element_name(program, SKI_DEMANDS, column->element));
    append(text, size, "%s", material_name(program, program->network->nodes[node].material));
}

static void append_tier(const ski_program *program, const ski_column *column, char *text,
                        int size) {
    append(text, size, "%s", element_name(program, SKI_DEMANDS, column->element));
    if (program->network->needs[column->element].tier_count > 0) {
        append(text, size, "tier%d", column->item + 1);
    }
}

static void append_column(const ski_program *program, const ski_column *column, char *text,
                          int size) {
    switch (column->kind) {
    case SKI_BUY:
        append_block(program, column->element, text, size);
        break;
    case SKI_RUN:
        append(text, size, "%s", element_name(program, SKI_PROCESSES, column->element));
        break;
    case SKI_SHIP:
        append_lane(program, column->element, text, size);
        break;
    case SKI_STOCK:
    case SKI_STOCK_DISCARD:
    case SKI_BELOW:
        append(text, size, "%s", element_name(program, SKI_STOCKS, column->element));
        break;
    case SKI_SERVE:
    case SKI_WAIT:
        append(text, size, "%s", element_name(program, SKI_DEMANDS, column->element));
        break;
    case SKI_SUBSTITUTE:
        append_substitute(program, column, text, size);
        break;
    case SKI_SHORT:
        append_tier(program, column, text, size);
        break;
    case SKI_EXCESS:
        append(text, size, "%s", element_name(program, SKI_LIMITS, column->element));
        break;
    case SKI_DISCARD:
    case SKI_CREDIT:
        append_node(program, column->element, text, size);
        break;
    }
}

void ski_column_name(const ski_program *program, int column, char *text, int size) {
    static const char *const kinds[] = {
        [SKI_BUY] = "buy",
        [SKI_RUN] = "run",
        [SKI_SHIP] = "ship",
        [SKI_STOCK] = "stock",
        [SKI_STOCK_DISCARD] = "drop",
        [SKI_BELOW] = "below",
        [SKI_SERVE] = "serve",
        [SKI_SUBSTITUTE] = "substitute",
        [SKI_SHORT] = "short",
        [SKI_WAIT] = "wait",
        [SKI_EXCESS] = "excess",
        [SKI_DISCARD] = "discard",
        [SKI_CREDIT] = "credit",
    };
    const ski_column *of = &program->columns[column];
    snprintf(text, (size_t)size, "%s", kinds[of->kind]);
    append_column(program, of, text, size);
    if (of->kind != SKI_CREDIT) {
        append_period(program, of->period, text, size);
    }
}

/* What kinds of row are called, and the section of the one element each is about; rows of nodes are
 * about a place and a material. */
static const struct {
    const char *name;
    ski_section section;
} row_kinds[] = {
    [SKI_ROW_BALANCE] = {"balance", SKI_SECTIONS}, [SKI_ROW_MINIMUM] = {"minimum", SKI_SOURCES},
    [SKI_ROW_CAPACITY] = {"capacity", SKI_ROUTES}, [SKI_ROW_PASSAGE] = {"passage", SKI_CHOKEPOINTS},
    [SKI_ROW_DEMAND] = {"demand", SKI_DEMANDS},    [SKI_ROW_RELEASE] = {"release", SKI_STOCKS},
    [SKI_ROW_REFILL] = {"refill", SKI_STOCKS},     [SKI_ROW_TARGET] = {"target", SKI_STOCKS},
    [SKI_ROW_LIMIT] = {"limit", SKI_LIMITS},       [SKI_ROW_CREDIT] = {"credit", SKI_SECTIONS},
};

void ski_row_name(const ski_program *program, int row, char *text, int size) {
    const ski_row *of = &program->rows[row];
    snprintf(text, (size_t)size, "%s", row_kinds[of->kind].name);
    if (row_kinds[of->kind].section == SKI_SECTIONS) {
        append_node(program, of->element, text, size);
    } else {
        append(text, size, "%s", element_name(program, row_kinds[of->kind].section, of->element));
    }
    if (of->kind != SKI_ROW_CREDIT) {
        append_period(program, of->period, text, size);
    }
}
