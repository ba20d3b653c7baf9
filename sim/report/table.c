/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells → a table of aligned text: columns as wide as their widest cell, two spaces between. */
#include "report/table.h"

#include "base/memory.h"
#include "report/format.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* TEXT_LEAST: a column of text is not made narrower than this. */
enum { COLUMNS_MOST = 12, PRINTED_MOST = 512, TEXT_LEAST = 10 };

struct ski_table {
    ski_arena *arena;
    int columns;
    char kinds[COLUMNS_MOST]; /* `<`, `=` or `>` */
    int widths[COLUMNS_MOST];
    const char **cells; /* [cell_count], the headings first */
    int cell_count, cell_capacity;
    bool failed; /* memory ran out: said once, at the end */
};

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
    int width = ski_text_width(copy);
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
        table->kinds[i] = headings[i][0];
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

/* Characters of the longest word. */
static int longest_word(const char *text) {
    int longest = 0;
    while (*text != '\0') {
        int length = 0;
        for (; text[length] != '\0' && text[length] != ' '; length++) {
        }
        longest = length > longest ? length : longest;
        text += length + strspn(text + length, " ");
    }
    return longest;
}

/* What a column cannot be narrower than: figures are not cut. */
static int least_width(const ski_table *table, int column) {
    if (table->kinds[column] == '<') {
        return table->widths[column] < TEXT_LEAST ? table->widths[column] : TEXT_LEAST;
    }
    int least = longest_word(table->cells[column]);
    for (int i = column + table->columns; i < table->cell_count; i += table->columns) {
        const char *cell = table->cells[i];
        int width = strpbrk(cell, "0123456789") == NULL ? longest_word(cell) : ski_text_width(cell);
        least = width > least ? width : least;
    }
    return least;
}

/* Gives back what lines broken at blanks leave free on the right. */
static void tighten(ski_table *table, int column) {
    int widest = 0;
    for (int i = column; i < table->cell_count; i += table->columns) {
        for (const char *rest = table->cells[i]; *rest != '\0';) {
            char piece[PRINTED_MOST];
            int length = ski_piece_length(rest, table->widths[column]);
            snprintf(piece, sizeof piece, "%.*s", length, rest);
            int width = ski_text_width(piece);
            widest = width > widest ? width : widest;
            rest = ski_next_line(rest, length);
        }
    }
    table->widths[column] = widest;
}

/* Takes from the widest of the columns that can give, one character at a time, until the table is
 * `width` wide or nothing is left to take. */
static void fit(ski_table *table, int width) {
    int least[COLUMNS_MOST];
    int total = 0, widest = 0;
    for (int column = 0; column < table->columns; column++) {
        least[column] = least_width(table, column);
        total += 2 + table->widths[column];
    }
    for (; total > width && widest >= 0; total--) {
        widest = -1;
        for (int column = 0; column < table->columns; column++) {
            if (table->widths[column] > least[column] &&
                (widest < 0 || table->widths[column] > table->widths[widest])) {
                widest = column;
            }
        }
        if (widest >= 0) {
            table->widths[widest]--;
        }
    }
    for (int column = 0; column < table->columns; column++) {
        tighten(table, column);
    }
}

/* Writes one line of a row and takes it from `rest`, [columns]; false when nothing is left. Spaces
 * come before what follows them, so that no line ends in one. */
static bool write_line(const ski_table *table, const char **rest, FILE *stream) {
    int pending = 2;
    bool more = false;
    for (int column = 0; column < table->columns; column++) {
        int length = ski_piece_length(rest[column], table->widths[column]);
        char piece[PRINTED_MOST];
        snprintf(piece, sizeof piece, "%.*s", length, rest[column]);
        int padding = table->widths[column] - ski_text_width(piece);
        int before = table->kinds[column] == '>' ? padding : 0;
        if (length > 0) {
            fprintf(stream, "%*s%s", pending + before, "", piece);
            pending = 2 + padding - before;
        } else {
            pending += 2 + padding;
        }
        rest[column] = ski_next_line(rest[column], length);
        more = more || rest[column][0] != '\0';
    }
    fputc('\n', stream);
    return more;
}

static void write_row(const ski_table *table, int first, FILE *stream) {
    const char *rest[COLUMNS_MOST];
    for (int column = 0; column < table->columns; column++) {
        rest[column] = table->cells[first + column];
    }
    while (write_line(table, rest, stream)) {
    }
}

sk_status ski_table_write(ski_table *table, const char *title, const sk_text_style *style,
                          FILE *stream) {
    if (table == NULL) {
        return SK_ERR_MEMORY;
    }
    sk_status st = table->failed ? SK_ERR_MEMORY : SK_OK;
    if (st == SK_OK && ski_table_has_rows(table)) {
        if (style != NULL && style->width > 0) {
            fit(table, style->width);
        }
        ski_write_line("", title, 0, style, stream);
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
