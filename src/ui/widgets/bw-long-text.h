/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *bw_text_begin         (const char *text, glong most);
void  bw_text_view_fit_wrap (GtkTextView *view);

G_END_DECLS
