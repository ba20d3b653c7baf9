/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.db → JSON, skarn/export/1: each table an array of objects, one a line. Rows are written
 * one by one: there may be millions. */
#include "report/json.h"
#include "report/stream.h"
#include "results/reader.h"

static void add_cell(ski_json *json, const char *key, ski_cell cell) {
    switch (cell.kind) {
    case SKI_CELL_INTEGER:
        ski_json_number(json, json->root, key, (double)cell.integer);
        break;
    case SKI_CELL_REAL:
        ski_json_number(json, json->root, key, cell.real);
        break;
    case SKI_CELL_TEXT:
    case SKI_CELL_NULL:
        ski_json_text(json, json->root, key, cell.text);
        break;
    }
}

/* The row in hand as an object on one line. */
static sk_status write_row(const sk_export *from, FILE *stream) {
    ski_json json = {.root = cJSON_CreateObject()};
    for (int c = 0; c < ski_reader_column_count(from); c++) {
        add_cell(&json, ski_reader_column(from, c), ski_reader_cell(from, c));
    }
    char *text = json.failed ? NULL : cJSON_PrintUnformatted(json.root);
    sk_status st = text == NULL ? SK_ERR_MEMORY : SK_OK;
    if (text != NULL && fputs(text, stream) < 0) {
        st = SK_ERR_IO; /* said at once, while errno knows why */
    }
    cJSON_free(text);
    cJSON_Delete(json.root);
    return st;
}

static sk_status write_table(sk_export *from, const char *table, FILE *stream, sk_error *error) {
    sk_status st = SK_OK;
    bool found = true;
    int rows = 0;
    fprintf(stream, "\"%s\": [", table);
    SK_TRY(ski_reader_table(from, table, error));
    while (found) {
        SK_TRY(ski_reader_next(from, &found));
        if (found) {
            fputs(rows++ == 0 ? "\n" : ",\n", stream);
            SK_TRY(write_row(from, stream));
        }
    }
    fputs("\n]", stream);
done:
    return st;
}

/* The one row of `identity`. */
static sk_status write_identity(sk_export *from, FILE *stream, sk_error *error) {
    sk_status st = SK_OK;
    bool found = false;
    fputs("\"identity\": ", stream);
    SK_TRY(ski_reader_table(from, "identity", error));
    SK_TRY(ski_reader_next(from, &found));
    if (found) {
        st = write_row(from, stream);
    } else {
        fputs("null", stream);
    }
done:
    return st;
}

sk_status sk_export_write_json(sk_export *from, FILE *stream, sk_error *error) {
    sk_status st = SK_OK;
    int count = 0;
    const char *const *tables = sk_export_tables(&count);
    fprintf(stream, "{\"schema\": \"skarn/export/1\",\n\"complete\": %s,\n",
            sk_export_is_complete(from) ? "true" : "false");
    SK_TRY(write_identity(from, stream, error));
    for (int i = 0; i < count; i++) {
        if (sk_export_has(from, tables[i])) {
            fputs(",\n", stream);
            SK_TRY(write_table(from, tables[i], stream, error));
        }
    }
    fputs(",\n\"provenance\": {", stream);
    SK_TRY(write_table(from, "start", stream, error));
    fputs("}}\n", stream);
    st = ski_stream_status(stream);
done:
    return st;
}
