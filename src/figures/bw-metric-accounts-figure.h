/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-series-figure.h"

G_BEGIN_DECLS

/**
 * BwMetricAccount:
 * @row: of the snapshot
 * @before: the plan's baseline, else the mean of the days before go-live; NaN without either
 * @now: the mean of the last days; NaN when nothing was read in them
 * @change: now less before
 * @improvement: the same turned so that positive is better
 *
 * What became of a metric in one account that measures it.
 */
typedef struct {
  guint32      row;
  double       before;
  double       now;
  double       change;
  double       change_share;
  double       improvement;
  BwDate       last_on;
  BwPlanStatus plan_status;
  double       plan_target;
  BwVelocity   velocity;
  double       slope_per_month;
} BwMetricAccount;

/**
 * BwMetricAccountsFigure:
 * @n_better: accounts whose change is for the better, of the @n_compared that have both values
 * @n_read: accounts that were looked at; fewer than @n_whole in a very large portfolio
 * @accounts: (array n): that which is furthest behind its plan first, then by improvement
 *
 * A success metric, account by account.
 */
typedef struct {
  BwFigure         head;
  char            *metric_key;
  guint            n_whole;
  guint            n_read;
  guint            n_compared;
  guint            n_better;
  guint            n_behind;
  guint            n;
  BwMetricAccount *accounts;
} BwMetricAccountsFigure;

BwMetricAccountsFigure *bw_metric_accounts_figure_compute (const BwFigureScope *scope,
                                                           const char *metric_key,
                                                           GError **error);
void                    bw_metric_accounts_figure_free    (BwMetricAccountsFigure *figure);

const char             *bw_plan_status_title              (BwPlanStatus status);
const char             *bw_velocity_title                 (BwVelocity velocity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMetricAccountsFigure, bw_metric_accounts_figure_free)

G_END_DECLS
