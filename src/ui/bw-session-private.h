/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-server.h"
#include "sync/bw-refresh.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

/* The session is one class in three files: its state, how it loads, how it refreshes. */
struct _BwSession {
  GObject            parent_instance;

  GSettings         *settings;
  BwPortfolioInfo   *info;           /* (nullable): the open portfolio. */

  BwDate             as_of;          /* BW_DATE_NONE: the latest day there is. */
  BwDate             first;
  BwDate             last;
  int                compare_months; /* 0 compares with nothing, -1 with @picked. */
  BwDate             picked;
  guint              play_source;
  BwAccountFilter   *filter;

  BwFrontPage       *front_page;     /* (nullable): the memo, until a snapshot takes over. */
  BwSnapshot        *snapshot;       /* (nullable) */
  BwSnapshot        *compared;       /* (nullable) */
  gint64             n_readings;     /* -1 while unknown. */
  GCancellable      *loading;        /* (nullable): of the load under way. */
  guint              load_source;
  gboolean           held;           /* A window is about to paint its first frame. */
  gboolean           load_waits;     /* There is something to load when it has. */
  GError            *error;

  BwStatus           status;
  GError            *refresh_error;
  GCancellable      *refreshing;     /* (nullable) */
  BwDemoServer      *demo;           /* (nullable): the backend of an open demo company. */
  BwRefreshProgress  progress;
  guint              tick_source;
};

void bw_session_changed       (BwSession *self, BwSessionChange changes);
void bw_session_load          (BwSession *self);
void bw_session_load_soon     (BwSession *self);
void bw_session_cancel_load   (BwSession *self);
void bw_session_drop_data     (BwSession *self);
void bw_session_start_ticking (BwSession *self);
void bw_session_stop_refresh  (BwSession *self);
gboolean bw_session_goes_stale (BwSession *self);
void bw_session_serve_demo    (BwSession *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
BwDemoServer *bw_session_serve_demo_finish (GAsyncResult *result, GError **error);

G_END_DECLS
