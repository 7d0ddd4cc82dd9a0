/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-deck.h"

G_BEGIN_DECLS

#define BW_TYPE_REVIEW_CHECKS (bw_review_checks_get_type ())
G_DECLARE_FINAL_TYPE (BwReviewChecks, bw_review_checks, BW, REVIEW_CHECKS, AdwBin)

void bw_review_checks_show (BwReviewChecks *self, const BwDeck *deck);

G_END_DECLS
