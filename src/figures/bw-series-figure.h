/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-series.h"
#include "figures/bw-figure.h"

G_BEGIN_DECLS

typedef enum {
  BW_PEERS_NONE,
  BW_PEERS_TIER,
  BW_PEERS_INDUSTRY,
} BwPeers;

typedef enum {
  BW_MARK_GO_LIVE,
  BW_MARK_MILESTONE,
  BW_MARK_MOMENT,
} BwMarkKind;

typedef struct {
  BwMarkKind  kind;
  BwDate      date;
  char       *title;
} BwSeriesMark;

/**
 * BwSeriesFigure:
 * @accounts: 1 for the series of an account, else how many accounts the median is of
 * @since_go_live: whether the dates of points and peers are days since go-live and not dates
 *
 * A success metric. In the series of an account @result is its own and @peers are the others
 * like it; in that of a portfolio @peers are median and middle half of all accounts that
 * measure it and @result has no points of its own, but before, after, change and the last
 * median.
 */
typedef struct {
  BwFigure       head;
  char          *kicker;      /* "Hours to close a case · monthly · lower is better" */
  char          *detail;      /* Interval, slope and peers in words. */
  char          *account_id;  /* NULL for a portfolio. */
  char          *account_name;
  char          *metric_key;
  char          *metric_name;
  char          *unit;
  int            direction;
  guint          accounts;
  gboolean       too_few;
  gboolean       since_go_live;
  gboolean       is_past;     /* Its last reading is not of the latest days of the data. */
  BwDate         as_of;
  BwDate         go_live_on;
  BwSeries      *result;
  BwPeers        peers_by;
  char          *peers_name;  /* "top-tier accounts" */
  guint          n_peer_accounts;
  gsize          n_peers;
  BwPeerPoint   *peers;
  guint          n_marks;
  BwSeriesMark  *marks;       /* Rising by date. */
} BwSeriesFigure;

/* A metric that an account or the portfolio measures, and how many accounts do. */
typedef struct {
  const BwMetric *metric;
  guint           accounts;
  guint           observations;
  gboolean        has_target;
} BwMeasuredMetric;

typedef struct {
  const char *account_id;
  const char *metric_key;      /* NULL: the one that says most: with a target, else of success. */
  BwBucket    bucket;
  BwPeers     peers;
  gboolean    peers_since_go_live;
  gboolean    fits_readings;   /* A longer bucket is taken where readings come too seldom. */
} BwSeriesRequest;

BwSeriesFigure   *bw_series_figure_compute           (const BwFigureScope *scope,
                                                      const BwSeriesRequest *request,
                                                      GError **error);
BwSeriesFigure   *bw_series_figure_compute_portfolio (const BwFigureScope *scope,
                                                      const char *metric_key, GError **error);
BwMeasuredMetric *bw_series_figure_list_metrics      (const BwFigureScope *scope,
                                                      const char *account_id, guint *n_metrics,
                                                      GError **error);
void              bw_series_figure_free              (BwSeriesFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeriesFigure, bw_series_figure_free)

G_END_DECLS
