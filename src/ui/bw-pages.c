/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-pages.h"

#include <glib/gi18n.h>

#include "ui/pages/bw-accounts-page.h"
#include "ui/pages/bw-bands-page.h"
#include "ui/pages/bw-custody-page.h"
#include "ui/pages/bw-distribution-page.h"
#include "ui/pages/bw-metrics-page.h"
#include "ui/pages/bw-portfolio-page.h"
#include "ui/pages/bw-quadrants-page.h"
#include "ui/pages/bw-renewals-page.h"
#include "ui/pages/bw-segments-page.h"
#include "ui/pages/bw-triage-page.h"

static const BwPageInfo pages[] = {
  { "portfolio", N_("Portfolio"), "bw-portfolio-symbolic", bw_portfolio_page_get_type },
  { "distribution", N_("Distribution"), "bw-distribution-symbolic",
    bw_distribution_page_get_type, .starts_group = TRUE },
  { "quadrants", N_("Quadrants"), "bw-quadrants-symbolic", bw_quadrants_page_get_type },
  { "segments", N_("Segments"), "bw-segments-symbolic", bw_segments_page_get_type },
  { "metrics", N_("Metrics"), "bw-metrics-symbolic", bw_metrics_page_get_type },
  { "health", N_("Health"), "bw-health-symbolic", bw_bands_page_get_type },
  { "accounts", N_("Accounts"), "bw-accounts-symbolic", bw_accounts_page_get_type,
    .starts_group = TRUE, .shows_count = TRUE },
  { "triage", N_("Triage"), "bw-triage-symbolic", bw_triage_page_get_type },
  { "renewals", N_("Renewals"), "bw-renewals-symbolic", bw_renewals_page_get_type },
  { "custody", N_("Custody"), "bw-custody-symbolic", bw_custody_page_get_type },
};

/**
 * bw_pages_get:
 * @n_pages: (out): how many there are
 *
 * Returns: (transfer none): the pages in the order of the sidebar
 */
const BwPageInfo *
bw_pages_get (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

/**
 * bw_pages_find:
 *
 * Returns: (nullable): the page called @name
 */
const BwPageInfo *
bw_pages_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      return &pages[i];
  return NULL;
}
