/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

gboolean bw_review_closing_may_close (AdwApplicationWindow *window);

G_END_DECLS
