/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-tiers.h"
#include "figures/bw-figure.h"

G_BEGIN_DECLS

/* One CSM's share of the portfolio; @mark is the published span for the tier most of it is in. */
typedef struct {
  char                *id;
  char                *name; /* "Nobody" for the accounts without an owner, whose id is "". */
  double               hours_per_month;
  BwCoverage           coverage;
  const BwCoverageMark *mark; /* NULL when there are no accounts. */
} BwTierCsm;

/* Interactions of one kind that the services of a tier ask for, over the last twelve months. */
typedef struct {
  BwTier  tier;
  char   *name;          /* The service. */
  char   *kind;
  double  due;           /* Accounts times times_a_year; a young account counts by its part. */
  guint   done;          /* At most as many an account as are due to it; more do not fill gaps. */
  guint   overdue;       /* Accounts whose last one is longer ago than it should be. */
  GArray *overdue_rows;  /* (element-type guint32) (nullable): which; NULL in one from the memo. */
} BwTierCadence;

/**
 * BwTiersFigure:
 *
 * The tiers are of the whole portfolio; with a filter the totals are of the accounts that pass,
 * each in the tier it has in the whole. The cadence needs the scope's mirror, else it is empty.
 */
typedef struct {
  BwFigure       head;
  BwDate         as_of;
  char          *currency;
  BwTiers       *result;
  guint          whole;
  guint          n_csms;
  BwTierCsm     *csms;     /* By ARR, the largest first. */
  guint          n_cadence;
  BwTierCadence *cadence;  /* By tier and in the order of its services. */
  guint          n;
  guint32       *rows;     /* (nullable): NULL in a figure from the memo. */
} BwTiersFigure;

BwTiersFigure *bw_tiers_figure_compute (const BwFigureScope *scope, const BwTiersWhatIf *what_if,
                                        GError **error);
BwSelection   *bw_tiers_figure_tier    (const BwTiersFigure *figure, BwTier tier);
const char    *bw_tier_cadence_title   (const BwTierCadence *line);
void           bw_tiers_figure_free    (BwTiersFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTiersFigure, bw_tiers_figure_free)

G_END_DECLS
