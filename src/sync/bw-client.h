/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/bw-sync-error.h"

G_BEGIN_DECLS

/**
 * BwClient:
 *
 * Asks one company backend, on one thread at a time, and waits for the answer. HTTP/1.1, no
 * redirect is followed, certificates are verified, plain http is for this computer alone, and the
 * token goes into the Authorization header and nowhere else.
 */
typedef struct _BwClient BwClient;

/**
 * BwClientLimits:
 * @max_body: bytes of an answer after it was unpacked
 * @max_seconds: for an answer as a whole
 * @stall_seconds: without a byte
 * @max_attempts: how often a request is sent that the backend is too busy for or breaks off
 * @max_wait_seconds: the longest time between two attempts; a backend that asks for more is
 *   given up for now
 * @first_wait_ms: the time before the second attempt, doubled with each further one, up to half
 *   of it taken off at random
 *
 * A zero stands for the default.
 */
typedef struct {
  gsize max_body;
  guint max_seconds;
  guint stall_seconds;
  guint max_attempts;
  guint max_wait_seconds;
  guint first_wait_ms;
} BwClientLimits;

/**
 * BwAnswer:
 * @status: 200 to 299; of bw_client_write() also 400 to 599
 * @body: what was sent, unpacked
 * @total: how many rows there are in all, as Content-Range says, or -1
 * @applied: what it says in Preference-Applied, or %NULL
 * @date: the backend's clock when it answered, microseconds since 1970 UTC, or 0
 */
typedef struct {
  guint   status;
  GBytes *body;
  gint64  total;
  gint64  date;
  char   *applied;
} BwAnswer;

/**
 * BwClientWaitFunc:
 * @seconds: how long the client is going to wait before it asks again
 * @data: user data
 */
typedef void (*BwClientWaitFunc) (double seconds, gpointer data);

BwClient *bw_client_new            (const char            *url,
                                    const char            *token,
                                    const char            *ca_file,
                                    const BwClientLimits  *limits,
                                    GError               **error);
void      bw_client_free           (BwClient *client);
void      bw_client_set_wait_func  (BwClient *client, BwClientWaitFunc func, gpointer data);
BwAnswer *bw_client_get            (BwClient      *client,
                                    const char    *path_and_query,
                                    const char    *accept,
                                    const char    *prefer,
                                    GCancellable  *cancellable,
                                    GError       **error);
BwAnswer *bw_client_send           (BwClient      *client,
                                    const char    *method,
                                    const char    *path_and_query,
                                    const char    *prefer,
                                    GBytes        *json,
                                    GCancellable  *cancellable,
                                    GError       **error);
BwAnswer *bw_client_write          (BwClient      *client,
                                    const char    *method,
                                    const char    *path_and_query,
                                    const char    *prefer,
                                    GBytes        *json,
                                    GCancellable  *cancellable,
                                    GError       **error);
gboolean  bw_client_may_have_arrived (BwClient *client);
char     *bw_client_test           (BwClient *client, GCancellable *cancellable, GError **error);
void      bw_client_test_connection_async  (const char          *url,
                                            const char          *token,
                                            const char          *ca_file,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             data);
char     *bw_client_test_connection_finish (GAsyncResult *result, GError **error);
gboolean  bw_client_check_address  (const char *url, char **normalised, GError **error);
void      bw_answer_free           (BwAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwClient, bw_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAnswer, bw_answer_free)

G_END_DECLS
