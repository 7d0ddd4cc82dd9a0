/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void     bw_locale_init              (void);
void     bw_locale_set_right_to_left (gboolean right_to_left);
gboolean bw_locale_is_right_to_left  (void);

G_END_DECLS
