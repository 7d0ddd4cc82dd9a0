/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwSyncError:
 * @BW_SYNC_ERROR_ADDRESS: the address is not one, or is one that is not asked (plain http abroad)
 * @BW_SYNC_ERROR_NAME: there is no host of that name
 * @BW_SYNC_ERROR_OFFLINE: this computer has no way to the host
 * @BW_SYNC_ERROR_REFUSED: the host is there, and nothing listens at the port
 * @BW_SYNC_ERROR_STALLED: no byte for too long
 * @BW_SYNC_ERROR_TLS: the connection is not safe
 * @BW_SYNC_ERROR_REDIRECT: the backend points elsewhere
 * @BW_SYNC_ERROR_SIGNED_OUT: no token, or one that is wrong or has run out
 * @BW_SYNC_ERROR_FORBIDDEN: the token may not do that
 * @BW_SYNC_ERROR_MISSING: the backend lacks a relation or a column
 * @BW_SYNC_ERROR_BUSY: the backend asked to wait, for longer than a refresh waits
 * @BW_SYNC_ERROR_BROKEN: the backend answered, and not as one of ours does
 * @BW_SYNC_ERROR_DATA: a value, a key or a row is not what the schema table says
 * @BW_SYNC_ERROR_TOO_LARGE: an answer goes beyond a bound
 * @BW_SYNC_ERROR_LOCKED: another program refreshes the same portfolio
 *
 * Every message names the thing and the remedy. A cancelled call is %G_IO_ERROR_CANCELLED, and
 * what goes wrong with the mirror is a #BwStoreError.
 */
typedef enum {
  BW_SYNC_ERROR_ADDRESS,
  BW_SYNC_ERROR_NAME,
  BW_SYNC_ERROR_OFFLINE,
  BW_SYNC_ERROR_REFUSED,
  BW_SYNC_ERROR_STALLED,
  BW_SYNC_ERROR_TLS,
  BW_SYNC_ERROR_REDIRECT,
  BW_SYNC_ERROR_SIGNED_OUT,
  BW_SYNC_ERROR_FORBIDDEN,
  BW_SYNC_ERROR_MISSING,
  BW_SYNC_ERROR_BUSY,
  BW_SYNC_ERROR_BROKEN,
  BW_SYNC_ERROR_DATA,
  BW_SYNC_ERROR_TOO_LARGE,
  BW_SYNC_ERROR_LOCKED,
} BwSyncError;

#define BW_SYNC_ERROR (bw_sync_error_quark ())
GQuark bw_sync_error_quark (void);

G_END_DECLS
