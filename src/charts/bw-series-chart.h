/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-series.h"
#include "charts/bw-chart.h"
#include "charts/bw-series-blocks.h"

G_BEGIN_DECLS

/* A milestone or a moment of truth on the line. */
typedef struct {
  BwDate      on;
  const char *title;
  gboolean    is_moment; /* A moment of truth, else a milestone. */
} BwSeriesEvent;

/**
 * BwSeriesChart:
 *
 * A success metric over time: measured, before, plan, peers. With @since_go_live every date is a
 * number of days since go-live and the axis counts months. Items: before, go-live, events, plan,
 * then the points.
 */
typedef struct {
  BwChart              parent;
  const BwSeries      *series;       /* (nullable): peers alone are drawn too. */
  const BwSeriesBlocks *blocks;      /* (nullable): its points summed up, when they are many. */
  const char          *unit;         /* (nullable): "h"; stands behind values. */
  int                  direction;    /* +1: more is better; -1: less is. */
  BwDate               go_live_on;   /* BW_DATE_NONE: none; 0 with @since_go_live. */
  gboolean             since_go_live;
  const char          *line_name;    /* (nullable): stands for "today" at the end of the line. */
  gboolean             is_past;      /* The line ends on a day that is not called today. */
  gsize                n_peers;
  const BwPeerPoint   *peers;        /* (nullable) */
  const char          *peers_name;   /* (nullable): "peers, median". */
  gsize                n_events;
  const BwSeriesEvent *events;       /* (nullable), rising by date */
} BwSeriesChart;

void bw_series_chart_init (BwSeriesChart *chart, const BwSeries *series, const char *unit);

G_END_DECLS
