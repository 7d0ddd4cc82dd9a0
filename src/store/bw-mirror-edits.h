/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-edit.h"
#include "store/bw-mirror.h"

G_BEGIN_DECLS

gboolean    bw_mirror_show_edits  (BwMirror *mirror, const char *outbox_path, GError **error);
GHashTable *bw_mirror_list_edited (BwMirror *mirror, const BwRelation *relation, GError **error);

G_END_DECLS
