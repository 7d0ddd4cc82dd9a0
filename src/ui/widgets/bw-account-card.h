/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-account-figure.h"

G_BEGIN_DECLS

#define BW_TYPE_ACCOUNT_CARD (bw_account_card_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountCard, bw_account_card, BW, ACCOUNT_CARD, AdwBin)

void bw_account_card_show_reasons   (BwAccountCard *self, const BwAccountFigure *figure);
void bw_account_card_show_scorecard (BwAccountCard *self, const BwAccountFigure *figure,
                                     const BwPolicy *policy);
void bw_account_card_show_plan      (BwAccountCard *self, const BwAccountFigure *figure,
                                     const BwAccountTable *table);
void bw_account_card_show_timeline  (BwAccountCard *self, const BwAccountFigure *figure);
void bw_account_card_show_moments   (BwAccountCard *self, const BwAccountFigure *figure);
void bw_account_card_show_people    (BwAccountCard *self, const BwAccountFigure *figure);

G_END_DECLS
