/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-mini-chart.h"

#include <adwaita.h>
#include <math.h>

#include "charts/bw-mark.h"
#include "charts/bw-sparkline.h"
#include "ui/widgets/bw-chart-style-widget.h"

/**
 * BwMiniChart:
 *
 * A drawing the height of a line that stands beside the words that say the same: a sparkline, the
 * bar of a score, or the mark of a quadrant. It is not focusable and has no name of its own, since
 * the text beside it is what a screen reader should say.
 */
struct _BwMiniChart {
  GtkWidget    parent_instance;

  int          width;
  int          height;
  enum { KIND_NONE, KIND_SPARKLINE, KIND_SCORE, KIND_QUADRANT } kind;
  double      *values;
  gsize        n;
  double       score;
  BwColorRole  role;
  gboolean     is_stale;
  BwQuadrant   quadrant;
};

G_DEFINE_FINAL_TYPE (BwMiniChart, bw_mini_chart, GTK_TYPE_WIDGET)

static GHashTable *charts; /* All there are. */

/* As wide as a bar beside a number, as high as a line of text. */
#define DEFAULT_WIDTH 40
#define DEFAULT_HEIGHT 16

static void
draw_quadrant (BwMiniChart *self, const BwChartStyle *style, cairo_t *cr, double width,
               double height)
{
  static const struct {
    BwMark      mark;
    BwColorRole role;
  } marks[BW_N_QUADRANTS] = {
    [BW_QUADRANT_SUCCESS] = { BW_MARK_CIRCLE, BW_COLOR_SUCCESS },
    [BW_QUADRANT_FIX_EXPECTATIONS] = { BW_MARK_TRIANGLE, BW_COLOR_FIX_EXPECTATIONS },
    [BW_QUADRANT_FIX_COST] = { BW_MARK_DIAMOND, BW_COLOR_FIX_COST },
    [BW_QUADRANT_REVIEW] = { BW_MARK_CROSS, BW_COLOR_REVIEW },
  };

  if (self->quadrant < BW_N_QUADRANTS)
    bw_mark_draw (style, cr, marks[self->quadrant].mark, marks[self->quadrant].role, width / 2,
                  height / 2, style->font_size * 0.36);
}

static void
bw_mini_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwMiniChart *self = BW_MINI_CHART (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BwChartStyle style;
  cairo_t *cr;

  if (self->kind == KIND_NONE || width <= 0 || height <= 0)
    return;
  bw_chart_style_from_widget (&style, widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  switch (self->kind)
    {
    case KIND_SPARKLINE:
      bw_sparkline_draw (self->values, self->n, BW_COLOR_ACTUAL, &style, cr, width, height);
      break;
    case KIND_SCORE:
      bw_score_bar_draw (self->score, self->role, self->is_stale, &style, cr, width, height);
      break;
    case KIND_QUADRANT:
      draw_quadrant (self, &style, cr, width, height);
      break;
    case KIND_NONE:
    default:
      break;
    }
  cairo_destroy (cr);
}

static void
bw_mini_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwMiniChart *self = BW_MINI_CHART (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height;
}

/* Lists have hundreds of drawings, and an object finds one of hundreds of handlers slowly: so that
 * the handler is one, and the drawings are known here. */
static void
on_look (void)
{
  GHashTableIter each;
  gpointer chart;

  g_hash_table_iter_init (&each, charts);
  while (g_hash_table_iter_next (&each, &chart, NULL))
    gtk_widget_queue_draw (chart);
}

static void
bw_mini_chart_finalize (GObject *object)
{
  g_hash_table_remove (charts, object);
  g_free (BW_MINI_CHART (object)->values);
  G_OBJECT_CLASS (bw_mini_chart_parent_class)->finalize (object);
}

static void
bw_mini_chart_class_init (BwMiniChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  charts = g_hash_table_new (NULL, NULL);
  g_signal_connect (manager, "notify::dark", G_CALLBACK (on_look), NULL);
  g_signal_connect (manager, "notify::high-contrast", G_CALLBACK (on_look), NULL);
  G_OBJECT_CLASS (klass)->finalize = bw_mini_chart_finalize;
  widget_class->snapshot = bw_mini_chart_snapshot;
  widget_class->measure = bw_mini_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "bw-mini-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bw_mini_chart_init (BwMiniChart *self)
{
  self->width = DEFAULT_WIDTH;
  self->height = DEFAULT_HEIGHT;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_hash_table_add (charts, self);
}

/**
 * bw_mini_chart_new:
 * @width: what it asks for, in pixels; it draws over as much as it gets
 * @height: the same
 */
GtkWidget *
bw_mini_chart_new (int width, int height)
{
  BwMiniChart *self = g_object_new (BW_TYPE_MINI_CHART, NULL);

  self->width = width;
  self->height = height;
  return GTK_WIDGET (self);
}

void
bw_mini_chart_clear (BwMiniChart *self)
{
  self->kind = KIND_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_mini_chart_set_sparkline:
 * @values: (array length=n): from the oldest on, copied; NaN is a gap
 */
void
bw_mini_chart_set_sparkline (BwMiniChart *self, const double *values, gsize n)
{
  g_free (self->values);
  self->values = g_memdup2 (values, n * sizeof *values);
  self->n = n;
  self->kind = KIND_SPARKLINE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_mini_chart_set_score:
 * @score: 0 to 100; NaN draws an empty bar
 */
void
bw_mini_chart_set_score (BwMiniChart *self, double score, BwColorRole role, gboolean is_stale)
{
  self->score = score;
  self->role = role;
  self->is_stale = is_stale;
  self->kind = KIND_SCORE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_mini_chart_set_quadrant (BwMiniChart *self, BwQuadrant quadrant)
{
  if (self->width != self->height)
    {
      self->width = self->height;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  self->quadrant = quadrant;
  self->kind = KIND_QUADRANT;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_score_role:
 * @score: 0 to 100, or NaN
 *
 * Returns: the colour of a score by the two thresholds of the policy
 */
BwColorRole
bw_score_role (const BwPolicy *policy, double score)
{
  if (isnan (score))
    return BW_COLOR_BAR;
  return score < policy->at_risk_below     ? BW_COLOR_BAD
         : score >= policy->advocate_from ? BW_COLOR_GOOD
                                          : BW_COLOR_MIDDLING;
}
