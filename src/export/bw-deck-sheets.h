/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-sheet.h"
#include "figures/bw-deck.h"

G_BEGIN_DECLS

/**
 * BwDeckSheets:
 * @sheets: (element-type BwSheet): in the order of the slides
 * @numbers: (element-type guint): of the slide of each sheet, from 1
 *
 * What the charts of a deck show, in numbers. Borrows from the deck.
 */
typedef struct {
  GArray    *sheets;
  GArray    *numbers;
  GPtrArray *sources;
} BwDeckSheets;

void bw_deck_sheets_init  (BwDeckSheets *self, const BwDeck *deck);
void bw_deck_sheets_clear (BwDeckSheets *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwDeckSheets, bw_deck_sheets_clear)

G_END_DECLS
