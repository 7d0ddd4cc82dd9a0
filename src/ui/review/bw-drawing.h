/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bw_drawing_begin (void);
void     bw_drawing_end   (void);
void     bw_drawing_close (void);

G_END_DECLS
