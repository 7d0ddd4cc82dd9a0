/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-date.h"

#include <string.h>
#include <time.h>

/*
 * Dates are plain integers because the portfolio holds millions of them and compares them more
 * often than it shows them. The conversions follow the well-known era arithmetic of the
 * Gregorian calendar: years begin in March, so that the leap day is the last day of a year,
 * and 400 years have exactly 146097 days.
 */

#define DAYS_PER_ERA 146097
#define EPOCH_OFFSET 719468

#define USEC_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static int
floor_div (int a, int b)
{
  return a / b - (a % b < 0);
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)))
    return 29;
  return days[month - 1];
}

/* Reads exactly @n decimal digits. */
static gboolean
read_digits (const char *text, int n, int *value)
{
  int result = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      result = result * 10 + (text[i] - '0');
    }
  *value = result;
  return TRUE;
}

/**
 * bw_date_from_civil:
 * @year: a year of the proleptic Gregorian calendar
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: the date; days past the end of the month run on into the next
 */
BwDate
bw_date_from_civil (int year, int month, int day)
{
  int era, year_of_era, day_of_year, day_of_era;

  year -= month <= 2;
  era = floor_div (year, 400);
  year_of_era = year - era * 400;
  day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_PER_ERA + day_of_era - EPOCH_OFFSET;
}

/**
 * bw_date_to_civil:
 * @date: a date other than %BW_DATE_NONE
 * @year: (out) (optional): its year
 * @month: (out) (optional): its month, 1 to 12
 * @day: (out) (optional): its day, 1 to 31
 */
void
bw_date_to_civil (BwDate date, int *year, int *month, int *day)
{
  int shifted, era, day_of_era, year_of_era, day_of_year, shifted_month;

  g_return_if_fail (date != BW_DATE_NONE);

  shifted = date + EPOCH_OFFSET;
  era = floor_div (shifted, DAYS_PER_ERA);
  day_of_era = shifted - era * DAYS_PER_ERA;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  shifted_month = (5 * day_of_year + 2) / 153;

  if (day != NULL)
    *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  if (month != NULL)
    *month = shifted_month + (shifted_month < 10 ? 3 : -9);
  if (year != NULL)
    *year = year_of_era + era * 400 + (shifted_month >= 10);
}

/**
 * bw_date_parse:
 * @text: "YYYY-MM-DD", not necessarily nul-terminated
 * @length: its length in bytes, or -1 when it ends with a nul
 * @date: (out): the date, unchanged when the text is not one
 *
 * Returns: whether the text is a date of the calendar between %BW_DATE_MIN_YEAR and
 *   %BW_DATE_MAX_YEAR and nothing else
 */
gboolean
bw_date_parse (const char *text, gssize length, BwDate *date)
{
  int year, month, day;

  if (length < 0)
    length = strlen (text);
  if (length != BW_DATE_STRLEN - 1 || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (!read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month)
      || !read_digits (text + 8, 2, &day))
    return FALSE;
  if (year < BW_DATE_MIN_YEAR || year > BW_DATE_MAX_YEAR || month < 1 || month > 12 || day < 1
      || day > days_in_month (year, month))
    return FALSE;

  *date = bw_date_from_civil (year, month, day);
  return TRUE;
}

/**
 * bw_date_format_iso:
 * @date: a date, or %BW_DATE_NONE
 * @buffer: room for the text
 *
 * Returns: @buffer, holding "YYYY-MM-DD", or the empty string for %BW_DATE_NONE
 */
const char *
bw_date_format_iso (BwDate date, char buffer[BW_DATE_STRLEN])
{
  int year, month, day;

  if (date == BW_DATE_NONE)
    {
      buffer[0] = '\0';
      return buffer;
    }

  bw_date_to_civil (date, &year, &month, &day);
  year = CLAMP (year, 0, 9999);
  for (int i = 3; i >= 0; i--, year /= 10)
    buffer[i] = '0' + year % 10;
  buffer[4] = '-';
  buffer[5] = '0' + month / 10;
  buffer[6] = '0' + month % 10;
  buffer[7] = '-';
  buffer[8] = '0' + day / 10;
  buffer[9] = '0' + day % 10;
  buffer[10] = '\0';
  return buffer;
}

/**
 * bw_date_add_months:
 * @date: a date, or %BW_DATE_NONE
 * @months: how many months later, or earlier when negative
 *
 * Returns: the same day of another month, or its last day where it is shorter
 */
BwDate
bw_date_add_months (BwDate date, int months)
{
  int year, month, day, index;

  if (date == BW_DATE_NONE)
    return BW_DATE_NONE;

  bw_date_to_civil (date, &year, &month, &day);
  index = year * 12 + (month - 1) + months;
  year = floor_div (index, 12);
  month = index - year * 12 + 1;
  return bw_date_from_civil (year, month, MIN (day, days_in_month (year, month)));
}

/**
 * bw_date_shift_months:
 * @date: a date, or %BW_DATE_NONE
 * @months: how many months later, or earlier when negative
 *
 * Returns: as bw_date_add_months(), but that the end of a month goes to the end of the other
 */
BwDate
bw_date_shift_months (BwDate date, int months)
{
  BwDate shifted = bw_date_add_months (date, months);

  return date != BW_DATE_NONE && date == bw_date_month_end (date) ? bw_date_month_end (shifted)
                                                                  : shifted;
}

/**
 * bw_date_month_start:
 * @date: a date, or %BW_DATE_NONE
 *
 * Returns: the first day of its month
 */
BwDate
bw_date_month_start (BwDate date)
{
  return bw_date_bucket_start (date, BW_BUCKET_MONTH);
}

/**
 * bw_date_month_end:
 * @date: a date, or %BW_DATE_NONE
 *
 * Returns: the last day of its month
 */
BwDate
bw_date_month_end (BwDate date)
{
  if (date == BW_DATE_NONE)
    return BW_DATE_NONE;
  return bw_date_bucket_next (bw_date_month_start (date), BW_BUCKET_MONTH) - 1;
}

/**
 * bw_date_month_index:
 * @date: a date other than %BW_DATE_NONE
 *
 * Returns: the number of months since January of the year 0; the difference of two of them is
 *   the number of months between two dates
 */
int
bw_date_month_index (BwDate date)
{
  int year, month;

  bw_date_to_civil (date, &year, &month, NULL);
  return year * 12 + month - 1;
}

/**
 * bw_date_bucket_start:
 * @date: a date, or %BW_DATE_NONE
 * @bucket: weeks begin on Monday (ISO 8601), quarters in January, April, July and October
 *
 * Returns: the first day of the week, month or quarter that holds @date
 */
BwDate
bw_date_bucket_start (BwDate date, BwBucket bucket)
{
  int year, month;

  if (date == BW_DATE_NONE)
    return BW_DATE_NONE;

  if (bucket == BW_BUCKET_WEEK)
    {
      /* 1970-01-01 was a Thursday, three days after its Monday. */
      int week = floor_div (date + 3, 7);
      return week * 7 - 3;
    }

  bw_date_to_civil (date, &year, &month, NULL);
  if (bucket == BW_BUCKET_QUARTER)
    month = (month - 1) / 3 * 3 + 1;
  return bw_date_from_civil (year, month, 1);
}

/**
 * bw_date_bucket_next:
 * @start: the first day of a bucket
 * @bucket: its kind
 *
 * Returns: the first day of the bucket that follows
 */
BwDate
bw_date_bucket_next (BwDate start, BwBucket bucket)
{
  switch (bucket)
    {
    case BW_BUCKET_WEEK:
      return start + 7;
    case BW_BUCKET_QUARTER:
      return bw_date_add_months (start, 3);
    case BW_BUCKET_MONTH:
    default:
      return bw_date_add_months (start, 1);
    }
}

/**
 * bw_date_today:
 *
 * Returns: today in UTC; figures use the portfolio's as-of date instead
 */
BwDate
bw_date_today (void)
{
  return (BwDate) (g_get_real_time () / USEC_PER_DAY);
}

/**
 * bw_timestamp_parse:
 * @text: an ISO 8601 time stamp as PostgreSQL writes it in JSON or CSV:
 *   "2026-11-21T07:08:09.123456+00:00", with a space for the T, with or without a fraction, the
 *   zone "Z", "+HH", "+HHMM" or "+HH:MM"; no zone is taken for UTC
 * @length: its length in bytes, or -1 when it ends with a nul
 * @microseconds: (out): microseconds since 1970-01-01 UTC, unchanged when the text is not one
 *
 * Digits beyond the microsecond are cut.
 *
 * Returns: whether the text is a time stamp and nothing else
 */
gboolean
bw_timestamp_parse (const char *text, gssize length, gint64 *microseconds)
{
  const char *p, *end;
  BwDate date;
  int hour, minute, second, fraction = 0;
  gint64 offset = 0;

  if (length < 0)
    length = strlen (text);
  if (length < 19 || !bw_date_parse (text, 10, &date) || (text[10] != 'T' && text[10] != ' ')
      || text[13] != ':' || text[16] != ':')
    return FALSE;
  if (!read_digits (text + 11, 2, &hour) || !read_digits (text + 14, 2, &minute)
      || !read_digits (text + 17, 2, &second))
    return FALSE;
  if (hour > 24 || minute > 59 || second > 60)
    return FALSE;

  p = text + 19;
  end = text + length;
  if (p < end && *p == '.')
    {
      int scale = 100000;

      p++;
      if (p == end || !g_ascii_isdigit (*p))
        return FALSE;
      for (; p < end && g_ascii_isdigit (*p); p++, scale /= 10)
        fraction += (*p - '0') * scale;
    }

  if (p < end && *p == 'Z')
    {
      p++;
    }
  else if (p < end && (*p == '+' || *p == '-'))
    {
      gboolean west = *p == '-';
      int zone_hour, zone_minute = 0;

      p++;
      if (end - p < 2 || !read_digits (p, 2, &zone_hour))
        return FALSE;
      p += 2;
      if (p < end && *p == ':')
        p++;
      if (p < end)
        {
          if (end - p < 2 || !read_digits (p, 2, &zone_minute))
            return FALSE;
          p += 2;
        }
      if (zone_hour > 18 || zone_minute > 59)
        return FALSE;
      offset = (zone_hour * 60 + zone_minute) * 60 * (west ? -1 : 1);
    }
  if (p != end)
    return FALSE;

  *microseconds = date * USEC_PER_DAY
                  + (hour * 3600 + minute * 60 + second - offset) * G_USEC_PER_SEC + fraction;
  return TRUE;
}

/**
 * bw_timestamp_format:
 * @microseconds: microseconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): the time stamp as "YYYY-MM-DDTHH:MM:SS.ffffffZ"
 */
char *
bw_timestamp_format (gint64 microseconds)
{
  gint64 day = microseconds / USEC_PER_DAY - (microseconds % USEC_PER_DAY < 0);
  gint64 rest = microseconds - day * USEC_PER_DAY;
  int seconds = rest / G_USEC_PER_SEC;
  char date[BW_DATE_STRLEN];

  return g_strdup_printf ("%sT%02d:%02d:%02d.%06dZ", bw_date_format_iso ((BwDate) day, date),
                          seconds / 3600, seconds / 60 % 60, seconds % 60,
                          (int) (rest % G_USEC_PER_SEC));
}
