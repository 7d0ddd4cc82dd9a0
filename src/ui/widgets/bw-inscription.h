/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_inscription_set (GtkInscription *inscription, const char *text, gboolean at_end);

G_END_DECLS
