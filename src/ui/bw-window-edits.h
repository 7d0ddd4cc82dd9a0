/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-window.h"

G_BEGIN_DECLS

#define BW_TYPE_WINDOW_EDITS (bw_window_edits_get_type ())
G_DECLARE_FINAL_TYPE (BwWindowEdits, bw_window_edits, BW, WINDOW_EDITS, GObject)

BwWindowEdits *bw_window_edits_new       (BwWindow *window);
gboolean       bw_window_edits_may_close (BwWindowEdits *self);

G_END_DECLS
