/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-chart-text.h"
#include "charts/bw-quadrants-layout.h"

/* The search for the account nearest to the pointer. */
typedef struct {
  const BwQuadrantsLayout *layout;
  double                   x;
  double                   y;
  double                   best; /* Distance from the edge of the mark. */
  gssize                   found;
} Search;

static void
consider (guint32 index, gpointer user_data)
{
  Search *search = user_data;
  double x, y, distance;

  if (!bw_quadrants_layout_place (search->layout, index, &x, &y))
    return;
  distance = hypot (x - search->x, y - search->y)
             - bw_quadrants_layout_radius (search->layout, index);
  if (distance < search->best)
    {
      search->best = distance;
      search->found = index;
    }
}

static char *
account_text (const BwQuadrantsLayout *layout, gsize index)
{
  const BwQuadrantsChart *chart = layout->chart;
  const BwQuadrantsInput *input = chart->input;
  BwQuadrant quadrant = chart->quadrants->quadrant[index];
  const char *name = chart->name != NULL ? chart->name (index, chart->name_data) : NULL;
  g_autofree char *number = NULL;
  g_autofree char *happiness = bw_number_format (input->happiness[index], 2);
  g_autofree char *margin = bw_share_format (input->margin[index], 0);
  g_autofree char *arr = bw_money_format_short (input->arr[index], layout->style->currency);
  const char *title = quadrant < BW_N_QUADRANTS ? bw_quadrants_long_title (quadrant)
                                                : bw_quadrant_title (quadrant);

  if (name == NULL)
    name = number = g_strdup_printf (_("Account %u"), (guint) index + 1);
  if (chart->quadrants->flags[index] & BW_ACCOUNT_BUSINESS_RISK)
    /* Translators: an account: name, ARR, happiness from -1 to 1, margin, quadrant. */
    return g_strdup_printf (_("%1$s, %2$s: happiness %3$s, margin %4$s. %5$s, business risk"),
                            name, arr, happiness, margin, title);
  /* Translators: an account: name, ARR, happiness from -1 to 1, margin, quadrant. */
  return g_strdup_printf (_("%1$s, %2$s: happiness %3$s, margin %4$s. %5$s"), name, arr,
                          happiness, margin, title);
}

static void
pick_account (const BwQuadrantsLayout *layout, gsize index, BwChartPick *pick)
{
  double x, y, radius = bw_quadrants_layout_radius (layout, index);

  pick->kind = BW_PICK_ACCOUNT;
  pick->index = index;
  pick->text = account_text (layout, index);
  if (bw_quadrants_layout_place (layout, index, &x, &y))
    pick->area = (cairo_rectangle_t) { x - radius, y - radius, 2 * radius, 2 * radius };
}

static void
pick_quadrant (const BwQuadrantsLayout *layout, BwQuadrant quadrant, BwChartPick *pick)
{
  const BwQuadrantTotal *total = &layout->chart->quadrants->totals[quadrant];
  const cairo_rectangle_t *plot = &layout->plot;
  gboolean is_happy = quadrant == BW_QUADRANT_SUCCESS || quadrant == BW_QUADRANT_FIX_COST;
  gboolean is_upper = quadrant == BW_QUADRANT_SUCCESS || quadrant == BW_QUADRANT_FIX_EXPECTATIONS;
  double middle_x = CLAMP (bw_scale_map (&layout->x, 0), plot->x, plot->x + plot->width);
  double middle_y = CLAMP (bw_scale_map (&layout->y, 0), plot->y, plot->y + plot->height);
  double left = is_happy != layout->style->rtl ? middle_x : plot->x;
  double right = is_happy != layout->style->rtl ? plot->x + plot->width : middle_x;
  double top = is_upper ? plot->y : middle_y;
  double bottom = is_upper ? middle_y : plot->y + plot->height;
  g_autofree char *accounts = bw_chart_text_accounts (total->accounts, total->arr,
                                                      layout->style->currency);

  pick->kind = BW_PICK_QUADRANT;
  pick->index = quadrant;
  pick->area = (cairo_rectangle_t) { left, top, right - left, bottom - top };
  /* Translators: the name of a group of accounts, then how many and their revenue. */
  pick->text = g_strdup_printf (_("%1$s: %2$s"), bw_quadrants_long_title (quadrant), accounts);
}

/**
 * bw_quadrants_pick:
 *
 * The account under the pointer or a little beside it, else the quadrant. See bw_chart_pick().
 */
gboolean
bw_quadrants_pick (const BwChart      *base,
                   const BwChartStyle *style,
                   double              width,
                   double              height,
                   double              x,
                   double              y,
                   BwChartPick        *pick)
{
  const BwQuadrantsChart *chart = (const BwQuadrantsChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  BwQuadrantsLayout layout;
  double reach = bw_mark_radius (1, style) + style->font_size * 0.4;
  Search search = { &layout, x, y, style->font_size * 0.4, -1 };

  bw_quadrants_layout_init (&layout, chart, style, labeller, width, height);
  bw_quadrants_layout_titles (&layout, labeller, NULL);
  for (BwQuadrant quadrant = 0; quadrant < BW_N_QUADRANTS; quadrant++)
    {
      if (bw_pick_contains (&layout.titles[quadrant], x, y))
        {
          pick_quadrant (&layout, quadrant, pick);
          return TRUE;
        }
    }
  if (!bw_pick_contains (&layout.plot, x, y))
    return FALSE;

  if (chart->grid != NULL)
    {
      double a = bw_scale_unmap (&layout.x, x - reach), b = bw_scale_unmap (&layout.x, x + reach);

      bw_point_grid_foreach (chart->grid, MIN (a, b), MAX (a, b),
                             bw_scale_unmap (&layout.y, y + reach),
                             bw_scale_unmap (&layout.y, y - reach), consider, &search);
    }
  else
    {
      const BwQuadrantsInput *input = chart->input;
      double a = bw_scale_unmap (&layout.x, x - reach), b = bw_scale_unmap (&layout.x, x + reach);
      double from = MIN (a, b), to = MAX (a, b);

      for (gsize i = 0; i < input->n; i++)
        {
          if (input->happiness[i] >= from && input->happiness[i] <= to)
            consider (i, &search);
        }
    }
  if (search.found >= 0)
    {
      pick_account (&layout, search.found, pick);
      return TRUE;
    }
  pick_quadrant (&layout,
                 bw_quadrant_of (bw_scale_unmap (&layout.x, x), bw_scale_unmap (&layout.y, y)),
                 pick);
  return TRUE;
}

/**
 * bw_quadrants_n_items:
 *
 * See bw_chart_n_items().
 */
guint
bw_quadrants_n_items (const BwChart *base)
{
  return BW_N_QUADRANTS + ((const BwQuadrantsChart *) base)->n_largest;
}

/**
 * bw_quadrants_item:
 *
 * See bw_chart_item().
 */
gboolean
bw_quadrants_item (const BwChart      *base,
                   const BwChartStyle *style,
                   double              width,
                   double              height,
                   guint               item,
                   BwChartPick        *pick)
{
  const BwQuadrantsChart *chart = (const BwQuadrantsChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  BwQuadrantsLayout layout;

  bw_quadrants_layout_init (&layout, chart, style, labeller, width, height);
  if (item < BW_N_QUADRANTS)
    pick_quadrant (&layout, item, pick);
  else
    pick_account (&layout, chart->largest[item - BW_N_QUADRANTS], pick);
  return TRUE;
}

/* Whether a point lies in a polygon: a ray from it crosses the outline an odd number of times. */
static gboolean
is_within (const double *polygon, gsize n_corners, double x, double y)
{
  gboolean inside = FALSE;

  for (gsize i = 0, k = n_corners - 1; i < n_corners; k = i++)
    {
      double xi = polygon[2 * i], yi = polygon[2 * i + 1];
      double xk = polygon[2 * k], yk = polygon[2 * k + 1];

      if ((yi > y) != (yk > y) && x < (xk - xi) * (y - yi) / (yk - yi) + xi)
        inside = !inside;
    }
  return inside;
}

/**
 * bw_quadrants_chart_within:
 * @chart: a chart
 * @style: as it was drawn
 * @width: as it was drawn
 * @height: as it was drawn
 * @polygon: (array length=n_corners): x and y of each corner, in units of the surface; a
 *   rectangle is a polygon of four
 * @n_corners: how many corners; below 3 hold nothing
 *
 * Returns: (transfer full) (element-type guint32): the accounts in sight whose middle lies
 *   within, rising
 */
GArray *
bw_quadrants_chart_within (const BwQuadrantsChart *chart,
                           const BwChartStyle     *style,
                           double                  width,
                           double                  height,
                           const double           *polygon,
                           gsize                   n_corners)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  BwQuadrantsLayout layout;
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;

  bw_quadrants_layout_init (&layout, chart, style, labeller, width, height);
  for (gsize i = 0; i < n_corners; i++)
    {
      left = MIN (left, polygon[2 * i]);
      right = MAX (right, polygon[2 * i]);
      top = MIN (top, polygon[2 * i + 1]);
      bottom = MAX (bottom, polygon[2 * i + 1]);
    }
  for (gsize i = 0; n_corners >= 3 && i < chart->input->n; i++)
    {
      double x, y;
      guint32 index = i;

      if (bw_quadrants_layout_place (&layout, i, &x, &y) && x >= left && x <= right && y >= top
          && y <= bottom && is_within (polygon, n_corners, x, y))
        g_array_append_val (found, index);
    }
  return found;
}
