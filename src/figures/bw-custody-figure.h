/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-custody.h"
#include "figures/bw-figure.h"

G_BEGIN_DECLS

typedef struct {
  guint32   row;                 /* Of the snapshot. */
  BwMoney   arr;
  int       org_levels;          /* -1: not said. */
  int       implementation_days; /* -1: not said. */
  BwMoney   mrr;
  BwMoney   mrr_before;          /* A year before. */
  guint     reasons;             /* BwHandoffReasons */
  BwHandoff handoff;
  double    service;             /* 0..1, NaN when not said; as is the next. */
  double    transaction;
  double    shift;               /* How far the borders move for it. */
  BwSeller  seller;
} BwCustodyLine;

typedef struct {
  guint   accounts;
  BwMoney arr;
} BwCustodyTotal;

/**
 * BwCustodyFigure:
 * @handoff: who needs durable custody, and why
 * @roles: who sells more to whom
 * @lines: the most reasons for durable custody first, of equal ones the most ARR
 * @median_arr: of the whole portfolio, where the borders stand as the policy says
 *
 * Who keeps the customers of the scope. Needs the scope's mirror; complexity, levels and days carry
 * no date in the data and are as they are known last.
 */
typedef struct {
  BwFigure        handoff;
  BwFigure        roles;
  BwDate          as_of;
  char           *currency;
  BwSnapshot     *snapshot;
  guint           n;
  BwCustodyLine  *lines;
  BwCustodyTotal  handoffs[BW_N_HANDOFFS];
  BwCustodyTotal  sellers[BW_N_SELLERS + 1]; /* The last is of those unknown. */
  BwMoney         median_arr;
} BwCustodyFigure;

BwCustodyFigure *bw_custody_figure_compute (const BwFigureScope *scope, GError **error);
char            *bw_custody_describe       (const BwCustodyFigure *figure,
                                            const BwCustodyLine *line);
BwSelection     *bw_custody_figure_seller  (const BwCustodyFigure *figure, BwSeller seller);
BwSelection     *bw_custody_figure_handoff (const BwCustodyFigure *figure, BwHandoff handoff);
void             bw_custody_figure_free    (BwCustodyFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCustodyFigure, bw_custody_figure_free)

G_END_DECLS
