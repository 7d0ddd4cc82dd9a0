/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-line-text.h"

#include "ui/widgets/bw-font-measures.h"

/**
 * BwLineText:
 *
 * A line of text in a list, which ends in an ellipsis where it does not fit. Its size does not follow
 * what it says, and it sets its text when it is first seen: a list keeps some two hundred rows, of
 * which a dozen are. A GtkInscription sets it, and finds out its style for that, while it is made.
 *
 * The line begins on the side where its widget does, whichever way the text is written: a Latin name
 * in a window from right to left would else stand apart from its heading.
 */
struct _BwLineText {
  GtkWidget    parent_instance;

  char        *text;   /* (nullable) */
  gboolean     at_end;
  guint        min_chars;
  guint        natural_chars;
  PangoLayout *layout; /* (nullable): until it is seen. */
};

G_DEFINE_FINAL_TYPE (BwLineText, bw_line_text, GTK_TYPE_WIDGET)

static PangoLayout *
need_layout (BwLineText *self)
{
  if (self->layout)
    return self->layout;
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "numeric"))
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (self->layout, attributes);
      pango_attr_list_unref (attributes);
    }
  return self->layout;
}

static void
bw_line_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwLineText *self = BW_LINE_TEXT (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const BwFontMeasures *measures = bw_font_measures_get (widget, 1);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  PangoRectangle extents;
  PangoLayout *layout;
  GdkRGBA color;
  int x, y;

  if (self->text == NULL || *self->text == '\0')
    return;
  layout = need_layout (self);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  x = ((self->at_end != FALSE) != rtl ? width - extents.width : 0) - extents.x;
  y = (height - measures->height) / 2 + measures->ascent
      - PANGO_PIXELS (pango_layout_get_baseline (layout));
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static GtkSizeRequestMode
bw_line_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bw_line_text_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwLineText *self = BW_LINE_TEXT (widget);
  const BwFontMeasures *measures = bw_font_measures_get (widget, 1);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) self->min_chars * measures->char_width;
      *natural = MAX (*minimum, (int) self->natural_chars * measures->char_width);
    }
  else
    *minimum = *natural = measures->height;
}

static void
bw_line_text_finalize (GObject *object)
{
  BwLineText *self = BW_LINE_TEXT (object);

  g_free (self->text);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (bw_line_text_parent_class)->finalize (object);
}

static void
bw_line_text_class_init (BwLineTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_line_text_finalize;
  widget_class->get_request_mode = bw_line_text_get_request_mode;
  widget_class->measure = bw_line_text_measure;
  widget_class->snapshot = bw_line_text_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_line_text_init (BwLineText *self)
{
}

/**
 * bw_line_text_new:
 * @min_chars: how many characters it has room for at least
 * @natural_chars: how many it asks for
 */
BwLineText *
bw_line_text_new (guint min_chars, guint natural_chars)
{
  BwLineText *self = g_object_new (BW_TYPE_LINE_TEXT, NULL);

  bw_line_text_set_chars (self, min_chars, natural_chars);
  return self;
}

void
bw_line_text_set_chars (BwLineText *self, guint min_chars, guint natural_chars)
{
  self->min_chars = min_chars;
  self->natural_chars = natural_chars;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * bw_line_text_set:
 * @text: what it says
 * @at_end: whether it stands at the end of its place, as numbers do, and not at its start
 */
void
bw_line_text_set (BwLineText *self, const char *text, gboolean at_end)
{
  if (self->at_end == at_end && g_strcmp0 (self->text, text) == 0)
    return;
  self->at_end = at_end;
  g_set_str (&self->text, text);
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_line_text_get:
 *
 * Returns: (nullable): what it says
 */
const char *
bw_line_text_get (BwLineText *self)
{
  return self->text;
}

/**
 * bw_line_text_is_cut:
 *
 * Returns: whether the text, which is seen, ends in an ellipsis
 */
gboolean
bw_line_text_is_cut (BwLineText *self)
{
  return self->layout && pango_layout_is_ellipsized (self->layout);
}
