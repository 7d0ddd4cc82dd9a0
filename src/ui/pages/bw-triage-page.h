/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"
#include "ui/widgets/bw-triage-list.h"

G_BEGIN_DECLS

#define BW_TYPE_TRIAGE_PAGE (bw_triage_page_get_type ())
G_DECLARE_FINAL_TYPE (BwTriagePage, bw_triage_page, BW, TRIAGE_PAGE, BwPage)

G_END_DECLS
