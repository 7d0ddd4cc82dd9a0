/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-step-list.h"

#include <glib/gi18n.h>

#include "figures/bw-figure.h"
#include "portfolio/bw-playbook.h"

/**
 * BwStepList:
 *
 * The steps of a play, each with a tick mark: the space bar or Enter on a step ticks it, and what it
 * says then is the day on which it was done. What it holds is a text as plays.steps_done has it, and
 * steps that the playbook does not have any more stay in it.
 */
struct _BwStepList {
  AdwBin      parent_instance;

  GtkListBox *list;
  GPtrArray  *rows;   /* (element-type AdwActionRow), not owned: the list has them. */
  GPtrArray  *checks; /* (element-type GtkCheckButton), as the rows. */
  GArray     *days;   /* (element-type BwDate) */
  BwDate      day;    /* That a step gets which is ticked now. */
  gboolean    setting;
};

G_DEFINE_FINAL_TYPE (BwStepList, bw_step_list, ADW_TYPE_BIN)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static BwDate
day_of (BwStepList *self, guint step)
{
  return step < self->days->len ? g_array_index (self->days, BwDate, step) : BW_DATE_NONE;
}

static void
show_step (BwStepList *self, guint step)
{
  BwDate day = day_of (self, step);
  g_autofree char *date = day != BW_DATE_NONE ? bw_date_format_long (day) : NULL;
  g_autofree char *text = date ? g_strdup_printf (_("Done on %s"), date) : NULL;

  self->setting = TRUE;
  gtk_check_button_set_active (self->checks->pdata[step], date != NULL);
  self->setting = FALSE;
  adw_action_row_set_subtitle (self->rows->pdata[step], text ? text : _("To do"));
}

static void
on_toggled (GtkCheckButton *check, BwStepList *self)
{
  const BwDate none = BW_DATE_NONE;
  guint step;

  if (self->setting || !g_ptr_array_find (self->checks, check, &step))
    return;
  while (self->days->len <= step)
    g_array_append_val (self->days, none);
  g_array_index (self->days, BwDate, step)
    = gtk_check_button_get_active (check) ? self->day : BW_DATE_NONE;
  show_step (self, step);
  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           adw_action_row_get_subtitle (self->rows->pdata[step]),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
bw_step_list_grab_focus (GtkWidget *widget)
{
  BwStepList *self = BW_STEP_LIST (widget);

  return self->rows->len > 0 && gtk_widget_grab_focus (self->rows->pdata[0]);
}

static void
bw_step_list_finalize (GObject *object)
{
  BwStepList *self = BW_STEP_LIST (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->checks);
  g_array_unref (self->days);
  G_OBJECT_CLASS (bw_step_list_parent_class)->finalize (object);
}

static void
bw_step_list_class_init (BwStepListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_step_list_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = bw_step_list_grab_focus;

  /**
   * BwStepList::changed:
   *
   * Emitted after somebody has ticked a step, or has taken the tick away.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_STEP_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_step_list_init (BwStepList *self)
{
  self->rows = g_ptr_array_new ();
  self->checks = g_ptr_array_new ();
  self->days = g_array_new (FALSE, FALSE, sizeof (BwDate));
  self->day = bw_date_today ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Steps"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * bw_step_list_new:
 *
 * Returns: (transfer floating): a list without a step
 */
GtkWidget *
bw_step_list_new (void)
{
  return g_object_new (BW_TYPE_STEP_LIST, NULL);
}

/* Adds a step at the end. */
void
bw_step_list_add (BwStepList *self, const char *title)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  /* The row has the keyboard, and its name and what it says are what a screen reader reads. */
  gtk_widget_set_focusable (check, FALSE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, 0);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (self->list, row);
  show_step (self, self->rows->len - 1);
}

/* The day that a step gets which is ticked from now on; that of the clock unless told. */
void
bw_step_list_set_day (BwStepList *self, BwDate day)
{
  self->day = day;
}

/**
 * bw_step_list_set_can_tick:
 * @can_tick: whether a step can be ticked, and a tick be taken away; what is done is shown whether
 *   or not
 */
void
bw_step_list_set_can_tick (BwStepList *self, gboolean can_tick)
{
  for (guint i = 0; i < self->checks->len; i++)
    {
      gtk_widget_set_sensitive (self->checks->pdata[i], can_tick);
      adw_action_row_set_activatable_widget (self->rows->pdata[i],
                                             can_tick ? self->checks->pdata[i] : NULL);
    }
}

/**
 * bw_step_list_set_text:
 * @text: (nullable): which steps are done, as plays.steps_done has it
 */
void
bw_step_list_set_text (BwStepList *self, const char *text)
{
  g_array_unref (self->days);
  self->days = bw_steps_done_read (text);
  for (guint i = 0; i < self->rows->len; i++)
    show_step (self, i);
}

/**
 * bw_step_list_dup_text:
 *
 * Returns: (transfer full): which steps are done, for plays.steps_done; empty when none is
 */
char *
bw_step_list_dup_text (BwStepList *self)
{
  return bw_steps_done_write (self->days);
}
