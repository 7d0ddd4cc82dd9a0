/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-figure-card.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-sentence.h"

/**
 * BwFigureCard:
 *
 * A key figure with its change. The direction of the change is an arrow, whether it is good news
 * a word for the screen reader and a colour for the eye; none of them stands alone.
 */
struct _BwFigureCard {
  GtkButton  parent_instance;

  GtkLabel  *title_label;
  GtkLabel  *value_label;
  GtkWidget *change_box;
  GtkImage  *change_arrow;
  GtkLabel  *change_label;
  GtkLabel  *detail_label;
};

/* Eight cards fit side by side, so a line is never long. */
#define FEWEST_CHARS 4

G_DEFINE_FINAL_TYPE (BwFigureCard, bw_figure_card, GTK_TYPE_BUTTON)

static const char *
arrow_of (int direction)
{
  return direction > 0   ? "bw-up-symbolic"
         : direction < 0 ? "bw-down-symbolic"
                         : "bw-same-symbolic";
}

static void
set_line (GtkLabel *label, GtkWidget *holder, const char *text)
{
  bw_label_set_sentence (label, text ? text : "", FEWEST_CHARS);
  gtk_widget_set_visible (holder, text != NULL && *text != '\0');
}

static void
bw_figure_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_FIGURE_CARD);
  G_OBJECT_CLASS (bw_figure_card_parent_class)->dispose (object);
}

static void
bw_figure_card_class_init (BwFigureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_figure_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-figure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFigureCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, BwFigureCard, value_label);
  gtk_widget_class_bind_template_child (widget_class, BwFigureCard, change_box);
  gtk_widget_class_bind_template_child (widget_class, BwFigureCard, change_arrow);
  gtk_widget_class_bind_template_child (widget_class, BwFigureCard, change_label);
  gtk_widget_class_bind_template_child (widget_class, BwFigureCard, detail_label);
}

static void
bw_figure_card_init (BwFigureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_figure_card_new (void)
{
  return g_object_new (BW_TYPE_FIGURE_CARD, NULL);
}

/**
 * bw_figure_card_set:
 * @figure: what to show; nothing of it is kept
 */
void
bw_figure_card_set (BwFigureCard *self, const BwKeyFigure *figure)
{
  const char *verdict = figure->trend == BW_TREND_BETTER  ? _("better")
                        : figure->trend == BW_TREND_WORSE ? _("worse")
                                                          : NULL;
  g_autoptr (GString) spoken = g_string_new (NULL);

  bw_label_set_sentence (self->title_label, figure->title, FEWEST_CHARS);
  gtk_label_set_text (self->value_label, figure->value);
  set_line (self->change_label, self->change_box, figure->change);
  set_line (self->detail_label, GTK_WIDGET (self->detail_label), figure->detail);
  gtk_image_set_from_icon_name (self->change_arrow, arrow_of (figure->direction));
  gtk_widget_remove_css_class (self->change_box, "bw-better");
  gtk_widget_remove_css_class (self->change_box, "bw-worse");
  if (figure->trend == BW_TREND_BETTER)
    gtk_widget_add_css_class (self->change_box, "bw-better");
  else if (figure->trend == BW_TREND_WORSE)
    gtk_widget_add_css_class (self->change_box, "bw-worse");

  /* Each part is a phrase of its own, read one after the other. */
  g_string_append_printf (spoken, "%s: %s", figure->title, figure->value);
  if (figure->change)
    g_string_append_printf (spoken, ". %s", figure->change);
  if (figure->change && verdict)
    g_string_append_printf (spoken, " (%s)", verdict);
  if (figure->detail)
    g_string_append_printf (spoken, ". %s", figure->detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken->str, -1);
}
