/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-application.h"

G_BEGIN_DECLS

#define BW_TYPE_SEARCH_PROVIDER (bw_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (BwSearchProvider, bw_search_provider, BW, SEARCH_PROVIDER, GObject)

BwSearchProvider *bw_search_provider_new    (BwApplication *application);
gboolean          bw_search_provider_export (BwSearchProvider *self, GDBusConnection *connection,
                                             const char *object_path, GError **error);

G_END_DECLS
