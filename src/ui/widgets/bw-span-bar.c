/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-span-bar.h"

#include <math.h>

#include "ui/widgets/bw-chart-style-widget.h"

/**
 * BwSpanBar:
 *
 * A bar beside the words that say the same: a value on a scale from nothing, with the span that it
 * should lie in as a frame around that part. It has no name of its own.
 */
struct _BwSpanBar {
  GtkWidget parent_instance;

  double    value;
  double    low;
  double    high;
  double    most;
  gboolean  is_over;
};

G_DEFINE_FINAL_TYPE (BwSpanBar, bw_span_bar, GTK_TYPE_WIDGET)

#define BAR_HEIGHT 6
#define SPAN_HEIGHT 14

static double
place (const BwSpanBar *self, double value, double width)
{
  return self->most > 0 ? CLAMP (value / self->most, 0, 1) * width : 0;
}

static void
rectangle (const BwChartStyle *style, cairo_t *cr, double from, double to, double width,
           double y, double height)
{
  cairo_rectangle (cr, style->rtl ? width - to : from, y, to - from, height);
}

static void
bw_span_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwSpanBar *self = BW_SPAN_BAR (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double middle = height / 2;
  BwChartStyle style;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  bw_chart_style_from_widget (&style, widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  bw_chart_style_set_source (&style, cr, BW_COLOR_BAR, 1);
  rectangle (&style, cr, 0, width, width, middle - BAR_HEIGHT / 2.0, BAR_HEIGHT);
  cairo_fill (cr);
  if (!isnan (self->value))
    {
      bw_chart_style_set_source (&style, cr, self->is_over ? BW_COLOR_OVER : BW_COLOR_TIER, 1);
      rectangle (&style, cr, 0, place (self, self->value, width), width,
                 middle - BAR_HEIGHT / 2.0, BAR_HEIGHT);
      cairo_fill (cr);
    }
  if (!isnan (self->low) && !isnan (self->high))
    {
      bw_chart_style_set_source (&style, cr, BW_COLOR_TEXT, 0.75);
      cairo_set_line_width (cr, 1);
      rectangle (&style, cr, fmax (place (self, self->low, width), 0.5),
                 fmin (place (self, self->high, width), width - 0.5), width,
                 middle - SPAN_HEIGHT / 2.0 + 0.5, SPAN_HEIGHT - 1);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
bw_span_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : SPAN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : SPAN_HEIGHT;
}

static void
bw_span_bar_class_init (BwSpanBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = bw_span_bar_snapshot;
  widget_class->measure = bw_span_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "bw-span-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bw_span_bar_init (BwSpanBar *self)
{
  self->value = self->low = self->high = NAN;
}

GtkWidget *
bw_span_bar_new (void)
{
  return g_object_new (BW_TYPE_SPAN_BAR, NULL);
}

/**
 * bw_span_bar_set:
 * @value: the length of the bar; NaN for none
 * @low: where the frame begins; NaN for no frame
 * @high: where it ends
 * @most: the value at the end of the scale
 * @is_over: whether @value is more than it should be
 */
void
bw_span_bar_set (BwSpanBar *self, double value, double low, double high, double most,
                 gboolean is_over)
{
  self->value = value;
  self->low = low;
  self->high = high;
  self->most = most;
  self->is_over = is_over;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
