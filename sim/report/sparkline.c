/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values over time → a sparkline (Tufte, Beautiful Evidence, 2006). */
#include "report/sparkline.h"

#include <math.h>
#include <stdio.h>

static const char *const BLOCKS[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const LETTERS[] = {".", ":", "-", "=", "+", "*", "#", "%", "@"};
enum { BLOCK_COUNT = 8, LETTER_COUNT = 9 };

/* Below this share of the highest value nothing can be seen of it. */
static const double NOTHING = 1e-9;

static double mean_of(const double *values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += isfinite(values[i]) ? values[i] : 0;
    }
    return sum / count;
}

/* 0 for nothing, else 1 to levels - 1. */
static int level_of(double value, double highest, int levels) {
    if (!(value > NOTHING * highest)) {
        return 0;
    }
    int level = (int)ceil(value / highest * (levels - 1));
    return level < levels ? level : levels - 1;
}

char *ski_spark_text(char text[SKI_SPARK_TEXT], const double *values, int count, int most,
                     bool ascii) {
    double means[SKI_SPARKS_MOST];
    double highest = 0;
    const int together = (count + most - 1) / most;
    int drawn = 0;
    for (int first = 0; first < count; first += together, drawn++) {
        means[drawn] = mean_of(values + first, count - first < together ? count - first : together);
        highest = fmax(highest, means[drawn]);
    }
    char *end = text;
    *end = '\0';
    for (int i = 0; i < drawn; i++) {
        end += snprintf(end, (size_t)(text + SKI_SPARK_TEXT - end), "%s",
                        ascii ? LETTERS[level_of(means[i], highest, LETTER_COUNT)]
                              : BLOCKS[level_of(means[i], highest, BLOCK_COUNT)]);
    }
    return text;
}
