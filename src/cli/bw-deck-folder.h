/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwDeckFolder:
 *
 * A folder of decks, with a list in it of what they were made from. It belongs to one program at a
 * time. Files that are in the folder and not on the list are nobody's business and stay.
 */
typedef struct _BwDeckFolder BwDeckFolder;

BwDeckFolder *bw_deck_folder_open   (const char *path, GError **error);
char         *bw_deck_folder_name   (BwDeckFolder *self, const char *account_id, const char *title,
                                     const char *ending);
gboolean      bw_deck_folder_begin  (BwDeckFolder *self, GError **error);
gboolean      bw_deck_folder_has    (BwDeckFolder *self, const char *name, const char *made_from);
gboolean      bw_deck_folder_add    (BwDeckFolder *self, const char *name, const char *made_from,
                                     GError **error);
void          bw_deck_folder_close  (BwDeckFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDeckFolder, bw_deck_folder_close)

G_END_DECLS
