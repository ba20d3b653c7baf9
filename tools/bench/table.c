/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections of rows → standard output, aligned under their own headings, and the CSV file. */
#include "table.h"

#include "measure.h"

#include <math.h>
#include <string.h>

enum { WHAT_WIDTH = 34, WIDTH = 9 };

void bench_table_open(bench_table *table, const char *csv_path) {
    *table = (bench_table){.csv = fopen(csv_path, "w")};
    if (table->csv == NULL) {
        bench_fail("the CSV file cannot be written", NULL);
    }
    fprintf(table->csv, "section,row,column,unit,value\n");
}

void bench_table_close(bench_table *table) {
    if (ferror(table->csv) || fclose(table->csv) != 0) {
        bench_fail("the CSV file could not be written", NULL);
    }
}

void bench_section(bench_table *table, const char *title, const bench_column *columns, int count) {
    table->section = title;
    table->columns = columns;
    table->count = count;
    printf("\n%s\n%-*s", title, WHAT_WIDTH, "");
    for (int i = 0; i < count; i++) {
        printf(" %*s", WIDTH, columns[i].name);
    }
    printf("\n%-*s", WHAT_WIDTH, "");
    for (int i = 0; i < count; i++) {
        printf(" %*s", WIDTH, columns[i].unit);
    }
    printf("\n");
}

/* In CSV a section goes by the first line of its title. Titles hold commas, none holds a quote. */
void bench_row(bench_table *table, const char *what, const double *values) {
    printf("%-*s", WHAT_WIDTH, what);
    for (int i = 0; i < table->count; i++) {
        const bench_column *column = &table->columns[i];
        if (isnan(values[i])) {
            printf(" %*s", WIDTH, "-");
            continue;
        }
        printf(" %*.*f", WIDTH, column->decimals, values[i]);
        fprintf(table->csv, "\"%.*s\",\"%s\",\"%s\",%s,%.9g\n", (int)strcspn(table->section, "\n"),
                table->section, what, column->name, column->unit, values[i]);
    }
    printf("\n");
    fflush(stdout); /* a long bench is watched */
}
