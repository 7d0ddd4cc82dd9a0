/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-quadrants-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-chart-text.h"
#include "charts/bw-density-raster.h"
#include "charts/bw-mark-sprites.h"
#include "charts/bw-quadrants-layout.h"

/* Fewer points than these are drawn as discs two and one pixels around. */
#define MOST_WIDE 25000
#define MOST_NARROW 250000

/* What is not selected, beside what is. */
#define UNSELECTED 0.3

/* So many of the largest accounts to keep get their name written beside them. */
#define MOST_NAMES 8

static void
draw_ground (const BwQuadrantsLayout *layout, cairo_t *cr)
{
  const BwChartStyle *style = layout->style;
  const cairo_rectangle_t *plot = &layout->plot;
  double right = plot->x + plot->width, bottom = plot->y + plot->height;
  double x = bw_scale_map (&layout->x, 0), y = bw_scale_map (&layout->y, 0);
  double from = style->rtl ? plot->x : CLAMP (x, plot->x, right);
  double to = style->rtl ? CLAMP (x, plot->x, right) : right;

  if (y > plot->y && to > from && layout->chart->n_largest > 0)
    {
      cairo_rectangle (cr, from, plot->y, to - from, MIN (y, bottom) - plot->y);
      bw_chart_style_set_source (style, cr, BW_COLOR_SUCCESS, 0.06);
      cairo_fill (cr);
    }
  bw_axis_line (style, cr, BW_COLOR_GRID, plot->x, plot->y, right, plot->y);
  bw_axis_line (style, cr, BW_COLOR_GRID, plot->x, bottom, right, bottom);
  bw_axis_line (style, cr, BW_COLOR_GRID, plot->x, plot->y, plot->x, bottom);
  bw_axis_line (style, cr, BW_COLOR_GRID, right, plot->y, right, bottom);
  if (layout->chart->n_largest == 0)
    return;
  if (x > plot->x && x < right)
    bw_axis_line (style, cr, BW_COLOR_AXIS, x, plot->y, x, bottom);
  if (y > plot->y && y < bottom)
    bw_axis_line (style, cr, BW_COLOR_AXIS, plot->x, y, right, y);
}

/* The margins of a part of the chart stand just inside it: beside it there are words. */
static void
draw_margins (const BwQuadrantsLayout *layout, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  const cairo_rectangle_t *plot = &layout->plot;
  g_autoptr (GArray) ticks = bw_ticks_share (layout->y.from, layout->y.to, 6);
  double gap = style->font_size * 0.3;
  double x = style->rtl ? plot->x + plot->width - gap : plot->x + gap;

  for (guint i = 0; i < ticks->len; i++)
    {
      const BwTick *tick = &g_array_index (ticks, BwTick, i);
      double y = bw_scale_map (&layout->y, tick->value);
      BwLabel label = { .text = tick->label, .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };

      if (y - layout->tick / 2 >= plot->y && y + layout->tick / 2 <= plot->y + plot->height)
        bw_labeller_place (labeller, &label, &(BwLabelSpot) { x, y, style->rtl ? 1 : 0, 0.5 }, 1,
                           NULL);
    }
}

static void
draw_axes (const BwQuadrantsLayout *layout, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  const cairo_rectangle_t *plot = &layout->plot;
  double left = plot->x, right = plot->x + plot->width;
  double side = style->rtl ? right + style->font_size * 0.35 : 0;
  double middle = plot->y + plot->height / 2;
  BwLabel angry = { .text = _("walkaway angry"), .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
  BwLabel met = { .text = _("expectations met"), .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
  BwLabel gushing = { .text = _("gushing promoter"), .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
  BwLabel gain = { .text = _("profitable"), .role = BW_COLOR_DIM, .size = BW_TEXT_TICK,
                   .vertical = TRUE };
  BwLabel loss = { .text = _("at a loss"), .role = BW_COLOR_DIM, .size = BW_TEXT_TICK,
                   .vertical = TRUE };

  if (bw_chart_is_zoomed (&layout->chart->parent))
    {
      g_autoptr (GArray) ticks = bw_ticks_linear (layout->x.from, layout->x.to, 6);

      bw_axis_draw_across (labeller, ticks, &layout->x, layout->axis);
      bw_axis_draw_word (labeller, _("happiness"), ticks, &layout->x, layout->axis);
      draw_margins (layout, labeller);
    }
  else
    {
      bw_labeller_place (labeller, &angry,
                         &(BwLabelSpot) { style->rtl ? right : left, layout->axis,
                                          style->rtl ? 1 : 0, 0 }, 1, NULL);
      bw_labeller_place (labeller, &gushing,
                         &(BwLabelSpot) { style->rtl ? left : right, layout->axis,
                                          style->rtl ? 0 : 1, 0 }, 1, NULL);
      bw_labeller_place (labeller, &met,
                         &(BwLabelSpot) { bw_scale_map (&layout->x, 0), layout->axis, 0.5, 0 }, 1,
                         NULL);
    }
  if (layout->y.to > 0)
    bw_labeller_place (labeller, &gain, &(BwLabelSpot) { side, plot->y, 0, 0 }, 1, NULL);
  if (layout->y.from < 0 && plot->height / 2 > layout->line * 3)
    bw_labeller_place (labeller, &loss,
                       &(BwLabelSpot) { side, MAX (plot->y + plot->height, middle), 0, 1 }, 1,
                       NULL);
}

/* The accounts of the layer beneath come first: the larger ones. */
static gint
compare_arr (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const BwQuadrantsInput *input = user_data;
  BwMoney x = input->arr[*(const guint32 *) a], y = input->arr[*(const guint32 *) b];

  return (x < y) - (x > y);
}

static void
draw_ring (const BwChartStyle *style, cairo_t *cr, BwColorRole role, double alpha, double x,
           double y, double r)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, bw_chart_style_hairline (style) * 1.3);
  bw_chart_style_set_source (style, cr, role, alpha);
  cairo_stroke (cr);
}

static void
draw_marks (const BwQuadrantsLayout *layout, cairo_t *cr, guint32 *indices, gsize n)
{
  const BwQuadrantsChart *chart = layout->chart;
  g_autoptr (BwMarkSprites) sprites = bw_mark_sprites_new (layout->style, cr);

  if (n > 0)
    g_sort_array (indices, n, sizeof (guint32), compare_arr, (gpointer) chart->input);
  for (gsize i = 0; i < n; i++)
    {
      guint32 index = indices[i];
      BwQuadrant quadrant = chart->quadrants->quadrant[index];
      double x, y, radius = bw_quadrants_layout_radius (layout, index);
      gboolean is_selected = chart->selected == NULL || chart->selected[index];

      if (quadrant >= BW_N_QUADRANTS || !bw_quadrants_layout_place (layout, index, &x, &y))
        continue;
      bw_mark_sprites_draw (sprites, bw_quadrants_mark (quadrant), bw_quadrants_color (quadrant),
                            x, y, radius, is_selected ? 1 : UNSELECTED);
      if (!chart->hides_risk && (chart->quadrants->flags[index] & BW_ACCOUNT_BUSINESS_RISK))
        draw_ring (layout->style, cr, BW_COLOR_TEXT, is_selected ? 1 : UNSELECTED, x, y,
                   radius + layout->style->font_size * 0.2);
    }
}

/* The image lies on whole pixels, each of its own one of the surface: laid anywhere else, every
 * pixel would have to be found anew. */
static void
draw_raster (const BwQuadrantsLayout *layout,
             cairo_t                 *cr,
             BwDensityRaster         *raster,
             double                   scale,
             double                   strength)
{
  const BwChartStyle *style = layout->style;
  const cairo_rectangle_t area = {
    round (layout->plot.x * scale) / scale, round (layout->plot.y * scale) / scale,
    raster->width / scale, raster->height / scale,
  };
  BwColor colors[4] = {
    bw_chart_style_color (style, BW_COLOR_SUCCESS),
    bw_chart_style_color (style, BW_COLOR_FIX_EXPECTATIONS),
    bw_chart_style_color (style, BW_COLOR_FIX_COST),
    bw_chart_style_color (style, BW_COLOR_REVIEW),
  };
  BwColor mirrored[4] = { colors[1], colors[0], colors[3], colors[2] };

  bw_density_raster_widen (raster, raster->n_visible < MOST_WIDE     ? 2
                                   : raster->n_visible < MOST_NARROW ? 1
                                                                     : 0);
  bw_density_raster_draw (raster, style->rtl ? mirrored : colors,
                          (bw_scale_map (&layout->x, 0) - layout->plot.x) * scale,
                          (bw_scale_map (&layout->y, 0) - layout->plot.y) * scale, strength, cr,
                          &area);
}

static void
clip_to_plot (const BwQuadrantsLayout *layout, cairo_t *cr)
{
  const cairo_rectangle_t *plot = &layout->plot;

  cairo_rectangle (cr, plot->x, plot->y, plot->width, plot->height);
  cairo_clip (cr);
}

/* Returns whether the accounts were drawn one by one. */
static gboolean
draw_accounts (const BwQuadrantsLayout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwQuadrantsChart *chart = layout->chart;
  const BwQuadrantsInput *input = chart->input;
  double scale = CLAMP (layout->style->scale, 0.5, 4);
  BwDensityInput density = {
    .x = input->happiness,
    .y = input->margin,
    .n = input->n,
    .grid = chart->grid,
    .window = { layout->x.from, layout->x.to, layout->y.from, layout->y.to },
    .mirrored = layout->style->rtl,
    .width = MAX ((int) round (layout->plot.width * scale), 1),
    .height = MAX ((int) round (layout->plot.height * scale), 1),
  };
  g_autoptr (BwDensityRaster) raster = bw_density_raster_new (&density, BW_QUADRANTS_MOST_MARKS);

  if (raster->n_visible <= BW_QUADRANTS_MOST_MARKS)
    {
      cairo_save (cr);
      clip_to_plot (layout, cr);
      draw_marks (layout, cr, raster->visible, raster->n_visible);
      cairo_restore (cr);
      for (gsize i = 0; i < raster->n_visible; i++)
        {
          double x, y, radius = bw_quadrants_layout_radius (layout, raster->visible[i]);

          if (bw_quadrants_layout_place (layout, raster->visible[i], &x, &y))
            bw_labeller_block (labeller, x - radius, y - radius, 2 * radius, 2 * radius);
        }
      return TRUE;
    }
  draw_raster (layout, cr, raster, scale, chart->selected != NULL ? UNSELECTED : 1);
  if (chart->selected != NULL)
    {
      g_autoptr (BwDensityRaster) selected = NULL;

      density.only = chart->selected;
      selected = bw_density_raster_new (&density, 0);
      draw_raster (layout, cr, selected, scale, 1);
    }
  return FALSE;
}

static void
draw_trails (const BwQuadrantsLayout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;

  bw_mark_dash (cr, BW_DASH_SOLID, style->font_size * 0.1);
  for (gsize i = 0; i < layout->chart->n_trails; i++)
    {
      const BwTrail *trail = &layout->chart->trails[i];

      for (gsize k = 1; k < trail->n; k++)
        {
          double x0 = bw_scale_map (&layout->x, trail->happiness[k - 1]);
          double y0 = bw_scale_map (&layout->y, trail->margin[k - 1]);
          double x1 = bw_scale_map (&layout->x, trail->happiness[k]);
          double y1 = bw_scale_map (&layout->y, trail->margin[k]);

          if (isnan (x0) || isnan (y0) || isnan (x1) || isnan (y1))
            continue;
          /* The older the fainter, so that the direction shows. */
          bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.15 + 0.6 * k / trail->n);
          cairo_move_to (cr, x0, y0);
          cairo_line_to (cr, x1, y1);
          cairo_stroke (cr);
          bw_labeller_block_line (labeller, x0, y0, x1, y1, style->font_size * 0.2);
          cairo_arc (cr, x0, y0, style->font_size * 0.11, 0, 2 * G_PI);
          cairo_fill (cr);
        }
    }
}

static gboolean
fits (const cairo_rectangle_t *plot, const BwLabelSpot *spot, double width, double height)
{
  double x = spot->x - width * spot->across, y = spot->y - height * spot->down;

  return x >= plot->x && y >= plot->y && x + width <= plot->x + plot->width
         && y + height <= plot->y + plot->height;
}

/* The names of the largest accounts to keep, beside their marks where there is room. */
static void
draw_names (const BwQuadrantsLayout *layout, BwLabeller *labeller)
{
  const BwQuadrantsChart *chart = layout->chart;
  guint written = 0;

  if (chart->name == NULL || layout->style->detail != BW_CHART_PAGE)
    return;
  for (guint i = 0; i < chart->n_largest && written < MOST_NAMES; i++)
    {
      guint32 index = chart->largest[i];
      BwQuadrant quadrant = chart->quadrants->quadrant[index];
      double x, y, radius = bw_quadrants_layout_radius (layout, index);
      BwLabel label = { .text = chart->name (index, chart->name_data),
                        .role = BW_COLOR_TEXT,
                        .size = BW_TEXT_TICK,
                        .max_width = layout->plot.width / 4 };
      BwLabelSpot spots[4];
      double width, height;

      if ((quadrant != BW_QUADRANT_FIX_EXPECTATIONS && quadrant != BW_QUADRANT_FIX_COST)
          || !bw_quadrants_layout_place (layout, index, &x, &y))
        continue;
      radius += layout->style->font_size * 0.3;
      spots[0] = (BwLabelSpot) { x + radius, y, 0, 0.5 };
      spots[1] = (BwLabelSpot) { x - radius, y, 1, 0.5 };
      spots[2] = (BwLabelSpot) { x, y - radius, 0.5, 1 };
      spots[3] = (BwLabelSpot) { x, y + radius, 0.5, 0 };
      bw_labeller_measure (labeller, &label, &width, &height);
      for (guint k = 0; k < G_N_ELEMENTS (spots); k++)
        {
          /* A name outside the plot would be taken for something else. */
          if (!fits (&layout->plot, &spots[k], width, height))
            continue;
          if (bw_labeller_place (labeller, &label, &spots[k], 1, NULL))
            {
              written++;
              break;
            }
        }
    }
}

/* What a ring means, between the titles of the lower quadrants. */
static void
draw_risk_key (const BwQuadrantsLayout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwQuadrantTotal *total = &layout->chart->quadrants->business_risk;
  const BwChartStyle *style = layout->style;
  g_autofree char *detail = bw_chart_text_group (total->accounts, total->arr, style->currency);
  double size = style->font_size * 0.6;
  BwLabel label = { .text = _("business risk"),
                    .detail = layout->has_details ? detail : NULL,
                    .role = BW_COLOR_TEXT,
                    .sample = size + style->font_size * 0.4 };
  BwLabelSpot spot = { layout->plot.x + layout->plot.width / 2, layout->lower_titles, 0.5, 0 };
  cairo_rectangle_t where, area;

  if (total->accounts == 0 || layout->chart->hides_risk
      || !bw_labeller_place (labeller, &label, &spot, 1, &where))
    return;
  area = bw_label_sample_area (style, &where, layout->line, size);
  draw_ring (style, cr, BW_COLOR_TEXT, 1, area.x + size / 2, area.y + size / 2, size / 2);
}

static void
draw_nothing (const BwQuadrantsLayout *layout, BwLabeller *labeller)
{
  BwLabel label = { .text = _("No account has both readings and a margin"),
                    .role = BW_COLOR_DIM,
                    .max_width = layout->plot.width * 0.96 };
  BwLabelSpot spot = { layout->plot.x + layout->plot.width / 2,
                       layout->plot.y + layout->plot.height / 2, 0.5, 0.5 };

  bw_labeller_place (labeller, &label, &spot, 1, NULL);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  const BwQuadrantsChart *chart = (const BwQuadrantsChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  BwQuadrantsLayout layout;
  gboolean has_marks;

  bw_quadrants_layout_init (&layout, chart, style, labeller, width, height);
  draw_ground (&layout, cr);
  has_marks = draw_accounts (&layout, cr, labeller);
  cairo_save (cr);
  clip_to_plot (&layout, cr);
  draw_trails (&layout, cr, labeller);
  cairo_restore (cr);

  bw_quadrants_layout_titles (&layout, labeller, cr);
  draw_axes (&layout, labeller);
  if (has_marks)
    {
      draw_risk_key (&layout, cr, labeller);
      draw_names (&layout, labeller);
    }
  if (chart->n_largest == 0)
    draw_nothing (&layout, labeller);
}

static void
draw_hover (const BwChart      *base,
            const BwChartStyle *style,
            cairo_t            *cr,
            double              width,
            double              height,
            const BwChartPick  *picked)
{
  const BwQuadrantsChart *chart = (const BwQuadrantsChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  BwQuadrantsLayout layout;
  double x, y;

  bw_quadrants_layout_init (&layout, chart, style, labeller, width, height);
  if (picked->kind == BW_PICK_QUADRANT)
    {
      cairo_rectangle (cr, picked->area.x, picked->area.y, picked->area.width,
                       picked->area.height);
      bw_chart_style_set_source (style, cr, bw_quadrants_color (picked->index), 0.08);
      cairo_fill_preserve (cr);
      bw_chart_style_set_source (style, cr, bw_quadrants_color (picked->index), 0.9);
      cairo_set_line_width (cr, bw_chart_style_hairline (style));
      cairo_stroke (cr);
    }
  else if (picked->kind == BW_PICK_ACCOUNT && picked->index < chart->input->n
           && bw_quadrants_layout_place (&layout, picked->index, &x, &y))
    {
      BwQuadrant quadrant = chart->quadrants->quadrant[picked->index];
      double radius = bw_quadrants_layout_radius (&layout, picked->index);

      if (quadrant < BW_N_QUADRANTS)
        bw_mark_draw (style, cr, bw_quadrants_mark (quadrant), bw_quadrants_color (quadrant), x,
                      y, radius);
      draw_ring (style, cr, BW_COLOR_SURFACE, 1, x, y, radius + style->font_size * 0.22);
      draw_ring (style, cr, BW_COLOR_TEXT, 1, x, y, radius + style->font_size * 0.32);
    }
}

static gboolean
frame (const BwChart      *base,
       const BwChartStyle *style,
       double              width,
       double              height,
       BwChartFrame       *result)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  BwQuadrantsChart whole = *(const BwQuadrantsChart *) base;
  BwQuadrantsLayout layout, all;

  bw_quadrants_layout_init (&layout, (const BwQuadrantsChart *) base, style, labeller, width,
                            height);
  bw_chart_show_all (&whole.parent);
  bw_quadrants_layout_init (&all, &whole, style, labeller, width, height);
  result->plot = layout.plot;
  result->shown = (BwChartWindow) { layout.x.from, layout.x.to, layout.y.from, layout.y.to };
  result->whole = (BwChartWindow) { all.x.from, all.x.to, all.y.from, all.y.to };
  return TRUE;
}

static const BwChartClass quadrants_class = {
  draw, draw_hover, bw_quadrants_pick, bw_quadrants_n_items, bw_quadrants_item, frame, NULL,
};

/* Finds the largest accounts that have a place: a heap whose top is the smallest kept. */
static void
find_largest (BwQuadrantsChart *chart)
{
  const BwQuadrantsInput *input = chart->input;
  BwMoney least = G_MININT64;

  chart->n_largest = 0;
  chart->largest_arr = 0;
  for (gsize i = 0; i < input->n; i++)
    {
      guint place;

      if (chart->quadrants->quadrant[i] >= BW_N_QUADRANTS)
        continue;
      chart->largest_arr = MAX (chart->largest_arr, input->arr[i]);
      if (chart->n_largest == BW_QUADRANTS_LARGEST && input->arr[i] <= least)
        continue;
      /* Few get this far once the list is full: it is kept in order by insertion. */
      if (chart->n_largest < BW_QUADRANTS_LARGEST)
        chart->n_largest++;
      place = chart->n_largest - 1;
      while (place > 0 && input->arr[chart->largest[place - 1]] < input->arr[i])
        {
          chart->largest[place] = chart->largest[place - 1];
          place--;
        }
      chart->largest[place] = i;
      least = input->arr[chart->largest[chart->n_largest - 1]];
    }
}

/**
 * bw_quadrants_chart_init:
 * @chart: (out caller-allocates): the chart to set up
 * @quadrants: what to draw; borrowed
 * @input: what it was computed from; borrowed
 *
 * Accounts of unknown quadrant are not drawn. Looks at every account once.
 */
void
bw_quadrants_chart_init (BwQuadrantsChart       *chart,
                         const BwQuadrants      *quadrants,
                         const BwQuadrantsInput *input)
{
  *chart = (BwQuadrantsChart) { .quadrants = quadrants, .input = input };
  bw_chart_init (&chart->parent, &quadrants_class);
  find_largest (chart);
}

/**
 * bw_quadrants_chart_draw_lasso:
 * @style: how it looks
 * @cr: where to draw
 * @polygon: (array length=n_corners): x and y of each corner
 * @n_corners: how many corners
 *
 * Draws the outline of a selection in the making.
 */
void
bw_quadrants_chart_draw_lasso (const BwChartStyle *style,
                               cairo_t            *cr,
                               const double       *polygon,
                               gsize               n_corners)
{
  if (n_corners < 2)
    return;
  cairo_save (cr);
  for (gsize i = 0; i < n_corners; i++)
    cairo_line_to (cr, polygon[2 * i], polygon[2 * i + 1]);
  cairo_close_path (cr);
  bw_chart_style_set_source (style, cr, BW_COLOR_SELECTION, 0.12);
  cairo_fill_preserve (cr);
  bw_chart_style_set_source (style, cr, BW_COLOR_SELECTION, 0.9);
  bw_mark_dash (cr, BW_DASH_DASHED, style->high_contrast ? 2 : 1.3);
  cairo_stroke (cr);
  cairo_restore (cr);
}
