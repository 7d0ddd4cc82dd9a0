/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_UNSENT_DIALOG (bw_unsent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwUnsentDialog, bw_unsent_dialog, BW, UNSENT_DIALOG, AdwDialog)

AdwDialog *bw_unsent_dialog_new        (BwSession *session);
gboolean   bw_unsent_dialog_is_settled (BwUnsentDialog *self);

G_END_DECLS
