/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "charts/bw-quadrants-chart.h"
#include "ui/widgets/bw-chart-export.h"
#include "ui/widgets/bw-chart-style-widget.h"
#include "ui/widgets/bw-image-node.h"

/**
 * BwChartView:
 *
 * Shows any #BwChart and adds what all of them need: the pointer, the keyboard, zoom, selection
 * and a voice. The data is drawn into an image once; whatever the pointer does is drawn over
 * that image, so that moving it costs the same for ten points and for a million.
 */
static void
accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_first_accessible_child = bw_chart_view_get_first_accessible_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BwChartView, bw_chart_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init))

enum {
  SIGNAL_ACTIVATED,
  SIGNAL_REGION,
  SIGNAL_SEEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define TIP_GAP 8
#define MINIMUM_WIDTH 200
#define MINIMUM_HEIGHT 160

/* Fills in everything that drawing and picking need; FALSE when there is nothing to draw. */
gboolean
bw_chart_view_get_canvas (BwChartView *self, BwChartStyle *style, double *width, double *height)
{
  *width = gtk_widget_get_width (GTK_WIDGET (self));
  *height = gtk_widget_get_height (GTK_WIDGET (self));
  if (self->chart == NULL || *width < 1 || *height < 1)
    return FALSE;
  bw_chart_view_get_style (self, style);
  return TRUE;
}

/* Focus, hover and backdrop change the style sheet's mind too, but not how a chart looks. */
static gboolean
same_style (const BwChartStyle *a, const BwChartStyle *b)
{
  return a->detail == b->detail && a->dark == b->dark && a->high_contrast == b->high_contrast
         && a->rtl == b->rtl && a->font_family == b->font_family && a->font_size == b->font_size
         && a->scale == b->scale && a->currency == b->currency;
}

static GskRenderNode *
paint (BwChartView *self, const BwChartStyle *style, double width, double height)
{
  int columns = (int) ceil (width * style->scale);
  int rows = (int) ceil (height * style->scale);
  cairo_surface_t *surface
    = self->kept ? self->kept (style, (int) width, (int) height, self->kept_data) : NULL;
  cairo_t *cr;

  if (surface)
    return bw_image_node_new (GTK_WIDGET (self), surface, style->scale);
  self->n_draws++;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, columns, rows);
  cairo_surface_set_device_scale (surface, style->scale, style->scale);
  cr = cairo_create (surface);
  bw_chart_draw (self->chart, style, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return bw_image_node_new (GTK_WIDGET (self), surface, style->scale);
}

/* What follows the pointer, over as little of the chart as it covers: only that much is painted
 * anew when the pointer moves on. */
static void
snapshot_hover (BwChartView *self, GtkSnapshot *snapshot, const BwChartStyle *style, double width,
                double height)
{
  cairo_surface_t *drawing = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (drawing);
  double x, y, w, h;

  if (self->pick.kind != BW_PICK_NONE)
    bw_chart_draw_hover (self->chart, style, cr, width, height, &self->pick);
  if (self->corners && self->corners->len >= 6)
    bw_quadrants_chart_draw_lasso (style, cr, (const double *) self->corners->data,
                                   self->corners->len / 2);
  cairo_destroy (cr);
  cairo_recording_surface_ink_extents (drawing, &x, &y, &w, &h);
  if (w > 0 && h > 0)
    {
      cr = gtk_snapshot_append_cairo (snapshot,
                                      &GRAPHENE_RECT_INIT ((float) floor (x), (float) floor (y),
                                                           (float) ceil (w) + 1,
                                                           (float) ceil (h) + 1));
      cairo_set_source_surface (cr, drawing, 0, 0);
      cairo_paint (cr);
      cairo_destroy (cr);
    }
  cairo_surface_destroy (drawing);
}

static void
place_tip (BwChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const cairo_rectangle_t *area = &self->pick.area;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GtkRequisition size;
  double x, y;

  if (!gtk_widget_should_layout (self->tip))
    return;
  gtk_widget_get_preferred_size (self->tip, NULL, &size);
  size.width = MIN (size.width, width);
  gtk_widget_measure (self->tip, GTK_ORIENTATION_VERTICAL, size.width, NULL, &size.height, NULL,
                      NULL);
  /* Above what it is about, else below it, and never over the edge. A large area, such as a whole
   * quadrant, has its tip by the pointer, or in its middle for the keyboard. */
  if (area->width > width / 4.0 || area->height > height / 3.0)
    {
      x = self->item < 0 ? self->pointer_x : area->x + area->width / 2;
      y = self->item < 0 ? self->pointer_y - 2 * TIP_GAP : area->y + area->height / 2;
      x -= size.width / 2.0;
      y -= size.height;
    }
  else
    {
      x = area->x + area->width / 2 - size.width / 2.0;
      y = area->y - size.height - TIP_GAP;
      if (y < 0)
        y = area->y + area->height + TIP_GAP;
    }
  x = CLAMP (x, 0, MAX (0, width - size.width));
  y = CLAMP (y, 0, MAX (0, height - size.height));
  gtk_widget_size_allocate (self->tip,
                            &(GtkAllocation) { (int) x, (int) y, size.width, size.height }, -1);
}

static void
show_pick (BwChartView *self)
{
  gboolean any = self->pick.kind != BW_PICK_NONE && self->pick.text != NULL;

  if (any)
    gtk_label_set_text (GTK_LABEL (self->tip), self->pick.text);
  gtk_widget_set_visible (self->tip, any);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_SEEN], 0);
}

void
bw_chart_view_clear_pick (BwChartView *self)
{
  self->item = -1;
  bw_chart_view_reflect_item (self, -1);
  if (self->pick.kind == BW_PICK_NONE)
    return;
  bw_chart_pick_clear (&self->pick);
  show_pick (self);
}

void
bw_chart_view_pick_at (BwChartView *self, double x, double y)
{
  g_auto (BwChartPick) pick = { 0 };
  BwChartStyle style;
  double width, height;
  gboolean moved = FALSE;

  if (!bw_chart_view_get_canvas (self, &style, &width, &height))
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  bw_chart_pick (self->chart, &style, width, height, x, y, &pick);
  moved = pick.kind != self->pick.kind || pick.index != self->pick.index;
  if (!moved && self->item < 0)
    {
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      return;
    }
  self->item = -1;
  bw_chart_view_reflect_item (self, -1);
  bw_chart_pick_clear (&self->pick);
  self->pick = pick;
  pick = (BwChartPick) { 0 };
  show_pick (self);
}

void
bw_chart_view_activate (BwChartView *self)
{
  if (self->pick.kind != BW_PICK_NONE)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (guint) self->pick.kind,
                   (gulong) self->pick.index);
}

static void
changed_sight (BwChartView *self)
{
  bw_chart_view_redraw (self);
  if (self->item >= 0)
    bw_chart_view_set_item (self, self->item);
  else
    bw_chart_view_clear_pick (self);
  g_signal_emit (self, signals[SIGNAL_SEEN], 0);
}

void
bw_chart_view_zoom_at (BwChartView *self, double x, double y, double factor)
{
  BwChartStyle style;
  double width, height;

  if (bw_chart_view_get_canvas (self, &style, &width, &height)
      && bw_chart_zoom (self->chart, &style, width, height, x, y, factor))
    changed_sight (self);
}

gboolean
bw_chart_view_pan (BwChartView *self, double dx, double dy)
{
  BwChartStyle style;
  double width, height;

  if (!bw_chart_view_get_canvas (self, &style, &width, &height) || !bw_chart_is_zoomed (self->chart)
      || !bw_chart_pan (self->chart, &style, width, height, dx, dy))
    return FALSE;
  changed_sight (self);
  return TRUE;
}

void
bw_chart_view_select (BwChartView *self, GArray *corners)
{
  g_signal_emit (self, signals[SIGNAL_REGION], 0, corners);
}

static void
on_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  if (g_str_equal (name, "chart.zoom-in"))
    bw_chart_view_zoom (self, BW_CHART_ZOOM_STEP);
  else if (g_str_equal (name, "chart.zoom-out"))
    bw_chart_view_zoom (self, 1 / BW_CHART_ZOOM_STEP);
  else if (g_str_equal (name, "chart.show-all"))
    bw_chart_view_show_all (self);
  else if (g_str_equal (name, "chart.copy"))
    bw_chart_copy (self);
  else if (g_str_equal (name, "chart.save"))
    bw_chart_save (self);
  else
    bw_chart_print (self);
}

static void
bw_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  BwChartStyle style;
  double width, height;

  if (!bw_chart_view_get_canvas (self, &style, &width, &height))
    return;
  if (self->data == NULL || self->drawn_width != (int) width || self->drawn_height != (int) height
      || !same_style (&self->drawn_style, &style))
    {
      g_clear_pointer (&self->data, gsk_render_node_unref);
      self->data = paint (self, &style, width, height);
      self->drawn_width = (int) width;
      self->drawn_height = (int) height;
      self->drawn_style = style;
    }
  gtk_snapshot_append_node (snapshot, self->data);
  if (self->pick.kind != BW_PICK_NONE || self->corners)
    snapshot_hover (self, snapshot, &style, width, height);
  gtk_widget_snapshot_child (widget, self->tip, snapshot);
}

/* What is picked lies elsewhere once the chart has another size. */
static void
follow_size (BwChartView *self, int width, int height)
{
  BwChartStyle style;

  if (self->pick.kind == BW_PICK_NONE)
    return;
  bw_chart_view_get_style (self, &style);
  if (self->item >= 0)
    bw_chart_item (self->chart, &style, width, height, (guint) self->item, &self->pick);
  else
    bw_chart_pick (self->chart, &style, width, height, self->pointer_x, self->pointer_y,
                   &self->pick);
  if (self->pick.text)
    gtk_label_set_text (GTK_LABEL (self->tip), self->pick.text);
}

static void
bw_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  if (width != self->drawn_width || height != self->drawn_height)
    {
      follow_size (self, width, height);
      bw_chart_view_refill_items (self);
    }
  place_tip (self);
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
bw_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 2 * MINIMUM_WIDTH : 2 * MINIMUM_HEIGHT;
}

static void
bw_chart_view_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (bw_chart_view_parent_class)->direction_changed (widget, previous);
  bw_chart_view_redraw (BW_CHART_VIEW (widget));
}

static void
bw_chart_view_dispose (GObject *object)
{
  BwChartView *self = BW_CHART_VIEW (object);

  self->chart = NULL;
  bw_chart_view_forget_items (self);
  g_clear_pointer (&self->tip, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->corners, g_array_unref);
  g_clear_pointer (&self->data, gsk_render_node_unref);
  G_OBJECT_CLASS (bw_chart_view_parent_class)->dispose (object);
}

static void
bw_chart_view_finalize (GObject *object)
{
  BwChartView *self = BW_CHART_VIEW (object);

  bw_chart_pick_clear (&self->pick);
  g_free (self->title);
  g_free (self->subtitle);
  G_OBJECT_CLASS (bw_chart_view_parent_class)->finalize (object);
}

static void
bw_chart_view_class_init (BwChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const actions[] = {
    "chart.zoom-in", "chart.zoom-out", "chart.show-all", "chart.copy", "chart.save", "chart.print",
  };

  object_class->dispose = bw_chart_view_dispose;
  object_class->finalize = bw_chart_view_finalize;
  widget_class->snapshot = bw_chart_view_snapshot;
  widget_class->size_allocate = bw_chart_view_size_allocate;
  widget_class->measure = bw_chart_view_measure;
  widget_class->direction_changed = bw_chart_view_direction_changed;

  /**
   * BwChartView::activated:
   * @kind: a #BwPickKind
   * @index: which of that kind
   *
   * A person has clicked on something, or pressed Enter at it.
   */
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", BW_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_ULONG);
  /**
   * BwChartView::region-selected:
   * @corners: (element-type double): x and y of each corner in turn, in the units of the widget
   *
   * A person has drawn a rectangle or a lasso.
   */
  signals[SIGNAL_REGION] =
    g_signal_new ("region-selected", BW_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ARRAY);
  /**
   * BwChartView::seen:
   *
   * Something else is picked, by pointer or by keys, or another part is in sight.
   */
  signals[SIGNAL_SEEN] = g_signal_new ("seen", BW_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, on_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "chart.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "chart.save",
                                       NULL);
  gtk_widget_class_set_css_name (widget_class, "bw-chart-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
bw_chart_view_init (BwChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->item = -1;
  self->selected = -1;
  self->detail = BW_CHART_COMPACT;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  /* It repeats the words of an item, which a screen reader has already. */
  self->tip = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                            NULL);
  gtk_label_set_wrap (GTK_LABEL (self->tip), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->tip), 40);
  gtk_label_set_xalign (GTK_LABEL (self->tip), 0);
  gtk_widget_add_css_class (self->tip, "bw-chart-tip");
  gtk_widget_set_can_target (self->tip, FALSE);
  gtk_widget_set_visible (self->tip, FALSE);
  gtk_widget_set_parent (self->tip, GTK_WIDGET (self));

  bw_chart_view_add_controllers (self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (bw_chart_view_redraw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (bw_chart_view_redraw),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
bw_chart_view_new (void)
{
  return g_object_new (BW_TYPE_CHART_VIEW, NULL);
}

/**
 * bw_chart_view_set_chart:
 * @chart: (nullable): what to show; the caller keeps it alive until it sets another
 *
 * A chart of the same kind keeps the part in sight that the one before it had.
 */
void
bw_chart_view_set_chart (BwChartView *self, BwChart *chart)
{
  if (chart && self->chart && chart != self->chart && chart->klass == self->chart->klass)
    chart->window = self->chart->window;
  self->chart = chart;
  bw_chart_view_redraw (self);
  if (self->item >= 0 && chart && self->item < (int) bw_chart_n_items (chart))
    bw_chart_view_set_item (self, self->item);
  else
    bw_chart_view_clear_pick (self);
}

/**
 * bw_chart_view_set_kept:
 * @kept: gives an image of the chart, or %NULL when it has none for the size and look
 * @data: for @kept; it lives until the next chart is set
 *
 * Lets the first frame put up an image of the chart in place of drawing it. The chart as it is set
 * has to look the same. Anything that changes in it is drawn.
 */
void
bw_chart_view_set_kept (BwChartView *self, BwChartKept kept, gpointer data)
{
  self->kept = kept;
  self->kept_data = data;
}

BwChart *
bw_chart_view_get_chart (BwChartView *self)
{
  return self->chart;
}

/**
 * bw_chart_view_redraw:
 *
 * Draws the data anew in the next frame, after something in the chart has changed.
 */
void
bw_chart_view_redraw (BwChartView *self)
{
  g_clear_pointer (&self->data, gsk_render_node_unref);
  self->kept = NULL;
  bw_chart_view_refill_items (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_chart_view_set_words:
 * @title: (nullable): the finding
 * @subtitle: (nullable): what the chart is, and what it leaves out
 *
 * What the chart says to somebody who does not see it, and above it in a picture.
 */
void
bw_chart_view_set_words (BwChartView *self, const char *title, const char *subtitle)
{
  g_set_str (&self->title, title);
  g_set_str (&self->subtitle, subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title ? title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle ? subtitle : "", -1);
}

const char *
bw_chart_view_get_title (BwChartView *self)
{
  return self->title;
}

const char *
bw_chart_view_get_subtitle (BwChartView *self)
{
  return self->subtitle;
}

/**
 * bw_chart_view_set_currency:
 * @currency: (nullable): ISO 4217, for the money in labels
 */
void
bw_chart_view_set_currency (BwChartView *self, const char *currency)
{
  self->currency = g_intern_string (currency);
  bw_chart_view_redraw (self);
}

void
bw_chart_view_set_detail (BwChartView *self, BwChartDetail detail)
{
  self->detail = detail;
  bw_chart_view_redraw (self);
}

/**
 * bw_chart_view_set_drag:
 * @drag: what dragging with the pointer does
 */
void
bw_chart_view_set_drag (BwChartView *self, BwChartDrag drag)
{
  self->drag = drag;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   drag == BW_CHART_DRAG_PAN ? NULL : "crosshair");
}

/**
 * bw_chart_view_get_style:
 * @style: (out caller-allocates): how the chart is drawn here
 */
void
bw_chart_view_get_style (BwChartView *self, BwChartStyle *style)
{
  bw_chart_style_from_widget (style, GTK_WIDGET (self));
  style->detail = self->detail;
  style->currency = self->currency;
  if (self->restyle)
    self->restyle (self, style, self->restyle_data);
}

/**
 * bw_chart_view_set_restyle:
 * @restyle: changes how the chart is drawn from what the toolkit says of this widget
 * @data: for @restyle; it lives as long as the view
 */
void
bw_chart_view_set_restyle (BwChartView *self, BwChartRestyle restyle, gpointer data)
{
  self->restyle = restyle;
  self->restyle_data = data;
  bw_chart_view_redraw (self);
}

/**
 * bw_chart_view_get_n_draws:
 *
 * Returns: how often the data has been drawn, which the pointer must not add to
 */
guint
bw_chart_view_get_n_draws (BwChartView *self)
{
  return self->n_draws;
}

/**
 * bw_chart_view_get_item:
 *
 * Returns: the item that the keyboard is at, -1 for none
 */
int
bw_chart_view_get_item (BwChartView *self)
{
  return self->item;
}

/**
 * bw_chart_view_set_item:
 * @item: the item that the keyboard goes to
 *
 * Marks it, shows its tip and says its text.
 */
void
bw_chart_view_set_item (BwChartView *self, int item)
{
  BwChartStyle style;
  double width, height;

  if (item < 0 || !bw_chart_view_get_canvas (self, &style, &width, &height)
      || item >= (int) bw_chart_n_items (self->chart))
    {
      bw_chart_view_clear_pick (self);
      return;
    }
  bw_chart_pick_clear (&self->pick);
  self->item = item;
  bw_chart_item (self->chart, &style, width, height, (guint) item, &self->pick);
  bw_chart_view_reflect_item (self, item);
  show_pick (self);
  if (self->pick.text && gtk_widget_has_focus (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), self->pick.text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * bw_chart_view_follow:
 * @other: a view of the same chart, of the same size
 *
 * Shows the part that is in sight in @other, and picks what is picked there.
 */
void
bw_chart_view_follow (BwChartView *self, BwChartView *other)
{
  if (self->chart == NULL || other->chart == NULL || self->chart->klass != other->chart->klass)
    return;
  if (memcmp (&self->chart->window, &other->chart->window, sizeof self->chart->window) != 0)
    {
      self->chart->window = other->chart->window;
      bw_chart_view_redraw (self);
    }
  if (other->item >= 0)
    bw_chart_view_set_item (self, other->item);
  else if (other->pick.kind != BW_PICK_NONE)
    bw_chart_view_pick_at (self, other->pointer_x, other->pointer_y);
  else
    bw_chart_view_clear_pick (self);
}

/**
 * bw_chart_view_describe:
 *
 * Returns: (transfer full): title, subtitle and the item the keyboard is at, a line each
 */
char *
bw_chart_view_describe (BwChartView *self)
{
  GString *text = g_string_new (self->title);

  if (self->subtitle)
    g_string_append_printf (text, "\n%s", self->subtitle);
  if (self->item >= 0 && self->pick.text)
    g_string_append_printf (text, "\n%s", self->pick.text);
  return g_string_free_and_steal (text);
}

/**
 * bw_chart_view_zoom:
 * @factor: above 1 to see less and larger, around the item the keyboard is at or the middle
 */
void
bw_chart_view_zoom (BwChartView *self, double factor)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (self->pick.kind != BW_PICK_NONE)
    {
      x = self->pick.area.x + self->pick.area.width / 2;
      y = self->pick.area.y + self->pick.area.height / 2;
    }
  bw_chart_view_zoom_at (self, x, y, factor);
}

void
bw_chart_view_show_all (BwChartView *self)
{
  if (self->chart == NULL || !bw_chart_is_zoomed (self->chart))
    return;
  bw_chart_show_all (self->chart);
  changed_sight (self);
}
