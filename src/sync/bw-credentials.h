/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwCredentialsPlace:
 * @BW_CREDENTIALS_KEYRING: the token outlives the program
 * @BW_CREDENTIALS_MEMORY: there is no keyring; the token is known until the program ends, and the
 *   person has to be told so
 */
typedef enum {
  BW_CREDENTIALS_KEYRING,
  BW_CREDENTIALS_MEMORY,
} BwCredentialsPlace;

/* Each of these may wait for the keyring to be unlocked: not for the main thread. */
char    *bw_credentials_lookup (const char *portfolio_slug, GCancellable *cancellable);
BwCredentialsPlace
         bw_credentials_store  (const char   *portfolio_slug,
                                const char   *portfolio_name,
                                const char   *token,
                                GCancellable *cancellable);

void     bw_credentials_lookup_async  (const char          *portfolio_slug,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
char    *bw_credentials_lookup_finish (GAsyncResult *result, GError **error);
void     bw_credentials_store_async   (const char          *portfolio_slug,
                                       const char          *portfolio_name,
                                       const char          *token,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data);
BwCredentialsPlace
         bw_credentials_store_finish  (GAsyncResult *result);
void     bw_credentials_forget        (const char          *portfolio_slug);

G_END_DECLS
