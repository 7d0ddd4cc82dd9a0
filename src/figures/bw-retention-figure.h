/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-retention.h"
#include "figures/bw-figure.h"

G_BEGIN_DECLS

/**
 * BwRetentionFigure:
 * @too_few: fewer accounts than policy.min_group were active on the earlier day: counts are shown
 *   and not rates
 *
 * Retention of the whole portfolio between two days, by both rules.
 */
typedef struct {
  BwFigure     head;
  BwDate       from;
  BwDate       to;
  char        *currency;
  gboolean     too_few;
  BwRetention  points;
  BwMovements  movements;
} BwRetentionFigure;

BwRetentionFigure *bw_retention_figure_compute (const BwFigureScope *scope, BwDate from,
                                                GError **error);
void               bw_retention_figure_free    (BwRetentionFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRetentionFigure, bw_retention_figure_free)

G_END_DECLS
