/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "store/bw-store-error.h"

G_BEGIN_DECLS

/**
 * BwPortfolioSource:
 * @BW_PORTFOLIO_HTTP: a company backend at an address
 * @BW_PORTFOLIO_DEMO: the demo company
 * @BW_PORTFOLIO_CSV: files that were imported
 */
typedef enum {
  BW_PORTFOLIO_HTTP,
  BW_PORTFOLIO_DEMO,
  BW_PORTFOLIO_CSV,
} BwPortfolioSource;

/**
 * BwPortfolioInfo:
 * @slug: the name of its folders, unique
 * @name: what people call it, unique without regard to case
 * @url: address of the backend; folder of the files; %NULL for the demo
 * @ca_file: a private certificate authority for the backend, or %NULL
 * @options: what the demo is made from ("accounts=500 seed=1"), or %NULL
 * @mirror_path: the mirror in the cache folder; the file need not be there
 * @outbox_path: the outbox in the data folder; the file need not be there
 * @reviews_path: what was chosen for business reviews, beside the outbox; the file need not be there
 * @writes_path: what the backend of a demo company keeps of what was written to it; beside the
 *   outbox
 * @lock_path: locked by who refreshes
 * @last_refresh: microseconds since 1970 UTC, 0 when there was none
 *
 * What is known about a portfolio without opening its mirror.
 */
typedef struct {
  char              *slug;
  char              *name;
  BwPortfolioSource  source;
  char              *url;
  char              *ca_file;
  char              *options;
  char              *mirror_path;
  char              *outbox_path;
  char              *reviews_path;
  char              *writes_path;
  char              *lock_path;
  gint64             last_refresh;
  gint64             last_used;
} BwPortfolioInfo;

const char      *bw_portfolio_source_name (BwPortfolioSource source);

GPtrArray       *bw_portfolio_list        (GError **error);
BwPortfolioInfo *bw_portfolio_add         (const char         *name,
                                           BwPortfolioSource   source,
                                           const char         *url,
                                           const char         *options,
                                           GError            **error);
BwPortfolioInfo *bw_portfolio_find        (const char *name, GError **error);
BwPortfolioInfo *bw_portfolio_last_used   (GError **error);
gboolean         bw_portfolio_save        (const BwPortfolioInfo *info, GError **error);
gboolean         bw_portfolio_set_used    (BwPortfolioInfo *info, GError **error);
gboolean         bw_portfolio_rename      (BwPortfolioInfo *info, const char *name, GError **error);
gboolean         bw_portfolio_remove      (const BwPortfolioInfo *info, GError **error);

BwPortfolioInfo *bw_portfolio_info_copy   (const BwPortfolioInfo *info);
void             bw_portfolio_info_free   (BwPortfolioInfo *info);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPortfolioInfo, bw_portfolio_info_free)

G_END_DECLS
