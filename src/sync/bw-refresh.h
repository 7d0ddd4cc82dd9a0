/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/bw-portfolio-list.h"
#include "store/bw-staging.h"
#include "sync/bw-client.h"

G_BEGIN_DECLS

/**
 * BwRefreshSetup:
 * @url: address of the backend
 * @source: where the rows come from, in words that stay the same while the address changes, or %NULL
 *   where the address says it
 * @token: its token, or %NULL
 * @ca_file: a private certificate authority, or %NULL
 * @mirror_path: the mirror; made when it is not there
 * @lock_path: a file that keeps two programs from refreshing at once
 * @full: ask for everything, not only for what changed; rows that the backend does not show any
 *   more are removed
 * @overlap_seconds: how far before the last refresh the next one begins; 0 for the default of ten
 *   minutes. A row gets its time stamp when it is written and shows when its transaction ends, so
 *   a refresh can pass it by; the overlap has to be longer than the longest transaction.
 * @page_rows: how many rows to ask for at a time, 0 for the default
 * @limits: bounds of the client
 */
typedef struct {
  char           *url;
  char           *source;
  char           *token;
  char           *ca_file;
  char           *mirror_path;
  char           *lock_path;
  gboolean        full;
  guint           overlap_seconds;
  guint           page_rows;
  BwClientLimits  limits;
} BwRefreshSetup;

/**
 * BwRefreshProgress:
 * @relation: of which rows arrived last
 * @relation_rows: how many of that relation have arrived
 * @relation_total: about how many there are, or -1
 * @relations_done: how many relations are complete, of %BW_N_RELATIONS
 * @rows: how many rows of all relations have arrived
 * @wait_seconds: above 0: the backend is busy and is asked again after this time
 * @merging: everything has arrived and is being put into the mirror
 */
typedef struct {
  BwRelationId relation;
  gint64       relation_rows;
  gint64       relation_total;
  guint        relations_done;
  gint64       rows;
  double       wait_seconds;
  gboolean     merging;
} BwRefreshProgress;

typedef void (*BwRefreshProgressFunc) (const BwRefreshProgress *progress, gpointer data);

/**
 * BwRefreshResult:
 * @report: what the merge changed
 * @rows: how many rows arrived
 * @set_aside_path: where a damaged mirror went, or %NULL
 * @finished_at: microseconds since 1970 UTC
 */
typedef struct {
  BwMergeReport *report;
  gint64         rows;
  char          *set_aside_path;
  gint64         finished_at;
} BwRefreshResult;

BwRefreshSetup  *bw_refresh_setup_new           (const char *url,
                                                 const char *mirror_path,
                                                 const char *lock_path);
BwRefreshSetup  *bw_refresh_setup_new_portfolio (const BwPortfolioInfo *portfolio,
                                                 const char            *token);
BwRefreshSetup  *bw_refresh_setup_copy          (const BwRefreshSetup *setup);
void             bw_refresh_setup_free          (BwRefreshSetup *setup);

BwRefreshResult *bw_refresh_run                 (const BwRefreshSetup   *setup,
                                                 BwRefreshProgressFunc   progress,
                                                 gpointer                progress_data,
                                                 GCancellable           *cancellable,
                                                 GError                **error);
void             bw_refresh_run_async           (const BwRefreshSetup  *setup,
                                                 BwRefreshProgressFunc  progress,
                                                 gpointer               progress_data,
                                                 GCancellable          *cancellable,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               data);
BwRefreshResult *bw_refresh_run_finish          (GAsyncResult *result, GError **error);
char            *bw_refresh_result_describe     (const BwRefreshResult *result);
void             bw_refresh_result_free         (BwRefreshResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRefreshSetup, bw_refresh_setup_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRefreshResult, bw_refresh_result_free)

G_END_DECLS
