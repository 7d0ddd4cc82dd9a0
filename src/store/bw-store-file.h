/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "store/bw-store-error.h"

G_BEGIN_DECLS

gboolean bw_store_create_file  (const char *path, GError **error);
char    *bw_store_aside_path   (const char *path);
gboolean bw_store_put_in_place (const char *path, const char *target_path, const char *aside,
                                GError **error);

G_END_DECLS
