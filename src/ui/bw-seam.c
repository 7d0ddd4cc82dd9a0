/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in for parts that the linker does not find yet; a part that is there takes its place. */
#include "analytics/bw-health.h"
#include "analytics/bw-series.h"
#include "figures/bw-front-page.h"
#include "sync/bw-client.h"
#include "sync/bw-credentials.h"
#include "sync/bw-refresh.h"

#define STAND_IN __attribute__ ((weak))

STAND_IN BwAggregation bw_aggregation_parse (const char *word) { return BW_AGGREGATION_MEAN; }
STAND_IN void bw_health_compute (const BwMetricScale *scales, const BwReading *readings, guint n, BwDate date, const BwPolicy *policy, BwHealth *health) { }
STAND_IN gboolean bw_client_check_address (const char *url, char **normalised, GError **error) { *normalised = g_strdup (url); return TRUE; }
STAND_IN void bw_client_test_connection_async (const char *url, const char *token, const char *ca, GCancellable *c, GAsyncReadyCallback cb, gpointer data) { }
STAND_IN char *bw_client_test_connection_finish (GAsyncResult *r, GError **e) { return NULL; }
STAND_IN void bw_credentials_lookup_async (const char *s, GCancellable *c, GAsyncReadyCallback cb, gpointer data) { }
STAND_IN char *bw_credentials_lookup_finish (GAsyncResult *r, GError **e) { return NULL; }
STAND_IN void bw_credentials_store_async (const char *s, const char *n, const char *t, GCancellable *c, GAsyncReadyCallback cb, gpointer d) { }
STAND_IN BwCredentialsPlace bw_credentials_store_finish (GAsyncResult *r) { return BW_CREDENTIALS_MEMORY; }
STAND_IN char *bw_date_format_long (BwDate d) { char b[BW_DATE_STRLEN]; return g_strdup (bw_date_format_iso (d, b)); }
STAND_IN char *bw_date_format_short (BwDate d, BwDate beside) { return bw_date_format_long (d); }
STAND_IN void bw_front_page_free (BwFrontPage *p) { }
STAND_IN BwFrontPage *bw_front_page_read (const char *path) { return NULL; }
STAND_IN BwKeyFigures *bw_key_figures_compute (const BwFigureScope *s) { return g_new0 (BwKeyFigures, 1); }
STAND_IN void bw_key_figures_free (BwKeyFigures *f) { g_free (f); }
STAND_IN void bw_refresh_result_free (BwRefreshResult *r) { }
STAND_IN void bw_refresh_run_async (const BwRefreshSetup *s, BwRefreshProgressFunc p, gpointer d, GCancellable *c, GAsyncReadyCallback cb, gpointer data) { }
STAND_IN BwRefreshResult *bw_refresh_run_finish (GAsyncResult *r, GError **e) { return NULL; }
STAND_IN void bw_refresh_setup_free (BwRefreshSetup *s) { }
STAND_IN BwRefreshSetup *bw_refresh_setup_new_portfolio (const BwPortfolioInfo *p, const char *t) { return NULL; }
STAND_IN GQuark bw_sync_error_quark (void) { return g_quark_from_static_string ("bw-sync-error"); }
