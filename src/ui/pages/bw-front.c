/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-front.h"

#include <glib/gi18n.h>

static void
front_clear (BwFront *front)
{
  bw_series_figure_chart_clear (&front->series);
  bw_figure_clear (&front->no_series);
  g_clear_pointer (&front->grid, bw_point_grid_free);
  g_clear_pointer (&front->page, bw_front_page_unref);
  g_clear_pointer (&front->snapshot, bw_snapshot_unref);
}

static const char *
name_account (gsize index, gpointer data)
{
  const BwFront *front = data;

  return bw_snapshot_name (front->snapshot, front->page->quadrants->rows[index]);
}

/**
 * bw_front_new:
 * @page: (transfer full): the figures
 * @snapshot: (nullable): what they were computed from
 *
 * Returns: (transfer full): the figures with their charts, for any thread
 */
BwFront *
bw_front_new (BwFrontPage *page, BwSnapshot *snapshot)
{
  BwFront *front = g_atomic_rc_box_new0 (BwFront);

  front->page = page;
  front->snapshot = snapshot ? bw_snapshot_ref (snapshot) : NULL;
  bw_distribution_figure_chart (&front->distribution, page->distribution);
  bw_quadrants_figure_chart (&front->quadrants, page->quadrants);
  bw_tiers_figure_chart (&front->tiers, page->tiers);
  if (page->series)
    bw_series_figure_chart (&front->series, page->series);
  else
    {
      front->no_series.title = g_strdup (_("No account measures a success metric yet"));
      front->no_series.subtitle = g_strdup (_("Success metrics by months since go-live"));
    }
  if (snapshot && page->quadrants->rows)
    {
      const BwQuadrantsInput *input = &page->quadrants->input;

      front->quadrants.name = name_account;
      front->quadrants.name_data = front;
      front->grid = bw_point_grid_new (input->happiness, input->margin, input->n, -1, 1);
      front->quadrants.grid = front->grid;
    }
  return front;
}

BwFront *
bw_front_ref (BwFront *front)
{
  return g_atomic_rc_box_acquire (front);
}

void
bw_front_unref (BwFront *front)
{
  g_atomic_rc_box_release_full (front, (GDestroyNotify) front_clear);
}

/**
 * bw_front_has_accounts:
 *
 * Returns: whether any account passes the filter
 */
gboolean
bw_front_has_accounts (const BwFront *front)
{
  return front->page->key_figures->figures[BW_KEY_FIGURE_ACCOUNTS].accounts > 0;
}
