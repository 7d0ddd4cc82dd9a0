/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-fixture.h"

#include <glib/gstdio.h>

#include "demo/bw-demo-csv.h"
#include "scratch-folder.h"

/* A slow machine under a sanitizer gets this long; whoever waits longer has waited for nothing. */
#define PATIENCE_SECONDS 60

static char *home;

static void
remove_home (void)
{
  scratch_folder_remove (home);
  g_free (home);
}

/* The person's own folders are replaced and the system's are not, as g_test's isolation would do:
 * icons and the settings schemas of the desktop are needed. */
void
ui_test_init (int *argc, char ***argv)
{
  static const char *const folders[] = { "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
                                         "TMPDIR" };

  home = scratch_folder_new ();
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (home, folders[i], NULL);

      g_mkdir (folder, 0700);
      g_setenv (folders[i], folder, TRUE);
    }
  atexit (remove_home);
  g_test_init (argc, argv, NULL);
}

/* An application as main() makes it, started and without a window. */
BwApplication *
ui_application_new (void)
{
  BwApplication *application = bw_application_new ();
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

BwWindow *
ui_window_open (BwApplication *application, int width, int height)
{
  BwWindow *window = bw_window_new (ADW_APPLICATION (application),
                                    bw_application_get_session (application));

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  ui_wait (is_mapped, window, "the window to be mapped");
  ui_wait_frames (GTK_WIDGET (window), 3);
  return window;
}

void
ui_window_close (BwWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
on_patience_over (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
ui_wait (UiCondition condition, gpointer data, const char *what)
{
  gboolean over = FALSE;
  guint source = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_over, &over);

  while (!condition (data) && !over)
    g_main_context_iteration (NULL, TRUE);
  if (over)
    g_error ("waited in vain for %s", what);
  g_source_remove (source);
}

/* Whether a window shows a page of a portfolio that is up to date. */
gboolean
ui_is_at_rest (gpointer data)
{
  BwWindow *window = data;
  BwSession *session = bw_window_get_session (window);
  BwPage *page = bw_window_get_page (window);

  return !bw_session_get_loading (session)
         && bw_session_get_status (session) != BW_STATUS_REFRESHING
         && page != NULL && bw_page_is_settled (page);
}

/* Opens a small demo company in @window. */
void
ui_open_demo (BwWindow *window)
{
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_find ("Demo", NULL);

  if (info == NULL)
    info = bw_portfolio_add ("Demo", BW_PORTFOLIO_DEMO, NULL, "accounts=60 months=10 seed=3",
                             &error);
  g_assert_no_error (error);
  bw_session_open_info (session, info);
  ui_wait (ui_is_at_rest, window, "the demo company");
}

static gboolean
count_down (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  guint *left = data;

  if (*left > 0)
    (*left)--;
  return *left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_zero (gpointer data)
{
  return *(guint *) data == 0;
}

/* Lets the frame clock go round, so that what was asked for has been laid out and drawn. */
void
ui_wait_frames (GtkWidget *widget, guint n)
{
  guint left = n;

  gtk_widget_add_tick_callback (widget, count_down, &left, NULL);
  ui_wait (is_zero, &left, "frames");
}

/* Presses a key as the toolkit would pass it on to the key controllers of @widget itself. */
gboolean
ui_press (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
    }
  return handled;
}

/* Labels keep amounts on one line by no-break spaces, which read like any other. */
static gboolean
says (GtkWidget *label, const char *text)
{
  g_autoptr (GString) said = g_string_new (gtk_label_get_text (GTK_LABEL (label)));
  g_autoptr (GString) expected = g_string_new (text);

  g_string_replace (said, "\302\240", " ", 0);
  g_string_replace (expected, "\302\240", " ", 0);
  return g_string_equal (said, expected);
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *text, guint *index)
{
  GtkWidget *found;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (text == NULL || says (widget, text))
      && (*index)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    if ((found = find (child, type, text, index)))
      return found;
  return NULL;
}

/* The widget of @type that is number @index below @root, from the top. */
GtkWidget *
ui_find (GtkWidget *root, GType type, guint index)
{
  return find (root, type, NULL, &index);
}

GtkWidget *
ui_find_label (GtkWidget *root, const char *text)
{
  guint index = 0;

  return find (root, GTK_TYPE_LABEL, text, &index);
}

/* Writes a small demo company as CSV files; returns the folder. */
char *
ui_make_csv_company (guint accounts)
{
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;
  g_autoptr (BwDemoCompany) company = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = scratch_folder_new ();

  options.accounts = accounts;
  options.months = 8;
  company = bw_demo_company_new (&options);
  bw_demo_write_csv (company, folder, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&folder);
}
