/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-quadrants-layout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-chart-text.h"

static const struct {
  BwMark      mark;
  BwColorRole color;
  const char *title;
} looks[BW_N_QUADRANTS] = {
  [BW_QUADRANT_SUCCESS] = { BW_MARK_CIRCLE, BW_COLOR_SUCCESS, N_("Customer success") },
  [BW_QUADRANT_FIX_EXPECTATIONS] = { BW_MARK_TRIANGLE, BW_COLOR_FIX_EXPECTATIONS,
                                     N_("Work to keep: fix expectations") },
  [BW_QUADRANT_FIX_COST] = { BW_MARK_DIAMOND, BW_COLOR_FIX_COST,
                             N_("Work to keep: fix the cost") },
  [BW_QUADRANT_REVIEW] = { BW_MARK_CROSS, BW_COLOR_REVIEW, N_("Review the investment") },
};

/**
 * bw_quadrants_mark:
 * @quadrant: one of the four
 *
 * Returns: the shape of its accounts
 */
BwMark
bw_quadrants_mark (BwQuadrant quadrant)
{
  return looks[quadrant].mark;
}

/**
 * bw_quadrants_color:
 * @quadrant: one of the four
 *
 * Returns: the colour of its accounts
 */
BwColorRole
bw_quadrants_color (BwQuadrant quadrant)
{
  return looks[quadrant].color;
}

/**
 * bw_quadrants_long_title:
 * @quadrant: one of the four
 *
 * Returns: (transfer none): what it is called and what is to be done there
 */
const char *
bw_quadrants_long_title (BwQuadrant quadrant)
{
  return _(looks[quadrant].title);
}

/**
 * bw_quadrants_layout_init:
 * @layout: (out caller-allocates): where everything lies
 * @chart: what is drawn
 * @style: how it looks
 * @labeller: measures the text
 * @width: of the surface
 * @height: of the surface
 *
 * The titles stand above and below the plot, never on the accounts.
 */
void
bw_quadrants_layout_init (BwQuadrantsLayout      *layout,
                          const BwQuadrantsChart *chart,
                          const BwChartStyle     *style,
                          BwLabeller             *labeller,
                          double                  width,
                          double                  height)
{
  const BwChartWindow *window = &chart->parent.window;
  gboolean zoomed_x = !isnan (window->x_from), zoomed_y = !isnan (window->y_from);
  /* A little more than the whole, so that accounts on the edge are drawn whole. */
  double edge = 1.04;
  double gap = style->font_size * 0.35, side, top, titles;

  *layout = (BwQuadrantsLayout) { .chart = chart, .style = style };
  layout->line = bw_labeller_line_height (labeller, BW_TEXT_LABEL);
  layout->tick = bw_labeller_line_height (labeller, BW_TEXT_TICK);
  layout->has_details = height > layout->line * 11;
  titles = layout->line * (layout->has_details ? 2 : 1) + gap;
  side = layout->tick + gap;
  top = titles;
  /* On whole pixels an image of the accounts is laid on the chart as it is, without resampling. */
  layout->plot.x = style->rtl ? 1 : ceil (side);
  layout->plot.y = ceil (top);
  layout->plot.width = MAX (floor (width - ceil (side) - 1), 1);
  layout->plot.height = MAX (floor (height - ceil (top) - titles - layout->tick - 2 * gap), 1);
  layout->lower_titles = layout->plot.y + layout->plot.height + gap;
  layout->axis = layout->lower_titles + titles;

  layout->x = (BwScale) { zoomed_x ? window->x_from : -edge, zoomed_x ? window->x_to : edge,
                          layout->plot.x, layout->plot.x + layout->plot.width };
  if (style->rtl)
    layout->x = (BwScale) { layout->x.from, layout->x.to, layout->x.end, layout->x.start };
  layout->y = (BwScale) { zoomed_y ? window->y_from : -edge, zoomed_y ? window->y_to : edge,
                          layout->plot.y + layout->plot.height, layout->plot.y };
}

/* Places a title with the mark of its quadrant before it. */
static void
place_title (BwQuadrantsLayout *layout,
             BwLabeller        *labeller,
             cairo_t           *cr,
             BwQuadrant         quadrant)
{
  const BwChartStyle *style = layout->style;
  const BwQuadrantTotal *total = &layout->chart->quadrants->totals[quadrant];
  g_autofree char *detail = bw_chart_text_group (total->accounts, total->arr, style->currency);
  gboolean is_lower = quadrant == BW_QUADRANT_FIX_COST || quadrant == BW_QUADRANT_REVIEW;
  gboolean is_happy = quadrant == BW_QUADRANT_SUCCESS || quadrant == BW_QUADRANT_FIX_COST;
  gboolean at_left = is_happy == style->rtl;
  double size = style->font_size * 0.5, sample = size + style->font_size * 0.4;
  double room = layout->plot.width / 2 - style->font_size * 0.4;
  double width;
  BwLabelSpot spot = { at_left ? layout->plot.x : layout->plot.x + layout->plot.width,
                       is_lower ? layout->lower_titles : 0, at_left ? 0 : 1, 0 };
  cairo_rectangle_t *where = &layout->titles[quadrant], area;
  BwLabel label = {
    .text = bw_quadrants_long_title (quadrant),
    .detail = layout->has_details ? detail : NULL,
    .role = bw_quadrants_color (quadrant),
    .bold = TRUE,
    .sample = sample,
  };

  bw_labeller_measure (labeller, &label, &width, NULL);
  if (width > room)
    {
      label.text = bw_quadrant_title (quadrant);
      label.max_width = MAX (room - sample, 1);
    }
  if (!bw_labeller_place (labeller, &label, &spot, 1, where) || cr == NULL)
    return;
  area = bw_label_sample_area (style, where, layout->line, size);
  bw_mark_draw (style, cr, bw_quadrants_mark (quadrant), label.role, area.x + size / 2,
                area.y + size / 2, size / 2);
}

/**
 * bw_quadrants_layout_titles:
 * @layout: as it was initialised; where the titles stand is filled in
 * @labeller: places the titles
 * @cr: (nullable): where they are drawn
 */
void
bw_quadrants_layout_titles (BwQuadrantsLayout *layout, BwLabeller *labeller, cairo_t *cr)
{
  for (BwQuadrant quadrant = 0; quadrant < BW_N_QUADRANTS; quadrant++)
    place_title (layout, labeller, cr, quadrant);
}

/**
 * bw_quadrants_layout_place:
 * @layout: where everything lies
 * @index: of an account
 * @x: (out): its place across
 * @y: (out): its place down
 *
 * Returns: whether the account has a place that is in sight
 */
gboolean
bw_quadrants_layout_place (const BwQuadrantsLayout *layout, gsize index, double *x, double *y)
{
  const BwQuadrantsInput *input = layout->chart->input;
  double happiness = input->happiness[index], margin = input->margin[index];

  *x = bw_scale_map (&layout->x, happiness);
  *y = bw_scale_map (&layout->y, margin);
  /* Written so that NaN fails. */
  return happiness >= layout->x.from && happiness <= layout->x.to && margin >= layout->y.from
         && margin <= layout->y.to;
}

/**
 * bw_quadrants_layout_radius:
 * @layout: where everything lies
 * @index: of an account
 *
 * Returns: the radius of its mark
 */
double
bw_quadrants_layout_radius (const BwQuadrantsLayout *layout, gsize index)
{
  BwMoney arr = layout->chart->input->arr[index], most = layout->chart->largest_arr;

  return bw_mark_radius (arr > 0 && most > 0 ? (double) arr / most : 0, layout->style);
}
