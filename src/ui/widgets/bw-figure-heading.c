/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-figure-heading.h"

#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/dialogs/bw-table-dialog.h"
#include "ui/widgets/bw-sentence.h"

/* A title is never set narrower than this. */
#define FEWEST_CHARS 12

/**
 * BwFigureHeading:
 *
 * The finding of a figure that is no chart, and what it is made of; with buttons for how it is
 * computed and, where there is one, for its table.
 */
struct _BwFigureHeading {
  AdwBin          parent_instance;

  GtkLabel       *title_label;
  GtkLabel       *subtitle_label;
  GtkWidget      *table_button;

  const BwFigure *figure; /* (nullable): borrowed. */
  BwTableFunc     table;
  gpointer        table_data;
};

G_DEFINE_FINAL_TYPE (BwFigureHeading, bw_figure_heading, ADW_TYPE_BIN)

static void
on_table (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwFigureHeading *self = BW_FIGURE_HEADING (widget);

  if (self->figure)
    bw_table_show (widget, self->figure->title, self->table, self->table_data);
}

static void
on_rule (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwFigureHeading *self = BW_FIGURE_HEADING (widget);

  if (self->figure)
    bw_rule_show (widget, self->figure);
}

static void
bw_figure_heading_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_FIGURE_HEADING);
  G_OBJECT_CLASS (bw_figure_heading_parent_class)->dispose (object);
}

static void
bw_figure_heading_class_init (BwFigureHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_figure_heading_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-figure-heading.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFigureHeading, title_label);
  gtk_widget_class_bind_template_child (widget_class, BwFigureHeading, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, BwFigureHeading, table_button);
  gtk_widget_class_install_action (widget_class, "figure.table", NULL, on_table);
  gtk_widget_class_install_action (widget_class, "figure.rule", NULL, on_rule);
}

static void
bw_figure_heading_init (BwFigureHeading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bw_figure_heading_set:
 * @figure: borrowed until the next call, as show() of a page guarantees
 */
void
bw_figure_heading_set (BwFigureHeading *self, const BwFigure *figure)
{
  self->figure = figure;
  bw_label_set_sentence (self->title_label, figure->title, FEWEST_CHARS);
  bw_label_set_sentence (self->subtitle_label, figure->subtitle ? figure->subtitle : "",
                         FEWEST_CHARS);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), figure->subtitle != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figure.rule", figure->rule != NULL);
}

/**
 * bw_figure_heading_set_table:
 * @func: (nullable): makes the table when it is asked for
 */
void
bw_figure_heading_set_table (BwFigureHeading *self, BwTableFunc func, gpointer data)
{
  self->table = func;
  self->table_data = data;
  gtk_widget_set_visible (self->table_button, func != NULL);
}
