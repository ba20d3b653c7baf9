/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers → figures for people. */
#include "report/format.h"

#include "base/tolerances.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Digits, of which a double has no more than 15 sure ones, go into a figure with their commas. */
static const double FIGURE_MOST = 1e15;
enum { DECIMALS_MOST = 15 };

static char *word(char text[SKI_FIGURE_TEXT], const char *value) {
    snprintf(text, SKI_FIGURE_TEXT, "%s", value);
    return text;
}

/* Copies the digits of "%.*f", with commas between thousands and a point whatever the locale. */
static void separate_thousands(char text[SKI_FIGURE_TEXT], const char *digits) {
    int sign = digits[0] == '-';
    int whole = (int)strspn(digits + sign, "0123456789");
    char *out = text;
    if (sign) {
        *out++ = '-';
    }
    for (int i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) {
            *out++ = ',';
        }
        *out++ = digits[sign + i];
    }
    const char *fraction = digits + sign + whole;
    if (*fraction != '\0') {
        *out++ = '.';
        fraction++;
    }
    snprintf(out, (size_t)(text + SKI_FIGURE_TEXT - out), "%s", fraction);
}

char *ski_figure_text(char text[SKI_FIGURE_TEXT], double value, int decimals) {
    if (isnan(value)) {
        return word(text, "-");
    }
    if (isinf(value)) {
        return word(text, value > 0 ? "unlimited" : "-unlimited");
    }
    if (fabs(value) >= FIGURE_MOST) {
        snprintf(text, SKI_FIGURE_TEXT, "%.4g", value);
        return text;
    }
    if (decimals < 0) {
        double unit = pow(10.0, -decimals);
        value = round(value / unit) * unit;
        decimals = 0;
    }
    char digits[SKI_FIGURE_TEXT];
    decimals = decimals > DECIMALS_MOST ? DECIMALS_MOST : decimals;
    snprintf(digits, sizeof digits, "%.*f", decimals, value);
    bool is_zero = strspn(digits, "-0.,") == strlen(digits);
    separate_thousands(text, is_zero && digits[0] == '-' ? digits + 1 : digits);
    return text;
}

static int amount_decimals(double value) {
    double size = fabs(value);
    if (size >= 1000 || size == 0 || !isfinite(size)) {
        return 0;
    }
    if (size >= 1) {
        return size >= 100 ? 1 : 2;
    }
    return 1 - (int)floor(log10(size));
}

char *ski_amount_text(char text[SKI_FIGURE_TEXT], double value) {
    return ski_figure_text(text, value, amount_decimals(value));
}

char *ski_percent_text(char text[SKI_FIGURE_TEXT], double share) {
    if (share >= 1 - SKI_SHORT_SHARE && share <= 1) {
        return word(text, "100");
    }
    if (share < 1 && share > 0.9999) {
        return word(text, ">99.99");
    }
    return ski_figure_text(text, 100 * share, 2);
}

int ski_interval_decimals(double value, ski_interval interval) {
    double half_width = (interval.high - interval.low) / 2;
    if (!isfinite(half_width) || half_width <= 0) {
        return amount_decimals(value);
    }
    return 1 - (int)floor(log10(half_width));
}

char *ski_interval_text(char text[SKI_RANGE_TEXT], ski_interval interval, int decimals) {
    if (isnan(interval.low) || isnan(interval.high)) {
        return word(text, "-");
    }
    char low[SKI_FIGURE_TEXT];
    char high[SKI_FIGURE_TEXT];
    snprintf(text, SKI_RANGE_TEXT, "%s to %s", ski_figure_text(low, interval.low, decimals),
             ski_figure_text(high, interval.high, decimals));
    return text;
}

ski_interval ski_tail_interval(ski_interval interval, bool few_events) {
    bool says_nothing = few_events && interval.low == interval.high;
    return says_nothing ? (ski_interval){NAN, NAN} : interval;
}

int ski_text_width(const char *text) {
    int width = 0;
    for (; *text != '\0'; text++) {
        width += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return width;
}

/* Bytes of the first `width` characters. */
static int bytes_of(const char *text, int width) {
    int bytes = 0;
    for (; text[bytes] != '\0'; bytes++) {
        width -= ((unsigned char)text[bytes] & 0xC0) != 0x80;
        if (width < 0) {
            break;
        }
    }
    return bytes;
}

int ski_line_length(const char *text, int width) {
    int end = 0, characters = 0, i = 0;
    for (; text[i] != '\0' && text[i] != '\n'; i++) {
        if (text[i] == ' ' && (characters <= width || end == 0)) {
            end = i;
        }
        characters += ((unsigned char)text[i] & 0xC0) != 0x80; /* UTF-8 */
        if (characters > width && end > 0) {
            return end;
        }
    }
    return i;
}

const char *ski_next_line(const char *text, int length) {
    return text + length + strspn(text + length, " \n");
}

int ski_piece_length(const char *text, int width) {
    int length = ski_line_length(text, width);
    int most = bytes_of(text, width);
    if (length <= most) {
        return length;
    }
    for (length = most; length > 1 && strchr("._-/", text[length - 1]) == NULL; length--) {
    }
    return length > 1 ? length : most;
}

void ski_write_wrapped(const char *text, int indent, const sk_text_style *style, FILE *stream) {
    int width = style == NULL || style->width == 0 ? SKI_LINE_WIDTH : style->width;
    while (*text != '\0') {
        int length = ski_line_length(text, width - indent);
        const char *next = ski_next_line(text, length);
        fprintf(stream, "%.*s", length, text);
        if (*next != '\0') {
            fprintf(stream, "\n%*s", indent, "");
        }
        text = next;
    }
}

void ski_write_line(const char *label, const char *text, int indent, const sk_text_style *style,
                    FILE *stream) {
    fprintf(stream, "%-*s", indent, label);
    if (style == NULL || style->width == 0) {
        fputs(text, stream);
    } else {
        ski_write_wrapped(text, indent, style, stream);
    }
    fputc('\n', stream);
}
