/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/widgets/bw-triage-list.h"

G_BEGIN_DECLS

#define BW_TYPE_TRIAGE_PREVIEW (bw_triage_preview_get_type ())
G_DECLARE_FINAL_TYPE (BwTriagePreview, bw_triage_preview, BW, TRIAGE_PREVIEW, AdwBin)

void bw_triage_preview_show         (BwTriagePreview *self, const BwTriageQueue *queue,
                                     guint position);
void bw_triage_preview_show_reasons (BwTriagePreview *self, GPtrArray *reasons,
                                     BwDate as_of);
void bw_triage_preview_show_many    (BwTriagePreview *self, const BwTriageQueue *queue,
                                     GtkBitset *chosen);
void bw_triage_preview_show_nothing (BwTriagePreview *self);
void bw_triage_preview_set_narrow   (BwTriagePreview *self, gboolean narrow);

G_END_DECLS
