/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-line.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-line-text.h"
#include "ui/widgets/bw-mini-chart.h"

/**
 * BwAccountLine:
 *
 * An account in two lines, for windows that are too narrow for a table: name and ARR, then
 * quadrant, tier and success index.
 */
struct _BwAccountLine {
  GtkWidget       parent_instance;

  BwLineText     *name;
  GtkLabel       *arr;
  GtkWidget      *mark;
  BwLineText     *detail;
  GtkWidget      *bar;
  GtkLabel       *index;

  BwAccountRow   *row;
};

G_DEFINE_FINAL_TYPE (BwAccountLine, bw_account_line, GTK_TYPE_WIDGET)

static void
bw_account_line_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_object (&BW_ACCOUNT_LINE (object)->row);
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_ACCOUNT_LINE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_account_line_parent_class)->dispose (object);
}

static void
bw_account_line_class_init (BwAccountLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_account_line_dispose;
  g_type_ensure (BW_TYPE_LINE_TEXT);
  g_type_ensure (BW_TYPE_MINI_CHART);
  gtk_widget_class_set_css_name (widget_class, "bw-account-line");
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-account-line.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAccountLine, name);
  gtk_widget_class_bind_template_child (widget_class, BwAccountLine, arr);
  gtk_widget_class_bind_template_child (widget_class, BwAccountLine, mark);
  gtk_widget_class_bind_template_child (widget_class, BwAccountLine, detail);
  gtk_widget_class_bind_template_child (widget_class, BwAccountLine, bar);
  gtk_widget_class_bind_template_child (widget_class, BwAccountLine, index);
}

static void
bw_account_line_init (BwAccountLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_line_text_set_chars (self->name, 0, 16);
  bw_line_text_set_chars (self->detail, 0, 16);
}

BwAccountLine *
bw_account_line_new (void)
{
  return g_object_new (BW_TYPE_ACCOUNT_LINE, NULL);
}

void
bw_account_line_set_row (BwAccountLine *self, BwAccountRow *row)
{
  BwSnapshot *snapshot = bw_account_row_get_snapshot (row);
  guint32 place = bw_account_row_get_row (row);
  double score = snapshot->success_index[place];
  const char *tier = bw_tier_title (snapshot->tier[place]);
  g_autofree char *money = bw_money_format_short (snapshot->arr[place],
                                                  snapshot->table->currency);
  g_autofree char *number = bw_account_row_format (row, bw_account_column_find ("success_index"));
  g_autofree char *detail = NULL;

  g_set_object (&self->row, row);
  bw_line_text_set (self->name, bw_account_row_get_name (row), FALSE);
  gtk_label_set_label (self->arr, money);
  gtk_label_set_label (self->index, number);
  if (snapshot->quadrant[place] == BW_QUADRANT_UNKNOWN)
    /* Translators: %s is a tier, such as "Top". */
    detail = g_strdup_printf (_("%s · no quadrant known"), tier);
  else
    /* Translators: a tier and a quadrant, such as "Top · Work to keep: fix the cost". */
    detail = g_strdup_printf (_("%s · %s"), tier, bw_quadrant_title (snapshot->quadrant[place]));
  bw_line_text_set (self->detail, detail, FALSE);
  bw_mini_chart_set_quadrant (BW_MINI_CHART (self->mark), snapshot->quadrant[place]);
  bw_mini_chart_set_score (BW_MINI_CHART (self->bar), score,
                           bw_score_role (snapshot->table->policy, score), FALSE);
}

/**
 * bw_account_line_get_row:
 *
 * Returns: (nullable) (transfer none): the account that the line shows
 */
BwAccountRow *
bw_account_line_get_row (BwAccountLine *self)
{
  return self->row;
}
