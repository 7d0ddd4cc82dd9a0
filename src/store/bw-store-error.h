/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * BwStoreError:
 * @BW_STORE_ERROR_IO: the file cannot be read or written
 * @BW_STORE_ERROR_FULL: the disk is full
 * @BW_STORE_ERROR_BUSY: another program or thread holds the file
 * @BW_STORE_ERROR_CORRUPT: the file is damaged, or is not one of ours
 * @BW_STORE_ERROR_NEWER: a newer version of the program made the file
 * @BW_STORE_ERROR_INVALID: what was handed in cannot be kept
 * @BW_STORE_ERROR_DUPLICATE: a row with the same key is there already
 * @BW_STORE_ERROR_NOT_FOUND: there is nothing of that name
 *
 * Every message names the file or thing, and what can be done.
 */
typedef enum {
  BW_STORE_ERROR_IO,
  BW_STORE_ERROR_FULL,
  BW_STORE_ERROR_BUSY,
  BW_STORE_ERROR_CORRUPT,
  BW_STORE_ERROR_NEWER,
  BW_STORE_ERROR_INVALID,
  BW_STORE_ERROR_DUPLICATE,
  BW_STORE_ERROR_NOT_FOUND,
} BwStoreError;

#define BW_STORE_ERROR (bw_store_error_quark ())
GQuark   bw_store_error_quark       (void);

void     bw_store_error_from_sqlite (sqlite3 *handle, int result, const char *path, GError **error);
gboolean bw_store_exec              (sqlite3 *handle, const char *path, const char *sql,
                                     GError **error);

G_END_DECLS
