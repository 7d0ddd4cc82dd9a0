/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-header-bar.h"

#include <glib/gi18n.h>

#include "figures/bw-figure.h"
#include "ui/widgets/bw-date-control.h"
#include "ui/widgets/bw-filter-popover.h"
#include "ui/widgets/bw-unsent-button.h"

/**
 * BwHeaderBar:
 *
 * The controls that every page has: the day shown, the day compared with, unsent edits, filter,
 * search and the main menu. In a window that is not wide the days move to a bar at the bottom, where there is room.
 */
struct _BwHeaderBar {
  AdwBin           parent_instance;

  AdwHeaderBar    *bar;
  GtkBox          *wide_start;
  GtkBox          *wide_end;
  GtkWidget       *date_control;
  GtkMenuButton   *compare_button;
  GtkLabel        *compare_label;
  GtkMenuButton   *filter_button;
  GtkToggleButton *search_button;
  GtkMenuButton   *menu_button;
  BwUnsentButton  *unsent_button;
  GMenuModel      *primary_menu;
  GMenuModel      *compare_menu;
  GtkWidget       *bottom; /* (nullable): made when the window is first narrow. */

  BwSession       *session;
  gboolean         narrow;
};

G_DEFINE_FINAL_TYPE (BwHeaderBar, bw_header_bar, ADW_TYPE_BIN)

static void
on_changed (BwSession *session, guint changes, BwHeaderBar *self)
{
  BwDate compared = bw_session_get_compared_as_of (session);
  g_autofree char *day = NULL;
  g_autofree char *label = NULL;

  if (changes & (BW_CHANGE_DATES | BW_CHANGE_DATA | BW_CHANGE_PORTFOLIO))
    {
      if (compared != BW_DATE_NONE)
        {
          day = bw_date_format_short (compared, bw_session_get_as_of (session));
          label = self->narrow
                    /* Translators: as short as can be: compared with that day, such as "21 Aug". */
                    ? g_strdup_printf (C_("compared day", "vs. %s"), day)
                    /* Translators: %s is the day that is compared with, such as "21 Aug". */
                    : g_strdup_printf (_("Compare: %s"), day);
        }
      gtk_label_set_text (self->compare_label, label ? label : _("Compare"));
    }
  if (changes & BW_CHANGE_FILTER)
    {
      if (bw_account_filter_is_empty (bw_session_get_filter (session)))
        gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "bw-on");
      else
        gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "bw-on");
    }
}

/* The popover is made when it is first opened, to keep it out of the start of the program. */
static void
create_filter_popover (GtkMenuButton *button, gpointer data)
{
  BwHeaderBar *self = data;

  if (gtk_menu_button_get_popover (button) == NULL && self->session)
    gtk_menu_button_set_popover (button, bw_filter_popover_new (self->session));
}

/* So are the menus: a menu costs milliseconds, and most starts end without one opened. */
static void
create_menu (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
}

static void
move (GtkWidget *child, GtkBox *to)
{
  g_object_ref (child);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (child)), child);
  gtk_box_append (to, child);
  g_object_unref (child);
}

/* As wide as a phone, the window has room for the button that closes it, on the side where the
 * person has it, and for no other. */
static char *
close_button_layout (GtkWidget *widget)
{
  g_autofree char *layout = NULL;
  const char *colon;
  const char *close;

  g_object_get (gtk_widget_get_settings (widget), "gtk-decoration-layout", &layout, NULL);
  colon = layout ? strchr (layout, ':') : NULL;
  close = layout ? strstr (layout, "close") : NULL;
  if (close == NULL)
    return g_strdup (":");
  return g_strdup (colon && close > colon ? ":close" : "close:");
}

static void
bw_header_bar_dispose (GObject *object)
{
  BwHeaderBar *self = BW_HEADER_BAR (object);

  g_clear_object (&self->bottom);
  g_clear_object (&self->session);
  /* The parent class has to let go of the bar before the template does. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_HEADER_BAR);
  G_OBJECT_CLASS (bw_header_bar_parent_class)->dispose (object);
}

static void
bw_header_bar_class_init (BwHeaderBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_header_bar_dispose;
  g_type_ensure (BW_TYPE_DATE_CONTROL);
  g_type_ensure (BW_TYPE_UNSENT_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-header-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, bar);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, wide_start);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, wide_end);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, date_control);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, compare_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, compare_label);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, filter_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, search_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, unsent_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, BwHeaderBar, compare_menu);
}

static void
bw_header_bar_init (BwHeaderBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->filter_button, create_filter_popover, self, NULL);
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu, self->primary_menu, NULL);
  gtk_menu_button_set_create_popup_func (self->compare_button, create_menu, self->compare_menu,
                                         NULL);
}

void
bw_header_bar_set_session (BwHeaderBar *self, BwSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  bw_date_control_set_session (BW_DATE_CONTROL (self->date_control), session);
  bw_unsent_button_set_session (self->unsent_button, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  on_changed (session, BW_CHANGE_ALL, self);
}

/**
 * bw_header_bar_get_bottom:
 *
 * Returns: (transfer none): the bar that holds the days while the window is not wide
 */
GtkWidget *
bw_header_bar_get_bottom (BwHeaderBar *self)
{
  if (self->bottom == NULL)
    {
      self->bottom = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
      gtk_widget_add_css_class (self->bottom, "toolbar");
    }
  return self->bottom;
}

/**
 * bw_header_bar_set_tight:
 * @tight: whether the days are in the bar at the bottom, since the window has no room at the top
 */
void
bw_header_bar_set_tight (BwHeaderBar *self, gboolean tight)
{
  GtkBox *bottom = GTK_BOX (bw_header_bar_get_bottom (self));

  move (self->date_control, tight ? bottom : self->wide_start);
  move (GTK_WIDGET (self->compare_button), tight ? bottom : self->wide_end);
  gtk_widget_set_hexpand (self->date_control, tight);
}

void
bw_header_bar_set_narrow (BwHeaderBar *self, gboolean narrow)
{
  g_autofree char *layout = narrow ? close_button_layout (GTK_WIDGET (self)) : NULL;

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  adw_header_bar_set_decoration_layout (self->bar, layout);
  bw_date_control_set_narrow (BW_DATE_CONTROL (self->date_control), narrow);
  bw_unsent_button_set_narrow (self->unsent_button, narrow);
  gtk_menu_button_set_always_show_arrow (self->compare_button, !narrow);
  /* In a language with long words the comparison is the first to give way. */
  gtk_label_set_ellipsize (self->compare_label,
                           narrow ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  if (self->session)
    on_changed (self->session, BW_CHANGE_DATES, self);
}

GtkToggleButton *
bw_header_bar_get_search_button (BwHeaderBar *self)
{
  return self->search_button;
}

GtkMenuButton *
bw_header_bar_get_filter_button (BwHeaderBar *self)
{
  return self->filter_button;
}

void
bw_header_bar_open_menu (BwHeaderBar *self)
{
  gtk_menu_button_popup (self->menu_button);
}

void
bw_header_bar_open_date (BwHeaderBar *self)
{
  bw_date_control_open (BW_DATE_CONTROL (self->date_control));
}
