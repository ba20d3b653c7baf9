/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of results.db → CSV, as RFC 4180 but with plain line ends. */
#include "base/text.h"
#include "report/stream.h"
#include "results/reader.h"

#include <string.h>

static void write_text(const char *text, FILE *stream) {
    if (text[strcspn(text, "\",\r\n")] == '\0') {
        fputs(text, stream);
        return;
    }
    fputc('"', stream);
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"') {
            fputc('"', stream);
        }
        fputc(*at, stream);
    }
    fputc('"', stream);
}

static void write_cell(ski_cell cell, FILE *stream) {
    char text[SKI_NUMBER_TEXT];
    switch (cell.kind) {
    case SKI_CELL_INTEGER:
        fprintf(stream, "%lld", cell.integer);
        break;
    case SKI_CELL_REAL:
        fputs(ski_number_text(text, cell.real), stream);
        break;
    case SKI_CELL_TEXT:
        write_text(cell.text, stream);
        break;
    case SKI_CELL_NULL:
        break;
    }
}

static bool is_table(const char *name) {
    int count = 0;
    const char *const *tables = sk_export_tables(&count);
    for (int i = 0; i < count; i++) {
        if (strcmp(tables[i], name) == 0) {
            return true;
        }
    }
    return false;
}

sk_status sk_export_write_csv(sk_export *from, const char *table, FILE *stream, sk_error *error) {
    sk_status st = SK_OK;
    bool found = false;
    if (!is_table(table)) {
        return ski_fail(error, SK_ERR_USAGE, "%s is no table of results", table);
    }
    SK_TRY(ski_reader_table(from, table, error));
    const int columns = ski_reader_column_count(from);
    for (int c = 0; c < columns; c++) {
        fputs(c == 0 ? "" : ",", stream);
        write_text(ski_reader_column(from, c), stream);
    }
    fputc('\n', stream);
    SK_TRY(ski_reader_next(from, &found));
    while (found) {
        for (int c = 0; c < columns; c++) {
            fputs(c == 0 ? "" : ",", stream);
            write_cell(ski_reader_cell(from, c), stream);
        }
        if (fputc('\n', stream) == EOF || ferror(stream)) {
            return SK_ERR_IO; /* said at once, while errno knows why */
        }
        SK_TRY(ski_reader_next(from, &found));
    }
    st = ski_stream_status(stream);
done:
    return st;
}
