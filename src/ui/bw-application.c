/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-application.h"

#include <glib/gi18n.h>

#include "model/bw-locale.h"
#include "ui/bw-pictures.h"
#include "ui/bw-queue-watch.h"
#include "bw-resources.h"
#include "ui/bw-search-provider.h"
#include "ui/bw-shortcuts.h"
#include "ui/bw-trace.h"
#include "ui/dialogs/bw-preferences-dialog.h"
#include "ui/dialogs/bw-shortcuts-dialog.h"
#include "ui/review/bw-drawing.h"
#include "ui/review/bw-present.h"

/**
 * BwApplication:
 *
 * The program: its command line, its one window, and what does not belong to a window.
 */
struct _BwApplication {
  AdwApplication    parent_instance;

  GSettings        *settings;
  BwSession        *session;
  BwQueueWatch     *watch;
  BwSearchProvider *search;   /* (nullable): without a bus of the desktop. */
  BwPictures       *pictures; /* (nullable): with --pictures. */
  int               status;   /* What the program ends with when nothing else has gone wrong. */
};

G_DEFINE_FINAL_TYPE (BwApplication, bw_application, ADW_TYPE_APPLICATION)

static BwWindow *
need_window (BwApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (bw_window_new (ADW_APPLICATION (self), self->session));
  return BW_WINDOW (window);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);
  BwPresent *present = bw_present_get_running (BW_APPLICATION (data)->session);

  if (present)
    bw_present_end (present);
  /* Closing the window, rather than the program around it, keeps its size. */
  if (window)
    gtk_window_close (window);
  else
    g_application_quit (data);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwApplication *self = data;

  adw_dialog_present (bw_preferences_dialog_new (self->settings,
                                                 bw_session_get_snapshot (self->session)),
                      GTK_WIDGET (need_window (self)));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_dialog_present (bw_shortcuts_dialog_new (NULL), GTK_WIDGET (need_window (data)));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog, "application-name", _("Bellwether"), "application-icon", BW_APP_ID,
                "version", BW_VERSION, "developer-name", _("The Bellwether contributors"),
                "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _("Dashboards for customer success: where the customers stand, which way they are "
                  "moving, and what it is worth."),
                NULL);
  adw_dialog_present (dialog, GTK_WIDGET (need_window (data)));
}

static const GActionEntry entries[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "preferences", .activate = on_preferences },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "about", .activate = on_about },
};

/* What shows something of the program is not to be had while a review is presented. */
static void
on_session_changed (BwSession *session, guint changes, BwApplication *self)
{
  static const char *const names[] = { "preferences", "shortcuts", "about" };

  if (!(changes & BW_CHANGE_PRESENTING))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])),
      !bw_session_get_presenting (session));
}

static void
on_colour_scheme (GSettings *settings, const char *key, gpointer data)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT,
    ADW_COLOR_SCHEME_FORCE_LIGHT,
    ADW_COLOR_SCHEME_FORCE_DARK,
  };
  int chosen = g_settings_get_enum (settings, "colour-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[chosen]);
}

static void
bw_application_startup (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);

  bw_trace ("startup");
  bw_ui_register_resource ();
  G_APPLICATION_CLASS (bw_application_parent_class)->startup (application);
  bw_trace ("toolkit");
  /* However it is started: by a command line, by the desktop or for its search. */
  bw_locale_set_right_to_left (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL);
  gtk_window_set_default_icon_name (BW_APP_ID);

  self->settings = g_settings_new (BW_APP_ID);
  g_signal_connect (self->settings, "changed::colour-scheme", G_CALLBACK (on_colour_scheme), self);
  if (g_settings_get_enum (self->settings, "colour-scheme") != 0)
    on_colour_scheme (self->settings, "colour-scheme", self);
  self->session = bw_session_new (self->settings);
  self->watch = bw_queue_watch_new (GTK_APPLICATION (self), self->session);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (on_session_changed), self, 0);
  bw_shortcuts_set_up (GTK_APPLICATION (self));
}

static void
bw_application_activate (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);
  BwPresent *present = bw_present_get_running (self->session);
  BwWindow *window;

  if (present)
    {
      bw_present_raise (present);
      return;
    }
  if (bw_session_get_portfolio (self->session) == NULL)
    bw_session_open_last (self->session);
  bw_trace ("portfolio");
  window = need_window (self);
  bw_trace ("window");
  bw_trace_first_frame (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_pictures_done (BwPictures *pictures, gboolean success, BwApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  self->status = success ? 0 : 1;
  if (window)
    gtk_window_destroy (window);
}

static int
bw_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  BwApplication *self = BW_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  const char *folder = NULL;
  const char *direction = NULL;

  if (g_variant_dict_lookup (options, "direction", "&s", &direction))
    {
      gboolean right_to_left = g_str_equal (direction, "rtl");

      gtk_widget_set_default_direction (right_to_left ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      bw_locale_set_right_to_left (right_to_left);
    }
  if (g_variant_dict_contains (options, "demo") && !bw_session_get_presenting (self->session))
    bw_session_open_demo (self->session);
  g_application_activate (application);

  if (g_variant_dict_lookup (options, "pictures", "^&ay", &folder) && self->pictures == NULL)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, folder);

      self->pictures = bw_pictures_new (need_window (self), file);
      g_signal_connect (self->pictures, "done", G_CALLBACK (on_pictures_done), self);
      bw_pictures_begin (self->pictures);
    }
  return 0;
}

static int
bw_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("bellwether %s\n", BW_VERSION);
      return 0;
    }
  /* Pictures are of this program's own window, not of one that is open already. */
  if (g_variant_dict_contains (options, "pictures"))
    g_application_set_flags (application, g_application_get_flags (application)
                                            | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* What the desktop asks for over the bus, whether there is a window or not. */
static gboolean
bw_application_dbus_register (GApplication *application, GDBusConnection *connection,
                              const char *object_path, GError **error)
{
  BwApplication *self = BW_APPLICATION (application);

  if (!G_APPLICATION_CLASS (bw_application_parent_class)
         ->dbus_register (application, connection, object_path, error))
    return FALSE;
  self->search = bw_search_provider_new (self);
  return bw_search_provider_export (self->search, connection, object_path, error);
}

static void
bw_application_dbus_unregister (GApplication *application, GDBusConnection *connection,
                                const char *object_path)
{
  g_clear_object (&BW_APPLICATION (application)->search);
  G_APPLICATION_CLASS (bw_application_parent_class)
    ->dbus_unregister (application, connection, object_path);
}

static void
bw_application_dispose (GObject *object)
{
  BwApplication *self = BW_APPLICATION (object);

  bw_drawing_close ();
  g_clear_object (&self->search);
  g_clear_object (&self->pictures);
  g_clear_object (&self->watch);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_application_parent_class)->dispose (object);
}

static void
bw_application_class_init (BwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_application_dispose;
  application_class->startup = bw_application_startup;
  application_class->activate = bw_application_activate;
  application_class->command_line = bw_application_command_line;
  application_class->handle_local_options = bw_application_handle_local_options;
  application_class->dbus_register = bw_application_dbus_register;
  application_class->dbus_unregister = bw_application_dbus_unregister;
}

static void
bw_application_init (BwApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Say the version and end"), NULL },
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the demo company"), NULL },
    { "pictures", 0, 0, G_OPTION_ARG_FILENAME, NULL,
      N_("Save a picture of every page in FOLDER and end"), N_("FOLDER") },
    { "direction", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

BwApplication *
bw_application_new (void)
{
  return g_object_new (BW_TYPE_APPLICATION, "application-id", BW_APP_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}

/**
 * bw_application_get_session:
 *
 * Returns: (transfer none): the session, once the application has started
 */
BwSession *
bw_application_get_session (BwApplication *self)
{
  return self->session;
}

/**
 * bw_application_get_status:
 *
 * Returns: the exit status of what the program was asked to do besides opening a window
 */
int
bw_application_get_status (BwApplication *self)
{
  return self->status;
}

/**
 * bw_application_get_window:
 *
 * Returns: (nullable) (transfer none): the window
 */
BwWindow *
bw_application_get_window (BwApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return window ? BW_WINDOW (window) : NULL;
}
