/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-distribution-figure.h"
#include "figures/bw-key-figures.h"
#include "figures/bw-quadrants-figure.h"
#include "figures/bw-series-figure.h"
#include "figures/bw-tiers-figure.h"

G_BEGIN_DECLS

/**
 * BwFrontPage:
 * @series: (nullable): %NULL when no account measures a success metric
 *
 * Immutable and reference counted. All that the Portfolio page shows. It is computed from
 * snapshots, and a memo of it without a filter is kept beside the mirror, so that the next start
 * paints before a snapshot is loaded.
 */
typedef struct {
  gatomicrefcount       ref_count;
  gint64                generation;
  BwDate                as_of;
  BwDate                compared_as_of; /* BW_DATE_NONE without a comparison. */
  gboolean              from_memo;
  char                 *company_name;
  char                 *currency;
  guint                 accounts;
  BwKeyFigures         *key_figures;
  BwDistributionFigure *distribution;
  BwQuadrantsFigure    *quadrants;
  BwTiersFigure        *tiers;
  BwSeriesFigure       *series;
} BwFrontPage;

BwFrontPage *bw_front_page_compute (const BwFigureScope *scope, GError **error);
gboolean     bw_front_page_write   (const BwFrontPage *page, const char *mirror_path,
                                    GError **error);
BwFrontPage *bw_front_page_read    (const char *mirror_path);
gboolean     bw_front_page_get_stamp (const char *mirror_path, guint64 *stamp);
BwFrontPage *bw_front_page_ref     (BwFrontPage *page);
void         bw_front_page_unref   (BwFrontPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFrontPage, bw_front_page_unref)

G_END_DECLS
