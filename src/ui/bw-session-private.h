/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-server.h"
#include "sync/bw-refresh.h"
#include "ui/bw-session-edits.h"

G_BEGIN_DECLS

/* The session is one class in several files: its state, how it loads, how it refreshes, how it
 * keeps edits and how it sends them. */
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
  gboolean           presenting;     /* Somebody beside the person looks at the screen. */

  BwFrontPage       *front_page;     /* (nullable): the memo, until a snapshot takes over. */
  BwSnapshot        *snapshot;       /* (nullable) */
  BwSnapshot        *compared;       /* (nullable) */
  gint64             n_readings;     /* -1 while unknown. */
  GCancellable      *loading;        /* (nullable): of the load under way. */
  int                rows_read;      /* (atomic): by the load under way. */
  int                rows_to_read;   /* (atomic) */
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
  gint64             refresh_began;  /* Microseconds since 1970 UTC; 0: none was tried. */
  guint              n_unreached;    /* So many in a row did not reach the backend. */

  GQueue             jobs;           /* (element-type GTask): what waits to work on the outbox. */
  gboolean           is_working;     /* One of them is under way. */
  guint              n_writing;      /* Of them, those that change edits. */
  BwUnsent           unsent;
  GPtrArray         *saved;          /* (element-type GStrv): ids of the edits of each save. */
  char              *salvage;        /* (nullable): what was saved of a damaged outbox. */
  GError            *edits_error;

  GCancellable      *sending;        /* (nullable) */
  gboolean           send_again;     /* Something was asked for while it was sending. */
  guint              send_source;
  guint              retry_seconds;
  gboolean           watches_network;
  BwStatus           send_status;
  GError            *send_error;
};

/* What a job does with the outbox on the worker; returns whether it went well. */
typedef gboolean (*BwOutboxFunc) (BwOutbox *outbox, gpointer data, GError **error);

typedef enum {
  BW_JOB_READS = 0,
  BW_JOB_WRITES = 1 << 0,   /* The file is made when there is none, and what is in it is sent. */
  BW_JOB_TELLS = 1 << 1,    /* The session says that edits have changed, whatever is found. */
  BW_JOB_EXAMINES = 1 << 2, /* The whole file is read for damage, and mended. */
} BwJobFlags;

/**
 * BwBackend:
 * @url: (nullable): where it is; %NULL for where the portfolio says
 * @token: (nullable): lets in
 * @ca_file: (nullable): trusted besides the system's certificates
 */
typedef struct {
  const char *url;
  const char *token;
  const char *ca_file;
} BwBackend;

/* @cancellable is that of who asked, who may have lost interest meanwhile; @backend is %NULL when
 * there is an @error. */
typedef void (*BwBackendFunc) (BwSession *self, GCancellable *cancellable,
                               const BwBackend *backend, const GError *error);

void bw_session_changed       (BwSession *self, BwSessionChange changes);
void bw_session_load          (BwSession *self);
void bw_session_load_soon     (BwSession *self);
void bw_session_cancel_load   (BwSession *self);
void bw_session_drop_data     (BwSession *self);
void bw_session_start_ticking (BwSession *self);
void bw_session_stop_refresh  (BwSession *self);
gboolean bw_session_goes_stale (BwSession *self);
gboolean bw_session_is_refresh_due (BwSession *self, gint64 now);
void bw_session_find_backend  (BwSession *self, GCancellable *cancellable, BwBackendFunc func);
BwStatus bw_session_status_of (const GError *error);
void bw_session_saved         (BwSession *self, guint n_edits);

void bw_session_ask_outbox    (BwSession *self, BwOutboxFunc func, gpointer data,
                               GDestroyNotify free_data, BwJobFlags flags,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
gpointer bw_session_job_data  (GAsyncResult *result);
gboolean bw_session_job_is_open (BwSession *self, GAsyncResult *result);
void bw_session_init_edits    (BwSession *self);
void bw_session_finalize_edits (BwSession *self);
void bw_session_drop_edits    (BwSession *self);
void bw_session_look_at_edits (BwSession *self);
void bw_session_settle_edits  (BwSession *self, gint64 since);
gboolean bw_session_has_waiting (BwSession *self);
void bw_session_send_soon     (BwSession *self);
void bw_session_stop_sending  (BwSession *self);

G_END_DECLS
