/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_LINE_TEXT (bw_line_text_get_type ())
G_DECLARE_DERIVABLE_TYPE (BwLineText, bw_line_text, BW, LINE_TEXT, GtkWidget)

/**
 * BwLineTextClass:
 * @make_text: what the line says, when it is first seen or heard; (transfer full) (nullable)
 */
struct _BwLineTextClass {
  GtkWidgetClass  parent_class;

  char         *(*make_text) (BwLineText *self);
};

BwLineText *bw_line_text_new       (guint min_chars, guint natural_chars);
void        bw_line_text_set_chars (BwLineText *self, guint min_chars, guint natural_chars);
void        bw_line_text_set_inset (BwLineText *self, int inset);
void        bw_line_text_set       (BwLineText *self, const char *text, gboolean at_end);
void        bw_line_text_forget    (BwLineText *self, gboolean at_end);
const char *bw_line_text_get       (BwLineText *self);
gboolean    bw_line_text_is_cut    (BwLineText *self);

G_END_DECLS
