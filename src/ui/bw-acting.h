/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

void bw_acting_install (GtkWidgetClass *klass);
void bw_acting_set_up  (BwPage *page);
void bw_acting_resume  (BwPage *page);
void bw_acting_forget  (BwPage *page);

G_END_DECLS
