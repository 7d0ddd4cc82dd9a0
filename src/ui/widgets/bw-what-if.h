/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "analytics/bw-tiers.h"

G_BEGIN_DECLS

#define BW_TYPE_WHAT_IF (bw_what_if_get_type ())
G_DECLARE_FINAL_TYPE (BwWhatIf, bw_what_if, BW, WHAT_IF, AdwBin)

GtkWidget *bw_what_if_new         (void);
void       bw_what_if_set_base    (BwWhatIf *self, const BwTiers *base, double utilisation);
void       bw_what_if_set_summary (BwWhatIf *self, const char *text);
gboolean   bw_what_if_get         (BwWhatIf *self, BwTiersWhatIf *what_if);
void       bw_what_if_reset       (BwWhatIf *self);

G_END_DECLS
