/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwPageBody:
 *
 * How far a page has come with showing what it has been filled with. Zeroed to begin with.
 */
typedef struct {
  GtkStack  *stack; /* Not owned, nor is @body. */
  GtkWidget *body;
  gboolean   is_hidden;
  guint      frames; /* Since the body has been hidden, or shown. */
  guint      tick;
  guint      measuring;
} BwPageBody;

void     bw_page_body_show       (BwPageBody *self, GtkStack *stack, GtkWidget *body);
void     bw_page_body_stop       (BwPageBody *self);
gboolean bw_page_body_is_awaited (const BwPageBody *self);

G_END_DECLS
