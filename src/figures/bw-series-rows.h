/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-series-figure.h"
#include "portfolio/bw-query.h"

G_BEGIN_DECLS

/* The readings of one metric of one account, rising by date. */
typedef struct {
  GArray *dates;  /* BwDate */
  GArray *values; /* double */
} BwSeriesRows;

/* What a plan promises for one metric; NaN and BW_DATE_NONE without a plan. */
typedef struct {
  double baseline;
  BwDate baseline_on;
  double target;
  BwDate due_on;
} BwSeriesPlan;

void          bw_series_rows_init  (BwSeriesRows *rows);
void          bw_series_rows_clear (BwSeriesRows *rows);
BwQuery      *bw_series_rows_query (BwMirror *mirror, GError **error);
gboolean      bw_series_rows_read  (BwSeriesRows *rows, BwQuery *query, const char *account_id,
                                    const char *metric_key, BwDate as_of, GError **error);
gboolean      bw_series_plan_read  (BwSeriesPlan *plan, BwMirror *mirror, const char *account_id,
                                    const char *metric_key, BwDate as_of, GError **error);
BwSeries     *bw_series_rows_compute (const BwSeriesRows *rows, const BwSeriesPlan *plan,
                                      const BwMetric *metric, BwBucket bucket,
                                      const BwSnapshot *snapshot, BwDate go_live_on);
BwSeriesMark *bw_series_marks_read (BwMirror *mirror, const char *account_id, BwDate go_live_on,
                                    BwDate as_of, guint *n_marks, GError **error);
BwBucket      bw_series_rows_fit_bucket (const BwSeriesRows *rows, BwBucket bucket);
double        bw_series_rows_mean  (const BwSeriesRows *rows, BwDate from, BwDate to);

G_END_DECLS
