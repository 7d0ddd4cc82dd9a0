/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "store/bw-store-error.h"

G_BEGIN_DECLS

gboolean bw_store_create_file (const char *path, GError **error);

G_END_DECLS
