/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-span-row.h"

#include "ui/widgets/bw-line-text.h"

/**
 * BwSpanRow:
 *
 * A row of a list: a name and a value over a bar and what it says. Lists of these keep their rows
 * while what they say changes, since making and styling widgets is what takes long.
 */
struct _BwSpanRow {
  GtkListBoxRow   parent_instance;

  BwLineText     *name;
  GtkLabel       *value;
  BwSpanBar      *bar;
  GtkLabel       *verdict;
};

G_DEFINE_FINAL_TYPE (BwSpanRow, bw_span_row, GTK_TYPE_LIST_BOX_ROW)

static void
bw_span_row_class_init (BwSpanRowClass *klass)
{
  g_type_ensure (BW_TYPE_SPAN_BAR);
}

static void
bw_span_row_init (BwSpanRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->name = bw_line_text_new (0, 16);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);

  self->value = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->value), "numeric");

  self->bar = BW_SPAN_BAR (bw_span_bar_new ());

  self->verdict = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->verdict, 0);
  gtk_label_set_wrap (self->verdict, TRUE);
  gtk_label_set_wrap_mode (self->verdict, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (self->verdict, GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "dimmed");

  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->verdict));
  gtk_widget_add_css_class (box, "bw-list-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * bw_span_row_set:
 * @name: whom or what the row is about
 * @value: what stands at its end
 * @verdict: what the bar says, in words
 */
void
bw_span_row_set (BwSpanRow *self, const char *name, const char *value, const char *verdict)
{
  g_autofree char *spoken = g_strdup_printf ("%s. %s. %s", name, value, verdict);

  bw_line_text_set (self->name, name, FALSE);
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->verdict, verdict);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/**
 * bw_span_row_get_bar:
 *
 * Returns: (transfer none): its bar, to be set
 */
BwSpanBar *
bw_span_row_get_bar (BwSpanRow *self)
{
  return self->bar;
}

/**
 * bw_span_rows_at:
 * @list: a list of such rows
 * @place: at most how many it has
 *
 * Returns: (transfer none): the row at @place, which is made when it is the first after the last
 */
BwSpanRow *
bw_span_rows_at (GtkListBox *list, guint place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, (int) place);

  if (row == NULL)
    {
      row = g_object_new (BW_TYPE_SPAN_ROW, NULL);
      gtk_list_box_append (list, GTK_WIDGET (row));
    }
  return BW_SPAN_ROW (row);
}

/**
 * bw_span_rows_cut:
 * @list: a list of such rows; loses all after the first @n_rows
 */
void
bw_span_rows_cut (GtkListBox *list, guint n_rows)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, (int) n_rows)))
    gtk_list_box_remove (list, GTK_WIDGET (row));
}
