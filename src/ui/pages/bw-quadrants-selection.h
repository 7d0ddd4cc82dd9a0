/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-quadrants-figure.h"

G_BEGIN_DECLS

/**
 * BwQuadrantsSelection:
 * @flags: (array n): not 0 is selected, as the chart takes it
 * @total: of all that is selected
 * @quadrants: of it by quadrant
 *
 * Accounts of a quadrants figure that a person has picked out by hand. It borrows the figure.
 * Accounts of unknown quadrant have no place on the chart and are never selected.
 */
typedef struct {
  const BwQuadrantsFigure *figure;
  gsize                    n;
  guint8                  *flags;
  BwQuadrantTotal          total;
  BwQuadrantTotal          quadrants[BW_N_QUADRANTS];
} BwQuadrantsSelection;

BwQuadrantsSelection *bw_quadrants_selection_new          (const BwQuadrantsFigure *figure);
BwQuadrantsSelection *bw_quadrants_selection_carry        (const BwQuadrantsSelection *self,
                                                           const BwSnapshot *snapshot,
                                                           const BwQuadrantsFigure *figure,
                                                           const BwSnapshot *new_snapshot);
void                  bw_quadrants_selection_clear        (BwQuadrantsSelection *self);
void                  bw_quadrants_selection_add          (BwQuadrantsSelection *self,
                                                           const guint32 *indices, gsize n);
void                  bw_quadrants_selection_add_quadrant (BwQuadrantsSelection *self,
                                                           BwQuadrant quadrant);
void                  bw_quadrants_selection_toggle       (BwQuadrantsSelection *self,
                                                           gsize index);
gboolean              bw_quadrants_selection_is_empty     (const BwQuadrantsSelection *self);
guint32              *bw_quadrants_selection_largest      (const BwQuadrantsSelection *self,
                                                           guint most, guint *n);
BwAccountFilter      *bw_quadrants_selection_filter       (const BwQuadrantsSelection *self,
                                                           const BwSnapshot *snapshot);
char                 *bw_quadrants_selection_say          (const BwQuadrantsSelection *self);
char                 *bw_quadrants_selection_say_quadrants (const BwQuadrantsSelection *self);
void                  bw_quadrants_selection_free         (BwQuadrantsSelection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwQuadrantsSelection, bw_quadrants_selection_free)

G_END_DECLS
