/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-triage-line.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/widgets/bw-font-measures.h"

#define LINE_SPACING 3
#define PART_SPACING 9
#define NATURAL_CHARS 24

/* What .caption and .dimmed make of a text. */
#define CAPTION_SCALE 0.82
#define DIM_OPACITY 0.55
#define DIM_OPACITY_HIGH_CONTRAST 0.9

typedef enum { NAME, MARK, LOSS, WHY, DETAIL, N_PARTS } Part;

/**
 * BwTriageLine:
 *
 * An account of the queue in three lines: its name and what is expected to be lost, why it is here,
 * and who does what by when.
 *
 * A list keeps some two hundred rows, and with a widget for each text nearly all that a key took was
 * the styling and the layout of those. So a line sets its texts itself, when it is first seen, and
 * has the same size whatever it says.
 */
struct _BwTriageLine {
  GtkWidget    parent_instance;

  char        *texts[N_PARTS];   /* (nullable) */
  PangoLayout *layouts[N_PARTS]; /* (nullable): until the line is seen. */
};

G_DEFINE_FINAL_TYPE (BwTriageLine, bw_triage_line, GTK_TYPE_WIDGET)

static PangoAttrList *
make_attributes (Part part)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (part == NAME || part == MARK || part == LOSS)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (part == MARK || part == DETAIL)
    pango_attr_list_insert (attributes, pango_attr_scale_new (CAPTION_SCALE));
  if (part == LOSS)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  return attributes;
}

static PangoLayout *
need_layout (BwTriageLine *self, Part part)
{
  static PangoAttrList *attributes[N_PARTS];

  if (self->layouts[part])
    return self->layouts[part];
  if (attributes[part] == NULL)
    attributes[part] = make_attributes (part);
  self->layouts[part] = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->texts[part]);
  pango_layout_set_attributes (self->layouts[part], attributes[part]);
  pango_layout_set_single_paragraph_mode (self->layouts[part], TRUE);
  return self->layouts[part];
}

/* Where a text stands from the start of the line. */
typedef struct {
  int start;
  int width; /* Of the place that it has. */
  int baseline;
} Place;

static int
natural_width (BwTriageLine *self, Part part)
{
  int width;

  if (self->texts[part] == NULL)
    return 0;
  pango_layout_get_pixel_size (need_layout (self, part), &width, NULL);
  return width;
}

static void
find_places (BwTriageLine *self, Place places[N_PARTS])
{
  const BwFontMeasures *text = bw_font_measures_get (GTK_WIDGET (self), 1);
  const BwFontMeasures *caption = bw_font_measures_get (GTK_WIDGET (self), CAPTION_SCALE);
  int end = gtk_widget_get_width (GTK_WIDGET (self));
  int second = text->height + LINE_SPACING, third = second + text->height + LINE_SPACING;

  places[WHY] = (Place) { 0, end, second + text->ascent };
  places[DETAIL] = (Place) { 0, end, third + caption->ascent };
  for (Part part = LOSS; part >= MARK; part--)
    {
      int width = natural_width (self, part);

      places[part] = (Place) { MAX (end - width, 0), width, text->ascent };
      if (width > 0)
        end -= width + PART_SPACING;
    }
  places[NAME] = (Place) { 0, MAX (end, 0), text->ascent };
}

static void
choose_color (BwTriageLine *self, Part part, GdkRGBA *color)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_get_color (GTK_WIDGET (self), color);
  if (part == MARK)
    adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager),
                                         adw_style_manager_get_dark (manager), color);
  else if (part == DETAIL)
    color->alpha *= (float) (adw_style_manager_get_high_contrast (manager)
                               ? DIM_OPACITY_HIGH_CONTRAST
                               : DIM_OPACITY);
}

/* What does not fit ends in an ellipsis; all texts begin on the side where the line does, whichever
 * way they are written. */
static void
draw_part (BwTriageLine *self, GtkSnapshot *snapshot, Part part, const Place *place)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  PangoLayout *layout = need_layout (self, part);
  PangoRectangle extents;
  GdkRGBA color;
  int x = place->start;
  int y;

  if (part != MARK && part != LOSS)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, place->width * PANGO_SCALE);
    }
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  if (rtl)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - extents.width;
  x -= extents.x;
  y = place->baseline - PANGO_PIXELS (pango_layout_get_baseline (layout));
  choose_color (self, part, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
bw_triage_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwTriageLine *self = BW_TRIAGE_LINE (widget);
  Place places[N_PARTS];

  find_places (self, places);
  for (Part part = 0; part < N_PARTS; part++)
    if (self->texts[part])
      draw_part (self, snapshot, part, &places[part]);
}

static void
bw_triage_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  const BwFontMeasures *text = bw_font_measures_get (widget, 1);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = NATURAL_CHARS * text->char_width;
    }
  else
    *minimum = *natural = 2 * (text->height + LINE_SPACING)
                          + bw_font_measures_get (widget, CAPTION_SCALE)->height;
}

static GtkSizeRequestMode
bw_triage_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The amount says what it is. */
static gboolean
bw_triage_line_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                              GtkTooltip *tooltip)
{
  BwTriageLine *self = BW_TRIAGE_LINE (widget);
  Place places[N_PARTS];
  GdkRectangle area;

  if (self->texts[LOSS] == NULL)
    return FALSE;
  find_places (self, places);
  area = (GdkRectangle) { places[LOSS].start, 0, places[LOSS].width,
                          bw_font_measures_get (widget, 1)->height };
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    area.x = gtk_widget_get_width (widget) - area.x - area.width;
  if (!keyboard && !gdk_rectangle_contains_point (&area, x, y))
    return FALSE;
  gtk_tooltip_set_text (tooltip, _("Expected to be lost: ARR times risk"));
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
bw_triage_line_finalize (GObject *object)
{
  BwTriageLine *self = BW_TRIAGE_LINE (object);

  for (Part part = 0; part < N_PARTS; part++)
    {
      g_free (self->texts[part]);
      g_clear_object (&self->layouts[part]);
    }
  G_OBJECT_CLASS (bw_triage_line_parent_class)->finalize (object);
}

static void
bw_triage_line_class_init (BwTriageLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_triage_line_finalize;
  widget_class->get_request_mode = bw_triage_line_get_request_mode;
  widget_class->measure = bw_triage_line_measure;
  widget_class->snapshot = bw_triage_line_snapshot;
  widget_class->query_tooltip = bw_triage_line_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "bw-triage-line");
}

static void
bw_triage_line_init (BwTriageLine *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
bw_triage_line_new (void)
{
  return g_object_new (BW_TYPE_TRIAGE_LINE, NULL);
}

static char *
describe_play (const BwTriageFigure *figure, const BwTriageRow *row)
{
  const char *play = bw_triage_figure_next_play (figure, row);
  g_autofree char *day = NULL;

  if (play == NULL)
    return g_strdup (_("no play"));
  if (row->due_on == BW_DATE_NONE)
    return g_strdup (play);
  day = bw_date_format_short (row->due_on, figure->as_of);
  if (row->due_on < figure->as_of)
    /* Translators: a play and a day in the past, as in "Rescue, was due 3 Mar". */
    return g_strdup_printf (_("%s, was due %s"), play, day);
  /* Translators: a play and a day, as in "Rescue, due 3 Mar". */
  return g_strdup_printf (_("%s, due %s"), play, day);
}

/**
 * bw_triage_row_detail:
 *
 * Returns: (transfer full): who looks after the account, when it renews and what is done next
 */
char *
bw_triage_row_detail (const BwTriageFigure *figure, const BwTriageRow *row)
{
  const BwPerson *owner = bw_snapshot_owner (figure->snapshot, row->row);
  g_autofree char *days = bw_triage_days_format (row->days_left);
  g_autofree char *play = describe_play (figure, row);

  return g_strjoin (" · ", owner ? owner->name : _("no owner"), days, play, NULL);
}

static void
set_text (BwTriageLine *self, Part part, const char *text)
{
  if (g_set_str (&self->texts[part], text))
    g_clear_object (&self->layouts[part]);
}

/**
 * bw_triage_line_show:
 * @position: in @queue
 *
 * Returns: (transfer full): the account as it is read out
 */
char *
bw_triage_line_show (BwTriageLine *self, const BwTriageQueue *queue, guint position)
{
  const BwTriageFigure *figure = queue->figure;
  const BwTriageRow *row = bw_triage_queue_at (queue, position);
  const char *name = bw_snapshot_name (figure->snapshot, row->row);
  g_autofree char *why = bw_triage_figure_summarise (figure, row);
  g_autofree char *detail = bw_triage_row_detail (figure, row);
  g_autofree char *loss = row->loss > 0 ? bw_money_format_short (row->loss, figure->currency)
                                        : NULL;

  set_text (self, NAME, name);
  set_text (self, MARK, row->came_in ? _("new") : NULL);
  set_text (self, LOSS, row->loss > 0 ? loss : NULL);
  set_text (self, WHY, why);
  set_text (self, DETAIL, detail);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  /* Translators: an account, why it needs attention, what may be lost, and what is done about it. */
  return g_strdup_printf (_("%s: %s. Expected loss %s. %s"), name, why,
                          row->loss > 0 ? loss : _("unknown"), detail);
}
