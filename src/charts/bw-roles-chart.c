/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-roles-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-chart-text.h"
#include "charts/bw-density-raster.h"
#include "charts/bw-label.h"
#include "charts/bw-mark-sprites.h"
#include "charts/bw-scale.h"

/* More accounts than these are a density and no marks. */
#define MOST_MARKS 4000

/* Below so many times the size of its text a chart has no room for two corners side by side. */
#define NARROW 36

/* How the four who sell look, in the order of BwSeller. */
static const BwMark marks[BW_N_SELLERS] = { BW_MARK_CROSS, BW_MARK_CIRCLE, BW_MARK_TRIANGLE,
                                            BW_MARK_DIAMOND };
static const BwColorRole roles[BW_N_SELLERS] = { BW_COLOR_REVIEW, BW_COLOR_SUCCESS,
                                                 BW_COLOR_FIX_EXPECTATIONS, BW_COLOR_FIX_COST };

/* Where everything of one drawing lies: a line of words above the plot and one below. */
typedef struct {
  const BwRolesChart *chart;
  const BwChartStyle *style;
  double              line;
  double              gap;
  gboolean            narrow; /* What stands at the corners has two lines. */
  cairo_rectangle_t   plot;
  BwScale             x;
  BwScale             y;
} Layout;

static void
layout_init (Layout             *layout,
             const BwRolesChart *chart,
             const BwChartStyle *style,
             BwLabeller         *labeller,
             double              width,
             double              height)
{
  double side, corner;

  *layout = (Layout) { .chart = chart, .style = style };
  layout->narrow = width < NARROW * style->font_size;
  layout->line = bw_labeller_line_height (labeller, BW_TEXT_LABEL);
  layout->gap = style->font_size * 0.5;
  side = bw_labeller_line_height (labeller, BW_TEXT_TICK) + layout->gap;
  corner = (layout->narrow ? 2 : 1) * layout->line + layout->gap;
  layout->plot = (cairo_rectangle_t) {
    style->rtl ? 1 : side, corner, MAX (width - side - 1, 1), MAX (height - 2 * corner, 1),
  };
  layout->x = (BwScale) { -0.02, 1.02, layout->plot.x, layout->plot.x + layout->plot.width };
  if (style->rtl)
    layout->x = (BwScale) { -0.02, 1.02, layout->plot.x + layout->plot.width, layout->plot.x };
  layout->y = (BwScale) { -0.02, 1.02, layout->plot.y + layout->plot.height, layout->plot.y };
}

static gboolean
place (const Layout *layout, gsize i, double *x, double *y, double *radius)
{
  const BwRolesInput *input = layout->chart->input;

  if (input->seller[i] >= BW_N_SELLERS || isnan (input->service[i])
      || isnan (input->transaction[i]))
    return FALSE;
  *x = bw_scale_map (&layout->x, input->service[i]);
  *y = bw_scale_map (&layout->y, input->transaction[i]);
  *radius = bw_mark_radius (layout->chart->largest_arr > 0
                              ? (double) input->arr[i] / (double) layout->chart->largest_arr
                              : 0,
                            layout->style);
  return TRUE;
}

static void
draw_border (const Layout *layout, cairo_t *cr, double shift, BwDash dash, BwColorRole role)
{
  const BwRolesChart *chart = layout->chart;
  double x = bw_scale_map (&layout->x, bw_roles_border (chart->service_border, shift));
  double y = bw_scale_map (&layout->y, bw_roles_border (chart->transaction_border, shift));

  bw_mark_dash (cr, dash, bw_chart_style_hairline (layout->style));
  bw_chart_style_set_source (layout->style, cr, role, 1);
  cairo_move_to (cr, x, layout->plot.y);
  cairo_line_to (cr, x, layout->plot.y + layout->plot.height);
  cairo_move_to (cr, layout->plot.x, y);
  cairo_line_to (cr, layout->plot.x + layout->plot.width, y);
  cairo_stroke (cr);
}

static void
draw_density (const Layout *layout, cairo_t *cr)
{
  const BwRolesInput *input = layout->chart->input;
  const BwChartStyle *style = layout->style;
  BwDensityInput density = {
    .x = input->service, .y = input->transaction, .n = input->n,
    .window = { layout->x.from, layout->x.to, layout->y.from, layout->y.to },
    .mirrored = style->rtl,
    .width = MAX ((int) (layout->plot.width * style->scale), 1),
    .height = MAX ((int) (layout->plot.height * style->scale), 1),
  };
  g_autoptr (BwDensityRaster) raster = bw_density_raster_new (&density, 0);
  double across = (bw_scale_map (&layout->x, layout->chart->service_border) - layout->plot.x)
                  / layout->plot.width;
  double down = (bw_scale_map (&layout->y, layout->chart->transaction_border) - layout->plot.y)
                / layout->plot.height;
  BwColor colors[4] = {
    bw_chart_style_color (style, roles[style->rtl ? BW_SELLER_SALES : BW_SELLER_BOTH]),
    bw_chart_style_color (style, roles[style->rtl ? BW_SELLER_BOTH : BW_SELLER_SALES]),
    bw_chart_style_color (style, roles[style->rtl ? BW_SELLER_WEB : BW_SELLER_CSM]),
    bw_chart_style_color (style, roles[style->rtl ? BW_SELLER_CSM : BW_SELLER_WEB]),
  };

  bw_density_raster_widen (raster, 1);
  bw_density_raster_draw (raster, colors, across * raster->width, down * raster->height, 1, cr,
                          &layout->plot);
}

static void
draw_marks (const Layout *layout, cairo_t *cr)
{
  const BwRolesInput *input = layout->chart->input;
  g_autoptr (BwMarkSprites) sprites = bw_mark_sprites_new (layout->style, cr);

  for (gsize i = 0; i < input->n; i++)
    {
      double x, y, radius;

      if (place (layout, i, &x, &y, &radius))
        bw_mark_sprites_draw (sprites, marks[input->seller[i]], roles[input->seller[i]], x, y,
                              radius, 1);
    }
}

static char *
seller_text (const BwRolesChart *chart, const BwChartStyle *style, BwSeller seller)
{
  return bw_chart_text_group (chart->n_sellers[seller], chart->arr[seller], style->currency);
}

/* Who sells stands at its corner, outside of the plot: sales and both above, web and CSM below. */
static void
draw_corner (const Layout *layout, cairo_t *cr, BwLabeller *labeller, BwSeller seller)
{
  const BwChartStyle *style = layout->style;
  gboolean above = seller == BW_SELLER_SALES || seller == BW_SELLER_BOTH;
  gboolean far = seller == BW_SELLER_CSM || seller == BW_SELLER_BOTH;
  gboolean right = far != style->rtl;
  double size = style->font_size * 0.7;
  g_autofree char *group = seller_text (layout->chart, style, seller);
  g_autofree char *text = g_strdup_printf (C_("role", "%1$s: %2$s"), bw_seller_title (seller),
                                           group);
  BwLabel label = { .text = text, .role = roles[seller], .bold = TRUE,
                    .sample = size + layout->gap };
  BwLabelSpot spot = { right ? layout->plot.x + layout->plot.width : layout->plot.x,
                       above ? 0 : layout->plot.y + layout->plot.height + layout->gap,
                       right ? 1 : 0, 0 };
  cairo_rectangle_t where, sample;

  if (layout->narrow)
    {
      label.text = bw_seller_title (seller);
      label.detail = group;
    }
  if (!bw_labeller_place (labeller, &label, &spot, 1, &where))
    {
      label.text = bw_seller_title (seller);
      label.detail = NULL;
      if (!bw_labeller_place (labeller, &label, &spot, 1, &where))
        return;
    }
  sample = bw_label_sample_area (style, &where, layout->line, size);
  bw_mark_draw (style, cr, marks[seller], roles[seller], sample.x + sample.width / 2,
                sample.y + sample.height / 2, size / 2);
}

static void
draw_words (const Layout *layout, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  double below = layout->plot.y + layout->plot.height + layout->gap;
  BwLabel across = { .text = _("complexity of the service"), .role = BW_COLOR_DIM,
                     .size = BW_TEXT_TICK };
  BwLabel up = { .text = _("complexity of the transaction"), .role = BW_COLOR_DIM,
                 .size = BW_TEXT_TICK, .vertical = TRUE };
  BwLabel median = { .text = _("border at median ARR"), .role = BW_COLOR_DIM,
                     .size = BW_TEXT_TICK };
  double middle = layout->plot.x + layout->plot.width / 2;
  BwLabelSpot spots[] = {
    { middle, below, 0.5, 0 },
    { style->rtl ? layout->plot.x + layout->plot.width + layout->gap : layout->plot.x - layout->gap,
      layout->plot.y + layout->plot.height / 2, style->rtl ? 0 : 1, 0.5 },
    { bw_scale_map (&layout->x, layout->chart->service_border), 0, 0.5, 0 },
  };

  bw_labeller_place (labeller, &across, &spots[0], 1, NULL);
  bw_labeller_place (labeller, &up, &spots[1], 1, NULL);
  bw_labeller_place (labeller, &median, &spots[2], 1, NULL);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  const BwRolesChart *chart = (const BwRolesChart *) base;
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, height);
  bw_labeller_block (labeller, layout.plot.x, layout.plot.y, layout.plot.width,
                     layout.plot.height);
  cairo_save (cr);
  cairo_rectangle (cr, layout.plot.x, layout.plot.y, layout.plot.width, layout.plot.height);
  cairo_clip (cr);
  draw_border (&layout, cr, chart->most_shift, BW_DASH_GHOST, BW_COLOR_GHOST);
  draw_border (&layout, cr, -chart->most_shift, BW_DASH_DOTTED, BW_COLOR_GHOST);
  draw_border (&layout, cr, 0, BW_DASH_SOLID, BW_COLOR_AXIS);
  if (chart->input->n > MOST_MARKS)
    draw_density (&layout, cr);
  else
    draw_marks (&layout, cr);
  cairo_restore (cr);
  for (BwSeller seller = 0; seller < BW_N_SELLERS; seller++)
    draw_corner (&layout, cr, labeller, seller);
  draw_words (&layout, labeller);
}

static void
pick_seller (const Layout *layout, BwSeller seller, BwChartPick *pick)
{
  const BwRolesChart *chart = layout->chart;
  gboolean above = seller == BW_SELLER_SALES || seller == BW_SELLER_BOTH;
  gboolean far = seller == BW_SELLER_CSM || seller == BW_SELLER_BOTH;
  double x = bw_scale_map (&layout->x, chart->service_border);
  double y = bw_scale_map (&layout->y, chart->transaction_border);
  const cairo_rectangle_t *plot = &layout->plot;
  gboolean right = far != layout->style->rtl;
  g_autofree char *group = seller_text (chart, layout->style, seller);

  pick->kind = BW_PICK_SELLER;
  pick->index = seller;
  pick->area = (cairo_rectangle_t) { right ? x : plot->x, above ? plot->y : y,
                                     right ? plot->x + plot->width - x : x - plot->x,
                                     above ? y - plot->y : plot->y + plot->height - y };
  pick->text = g_strdup_printf (C_("role", "%1$s: %2$s"), bw_seller_title (seller), group);
}

static void
pick_account (const Layout *layout, gsize i, BwChartPick *pick)
{
  const BwRolesChart *chart = layout->chart;
  const BwRolesInput *input = chart->input;
  g_autofree char *arr = bw_money_format_short (input->arr[i], layout->style->currency);
  g_autofree char *service = bw_number_format (input->service[i], 2);
  g_autofree char *transaction = bw_number_format (input->transaction[i], 2);
  g_autofree char *border
    = bw_number_format (bw_roles_border (chart->service_border, input->shift[i]), 2);
  double x = 0, y = 0, radius = 0;

  place (layout, i, &x, &y, &radius);
  pick->kind = BW_PICK_ACCOUNT;
  pick->index = i;
  pick->area = (cairo_rectangle_t) { x - radius, y - radius, 2 * radius, 2 * radius };
  pick->text = g_strdup_printf (
    _("%1$s: %2$s, %3$s ARR; service %4$s, transaction %5$s, border for its size %6$s"),
    input->name != NULL ? input->name (i, input->name_data) : "", bw_seller_title (input->seller[i]),
    arr, service, transaction, border);
}

static gboolean
pick (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      double              px,
      double              py,
      BwChartPick        *result)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  const BwRolesChart *chart = (const BwRolesChart *) base;
  double nearest = style->font_size * style->font_size;
  gsize found = G_MAXSIZE;
  Layout layout;
  BwSeller seller;

  layout_init (&layout, chart, style, labeller, width, height);
  if (!bw_pick_contains (&layout.plot, px, py))
    return FALSE;
  for (gsize i = 0; i < chart->input->n; i++)
    {
      double x, y, radius, distance;

      if (!place (&layout, i, &x, &y, &radius))
        continue;
      distance = (x - px) * (x - px) + (y - py) * (y - py);
      if (distance <= MAX (radius * radius, nearest) && distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  if (found != G_MAXSIZE)
    {
      pick_account (&layout, found, result);
      return TRUE;
    }
  seller = bw_scale_unmap (&layout.x, px) >= chart->service_border
             ? (bw_scale_unmap (&layout.y, py) >= chart->transaction_border ? BW_SELLER_BOTH
                                                                            : BW_SELLER_CSM)
             : (bw_scale_unmap (&layout.y, py) >= chart->transaction_border ? BW_SELLER_SALES
                                                                            : BW_SELLER_WEB);
  pick_seller (&layout, seller, result);
  return TRUE;
}

static guint
n_items (const BwChart *base)
{
  return BW_N_SELLERS + ((const BwRolesChart *) base)->n_largest;
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
  const BwRolesChart *chart = (const BwRolesChart *) base;
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, height);
  if (index < BW_N_SELLERS)
    pick_seller (&layout, index, result);
  else
    pick_account (&layout, chart->largest[index - BW_N_SELLERS], result);
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
  const cairo_rectangle_t *area = &picked->area;

  bw_mark_dash (cr, BW_DASH_SOLID, style->high_contrast ? 2 : 1.5);
  if (picked->kind == BW_PICK_ACCOUNT)
    cairo_arc (cr, area->x + area->width / 2, area->y + area->height / 2, area->width / 2 + 3, 0,
               2 * G_PI);
  else
    {
      cairo_rectangle (cr, area->x + 1, area->y + 1, MAX (area->width - 2, 0),
                       MAX (area->height - 2, 0));
      bw_chart_style_set_source (style, cr, BW_COLOR_SELECTION, 0.08);
      cairo_fill_preserve (cr);
    }
  bw_chart_style_set_source (style, cr, BW_COLOR_SELECTION, 0.9);
  cairo_stroke (cr);
}

static const BwChartClass roles_class = { draw, draw_hover, pick, n_items, item, NULL, NULL };

static int
compare_size (gconstpointer a, gconstpointer b, gpointer data)
{
  const BwRolesInput *input = data;
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  if (input->arr[first] != input->arr[second])
    return input->arr[first] < input->arr[second] ? 1 : -1;
  return first < second ? -1 : 1;
}

/**
 * bw_roles_chart_init:
 * @chart: (out caller-allocates): the chart to set up
 * @input: what to draw; borrowed
 * @policy: the borders are read
 */
void
bw_roles_chart_init (BwRolesChart *chart, const BwRolesInput *input, const BwPolicy *policy)
{
  g_autofree guint32 *known = g_new (guint32, input->n + 1);
  gsize n = 0;

  *chart = (BwRolesChart) { .input = input, .service_border = policy->roles_service_border,
                            .transaction_border = policy->roles_transaction_border,
                            .most_shift = policy->roles_most_shift };
  bw_chart_init (&chart->parent, &roles_class);
  for (gsize i = 0; i < input->n; i++)
    {
      if (input->seller[i] >= BW_N_SELLERS)
        continue;
      chart->n_sellers[input->seller[i]]++;
      chart->arr[input->seller[i]] += input->arr[i];
      chart->largest_arr = MAX (chart->largest_arr, input->arr[i]);
      known[n++] = (guint32) i;
    }
  g_sort_array (known, n, sizeof *known, compare_size, (gpointer) input);
  chart->n_largest = (guint) MIN (n, BW_ROLES_LARGEST);
  for (guint i = 0; i < chart->n_largest; i++)
    chart->largest[i] = known[i];
}
