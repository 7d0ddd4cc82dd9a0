/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-tiers-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-chart-text.h"
#include "charts/bw-mark.h"

/* How strong the ground of each tier is. */
static const double shades[BW_N_TIERS] = { 0.34, 0.17, 0.08 };

/* Where everything of one drawing lies. */
typedef struct {
  const BwTiers      *data;
  const BwChartStyle *style;
  gboolean            has_plot;
  cairo_rectangle_t   plot;
  BwScale             x;
  BwScale             y;
  double              until[BW_N_TIERS]; /* The share of accounts where each tier ends. */
  double              share[BW_N_TIERS]; /* The share of ARR up to there. */
  cairo_rectangle_t   block;             /* The bars of all tiers with their text. */
  gboolean            has_sentences;     /* Room for "needs 134 % of capacity". */
  double              line;
  double              row;               /* From one bar to the next. */
} Layout;

/* What a tier needs as a share of what there is; NaN with nothing to serve it, or nobody in it. */
static double
need (const BwTierTotal *total)
{
  if (total->accounts == 0 || !(total->hours_available > 0) || isnan (total->hours_needed))
    return NAN;
  return total->hours_needed / total->hours_available;
}

static char *
need_text (const BwTierTotal *total, gboolean is_sentence)
{
  g_autofree char *share = bw_share_format (need (total), 0);

  if (total->accounts == 0)
    return g_strdup (_("no accounts"));
  if (isnan (total->hours_available) && total->hours_needed > 0)
    return g_strdup (_("capacity unknown"));
  if (isnan (need (total)))
    return g_strdup (total->hours_needed > 0 ? _("no capacity") : _("no service"));
  if (!is_sentence)
    return g_steal_pointer (&share);
  /* Translators: the time that a tier needs, as a share of the time that there is. */
  return g_strdup_printf (_("needs %s of capacity"), share);
}

/* "41 · 40 %": the accounts of a tier and their share of ARR. */
static char *
group_text (const BwTierTotal *total)
{
  g_autofree char *share = bw_share_format (total->share_arr, 0);

  /* Translators: how many accounts, and their share of the revenue. */
  return g_strdup_printf (C_("accounts and share", "%1$'u · %2$s"), total->accounts, share);
}

/* The share of ARR of the first accounts, between the points of the curve. */
static double
share_at (const BwTiers *data, double accounts)
{
  for (gsize i = 1; i < data->n_concentration; i++)
    {
      const BwLorenzPoint *a = &data->concentration[i - 1], *b = &data->concentration[i];
      double length = b->accounts_share - a->accounts_share;

      if (accounts > b->accounts_share)
        continue;
      return length > 0 ? a->arr_share
                            + (b->arr_share - a->arr_share)
                                * CLAMP ((accounts - a->accounts_share) / length, 0, 1)
                        : b->arr_share;
    }
  return 1;
}

static gboolean
has_curve (const BwTiers *data)
{
  return data->n_concentration > 1 && data->arr > 0;
}

/* How wide the bars must be for their text. */
static double
block_width (BwLabeller *labeller, const Layout *layout, gboolean sentences)
{
  double widest = 0, gap = layout->style->font_size;

  for (int tier = 0; tier < BW_N_TIERS; tier++)
    {
      g_autofree char *group = group_text (&layout->data->totals[tier]);
      g_autofree char *text = need_text (&layout->data->totals[tier], sentences);
      BwLabel name = { .text = bw_tier_title (tier), .bold = TRUE };
      BwLabel middle = { .text = group };
      BwLabel end = { .text = text, .bold = TRUE };
      double a, b, c;

      bw_labeller_measure (labeller, &name, &a, NULL);
      bw_labeller_measure (labeller, &middle, &b, NULL);
      bw_labeller_measure (labeller, &end, &c, NULL);
      widest = MAX (widest, a + b + c + 3.4 * gap);
    }
  return widest;
}

static void
set_plot (Layout *layout, double x, double y, double width, double height)
{
  gboolean rtl = layout->style->rtl;

  layout->plot = (cairo_rectangle_t) { x, y, MAX (width, 1), MAX (height, 1) };
  layout->x = (BwScale) { 0, 1, rtl ? x + width : x, rtl ? x : x + width };
  layout->y = (BwScale) { 0, 1.02, y + height, y };
}

/* Puts the bars under the curve, in the ground of the last tier, where they fit there whole. */
static gboolean
fit_inside (Layout *layout, double width, double height)
{
  double pad = layout->style->font_size;
  double end = layout->plot.width - pad, start = end - width;
  double highest, middle;

  if (!layout->has_plot || start / layout->plot.width < layout->until[BW_TIER_LEVERAGED] + 0.02)
    return FALSE;
  highest = bw_scale_map (&layout->y, share_at (layout->data, start / layout->plot.width));
  if (layout->y.start - highest < height + 2 * pad)
    return FALSE;
  middle = highest + (layout->y.start - highest) * 0.5;
  layout->block = (cairo_rectangle_t) {
    layout->style->rtl ? layout->plot.x + pad : layout->plot.x + start,
    middle - height / 2, width, height,
  };
  return TRUE;
}

static void
layout_init (Layout             *layout,
             const BwTiersChart *chart,
             const BwChartStyle *style,
             BwLabeller         *labeller,
             double              width,
             double              height)
{
  g_autofree char *whole = bw_share_format (1, 0);
  BwLabel widest = { .text = whole, .size = BW_TEXT_TICK };
  double gap = style->font_size * 0.5, side, tick, sum = 0, arr = 0, full, least, block_height;

  *layout = (Layout) { .data = chart->tiers, .style = style };
  layout->line = bw_labeller_line_height (labeller, BW_TEXT_LABEL);
  layout->row = layout->line + style->font_size * 1.25;
  block_height = BW_N_TIERS * layout->row - style->font_size * 0.35;
  tick = bw_labeller_line_height (labeller, BW_TEXT_TICK);
  bw_labeller_measure (labeller, &widest, &side, NULL);
  side += gap;
  full = block_width (labeller, layout, TRUE);
  least = block_width (labeller, layout, FALSE);
  for (int tier = 0; tier < BW_N_TIERS; tier++)
    {
      sum += chart->tiers->totals[tier].accounts;
      arr += (double) chart->tiers->totals[tier].arr;
      layout->until[tier] = chart->tiers->n > 0 ? sum / chart->tiers->n : 1;
      layout->share[tier] = chart->tiers->arr > 0 ? arr / (double) chart->tiers->arr : 1;
    }

  layout->has_plot = TRUE;
  layout->has_sentences = TRUE;
  set_plot (layout, style->rtl ? 1 : side, tick / 2, width - side - 1,
            height - tick * 1.5 - gap);
  if (has_curve (chart->tiers) && fit_inside (layout, MAX (full, width * 0.45), block_height))
    return;
  if (has_curve (chart->tiers) && fit_inside (layout, full, block_height))
    return;

  if (width - full > 16 * style->font_size && height > block_height)
    {
      double share = MAX (full, width * 0.42), left = style->rtl ? 0 : width - share;

      set_plot (layout, style->rtl ? share + 2 * gap : side, tick / 2,
                width - side - share - 2 * gap, height - tick * 1.5 - gap);
      layout->block = (cairo_rectangle_t) { left, layout->plot.y
                                                    + (layout->plot.height - block_height) / 2,
                                            share, block_height };
      return;
    }

  layout->has_sentences = full <= width;
  layout->block = (cairo_rectangle_t) { 0, MAX (height - block_height, 0), MAX (width, least),
                                        block_height };
  set_plot (layout, style->rtl ? 1 : side, tick / 2, width - side - 1,
            height - block_height - tick * 1.5 - 2 * gap);
  layout->has_plot = layout->plot.height > style->font_size * 4;
  if (layout->has_plot)
    return;
  /* The bars alone share out the height that the curve leaves them, up to what still reads as one
   * group. */
  layout->row = CLAMP ((height + style->font_size * 0.35) / BW_N_TIERS, layout->row,
                       layout->line + style->font_size * 2.6);
  layout->block.height = BW_N_TIERS * layout->row - style->font_size * 0.35;
  layout->block.y = MAX ((height - layout->block.height) / 2, 0);
}

static void
tier_path (cairo_t *cr, const Layout *layout, int tier)
{
  const BwTiers *data = layout->data;
  double from = tier > 0 ? layout->until[tier - 1] : 0, to = layout->until[tier];
  double base = layout->y.start;

  cairo_move_to (cr, bw_scale_map (&layout->x, from), base);
  cairo_line_to (cr, bw_scale_map (&layout->x, from),
                 bw_scale_map (&layout->y, share_at (data, from)));
  for (gsize i = 0; i < data->n_concentration; i++)
    {
      const BwLorenzPoint *point = &data->concentration[i];

      if (point->accounts_share > from && point->accounts_share < to)
        cairo_line_to (cr, bw_scale_map (&layout->x, point->accounts_share),
                       bw_scale_map (&layout->y, point->arr_share));
    }
  cairo_line_to (cr, bw_scale_map (&layout->x, to),
                 bw_scale_map (&layout->y, share_at (data, to)));
  cairo_line_to (cr, bw_scale_map (&layout->x, to), base);
  cairo_close_path (cr);
}

static void
draw_curve (const Layout *layout, cairo_t *cr)
{
  const BwTiers *data = layout->data;

  for (int tier = 0; tier < BW_N_TIERS; tier++)
    {
      if (data->totals[tier].accounts == 0)
        continue;
      tier_path (cr, layout, tier);
      bw_chart_style_set_source (layout->style, cr, BW_COLOR_TIER, shades[tier]);
      cairo_fill (cr);
    }
  /* The line of accounts that are all of a size; it makes way for the bars. */
  cairo_save (cr);
  cairo_rectangle (cr, layout->plot.x, layout->plot.y, layout->plot.width, layout->plot.height);
  cairo_rectangle (cr, layout->block.x - layout->style->font_size, layout->block.y,
                   layout->block.width + layout->style->font_size, layout->block.height);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (cr);
  bw_mark_dash (cr, BW_DASH_GHOST, bw_chart_style_hairline (layout->style));
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_GHOST, 0.35);
  cairo_move_to (cr, layout->x.start, layout->y.start);
  cairo_line_to (cr, layout->x.end, bw_scale_map (&layout->y, 1));
  cairo_stroke (cr);
  cairo_restore (cr);

  bw_mark_dash (cr, BW_DASH_SOLID, bw_chart_style_line_width (layout->style));
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_TIER, 1);
  for (gsize i = 0; i < data->n_concentration; i++)
    cairo_line_to (cr, bw_scale_map (&layout->x, data->concentration[i].accounts_share),
                   bw_scale_map (&layout->y, data->concentration[i].arr_share));
  cairo_stroke (cr);
}

/* A line from the axis to where a tier ends on the curve, and the share of ARR there. */
static void
draw_shares (const Layout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  double gap = style->font_size * 0.5;

  for (int tier = 0; tier < BW_N_TIERS; tier++)
    {
      double x = bw_scale_map (&layout->x, layout->until[tier]);
      double y = bw_scale_map (&layout->y, layout->share[tier]);
      g_autofree char *text = bw_share_format (layout->share[tier], 0);
      BwLabel label = { .text = text, .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
      BwLabelSpot spot = { style->rtl ? layout->x.start + gap : layout->x.start - gap, y,
                           style->rtl ? 0 : 1, 0.5 };

      if (layout->data->totals[tier].accounts == 0)
        continue;
      if (bw_labeller_place (labeller, &label, &spot, 1, NULL) && tier < BW_TIER_SCALABLE)
        bw_axis_line (style, cr, BW_COLOR_GRID, layout->x.start, y, x, y);
    }
}

static void
draw_axis (const Layout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  double y = layout->y.start + style->font_size * 0.4;
  double end = bw_scale_map (&layout->x, 1), start = bw_scale_map (&layout->x, 0);
  BwLabel largest = { .text = _("largest account"), .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
  BwLabel smallest = { .text = _("smallest"), .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };

  bw_axis_line (style, cr, BW_COLOR_AXIS, layout->plot.x, layout->y.start,
                layout->plot.x + layout->plot.width, layout->y.start);
  bw_labeller_place (labeller, &largest, &(BwLabelSpot) { start, y, style->rtl ? 1 : 0, 0 }, 1,
                     NULL);
  bw_labeller_place (labeller, &smallest, &(BwLabelSpot) { end, y, style->rtl ? 0 : 1, 0 }, 1,
                     NULL);
}

/* The highest share that the bars reach, so that all of them are on one scale. */
static double
most_needed (const BwTiers *data)
{
  double most = 1.25;

  for (int tier = 0; tier < BW_N_TIERS; tier++)
    {
      if (need (&data->totals[tier]) > most)
        most = need (&data->totals[tier]);
    }
  return most * 1.04;
}

/* Where the bar of a tier lies, from the leading end. */
static cairo_rectangle_t
bar_area (const Layout *layout, int tier)
{
  return (cairo_rectangle_t) { layout->block.x,
                               layout->block.y + tier * layout->row + layout->line
                                 + layout->style->font_size * 0.15,
                               layout->block.width, layout->style->font_size * 0.46 };
}

/* A stretch of a bar between two shares of its length. */
static void
bar_path (cairo_t *cr, const Layout *layout, const cairo_rectangle_t *bar, double from, double to)
{
  double x = layout->style->rtl ? bar->x + bar->width * (1 - to) : bar->x + bar->width * from;

  bw_mark_rounded (cr, x, bar->y, bar->width * (to - from), bar->height, bar->height / 2);
}

static void
draw_bar (const Layout *layout, cairo_t *cr, int tier)
{
  const BwChartStyle *style = layout->style;
  const BwTierTotal *total = &layout->data->totals[tier];
  cairo_rectangle_t bar = bar_area (layout, tier);
  double most = most_needed (layout->data), needed = need (total), mark;
  gboolean is_over = needed > 1;

  bar_path (cr, layout, &bar, 0, 1);
  bw_chart_style_set_source (style, cr, BW_COLOR_BAR, 1);
  cairo_fill (cr);
  if (needed > 0)
    {
      cairo_save (cr);
      bar_path (cr, layout, &bar, 0, needed / most);
      cairo_clip (cr);
      bw_chart_style_set_source (style, cr, is_over ? BW_COLOR_OVER : BW_COLOR_TIER, 1);
      cairo_rectangle (cr, style->rtl ? bar.x + bar.width * (1 - MIN (needed, 1) / most) : bar.x,
                       bar.y, bar.width * MIN (needed, 1) / most, bar.height);
      cairo_fill (cr);
      if (is_over)
        {
          cairo_rectangle (cr, style->rtl ? bar.x : bar.x + bar.width / most, bar.y,
                           bar.width * (1 - 1 / most), bar.height);
          bw_mark_hatch (style, cr, BW_COLOR_OVER, &bar);
        }
      cairo_restore (cr);
    }
  /* What there is: the mark that the bar should not pass. */
  mark = bw_axis_crisp (style, style->rtl ? bar.x + bar.width * (1 - 1 / most)
                                          : bar.x + bar.width / most);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, bw_chart_style_hairline (style) * 2);
  bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 1);
  cairo_move_to (cr, mark, bar.y - bar.height * 0.5);
  cairo_line_to (cr, mark, bar.y + bar.height * 1.5);
  cairo_stroke (cr);
}

static void
label_bar (const Layout *layout, cairo_t *cr, BwLabeller *labeller, int tier)
{
  const BwChartStyle *style = layout->style;
  const BwTierTotal *total = &layout->data->totals[tier];
  g_autofree char *group = group_text (total);
  g_autofree char *text = need_text (total, layout->has_sentences);
  gboolean is_over = need (total) > 1;
  double sample = style->font_size * 0.62, gap = style->font_size * 0.4;
  double y = layout->block.y + tier * layout->row;
  double start = style->rtl ? layout->block.x + layout->block.width : layout->block.x;
  double end = style->rtl ? layout->block.x : layout->block.x + layout->block.width;
  double forward = style->rtl ? -1 : 1, leading = style->rtl ? 1 : 0;
  BwLabel name = { .text = bw_tier_title (tier), .role = BW_COLOR_TEXT, .bold = TRUE };
  BwLabel middle = { .text = group, .role = BW_COLOR_DIM };
  BwLabel needs = { .text = text, .role = is_over ? BW_COLOR_OVER : BW_COLOR_DIM,
                    .bold = is_over };
  cairo_rectangle_t where = { 0 };

  cairo_rectangle (cr, style->rtl ? start - sample : start, y + (layout->line - sample) / 2,
                   sample, sample);
  bw_chart_style_set_source (style, cr, BW_COLOR_SURFACE, 1);
  cairo_fill_preserve (cr);
  bw_chart_style_set_source (style, cr, BW_COLOR_TIER, shades[tier] * 1.6);
  cairo_fill_preserve (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, bw_chart_style_hairline (style));
  bw_chart_style_set_source (style, cr, BW_COLOR_TIER, 0.8);
  cairo_stroke (cr);

  if (!bw_labeller_place (labeller, &name,
                          &(BwLabelSpot) { start + forward * (sample + gap), y, leading, 0 }, 1,
                          &where))
    return;
  bw_labeller_place (labeller, &needs, &(BwLabelSpot) { end, y, 1 - leading, 0 }, 1, NULL);
  bw_labeller_place (labeller, &middle,
                     &(BwLabelSpot) { style->rtl ? where.x - style->font_size * 0.8
                                                 : where.x + where.width + style->font_size * 0.8,
                                      y, leading, 0 },
                     1, NULL);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  const BwTiersChart *chart = (const BwTiersChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, height);
  if (layout.has_plot)
    {
      if (has_curve (chart->tiers))
        {
          draw_shares (&layout, cr, labeller);
          draw_curve (&layout, cr);
        }
      else
        {
          BwLabel label = { .text = _("No account has revenue yet"),
                            .role = BW_COLOR_DIM,
                            .max_width = layout.plot.width };

          bw_labeller_place (labeller, &label,
                             &(BwLabelSpot) { layout.plot.x + layout.plot.width / 2,
                                              layout.plot.y + layout.plot.height / 2, 0.5, 0.5 },
                             1, NULL);
        }
      draw_axis (&layout, cr, labeller);
    }
  for (int tier = 0; tier < BW_N_TIERS; tier++)
    {
      draw_bar (&layout, cr, tier);
      label_bar (&layout, cr, labeller, tier);
    }
}

static void
pick_tier (const Layout *layout, int tier, BwChartPick *pick)
{
  const BwTierTotal *total = &layout->data->totals[tier];
  g_autofree char *accounts = bw_chart_text_accounts (total->accounts, total->arr,
                                                      layout->style->currency);
  g_autofree char *needs = need_text (total, TRUE);
  double from = bw_scale_map (&layout->x, tier > 0 ? layout->until[tier - 1] : 0);
  double to = bw_scale_map (&layout->x, layout->until[tier]);

  pick->kind = BW_PICK_TIER;
  pick->index = tier;
  pick->area = (cairo_rectangle_t) { layout->block.x, layout->block.y + tier * layout->row,
                                     layout->block.width, layout->row };
  if (layout->has_plot && has_curve (layout->data))
    pick->area = (cairo_rectangle_t) { MIN (from, to), layout->plot.y, fabs (to - from),
                                       layout->plot.height };
  /* Translators: a tier, its accounts and their revenue, what it needs of the capacity. */
  pick->text = g_strdup_printf (_("%1$s: %2$s, %3$s"), bw_tier_title (tier), accounts, needs);
}

static gboolean
pick (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      double              x,
      double              y,
      BwChartPick        *result)
{
  const BwTiersChart *chart = (const BwTiersChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  Layout layout;
  const cairo_rectangle_t *block = &layout.block;
  double accounts, share;

  layout_init (&layout, chart, style, labeller, width, height);
  if (x >= block->x && x < block->x + block->width && y >= block->y
      && y < block->y + BW_N_TIERS * layout.row)
    {
      pick_tier (&layout, (int) ((y - block->y) / layout.row), result);
      return TRUE;
    }
  accounts = bw_scale_unmap (&layout.x, x);
  share = bw_scale_unmap (&layout.y, y);
  if (!layout.has_plot || !has_curve (chart->tiers) || accounts < 0 || accounts > 1 || share < 0
      || share > share_at (chart->tiers, accounts))
    return FALSE;
  for (int tier = 0; tier < BW_N_TIERS; tier++)
    {
      if (accounts <= layout.until[tier])
        {
          pick_tier (&layout, tier, result);
          return TRUE;
        }
    }
  return FALSE;
}

static guint
n_items (const BwChart *base)
{
  return BW_N_TIERS;
}

static gboolean
item (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      guint               index,
      BwChartPick        *result)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  Layout layout;

  layout_init (&layout, (const BwTiersChart *) base, style, labeller, width, height);
  pick_tier (&layout, index, result);
  return TRUE;
}

static void
draw_hover (const BwChart      *base,
            const BwChartStyle *style,
            cairo_t            *cr,
            double              width,
            double              height,
            const BwChartPick  *picked)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  Layout layout;
  cairo_rectangle_t bar;

  layout_init (&layout, (const BwTiersChart *) base, style, labeller, width, height);
  if (picked->kind != BW_PICK_TIER || picked->index >= BW_N_TIERS)
    return;
  if (layout.has_plot && has_curve (layout.data))
    {
      tier_path (cr, &layout, picked->index);
      bw_chart_style_set_source (style, cr, BW_COLOR_TIER, 0.2);
      cairo_fill_preserve (cr);
      bw_mark_dash (cr, BW_DASH_SOLID, style->high_contrast ? 2.5 : 1.5);
      bw_chart_style_set_source (style, cr, BW_COLOR_TIER, 1);
      cairo_stroke (cr);
    }
  bar = bar_area (&layout, picked->index);
  bw_mark_rounded (cr, bar.x - 2, bar.y - 2, bar.width + 4, bar.height + 4, bar.height);
  bw_mark_dash (cr, BW_DASH_SOLID, style->high_contrast ? 2 : 1);
  bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.8);
  cairo_stroke (cr);
}

static const BwChartClass tiers_class = { draw, draw_hover, pick, n_items, item, NULL, NULL };

/**
 * bw_tiers_chart_init:
 * @chart: (out caller-allocates): the chart to set up
 * @tiers: what to draw; borrowed
 *
 * Without revenue there is no curve, and the chart says so. A tier without capacity or without
 * accounts has an empty bar and says which.
 */
void
bw_tiers_chart_init (BwTiersChart *chart, const BwTiers *tiers)
{
  bw_chart_init (&chart->parent, &tiers_class);
  chart->tiers = tiers;
}
