/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-date-control.h"

#include <glib/gi18n.h>

#include "figures/bw-figure.h"

/**
 * BwDateControl:
 *
 * Which day the window shows: a button with a calendar, a month back, a month on, and play.
 */
struct _BwDateControl {
  GtkWidget      parent_instance;

  GtkMenuButton *day_button;
  GtkLabel      *day_label;
  GtkWidget     *previous_button;
  GtkWidget     *next_button;
  GtkButton     *play_button;
  GtkCalendar   *calendar; /* (nullable): made when the popover is first opened. */

  BwSession     *session;
  gboolean       is_updating;
};

G_DEFINE_FINAL_TYPE (BwDateControl, bw_date_control, GTK_TYPE_WIDGET)

static void
on_day_selected (GtkCalendar *calendar, BwDateControl *self)
{
  if (!self->is_updating)
    bw_session_set_as_of (self->session, bw_calendar_get_date (calendar));
}

/* Shows the day of the window in the calendar, once there is one. */
static void
show_day (BwDateControl *self)
{
  BwDate as_of = bw_session_get_as_of (self->session);

  if (self->calendar == NULL || as_of == BW_DATE_NONE)
    return;
  self->is_updating = TRUE;
  bw_calendar_set_date (self->calendar, as_of);
  self->is_updating = FALSE;
}

static void
create_popover (GtkMenuButton *button, gpointer data)
{
  BwDateControl *self = data;
  GtkWidget *box;
  GtkWidget *latest;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL || self->session == NULL)
    return;
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  g_signal_connect (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self);
  latest = gtk_button_new_with_mnemonic (_("_Latest Day"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (latest), "win.latest");
  gtk_widget_add_css_class (latest, "flat");
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), latest);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
  show_day (self);
}

static void
on_changed (BwSession *session, guint changes, BwDateControl *self)
{
  BwDate as_of = bw_session_get_as_of (session);
  gboolean playing = bw_session_get_playing (session);
  BwDate first, last;

  if (!(changes & (BW_CHANGE_DATES | BW_CHANGE_DATA | BW_CHANGE_PORTFOLIO)))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->day_button), as_of != BW_DATE_NONE);
  bw_session_get_dates (session, &first, &last);
  /* That all of the window is of a day long past is easily forgotten. */
  if (as_of != BW_DATE_NONE && as_of < last)
    gtk_widget_add_css_class (GTK_WIDGET (self->day_button), "bw-on");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->day_button), "bw-on");
  if (as_of != BW_DATE_NONE)
    {
      g_autofree char *day = bw_date_format_short (as_of, BW_DATE_NONE);

      gtk_label_set_text (self->day_label, day);
      show_day (self);
    }
  else
    gtk_label_set_text (self->day_label, _("No Day"));
  gtk_button_set_icon_name (self->play_button, playing ? "media-playback-pause-symbolic"
                                                       : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button),
                               playing ? _("Pause") : _("Play the Months"));
}

static void
bw_date_control_dispose (GObject *object)
{
  BwDateControl *self = BW_DATE_CONTROL (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_DATE_CONTROL);
  G_OBJECT_CLASS (bw_date_control_parent_class)->dispose (object);
}

static void
bw_date_control_class_init (BwDateControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_date_control_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-date-control.ui");
  gtk_widget_class_bind_template_child (widget_class, BwDateControl, day_button);
  gtk_widget_class_bind_template_child (widget_class, BwDateControl, day_label);
  gtk_widget_class_bind_template_child (widget_class, BwDateControl, previous_button);
  gtk_widget_class_bind_template_child (widget_class, BwDateControl, next_button);
  gtk_widget_class_bind_template_child (widget_class, BwDateControl, play_button);
}

static void
bw_date_control_init (BwDateControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->day_button, create_popover, self, NULL);
}

void
bw_date_control_set_session (BwDateControl *self, BwSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  on_changed (session, BW_CHANGE_ALL, self);
}

/**
 * bw_date_control_set_narrow:
 * @narrow: whether there is only room for what has to be there
 */
void
bw_date_control_set_narrow (BwDateControl *self, gboolean narrow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_menu_button_set_always_show_arrow (self->day_button, !narrow);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), narrow ? 0 : 3);
}

/**
 * bw_date_control_open:
 *
 * Opens the calendar, for a keyboard shortcut.
 */
void
bw_date_control_open (BwDateControl *self)
{
  gtk_menu_button_popup (self->day_button);
}

/**
 * bw_calendar_get_date:
 *
 * Returns: the day that is selected in @calendar
 */
BwDate
bw_calendar_get_date (GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);

  return bw_date_from_civil (g_date_time_get_year (day), g_date_time_get_month (day),
                             g_date_time_get_day_of_month (day));
}

void
bw_calendar_set_date (GtkCalendar *calendar, BwDate date)
{
  g_autoptr (GDateTime) day = NULL;
  int year, month, day_of_month;

  bw_date_to_civil (date, &year, &month, &day_of_month);
  day = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);
  gtk_calendar_select_day (calendar, day);
}
