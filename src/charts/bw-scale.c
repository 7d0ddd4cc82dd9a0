/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-scale.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/bw-money.h"

/* No axis has more ticks than this, whatever is asked of it. */
#define MOST_TICKS 50

static void
tick_clear (gpointer data)
{
  BwTick *tick = data;

  g_free (tick->label);
}

static GArray *
ticks_new (void)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwTick));

  g_array_set_clear_func (ticks, tick_clear);
  return ticks;
}

/* Takes the label. */
static void
ticks_add (GArray *ticks, double value, char *label)
{
  BwTick tick = { value, label };

  g_array_append_val (ticks, tick);
}

/**
 * bw_scale_map:
 * @scale: a scale
 * @value: a value, or NaN
 *
 * Returns: its place on the surface; the middle where the scale has no length, NaN for NaN
 */
double
bw_scale_map (const BwScale *scale, double value)
{
  double length = scale->to - scale->from;

  if (!(fabs (length) > 0))
    return isnan (value) ? NAN : (scale->start + scale->end) / 2;
  return scale->start + (value - scale->from) / length * (scale->end - scale->start);
}

/**
 * bw_scale_unmap:
 * @scale: a scale
 * @place: a place on the surface
 *
 * Returns: the value that is drawn there
 */
double
bw_scale_unmap (const BwScale *scale, double place)
{
  double length = scale->end - scale->start;

  if (!(fabs (length) > 0))
    return scale->from;
  return scale->from + (place - scale->start) / length * (scale->to - scale->from);
}

/**
 * bw_ticks_step:
 * @length: of the axis, in data
 * @most: how many steps there may be, at least 1
 *
 * Returns: the smallest of 1, 2, 5 times a power of ten that needs no more steps; 1 for no length
 */
double
bw_ticks_step (double length, guint most)
{
  double rough, power;

  if (!(length > 0) || !isfinite (length))
    return 1;
  rough = length / MAX (most, 1);
  power = pow (10, floor (log10 (rough)));
  if (rough <= power * 1.0000001)
    return power;
  if (rough <= 2 * power)
    return 2 * power;
  if (rough <= 5 * power)
    return 5 * power;
  return 10 * power;
}

/**
 * bw_ticks_widen:
 * @from: (inout): the lowest value
 * @to: (inout): the highest value
 *
 * Makes room around the values, so that a line touches neither edge, and gives a length to an
 * axis whose values are all the same. Does not go below 0 with values that do not.
 */
void
bw_ticks_widen (double *from, double *to)
{
  double room;

  if (!isfinite (*from) || !isfinite (*to))
    {
      *from = 0;
      *to = 1;
      return;
    }
  room = (*to - *from) * 0.07;
  if (!(room > 0))
    room = *from != 0 ? fabs (*from) * 0.1 : 1;
  if (*from >= 0 && *from < room)
    *from = 0;
  else
    *from -= room;
  *to += room;
}

/* How many decimals the steps of an axis need. */
static int
step_decimals (double step)
{
  return CLAMP ((int) ceil (-log10 (step) - 1e-9), 0, 8);
}

static GArray *
linear (double from, double to, guint most, gboolean is_share)
{
  GArray *ticks = ticks_new ();
  double unit = is_share ? 100 : 1;
  double step = bw_ticks_step ((to - from) * unit, MIN (most, MOST_TICKS));
  double first = ceil (from * unit / step - 1e-9);

  if (!(to > from) || !isfinite (from) || !isfinite (to))
    return ticks;
  for (double i = first; i * step <= to * unit + step * 1e-9 && ticks->len <= MOST_TICKS; i++)
    {
      double value = i * step / unit;
      int decimals = step_decimals (step);

      ticks_add (ticks, value, is_share ? bw_share_format (value, decimals)
                                        : bw_number_format (value, decimals));
    }
  return ticks;
}

/**
 * bw_ticks_linear:
 * @from: where the axis begins
 * @to: where it ends
 * @most: how many steps there may be
 *
 * Returns: (transfer full) (element-type BwTick): round numbers on the axis, rising
 */
GArray *
bw_ticks_linear (double from, double to, guint most)
{
  return linear (from, to, most, FALSE);
}

/**
 * bw_ticks_at:
 * @values: (array length=n): where to put ticks, rising
 * @n: how many
 *
 * Returns: (transfer full) (element-type BwTick): ticks at given places
 */
GArray *
bw_ticks_at (const double *values, gsize n)
{
  GArray *ticks = ticks_new ();

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_whole = values[i] == floor (values[i]);

      ticks_add (ticks, values[i],
                 is_whole ? bw_number_format (values[i], 0) : bw_number_format_auto (values[i]));
    }
  return ticks;
}

/**
 * bw_ticks_share:
 * @from: where the axis begins, 1 being the whole
 * @to: where it ends
 * @most: how many steps there may be
 *
 * Returns: (transfer full) (element-type BwTick): round percentages on the axis, rising
 */
GArray *
bw_ticks_share (double from, double to, guint most)
{
  return linear (from, to, most, TRUE);
}

/* The dates @step days apart from a Monday on. */
static void
add_days (GArray *ticks, BwDate from, BwDate to, int step)
{
  BwDate monday = bw_date_bucket_start (from, BW_BUCKET_WEEK);
  int year = 0;

  for (BwDate date = monday; date <= to; date += step)
    {
      int date_year;

      if (date < from)
        continue;
      bw_date_to_civil (date, &date_year, NULL, NULL);
      ticks_add (ticks, date,
                 bw_chart_date (date, year != date_year ? BW_DATE_FULL : BW_DATE_DAY));
      year = date_year;
    }
}

static void
add_months (GArray *ticks, BwDate from, BwDate to, int step)
{
  BwDate date = bw_date_month_start (from);
  int year = 0, date_year, month;

  if (date < from)
    date = bw_date_add_months (date, 1);
  /* Steps of a quarter and more fall on the months that years are counted by. */
  bw_date_to_civil (date, &date_year, &month, NULL);
  date = bw_date_add_months (date, (step - (date_year * 12 + month - 1) % step) % step);
  for (; date <= to; date = bw_date_add_months (date, step))
    {
      bw_date_to_civil (date, &date_year, NULL, NULL);
      ticks_add (ticks, date,
                 bw_chart_date (date, step >= 12          ? BW_DATE_YEAR
                                      : year != date_year ? BW_DATE_MONTH_YEAR
                                                          : BW_DATE_MONTH));
      year = date_year;
    }
}

/**
 * bw_ticks_date:
 * @from: the first day of the axis
 * @to: its last day
 * @most: how many steps there may be
 *
 * Returns: (transfer full) (element-type BwTick): days, months or years as the length calls for;
 *   the year is written where it changes
 */
GArray *
bw_ticks_date (BwDate from, BwDate to, guint most)
{
  static const int day_steps[] = { 1, 7, 14 };
  static const int month_steps[] = { 1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200 };
  GArray *ticks = ticks_new ();
  double days = (double) to - from;

  if (from == BW_DATE_NONE || to == BW_DATE_NONE || to < from)
    return ticks;
  most = CLAMP (most, 1, MOST_TICKS);
  for (guint i = 0; i < G_N_ELEMENTS (day_steps); i++)
    {
      if (days / day_steps[i] <= most)
        {
          add_days (ticks, from, to, day_steps[i]);
          return ticks;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (month_steps); i++)
    {
      if (days / (month_steps[i] * BW_DAYS_PER_MONTH) <= most
          || i == G_N_ELEMENTS (month_steps) - 1)
        {
          add_months (ticks, from, to, month_steps[i]);
          break;
        }
    }
  return ticks;
}

/**
 * bw_ticks_months:
 * @from_days: where the axis begins, in days from an event
 * @to_days: where it ends
 * @most: how many steps there may be
 *
 * Returns: (transfer full) (element-type BwTick): whole months from the event, 0 being the event
 */
GArray *
bw_ticks_months (double from_days, double to_days, guint most)
{
  static const int steps[] = { 1, 2, 3, 6, 12, 24, 60, 120 };
  GArray *ticks = ticks_new ();
  double from = from_days / BW_DAYS_PER_MONTH, to = to_days / BW_DAYS_PER_MONTH;
  int step = steps[G_N_ELEMENTS (steps) - 1];

  if (!(to >= from) || !isfinite (from) || !isfinite (to))
    return ticks;
  most = CLAMP (most, 1, MOST_TICKS);
  for (guint i = G_N_ELEMENTS (steps); i-- > 0;)
    {
      if ((to - from) / steps[i] <= most)
        step = steps[i];
    }
  for (double i = ceil (from / step - 1e-9); i * step <= to + 1e-9 && ticks->len <= MOST_TICKS; i++)
    ticks_add (ticks, i * step * BW_DAYS_PER_MONTH, bw_number_format (i * step, 0));
  return ticks;
}

/**
 * bw_chart_date:
 * @date: a date, or %BW_DATE_NONE
 * @form: how much of it is written
 *
 * Returns: (transfer full): the date in the language of the user; "–" when unknown
 */
char *
bw_chart_date (BwDate date, BwDateForm form)
{
  g_autoptr (GDateTime) moment = NULL;
  const char *format = NULL;
  int year, month, day;

  if (date == BW_DATE_NONE)
    return g_strdup ("–");

  switch (form)
    {
    case BW_DATE_DAY:
      /* Translators: a day of this year, as in "21 Aug"; see g_date_time_format(). */
      format = C_("date format", "%-d %b");
      break;
    case BW_DATE_FULL:
      /* Translators: a day with its year, as in "3 Mar 2025". */
      format = C_("date format", "%-d %b %Y");
      break;
    case BW_DATE_MONTH:
      /* Translators: a month alone, as in "Sep". */
      format = C_("date format", "%b");
      break;
    case BW_DATE_MONTH_YEAR:
      /* Translators: a month with its year in two digits, as in "Mar 25". */
      format = C_("date format", "%b %y");
      break;
    case BW_DATE_MONTH_FULL:
      /* Translators: a month with its year, as in "Mar 2025". */
      format = C_("date format", "%b %Y");
      break;
    case BW_DATE_YEAR:
    default:
      /* Translators: a year alone. */
      format = C_("date format", "%Y");
      break;
    }
  bw_date_to_civil (date, &year, &month, &day);
  moment = g_date_time_new_utc (CLAMP (year, 1, 9999), month, day, 0, 0, 0);
  return g_date_time_format (moment, format);
}
