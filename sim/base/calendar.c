/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates ↔ model time, and the labels of periods. Everything is counted in whole months and a share
 * of the month, weeks apart, which are counted in days. */
#include "base/calendar.h"

#include "base/tolerances.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MONTHS_A_YEAR = 12, DAYS_A_WEEK = 7 };

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of_month(int year, int month) {
    static const int days[MONTHS_A_YEAR] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Reads exactly `digits` digits; -1 when there are fewer. */
static int read_digits(const char *text, int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = 10 * value + (text[i] - '0');
    }
    return value;
}

bool ski_date_parse(const char *text, ski_date *date) {
    size_t length = strlen(text);
    bool has_day = length == strlen("YYYY-MM-DD");
    if ((!has_day && length != strlen("YYYY-MM")) || text[4] != '-' ||
        (has_day && text[7] != '-')) {
        return false;
    }
    int year = read_digits(text, 4);
    int month = read_digits(text + 5, 2);
    int day = has_day ? read_digits(text + 8, 2) : 1;
    if (year < 1 || month < 1 || month > MONTHS_A_YEAR || day < 1 ||
        day > days_of_month(year, month)) {
        return false;
    }
    *date = (ski_date){year, month, day};
    return true;
}

double ski_period_years(ski_period_kind period) {
    switch (period) {
    case SKI_WEEK:
        return DAYS_A_WEEK / SKI_DAYS_PER_YEAR;
    case SKI_MONTH:
        return 1.0 / 12.0;
    case SKI_QUARTER:
        return 1.0 / 4.0;
    case SKI_YEAR:
        break;
    }
    return 1.0;
}

/* Whole months of a period that is not a week. */
static int months_of(ski_period_kind period) {
    return period == SKI_MONTH ? 1 : period == SKI_QUARTER ? 3 : MONTHS_A_YEAR;
}

/* Days since 0000-03-01: with March first, the leap day ends the year. */
static int day_number(ski_date date) {
    int year = date.month > 2 ? date.year : date.year - 1;
    int month = (date.month + 9) % MONTHS_A_YEAR;
    int before = (153 * month + 2) / 5; /* days of the months before, 31 30 31 30 31 in turn */
    return 365 * year + year / 4 - year / 100 + year / 400 + before + date.day - 1;
}

static ski_date date_of_day_number(int number) {
    int year = (int)floor((number + 0.5) / 365.2425);
    while (day_number((ski_date){year + 1, 3, 1}) <= number) {
        year++;
    }
    while (day_number((ski_date){year, 3, 1}) > number) {
        year--;
    }
    int day = number - day_number((ski_date){year, 3, 1});
    int month = (5 * day + 2) / 153;
    day -= (153 * month + 2) / 5;
    return (ski_date){month < 10 ? year : year + 1, (month + 2) % MONTHS_A_YEAR + 1, day + 1};
}

/* Months since January of year 0, with the share of the month that is over. */
static double month_number(ski_date date) {
    return MONTHS_A_YEAR * date.year + (date.month - 1) +
           (double)(date.day - 1) / days_of_month(date.year, date.month);
}

static ski_date date_of_month_number(double number) {
    int whole = (int)floor(number + SKI_DAY_TOL);
    int year = (int)floor((double)whole / MONTHS_A_YEAR);
    int month = whole - MONTHS_A_YEAR * year + 1;
    double share = fmax(number - whole, 0.0);
    return (ski_date){year, month, 1 + (int)(share * days_of_month(year, month) + SKI_DAY_TOL)};
}

double ski_calendar_time(const ski_calendar *calendar, ski_date date) {
    if (calendar->period == SKI_WEEK) {
        return (double)(day_number(date) - day_number(calendar->start)) / DAYS_A_WEEK;
    }
    return (month_number(date) - month_number(calendar->start)) / months_of(calendar->period);
}

ski_date ski_calendar_date(const ski_calendar *calendar, double time) {
    if (calendar->period == SKI_WEEK) {
        int days = (int)floor(time * DAYS_A_WEEK + SKI_DAY_TOL);
        return date_of_day_number(day_number(calendar->start) + days);
    }
    return date_of_month_number(month_number(calendar->start) + time * months_of(calendar->period));
}

char *ski_date_text(char text[SKI_DATE_TEXT], ski_date date) {
    snprintf(text, SKI_DATE_TEXT, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

char *ski_period_label(char text[SKI_DATE_TEXT], const ski_calendar *calendar, int period) {
    ski_date first = ski_calendar_date(calendar, period);
    if (calendar->period == SKI_WEEK) {
        ski_date_text(text, first);
    } else if (calendar->period == SKI_QUARTER && first.month % 3 == 1) {
        snprintf(text, SKI_DATE_TEXT, "%04d-Q%d", first.year, first.month / 3 + 1);
    } else if (calendar->period == SKI_YEAR && first.month == 1) {
        snprintf(text, SKI_DATE_TEXT, "%04d", first.year);
    } else {
        snprintf(text, SKI_DATE_TEXT, "%04d-%02d", first.year, first.month);
    }
    return text;
}

int ski_calendar_month(const ski_calendar *calendar, double time, double *month_end) {
    ski_date date = ski_calendar_date(calendar, time);
    ski_date next = {date.year, date.month + 1, 1};
    if (next.month > MONTHS_A_YEAR) {
        next = (ski_date){date.year + 1, 1, 1};
    }
    *month_end = ski_calendar_time(calendar, next);
    return date.month;
}
