/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-date.h"

G_BEGIN_DECLS

/* Maps data onto the surface along one axis; swap the ends on the surface to mirror it. */
typedef struct {
  double from;
  double to;
  double start; /* Where @from lies on the surface. */
  double end;
} BwScale;

/* A place on an axis and what is written there. */
typedef struct {
  double value;
  char  *label;
} BwTick;

/* How much of a date is written. */
typedef enum {
  BW_DATE_DAY,       /* "21 Aug" */
  BW_DATE_FULL,      /* "3 Mar 2025" */
  BW_DATE_MONTH,     /* "Sep" */
  BW_DATE_MONTH_YEAR,/* "Mar 25" */
  BW_DATE_MONTH_FULL,/* "Mar 2025" */
  BW_DATE_YEAR,      /* "2025" */
} BwDateForm;

double  bw_scale_map     (const BwScale *scale, double value);
double  bw_scale_unmap   (const BwScale *scale, double place);

double  bw_ticks_step    (double length, guint most);
void    bw_ticks_widen   (double *from, double *to);
GArray *bw_ticks_linear  (double from, double to, guint most);
GArray *bw_ticks_at      (const double *values, gsize n);
GArray *bw_ticks_share   (double from, double to, guint most);
GArray *bw_ticks_date    (BwDate from, BwDate to, guint most);
GArray *bw_ticks_months  (double from_days, double to_days, guint most);

char   *bw_chart_date    (BwDate date, BwDateForm form);

G_END_DECLS
