/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For the files of this folder alone. */

/* Something long on a thread of its own, with reports on the context of whoever began it. */
typedef struct _BwRun BwRun;

/**
 * BwRunKind:
 * @work: does it, on the thread; its result, or %NULL with the error set. It reports by
 *   bw_run_report() to @run, which is %NULL when nobody wants to know
 * @hand_over: calls what the caller gave as @func, on the caller's context
 * @free_setup: frees what says what to do
 * @free_result: frees what @work gives
 * @progress_size: bytes of a report, which are copied
 */
typedef struct {
  gpointer       (*work)      (gpointer setup, BwRun *run, GCancellable *cancellable,
                               GError **error);
  void           (*hand_over) (GCallback func, gconstpointer progress, gpointer data);
  GDestroyNotify   free_setup;
  GDestroyNotify   free_result;
  gsize            progress_size;
} BwRunKind;

void     bw_run_start  (const BwRunKind *kind, gpointer setup, GCallback func, gpointer func_data,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void     bw_run_report (BwRun *run, gconstpointer progress);
gpointer bw_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
