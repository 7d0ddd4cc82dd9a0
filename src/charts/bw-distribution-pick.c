/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-distribution-layout.h"

/* Below so many accounts a share says less than the count. */
#define LEAST_FOR_SHARES 5

static char *
bin_text (const BwDistributionLayout *layout, const BwDistributionBin *bin)
{
  double width = bin->to - bin->from;
  int decimals = CLAMP ((int) ceil (-log10 (width > 0 ? width : 1) + 0.5), 0, 4);
  g_autofree char *from = bw_number_format (bin->from, decimals);
  g_autofree char *to = bw_number_format (bin->to, decimals);
  g_autofree char *money = bw_money_format_short (bin->arr, layout->style->currency);

  /* Translators: a bar of a histogram: its two ends, the accounts in it and their revenue. */
  return g_strdup_printf (ngettext ("%1$s to %2$s: %3$'u account, %4$s",
                                    "%1$s to %2$s: %3$'u accounts, %4$s", bin->accounts),
                          from, to, bin->accounts, money);
}

static char *
tail_text (const BwDistributionLayout *layout, gboolean is_at_risk)
{
  const BwDistributionTail *tail = is_at_risk ? &layout->data->at_risk : &layout->data->advocates;
  g_autofree char *threshold = bw_number_format_auto (tail->threshold);
  g_autofree char *money = bw_money_format_short (tail->arr, layout->style->currency);
  g_autofree char *share = bw_share_format (tail->share_accounts, 0);
  g_autofree char *share_arr = bw_share_format (tail->share_arr, 0);

  if (layout->data->accounts < LEAST_FOR_SHARES)
    return g_strdup_printf (is_at_risk
                              ? ngettext ("At risk, below %1$s: %2$'u account, %3$s",
                                          "At risk, below %1$s: %2$'u accounts, %3$s",
                                          tail->accounts)
                              : ngettext ("Advocates and upsell, from %1$s: %2$'u account, %3$s",
                                          "Advocates and upsell, from %1$s: %2$'u accounts, %3$s",
                                          tail->accounts),
                            threshold, tail->accounts, money);
  return g_strdup_printf (
    is_at_risk
      ? ngettext ("At risk, below %1$s: %2$'u account (%4$s), %3$s (%5$s)",
                  "At risk, below %1$s: %2$'u accounts (%4$s), %3$s (%5$s)", tail->accounts)
      : ngettext ("Advocates and upsell, from %1$s: %2$'u account (%4$s), %3$s (%5$s)",
                  "Advocates and upsell, from %1$s: %2$'u accounts (%4$s), %3$s (%5$s)",
                  tail->accounts),
    threshold, tail->accounts, money, share, share_arr);
}

static void
pick_tail (const BwDistributionLayout *layout, gboolean is_at_risk, BwChartPick *pick)
{
  const BwDistribution *data = layout->data;
  double a = is_at_risk ? data->x_from : data->advocates.threshold;
  double b = is_at_risk ? data->at_risk.threshold : data->x_to;

  a = bw_scale_map (&layout->x, CLAMP (a, layout->x.from, layout->x.to));
  b = bw_scale_map (&layout->x, CLAMP (b, layout->x.from, layout->x.to));
  pick->kind = is_at_risk ? BW_PICK_AT_RISK : BW_PICK_ADVOCATES;
  pick->index = 0;
  pick->area = (cairo_rectangle_t) { MIN (a, b), layout->plot.y, fabs (a - b),
                                     layout->plot.height };
  pick->text = tail_text (layout, is_at_risk);
}

static void
pick_bin (const BwDistributionLayout *layout, gsize index, BwChartPick *pick)
{
  pick->kind = BW_PICK_BIN;
  pick->index = index;
  pick->area = bw_distribution_layout_bin (layout, &layout->data->bins[index]);
  pick->text = bin_text (layout, &layout->data->bins[index]);
}

/* Lays out for picking, with the headings of the tails where they were drawn. */
static BwLabeller *
layout_for_pick (BwDistributionLayout                    *layout,
                 const BwDistributionChart *chart,
                 const BwChartStyle        *style,
                 double                     width,
                 double                     height)
{
  BwLabeller *labeller = bw_labeller_new (style, NULL, width, height);

  bw_distribution_layout_init (layout, chart, style, labeller, width, height);
  if (bw_distribution_has_tails (layout->data))
    {
      bw_distribution_layout_tail (layout, NULL, labeller, TRUE);
      bw_distribution_layout_tail (layout, NULL, labeller, FALSE);
    }
  return labeller;
}

/**
 * bw_distribution_pick:
 *
 * A tail under the curve or its heading, else the bar of the column. See bw_chart_pick().
 */
gboolean
bw_distribution_pick (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      double              x,
      double              y,
      BwChartPick        *result)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  const BwDistribution *data = chart->distribution;
  BwDistributionLayout layout = { 0 };
  g_autoptr (BwLabeller) labeller = layout_for_pick (&layout, chart, style, width, height);
  double value = bw_scale_unmap (&layout.x, x);

  if (data->accounts == 0)
    return FALSE;
  for (int i = 0; i < 2; i++)
    {
      if (bw_pick_contains (&layout.tails[i], x, y))
        {
          pick_tail (&layout, i == 0, result);
          return TRUE;
        }
    }
  if (!bw_pick_contains (&layout.plot, x, y))
    return FALSE;
  if (bw_distribution_has_tails (data) && bw_distribution_has_curve (data)
      && (value < data->at_risk.threshold || value >= data->advocates.threshold)
      && y > bw_scale_map (&layout.y, bw_distribution_density_at (data, value)))
    {
      pick_tail (&layout, value < data->at_risk.threshold, result);
      return TRUE;
    }
  for (gsize i = 0; i < data->n_bins; i++)
    {
      if (value >= data->bins[i].from
          && (value < data->bins[i].to || (i + 1 == data->n_bins && value <= data->bins[i].to)))
        {
          pick_bin (&layout, i, result);
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bw_distribution_n_items:
 *
 * See bw_chart_n_items().
 */
guint
bw_distribution_n_items (const BwChart *base)
{
  const BwDistribution *data = ((const BwDistributionChart *) base)->distribution;

  if (data->accounts == 0)
    return 0;
  return (bw_distribution_has_tails (data) ? 2 : 0) + data->n_bins;
}

/**
 * bw_distribution_item:
 *
 * See bw_chart_item().
 */
gboolean
bw_distribution_item (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      guint               index,
      BwChartPick        *result)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  BwDistributionLayout layout = { 0 };
  g_autoptr (BwLabeller) labeller = layout_for_pick (&layout, chart, style, width, height);
  guint first_bin = bw_distribution_has_tails (chart->distribution) ? 2 : 0;

  if (index < first_bin)
    pick_tail (&layout, index == 0, result);
  else
    pick_bin (&layout, index - first_bin, result);
  return TRUE;
}
