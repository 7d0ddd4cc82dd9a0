/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "figures/bw-front-page.h"
#include "model/bw-date.h"
#include "portfolio/bw-account-filter.h"
#include "portfolio/bw-snapshot.h"
#include "store/bw-portfolio-list.h"

G_BEGIN_DECLS

/**
 * BwSessionChange:
 * @BW_CHANGE_PORTFOLIO: another portfolio, or none, is open; or it has another name
 * @BW_CHANGE_DATES: the date shown, the date compared with, or playing
 * @BW_CHANGE_FILTER: which accounts are looked at
 * @BW_CHANGE_DATA: the snapshots of those dates have been loaded or have failed to load
 * @BW_CHANGE_STATUS: what the refresh is doing
 * @BW_CHANGE_EDITS: what a person has edited, or what became of it on its way to the backend
 * @BW_CHANGE_PRESENTING: a presentation has begun or ended
 */
typedef enum {
  BW_CHANGE_PORTFOLIO = 1 << 0,
  BW_CHANGE_DATES = 1 << 1,
  BW_CHANGE_FILTER = 1 << 2,
  BW_CHANGE_DATA = 1 << 3,
  BW_CHANGE_STATUS = 1 << 4,
  BW_CHANGE_EDITS = 1 << 5,
  BW_CHANGE_PRESENTING = 1 << 6,
  BW_CHANGE_ALL = (1 << 7) - 1,
} BwSessionChange;

/**
 * BwStatus:
 *
 * What became of the latest refresh, which decides the remedy that the window offers.
 */
typedef enum {
  BW_STATUS_NEVER,      /* No refresh yet, or nothing to refresh from. */
  BW_STATUS_UP_TO_DATE,
  BW_STATUS_REFRESHING,
  BW_STATUS_CANCELLED,
  BW_STATUS_OFFLINE,    /* The host cannot be reached or does not answer. */
  BW_STATUS_REFUSED,    /* The connection is not safe, or this person may not see the data. */
  BW_STATUS_SIGNED_OUT, /* The token is missing, wrong or has expired. */
  BW_STATUS_BROKEN,     /* It answers, with something that is not what it should be. */
} BwStatus;

#define BW_TYPE_SESSION (bw_session_get_type ())
G_DECLARE_FINAL_TYPE (BwSession, bw_session, BW, SESSION, GObject)

BwSession       *bw_session_new                  (GSettings *settings);
GSettings       *bw_session_get_settings         (BwSession *self);

gboolean         bw_session_open_last            (BwSession *self);
void             bw_session_open                 (BwSession *self, const char *name);
gboolean         bw_session_open_slug            (BwSession *self, const char *slug);
void             bw_session_open_info            (BwSession *self, BwPortfolioInfo *info);
void             bw_session_open_demo            (BwSession *self);
void             bw_session_close                (BwSession *self);
void             bw_session_hold                 (BwSession *self);
void             bw_session_release              (BwSession *self);
void             bw_session_reload               (BwSession *self);
gboolean         bw_session_rename               (BwSession *self, const char *name,
                                                  const char *new_name, GError **error);
gboolean         bw_session_remove               (BwSession *self, const char *name,
                                                  GError **error);
const char      *bw_session_get_portfolio        (BwSession *self);
const BwPortfolioInfo *bw_session_get_info       (BwSession *self);
char            *bw_session_describe_source      (const BwPortfolioInfo *info);

BwDate           bw_session_get_as_of            (BwSession *self);
void             bw_session_set_as_of            (BwSession *self, BwDate as_of);
BwDate           bw_session_get_compared_as_of   (BwSession *self);
int              bw_session_get_compare_months   (BwSession *self);
void             bw_session_set_compare_months   (BwSession *self, int months);
void             bw_session_set_compared_as_of   (BwSession *self, BwDate date);
void             bw_session_get_dates            (BwSession *self, BwDate *first, BwDate *last);
void             bw_session_step_months          (BwSession *self, int months);
gboolean         bw_session_get_playing          (BwSession *self);
void             bw_session_set_playing          (BwSession *self, gboolean playing);

const BwAccountFilter *bw_session_get_filter     (BwSession *self);
void             bw_session_set_filter           (BwSession *self, const BwAccountFilter *filter);

BwSnapshot      *bw_session_get_snapshot         (BwSession *self);
BwSnapshot      *bw_session_get_compared         (BwSession *self);
const BwFrontPage *bw_session_get_front_page     (BwSession *self);
guint            bw_session_get_n_accounts       (BwSession *self);
gboolean         bw_session_get_loading          (BwSession *self);
guint            bw_session_get_rows_read        (BwSession *self, guint *total);
const GError    *bw_session_get_error            (BwSession *self);
const char      *bw_session_get_company          (BwSession *self);

BwStatus         bw_session_get_status           (BwSession *self);
double           bw_session_get_progress         (BwSession *self);
char            *bw_session_describe_status      (BwSession *self, char **detail);
const char      *bw_session_get_remedy           (BwSession *self, const char **action);
gboolean         bw_session_has_backend          (BwSession *self);
void             bw_session_refresh              (BwSession *self);
void             bw_session_cancel_refresh       (BwSession *self);

gboolean         bw_session_get_presenting       (BwSession *self);
void             bw_session_set_presenting       (BwSession *self, gboolean presenting);

G_END_DECLS
