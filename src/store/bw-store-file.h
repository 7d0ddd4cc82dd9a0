/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "store/bw-store-error.h"

G_BEGIN_DECLS

/**
 * BwStoreKind:
 * @application_id: says that a SQLite file is of this kind
 * @version: of the tables; raised with every change of them
 * @migrations: (array length=version): each brings the tables from the version that is its place to
 *   the next
 * @set_error: says what a call of SQLite returned
 * @set_newer: says that a newer program made the file
 *
 * A kind of file that holds what a person has entered, and that cannot be fetched again.
 */
typedef struct {
  int                application_id;
  int                version;
  const char *const *migrations;
  void             (*set_error) (int result, const char *path, sqlite3 *handle, GError **error);
  void             (*set_newer) (const char *path, GError **error);
} BwStoreKind;

gboolean bw_store_create_file     (const char *path, GError **error);
int      bw_store_open_connection (const char *path, sqlite3 **handle);
int      bw_store_query_int       (sqlite3 *handle, const char *sql, gint64 *value);
gboolean bw_store_connect         (const BwStoreKind *kind, const char *path, sqlite3 **handle,
                                   GError **error);
char    *bw_store_aside_path      (const char *path);
gboolean bw_store_put_in_place    (const char *path, const char *target_path, const char *aside,
                                   GError **error);

G_END_DECLS
