/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/bw-outbox.h"
#include "store/bw-portfolio-list.h"
#include "sync/bw-client.h"

G_BEGIN_DECLS

/**
 * BwDeliverySetup:
 * @url: address of the backend
 * @token: its token, or %NULL
 * @ca_file: as for bw_client_new(), or %NULL
 * @outbox_path: the outbox
 * @limits: bounds of the client
 */
typedef struct {
  char           *url;
  char           *token;
  char           *ca_file;
  char           *outbox_path;
  BwClientLimits  limits;
} BwDeliverySetup;

/**
 * BwDeliveryProgress:
 * @done: edits that were looked at
 * @total: edits that there were at the beginning
 * @wait_seconds: how long the backend asked to wait, or 0
 */
typedef struct {
  guint  done;
  guint  total;
  double wait_seconds;
} BwDeliveryProgress;

typedef void (*BwDeliveryProgressFunc) (const BwDeliveryProgress *progress, gpointer data);

/**
 * BwDeliveryResult:
 * @sent: edits that the backend has got in this run
 * @conflicts: edits that were found in conflict in this run
 * @refused: edits that were refused in this run
 * @left: edits that are still unsent after it, those in conflict and refused included
 * @stopped: why the run ended early (offline, signed out, busy), or %NULL when every edit was
 *   looked at
 */
typedef struct {
  guint   sent;
  guint   conflicts;
  guint   refused;
  guint   left;
  GError *stopped;
} BwDeliveryResult;

/**
 * BwDeliveryAsk:
 * @method: POST, PATCH, DELETE or GET
 * @path_and_query: what is asked for, beginning with a slash
 * @prefer: (nullable): for the Prefer header
 * @json: (nullable): the body
 * @may_have_arrived: (out): when there is no answer, whether the backend may have got it
 * @data: user data
 * @cancellable: (nullable): cancels it
 * @error: return location for a #BwSyncError
 *
 * How a delivery asks the backend: bw_client_write(), or a model of a backend in a test.
 *
 * Returns: (transfer full): the answer as of bw_client_write(), or %NULL
 */
typedef BwAnswer *(*BwDeliveryAsk) (const char    *method,
                                    const char    *path_and_query,
                                    const char    *prefer,
                                    GBytes        *json,
                                    gboolean      *may_have_arrived,
                                    gpointer       data,
                                    GCancellable  *cancellable,
                                    GError       **error);

BwDeliverySetup  *bw_delivery_setup_new           (const char *url, const char *outbox_path);
BwDeliverySetup  *bw_delivery_setup_new_portfolio (const BwPortfolioInfo *portfolio,
                                                   const char            *token);
BwDeliverySetup  *bw_delivery_setup_copy          (const BwDeliverySetup *setup);
void              bw_delivery_setup_free          (BwDeliverySetup *setup);

BwDeliveryResult *bw_delivery_run        (const BwDeliverySetup   *setup,
                                          BwDeliveryProgressFunc   progress,
                                          gpointer                 data,
                                          GCancellable            *cancellable,
                                          GError                 **error);
BwDeliveryResult *bw_delivery_run_with   (BwOutbox                *outbox,
                                          BwDeliveryAsk            ask,
                                          gpointer                 ask_data,
                                          BwDeliveryProgressFunc   progress,
                                          gpointer                 data,
                                          GCancellable            *cancellable,
                                          GError                 **error);
void              bw_delivery_run_async  (const BwDeliverySetup   *setup,
                                          BwDeliveryProgressFunc   progress,
                                          gpointer                 progress_data,
                                          GCancellable            *cancellable,
                                          GAsyncReadyCallback      callback,
                                          gpointer                 data);
BwDeliveryResult *bw_delivery_run_finish (GAsyncResult *result, GError **error);
char             *bw_delivery_result_describe (const BwDeliveryResult *result);
void              bw_delivery_result_free (BwDeliveryResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDeliverySetup, bw_delivery_setup_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDeliveryResult, bw_delivery_result_free)

G_END_DECLS
