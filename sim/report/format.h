/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers → figures for people: thousands separators, and no more digits than mean something. */
#ifndef SKI_REPORT_FORMAT_H
#define SKI_REPORT_FORMAT_H

#include "metrics/statistics.h"

#include <skarn/run.h>
#include <stdio.h>

enum { SKI_FIGURE_TEXT = 48, SKI_RANGE_TEXT = 2 * SKI_FIGURE_TEXT, SKI_LINE_WIDTH = 100 };

/* `value` with `decimals` places ("1,234.5"); negative decimals round to tens, hundreds, …
 * "-" when it is NaN, "unlimited" when it is infinite. Each function here returns `text`. */
char *ski_figure_text(char text[SKI_FIGURE_TEXT], double value, int decimals);

/* With digits by its size: "12,345", "123.4", "1.23", "0.012". */
char *ski_amount_text(char text[SKI_FIGURE_TEXT], double value);

/* A share as a percentage, without the sign: "98.72"; what is below 1 never reads "100". */
char *ski_percent_text(char text[SKI_FIGURE_TEXT], double share);

/* Decimals that show two digits of the interval's half-width; those of ski_amount_text() when it
 * has none. */
int ski_interval_decimals(double value, ski_interval interval);

/* "98.61 to 98.83". */
char *ski_interval_text(char text[SKI_RANGE_TEXT], ski_interval interval, int decimals);

/* The interval of a CVaR as it is shown: one without width rests on no sample beyond VaR, and says
 * nothing: NaN. */
ski_interval ski_tail_interval(ski_interval interval, bool few_events);

/* Bytes of the first line of `text`, cut at a blank so that it has at most `width` characters; a
 * longer word stands whole. */
int ski_line_length(const char *text, int width);

/* What follows a first line of that many bytes. */
const char *ski_next_line(const char *text, int length);

/* Bytes of the first line of `text`, which is a name or a path as well: cut at a blank, else behind
 * a `.`, `_`, `-` or `/`, else anywhere, so that it has at most `width` characters. */
int ski_piece_length(const char *text, int width);

/* Characters, not bytes: titles are UTF-8. */
int ski_text_width(const char *text);

/* Writes a text that begins after `indent` characters in lines as wide as the screen (without one
 * SKI_LINE_WIDTH), the further ones indented; no line end after the last. */
void ski_write_wrapped(const char *text, int indent, const sk_text_style *style, FILE *stream);

/* Writes a line that begins after `indent` characters, in which `label` stands ("" for none): whole
 * where there is no screen, so that it can be searched for. */
void ski_write_line(const char *label, const char *text, int indent, const sk_text_style *style,
                    FILE *stream);

#endif
