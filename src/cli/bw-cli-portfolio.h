/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-verb.h"
#include "portfolio/bw-snapshot.h"
#include "store/bw-mirror.h"
#include "store/bw-portfolio-list.h"

G_BEGIN_DECLS

/* A portfolio opened for reading, at one date and maybe beside an earlier one. */
typedef struct {
  BwPortfolioInfo *info;
  BwMirror        *mirror;
  BwSnapshot      *snapshot;
  BwSnapshot      *compare; /* NULL unless it was asked for. */
} BwCliPortfolio;

BwPortfolioInfo *bw_cli_find_portfolio (const BwCli *cli, GError **error);
gboolean         bw_cli_look_up_portfolio (const char *name, const char *url,
                                           BwPortfolioSource source, BwPortfolioInfo **info,
                                           GError **error);
BwCliPortfolio  *bw_cli_portfolio_open (const BwCli *cli, const char *as_of, const char *compare,
                                        GError **error);
void             bw_cli_portfolio_free (BwCliPortfolio *portfolio);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCliPortfolio, bw_cli_portfolio_free)

G_END_DECLS
