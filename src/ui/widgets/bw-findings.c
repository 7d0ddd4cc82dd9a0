/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-findings.h"

#include "ui/dialogs/bw-table-dialog.h"
#include "ui/widgets/bw-figure-heading.h"

/* So many accounts are lines of the page; all of them are in the table. */
#define MOST_LINES 12

/**
 * BwFindings:
 *
 * A finding about several accounts: the sentence, the first of the accounts with what was found of
 * each, and a table of all.
 */
struct _BwFindings {
  AdwBin           parent_instance;

  BwFigureHeading *heading;
  GtkListBox      *list;
  GtkWidget       *all_button;

  const BwFigure  *figure; /* (nullable): borrowed. */
  BwTableFunc      table;
  gpointer         table_data;
};

G_DEFINE_FINAL_TYPE (BwFindings, bw_findings, ADW_TYPE_BIN)

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkListBoxRow *
create_line (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *amount = gtk_label_new (NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_add_css_class (amount, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), amount);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "amount", amount);
  return GTK_LIST_BOX_ROW (row);
}

/* Lines are kept while what they say changes: making them takes longer than a frame. */
static void
show_line (BwFindings *self, guint place, const BwFinding *finding)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) place);

  if (row == NULL)
    {
      row = create_line ();
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), finding->text);
  gtk_label_set_label (GTK_LABEL (g_object_get_data (G_OBJECT (row), "amount")), finding->amount);
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, BwFindings *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (guint) gtk_list_box_row_get_index (row));
}

static void
on_table (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwFindings *self = BW_FINDINGS (widget);

  if (self->figure)
    bw_table_show (widget, self->figure->title, self->table, self->table_data);
}

static void
bw_findings_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_FINDINGS);
  G_OBJECT_CLASS (bw_findings_parent_class)->dispose (object);
}

static void
bw_findings_class_init (BwFindingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_findings_dispose;

  /**
   * BwFindings::activated:
   * @index: of the line
   *
   * Emitted when somebody wants to see the account of a line.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", BW_TYPE_FINDINGS, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (BW_TYPE_FIGURE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-findings.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFindings, heading);
  gtk_widget_class_bind_template_child (widget_class, BwFindings, list);
  gtk_widget_class_bind_template_child (widget_class, BwFindings, all_button);
  gtk_widget_class_install_action (widget_class, "findings.table", NULL, on_table);
}

static void
bw_findings_init (BwFindings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row), self, 0);
}

/**
 * bw_findings_set:
 * @figure: the sentence; borrowed until the next call, as show() of a page guarantees
 * @n: how many accounts there are
 * @finding: what was found of one of them
 * @table: (nullable): makes the table of all, or of more than them
 * @data: for both
 */
void
bw_findings_set (BwFindings *self, const BwFigure *figure, guint n, BwFindingFunc finding,
                 BwTableFunc table, gpointer data)
{
  guint shown = MIN (n, MOST_LINES);
  GtkListBoxRow *row;

  self->figure = figure;
  self->table = table;
  self->table_data = data;
  bw_figure_heading_set (self->heading, figure);
  for (guint i = 0; i < shown; i++)
    {
      BwFinding line = finding (i, data);

      show_line (self, i, &line);
      g_free (line.text);
      g_free (line.amount);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) shown)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->all_button, table != NULL);
}
