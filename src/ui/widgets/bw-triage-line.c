/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-triage-line.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-inscription.h"

/**
 * BwTriageLine:
 *
 * An account of the queue in three lines: its name and what is expected to be lost, why it is here,
 * and who does what by when.
 */
struct _BwTriageLine {
  GtkWidget       parent_instance;

  GtkInscription *name;
  GtkLabel       *mark;
  GtkLabel       *loss;
  GtkInscription *why;
  GtkInscription *detail;
};

G_DEFINE_FINAL_TYPE (BwTriageLine, bw_triage_line, GTK_TYPE_WIDGET)

static void
bw_triage_line_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_TRIAGE_LINE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_triage_line_parent_class)->dispose (object);
}

static void
bw_triage_line_class_init (BwTriageLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_triage_line_dispose;
  gtk_widget_class_set_css_name (widget_class, "bw-triage-line");
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-triage-line.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTriageLine, name);
  gtk_widget_class_bind_template_child (widget_class, BwTriageLine, mark);
  gtk_widget_class_bind_template_child (widget_class, BwTriageLine, loss);
  gtk_widget_class_bind_template_child (widget_class, BwTriageLine, why);
  gtk_widget_class_bind_template_child (widget_class, BwTriageLine, detail);
}

static void
bw_triage_line_init (BwTriageLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
                                        : g_strdup ("");

  bw_inscription_set (self->name, name, FALSE);
  bw_inscription_set (self->why, why, FALSE);
  bw_inscription_set (self->detail, detail, FALSE);
  gtk_label_set_label (self->loss, loss);
  gtk_label_set_label (self->mark, row->came_in ? _("new") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mark), row->came_in);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->loss), _("Expected to be lost: ARR times risk"));
  /* Translators: an account, why it needs attention, what may be lost, and what is done about it. */
  return g_strdup_printf (_("%s: %s. Expected loss %s. %s"), name, why,
                          row->loss > 0 ? loss : _("unknown"), detail);
}
