/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-edit-words.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_EDIT_PAGE (bw_edit_page_get_type ())
G_DECLARE_FINAL_TYPE (BwEditPage, bw_edit_page, BW, EDIT_PAGE, AdwNavigationPage)

BwEditPage *bw_edit_page_new      (BwSession *session, const BwEditWords *words);
void        bw_edit_page_set_edit (BwEditPage *self, const BwEditWords *words);
const char *bw_edit_page_get_id   (BwEditPage *self);

G_END_DECLS
