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
 *
 * What is derived from it may find out what it says when that is first seen or heard, and may draw
 * something before it.
 */
typedef struct {
  char        *text;   /* (nullable) */
  gboolean     is_due; /* What it says has not been made yet. */
  gboolean     is_heard; /* Somebody has asked what it says, besides the screen. */
  gboolean     at_end;
  guint        min_chars;
  guint        natural_chars;
  int          inset;  /* What is kept free at the start. */
  PangoLayout *layout; /* (nullable): until it is seen. */
} BwLineTextPrivate;

static void accessible_init (GtkAccessibleInterface *iface);

G_DEFINE_TYPE_WITH_CODE (BwLineText, bw_line_text, GTK_TYPE_WIDGET,
                         G_ADD_PRIVATE (BwLineText)
                         G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, accessible_init))

static GtkAccessibleInterface *parent_accessible;

static const char *
need_text (BwLineText *self)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  if (priv->is_due)
    {
      priv->is_due = FALSE;
      g_free (priv->text);
      priv->text = BW_LINE_TEXT_GET_CLASS (self)->make_text (self);
    }
  return priv->text;
}

static void
tell (BwLineText *self)
{
  const char *text = need_text (self);

  if (text)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                    -1);
}

/* Most rows of a list are never heard of, and what a screen reader is told takes more than all else
 * that a line is made of. It is told when it first asks, and of each change from then on. */
static GtkATContext *
bw_line_text_get_at_context (GtkAccessible *accessible)
{
  BwLineText *self = BW_LINE_TEXT (accessible);
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  if (!priv->is_heard)
    {
      priv->is_heard = TRUE;
      tell (self);
    }
  return parent_accessible->get_at_context (accessible);
}

static void
accessible_init (GtkAccessibleInterface *iface)
{
  parent_accessible = g_type_interface_peek_parent (iface);
  iface->get_at_context = bw_line_text_get_at_context;
}

static PangoLayout *
need_layout (BwLineText *self)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  if (priv->layout)
    return priv->layout;
  priv->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), priv->text);
  pango_layout_set_single_paragraph_mode (priv->layout, TRUE);
  pango_layout_set_ellipsize (priv->layout, PANGO_ELLIPSIZE_END);
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "numeric"))
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (priv->layout, attributes);
      pango_attr_list_unref (attributes);
    }
  return priv->layout;
}

static void
bw_line_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwLineText *self = BW_LINE_TEXT (widget);
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const BwFontMeasures *measures = bw_font_measures_get (widget, 1);
  int width = gtk_widget_get_width (widget) - priv->inset;
  int height = gtk_widget_get_height (widget);
  const char *text = need_text (self);
  PangoRectangle extents;
  PangoLayout *layout;
  GdkRGBA color;
  int x, y;

  if (text == NULL || *text == '\0')
    return;
  layout = need_layout (self);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  x = ((priv->at_end != FALSE) != rtl ? width - extents.width : 0) - extents.x
      + (rtl ? 0 : priv->inset);
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
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (BW_LINE_TEXT (widget));
  const BwFontMeasures *measures = bw_font_measures_get (widget, 1);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) priv->min_chars * measures->char_width;
      *natural = MAX (*minimum, (int) priv->natural_chars * measures->char_width);
    }
  else
    *minimum = *natural = measures->height;
}

static void
bw_line_text_finalize (GObject *object)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (BW_LINE_TEXT (object));

  g_free (priv->text);
  g_clear_object (&priv->layout);
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
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  priv->min_chars = min_chars;
  priv->natural_chars = natural_chars;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * bw_line_text_set_inset:
 * @inset: how many pixels are kept free before the text, for what is drawn there
 */
void
bw_line_text_set_inset (BwLineText *self, int inset)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  priv->inset = inset;
}

static void
change (BwLineText *self, gboolean at_end)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  priv->at_end = at_end;
  g_clear_object (&priv->layout);
  if (priv->is_heard)
    tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_line_text_set:
 * @text: what it says
 * @at_end: whether it stands at the end of its place, as numbers do, and not at its start
 */
void
bw_line_text_set (BwLineText *self, const char *text, gboolean at_end)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  if (priv->at_end == at_end && g_strcmp0 (priv->text, text) == 0)
    return;
  g_set_str (&priv->text, text);
  change (self, at_end);
}

/**
 * bw_line_text_forget:
 * @at_end: as for bw_line_text_set()
 *
 * It says something else now, which its class makes when it is seen or heard.
 */
void
bw_line_text_forget (BwLineText *self, gboolean at_end)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  priv->is_due = TRUE;
  change (self, at_end);
}

/**
 * bw_line_text_get:
 *
 * Returns: (nullable): what it says
 */
const char *
bw_line_text_get (BwLineText *self)
{
  return need_text (self);
}

/**
 * bw_line_text_is_cut:
 *
 * Returns: whether the text, which is seen, ends in an ellipsis
 */
gboolean
bw_line_text_is_cut (BwLineText *self)
{
  BwLineTextPrivate *priv = bw_line_text_get_instance_private (self);

  return priv->layout && pango_layout_is_ellipsized (priv->layout);
}
