/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwDate:
 *
 * A civil date as the number of days since 1970-01-01 in the proleptic Gregorian calendar.
 * It has no time zone. %BW_DATE_NONE stands for an unknown date and sorts before every other.
 */
typedef gint32 BwDate;

#define BW_DATE_NONE G_MININT32

/* The years that the program accepts from outside; beyond them a date is taken for a mistake. */
#define BW_DATE_MIN_YEAR 1800
#define BW_DATE_MAX_YEAR 2999

/* The length of "YYYY-MM-DD" and its terminating nul. */
#define BW_DATE_STRLEN 11

/* The mean length of a month in days, used wherever a rate per month is made from days. */
#define BW_DAYS_PER_MONTH (365.2425 / 12.0)

typedef enum {
  BW_BUCKET_WEEK,
  BW_BUCKET_MONTH,
  BW_BUCKET_QUARTER,
} BwBucket;

BwDate      bw_date_from_civil    (int year, int month, int day);
void        bw_date_to_civil      (BwDate date, int *year, int *month, int *day);
gboolean    bw_date_parse         (const char *text, gssize length, BwDate *date);
const char *bw_date_format_iso    (BwDate date, char buffer[BW_DATE_STRLEN]);
BwDate      bw_date_add_months    (BwDate date, int months);
BwDate      bw_date_shift_months  (BwDate date, int months);
BwDate      bw_date_month_start   (BwDate date);
BwDate      bw_date_month_end     (BwDate date);
int         bw_date_month_index   (BwDate date);
BwDate      bw_date_bucket_start  (BwDate date, BwBucket bucket);
BwDate      bw_date_bucket_next   (BwDate start, BwBucket bucket);
BwDate      bw_date_today         (void);

gboolean    bw_timestamp_parse    (const char *text, gssize length, gint64 *microseconds);
char       *bw_timestamp_format   (gint64 microseconds);

G_END_DECLS
