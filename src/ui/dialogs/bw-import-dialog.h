/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_IMPORT_DIALOG (bw_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwImportDialog, bw_import_dialog, BW, IMPORT_DIALOG, AdwDialog)

AdwDialog *bw_import_dialog_new  (BwSession *session);
void       bw_import_dialog_look (BwImportDialog *self, const char *const *paths);

G_END_DECLS
