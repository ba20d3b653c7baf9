/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates ↔ model time. Model time counts periods from the first day of the scenario
 * (scenario-format: by whole months plus (day-1)/days of that month for months, quarters and years;
 * by days / 7 for weeks). */
#ifndef SKI_BASE_CALENDAR_H
#define SKI_BASE_CALENDAR_H

#include <stdbool.h>

typedef enum { SKI_WEEK, SKI_MONTH, SKI_QUARTER, SKI_YEAR } ski_period_kind;

typedef struct {
    int year, month, day;
} ski_date;

typedef struct {
    ski_date start;
    ski_period_kind period;
} ski_calendar;

enum { SKI_DATE_TEXT = 16 };

/* A year is 365 days (scenario-format). */
#define SKI_DAYS_PER_YEAR 365.0

/* Reads "YYYY-MM" or "YYYY-MM-DD"; false when it is no date. */
bool ski_date_parse(const char *text, ski_date *date);

/* Length of a period in years: 7/365, 1/12, 1/4, 1. */
double ski_period_years(ski_period_kind period);

/* Model time of a date, in periods. */
double ski_calendar_time(const ski_calendar *calendar, ski_date date);

/* The date at model time `time` (in periods; may be before the start), by the inverse of the above,
 * rounded down to a day. */
ski_date ski_calendar_date(const ski_calendar *calendar, double time);

/* "2025-03" for months, "2025-Q1" for quarters that start in January, April, July or October (else
 * "2025-02"), "2025" for years that start in January (else "2025-02"), "2025-01-06" for weeks: the
 * period's first day. */
char *ski_period_label(char text[SKI_DATE_TEXT], const ski_calendar *calendar, int period);

/* "YYYY-MM-DD". */
char *ski_date_text(char text[SKI_DATE_TEXT], ski_date date);

/* Calendar month 1..12 at model time `time`, and the model time at which that month ends: for
 * disruptions with `months`. */
int ski_calendar_month(const ski_calendar *calendar, double time, double *month_end);

#endif
