/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values over time → one line of characters that rise and fall with them. */
#ifndef SKI_REPORT_SPARKLINE_H
#define SKI_REPORT_SPARKLINE_H

#include <stdbool.h>

/* Characters of a line, and the bytes they may take. */
enum { SKI_SPARKS_MOST = 48, SKI_SPARK_TEXT = 3 * SKI_SPARKS_MOST + 1 };

/* Draws values [count], none below 0, from 0 to the highest: nothing is the lowest character, and
 * what is more than nothing a higher one. Where there are more than `most` (1 to SKI_SPARKS_MOST) a
 * character is the mean of as many values as it takes. Returns `text`. */
char *ski_spark_text(char text[SKI_SPARK_TEXT], const double *values, int count, int most,
                     bool ascii);

#endif
