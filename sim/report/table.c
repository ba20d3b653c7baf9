/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells → a table of aligned text: columns as wide as their widest cell, two spaces between. */
#include "report/table.h"

#include "base/memory.h"
#include "report/format.h"

#include <stdarg.h>
#include <stdlib.h>

enum { COLUMNS_MOST = 12, PRINTED_MOST = 512 };

struct ski_table {
    ski_arena *arena;
    int columns;
    bool to_right[COLUMNS_MOST];
    int widths[COLUMNS_MOST];
    const char **cells; /* [cell_count], the headings first */
    int cell_count, cell_capacity;
    bool failed; /* memory ran out: said once, at the end */
};

/* Characters, not bytes: titles are UTF-8. */
static int width_of(const char *text) {
    int width = 0;
    for (; *text != '\0'; text++) {
        width += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return width;
}

static void add(ski_table *table, const char *text) {
    if (table == NULL || table->failed) {
        return;
    }
    const char *copy = ski_arena_text(table->arena, text);
    if (copy == NULL || ski_grow((void **)&table->cells, &table->cell_capacity, table->cell_count,
                                 sizeof *table->cells) != 0) {
        table->failed = true;
        return;
    }
    int column = table->cell_count % table->columns;
    int width = width_of(copy);
    table->widths[column] = width > table->widths[column] ? width : table->widths[column];
    table->cells[table->cell_count++] = copy;
}

ski_table *ski_table_new(const char *const *headings, int columns) {
    ski_table *table = ski_alloc(1, sizeof *table);
    if (table == NULL) {
        return NULL;
    }
    table->arena = ski_arena_new();
    table->failed = table->arena == NULL;
    table->columns = columns;
    for (int i = 0; i < columns; i++) {
        table->to_right[i] = headings[i][0] == '>';
        add(table, headings[i] + 1);
    }
    return table;
}

void ski_cell_text(ski_table *table, const char *format, ...) {
    char text[PRINTED_MOST];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add(table, text);
}

void ski_cell_amount(ski_table *table, double value) {
    char text[SKI_FIGURE_TEXT];
    add(table, ski_amount_text(text, value));
}

void ski_cell_figure(ski_table *table, double value, int decimals) {
    char text[SKI_FIGURE_TEXT];
    add(table, ski_figure_text(text, value, decimals));
}

void ski_cell_count(ski_table *table, int count) {
    ski_cell_figure(table, count, 0);
}

void ski_cell_percent(ski_table *table, double share) {
    char text[SKI_FIGURE_TEXT];
    add(table, ski_percent_text(text, share));
}

bool ski_table_has_rows(const ski_table *table) {
    return table != NULL && table->cell_count > table->columns;
}

/* Spaces come before what follows them, so that no line ends in one. */
static void write_row(const ski_table *table, int first, FILE *stream) {
    int pending = 2;
    for (int column = 0; column < table->columns; column++) {
        const char *text = table->cells[first + column];
        int padding = table->widths[column] - width_of(text);
        int before = table->to_right[column] ? padding : 0;
        if (text[0] != '\0') {
            fprintf(stream, "%*s%s", pending + before, "", text);
            pending = padding - before + 2;
        } else {
            pending += padding + 2;
        }
    }
    fputc('\n', stream);
}

sk_status ski_table_write(ski_table *table, const char *title, FILE *stream) {
    if (table == NULL) {
        return SK_ERR_MEMORY;
    }
    sk_status st = table->failed ? SK_ERR_MEMORY : SK_OK;
    if (st == SK_OK && ski_table_has_rows(table)) {
        fprintf(stream, "%s\n", title);
        for (int first = 0; first + table->columns <= table->cell_count; first += table->columns) {
            write_row(table, first, stream);
        }
        fputc('\n', stream);
    }
    ski_arena_free(table->arena);
    free(table->cells);
    free(table);
    return st;
}
