/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-day-button.h"

#include <glib/gi18n.h>

#include "figures/bw-figure.h"
#include "ui/widgets/bw-date-control.h"

/**
 * BwDayButton:
 *
 * A day that a person can change: a word for what it is, the day, and a calendar behind it.
 */
struct _BwDayButton {
  AdwBin         parent_instance;

  GtkMenuButton *button;
  GtkCalendar   *calendar; /* (nullable): made when it is first opened. */
  char          *word;
  BwDate         date;
  gboolean       is_updating;
};

G_DEFINE_FINAL_TYPE (BwDayButton, bw_day_button, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_WORD,
  N_PROPS
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_date (BwDayButton *self)
{
  g_autofree char *day = self->date == BW_DATE_NONE
                           ? g_strdup (C_("day", "choose"))
                           : bw_date_format_short (self->date, BW_DATE_NONE);
  /* Translators: what a day is and the day, as in "From 21 Aug 2026". */
  g_autofree char *text = g_strdup_printf (C_("day", "%1$s %2$s"), self->word, day);

  gtk_menu_button_set_label (self->button, text);
  if (self->calendar && self->date != BW_DATE_NONE)
    {
      self->is_updating = TRUE;
      bw_calendar_set_date (self->calendar, self->date);
      self->is_updating = FALSE;
    }
}

static void
on_day_selected (GtkCalendar *calendar, BwDayButton *self)
{
  BwDate date = bw_calendar_get_date (calendar);

  if (self->is_updating || date == self->date)
    return;
  self->date = date;
  show_date (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
create_popover (GtkMenuButton *button, gpointer data)
{
  BwDayButton *self = data;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  gtk_menu_button_set_popover (button, popover);
  show_date (self);
  g_signal_connect (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self);
}

static void
bw_day_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BwDayButton *self = BW_DAY_BUTTON (object);

  switch (id)
    {
    case PROP_WORD:
      g_set_str (&self->word, g_value_get_string (value));
      show_date (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_day_button_finalize (GObject *object)
{
  g_free (BW_DAY_BUTTON (object)->word);
  G_OBJECT_CLASS (bw_day_button_parent_class)->finalize (object);
}

static void
bw_day_button_class_init (BwDayButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = bw_day_button_set_property;
  object_class->finalize = bw_day_button_finalize;
  props[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, "",
                                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * BwDayButton::changed:
   *
   * A person has chosen another day.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_DAY_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_day_button_init (BwDayButton *self)
{
  self->date = BW_DATE_NONE;
  self->word = g_strdup ("");
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_menu_button_set_create_popup_func (self->button, create_popover, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  show_date (self);
}

BwDate
bw_day_button_get_date (BwDayButton *self)
{
  return self->date;
}

/**
 * bw_day_button_set_date:
 * @date: a day, or %BW_DATE_NONE for one that is to be chosen
 */
void
bw_day_button_set_date (BwDayButton *self, BwDate date)
{
  self->date = date;
  show_date (self);
}
