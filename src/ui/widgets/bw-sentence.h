/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_label_set_sentence (GtkLabel *label, const char *text, guint fewest_chars);
void bw_sentences_ease     (GtkWidget *widget);

G_END_DECLS
