/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int bw_lock_take (const char *path, const char *busy, GError **error);

G_END_DECLS
