/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/bw-edit.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_AMEND_PAGE (bw_amend_page_get_type ())
G_DECLARE_FINAL_TYPE (BwAmendPage, bw_amend_page, BW, AMEND_PAGE, AdwNavigationPage)

gboolean     bw_amend_page_can_amend (const BwEdit *edit);
BwAmendPage *bw_amend_page_new       (BwSession *session, const BwEdit *edit,
                                      GPtrArray *fields);

G_END_DECLS
