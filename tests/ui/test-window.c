/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-fixture.h"
#include "ui/bw-pages.h"
#include "ui/bw-pictures.h"
#include "ui/bw-shortcuts.h"
#include "ui/widgets/bw-date-control.h"

static BwApplication *application;

static void
act (BwWindow *window, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action_variant (
    GTK_WIDGET (window), action, target ? g_variant_new_string (target) : NULL));
}

static gboolean
is_enabled (BwWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

/* Without a portfolio there are three ways in, and nothing else is offered. */
static void
test_welcome (void)
{
  BwWindow *window = ui_window_open (application, 1000, 700);
  static const char *const ways[] = { "win.demo", "win.connect", "win.import" };

  g_assert_null (bw_window_get_page (window));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (window), "Welcome to Bellwether"));
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      GtkWidget *row = ui_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, i);

      g_assert_nonnull (row);
      g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), ==, ways[i]);
      g_assert_true (gtk_widget_is_sensitive (row));
      g_assert_true (gtk_widget_grab_focus (row));
    }
  g_assert_false (is_enabled (window, "refresh"));
  g_assert_false (is_enabled (window, "play"));
  g_assert_false (is_enabled (window, "manage-portfolios"));
  ui_window_close (window);
}

/* Every page of the sidebar can be gone to, is called what the sidebar calls it, and settles. */
static void
test_pages (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);

  ui_open_demo (window);
  g_assert_cmpuint (n_pages, >, 0);
  for (guint i = 0; i < n_pages; i++)
    {
      BwPage *page;
      g_autofree char *words = NULL;

      act (window, "win.page", pages[i].name);
      page = bw_window_get_page (window);
      g_assert_cmpstr (adw_navigation_page_get_tag (ADW_NAVIGATION_PAGE (page)), ==,
                       pages[i].name);
      g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==,
                       pages[i].title);
      ui_wait (ui_is_at_rest, window, pages[i].name);
      g_assert_nonnull (bw_page_get_result (page));
      words = bw_page_describe (page);
      g_assert_cmpuint (strlen (words), >, 0);
    }
  /* A page that is gone back to is the one that was there. */
  act (window, "win.page", pages[0].name);
  g_assert_true (bw_window_get_page (window) == bw_window_get_page (window));
  /* A page that is not there changes nothing. */
  act (window, "win.page", "nowhere");
  g_assert_cmpstr (adw_navigation_page_get_tag (ADW_NAVIGATION_PAGE (bw_window_get_page (window))),
                   ==, pages[0].name);
  ui_window_close (window);
}

/* A company without an account is said to have none on every page, which then stands still. */
static void
test_no_accounts (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_add ("Nobody", BW_PORTFOLIO_CSV, NULL, NULL, &error);
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);

  g_assert_no_error (error);
  info->last_refresh = g_get_real_time ();
  bw_session_open_info (session, info);
  for (guint i = 0; i < n_pages; i++)
    {
      act (window, "win.page", pages[i].name);
      ui_wait (ui_is_at_rest, window, pages[i].name);
      g_assert_nonnull (ui_find_label (GTK_WIDGET (bw_window_get_page (window)),
                                       "No Accounts Yet"));
    }
  g_assert_true (bw_session_remove (session, "Nobody", &error));
  g_assert_no_error (error);
  ui_window_close (window);
}

static void
test_dates (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  GtkWidget *calendar;
  BwDate last;

  ui_open_demo (window);
  last = bw_session_get_as_of (session);
  g_assert_false (is_enabled (window, "next-month"));
  g_assert_false (is_enabled (window, "latest"));
  act (window, "win.previous-month", NULL);
  ui_wait (ui_is_at_rest, window, "the month before");
  g_assert_cmpint (bw_session_get_snapshot (session)->as_of, ==, bw_date_add_months (last, -1));
  g_assert_true (is_enabled (window, "next-month"));
  act (window, "win.latest", NULL);
  ui_wait (ui_is_at_rest, window, "the latest day");
  g_assert_cmpint (bw_session_get_as_of (session), ==, last);

  /* The calendar opens at the day that is shown, which is not the one that the clock has. */
  act (window, "win.previous-month", NULL);
  ui_wait (ui_is_at_rest, window, "the month before");
  act (window, "win.day", NULL);
  calendar = ui_find (GTK_WIDGET (window), GTK_TYPE_CALENDAR, 0);
  g_assert_nonnull (calendar);
  g_assert_cmpint (bw_calendar_get_date (GTK_CALENDAR (calendar)), ==,
                   bw_date_add_months (last, -1));
  act (window, "win.latest", NULL);
  g_assert_cmpint (bw_calendar_get_date (GTK_CALENDAR (calendar)), ==, last);
  ui_wait (ui_is_at_rest, window, "the latest day");

  act (window, "win.compare", "0");
  ui_wait (ui_is_at_rest, window, "no comparison");
  g_assert_null (bw_session_get_compared (session));
  act (window, "win.compare", "3");
  ui_wait (ui_is_at_rest, window, "a comparison");
  g_assert_nonnull (bw_session_get_compared (session));
  ui_window_close (window);
}

/* A filter holds on every page, stands in sight as a chip, and the chip takes it off. */
static void
test_filter (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();
  const char *words[] = { "top", NULL };
  GtkWidget *chip;

  ui_open_demo (window);
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_TIER, words);
  bw_session_set_filter (session, filter);
  ui_wait (ui_is_at_rest, window, "the filtered page");
  chip = ui_find_label (GTK_WIDGET (bw_window_get_page (window)), "Tier: Top");
  g_assert_nonnull (chip);
  chip = gtk_widget_get_ancestor (chip, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_true (bw_account_filter_is_empty (bw_session_get_filter (session)));
  ui_wait (ui_is_at_rest, window, "the whole page");
  ui_window_close (window);
}

/* As wide as a phone, nothing is wider than the window, and the days are at the bottom. */
static void
test_narrow (void)
{
  BwWindow *window = ui_window_open (application, 360, 720);
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);

  ui_open_demo (window);
  g_assert_true (bw_window_get_narrow (window));
  for (guint i = 0; i < n_pages; i++)
    {
      BwPage *page;
      int minimum;

      act (window, "win.page", pages[i].name);
      ui_wait (ui_is_at_rest, window, pages[i].name);
      ui_wait_frames (GTK_WIDGET (window), 2);
      page = bw_window_get_page (window);
      g_assert_true (bw_page_get_narrow (page));
      gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      if (minimum > 348)
        g_error ("the page %s needs %d pixels", pages[i].name, minimum);
    }
  ui_window_close (window);
}

/* Between the widths where the window is laid out anew nothing is wider than it either; what is would
 * be warned of, and a warning ends the test. */
static void
test_between (void)
{
  static const int widths[] = { 600, 762, 922 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      BwWindow *window = ui_window_open (application, widths[i], 720);
      int minimum;

      ui_open_demo (window);
      act (window, "win.page", "quadrants");
      ui_wait (ui_is_at_rest, window, "quadrants");
      ui_wait_frames (GTK_WIDGET (window), 2);
      gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > widths[i])
        g_error ("at %d pixels the window needs %d", widths[i], minimum);
      ui_window_close (window);
    }
}

static void
test_rtl (void)
{
  BwWindow *window;
  GtkWidget *sidebar_label;
  graphene_rect_t bounds;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = ui_window_open (application, 1200, 800);
  ui_open_demo (window);
  ui_wait_frames (GTK_WIDGET (window), 2);
  sidebar_label = ui_find_label (GTK_WIDGET (window), "Portfolio");
  g_assert_true (gtk_widget_compute_bounds (sidebar_label, GTK_WIDGET (window), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >, 900);
  ui_window_close (window);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Every shortcut names an action that is there, and no key does two things. */
static void
test_shortcuts (void)
{
  BwWindow *window = ui_window_open (application, 1000, 700);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const BwShortcut *shortcuts = bw_shortcuts_get (&n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) each = g_strsplit (shortcuts[i].keys, " ", -1);
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      for (guint j = 0; each[j]; j++)
        {
          guint key;
          GdkModifierType modifiers;

          g_assert_true (gtk_accelerator_parse (each[j], &key, &modifiers));
          g_assert_cmpuint (key, !=, 0);
          if (shortcuts[i].action)
            g_assert_true (g_hash_table_add (keys, g_strdup (each[j])));
        }
      if (shortcuts[i].action == NULL)
        continue;
      g_assert_true (g_action_parse_detailed_name (shortcuts[i].action, &name, &target, NULL));
      if (g_str_has_prefix (name, "win."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), name + 4));
      else if (g_str_has_prefix (name, "app."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), name + 4));
    }
  ui_window_close (window);
}

/* Buttons that show an icon and no word have to say to a screen reader what they do. */
static void
check_names (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && gtk_button_get_icon_name (GTK_BUTTON (widget))
      && gtk_widget_get_tooltip_text (widget) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_WINDOW_CONTROLS) == NULL
      && gtk_widget_get_ancestor (widget, GTK_TYPE_MENU_BUTTON) == NULL)
    g_error ("the button with the icon %s has no name",
             gtk_button_get_icon_name (GTK_BUTTON (widget)));
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget))
      && gtk_widget_get_tooltip_text (widget) == NULL)
    g_error ("the menu button with the icon %s has no name",
             gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_names (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);

  ui_open_demo (window);
  for (guint i = 0; i < n_pages; i++)
    {
      act (window, "win.page", pages[i].name);
      ui_wait (ui_is_at_rest, window, pages[i].name);
      check_names (GTK_WIDGET (window));
    }
  ui_window_close (window);
}

static void
on_done (BwPictures *pictures, gboolean success, gboolean *done)
{
  g_assert_true (success);
  *done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return *(gboolean *) data;
}

/* The pictures of every page are there, have the size they should have, and are not blank. */
static void
test_pictures (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  g_autofree char *path = g_dir_make_tmp ("pictures-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (BwPictures) pictures = NULL;
  static const char *const looks[] = { "light", "dark", "narrow" };
  gboolean done = FALSE;
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < n_pages; i++)
    g_ptr_array_add (names, (gpointer) pages[i].name);
  g_ptr_array_add (names, (gpointer) "account");
  g_ptr_array_add (names, (gpointer) "health");
  g_ptr_array_add (names, (gpointer) "welcome");
  ui_open_demo (window);
  pictures = bw_pictures_new (window, folder);
  g_signal_connect (pictures, "done", G_CALLBACK (on_done), &done);
  bw_pictures_begin (pictures);
  ui_wait (is_done, &done, "the pictures");
  for (guint i = 0; i < names->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (looks); j++)
      {
        const char *page = g_ptr_array_index (names, i);
        g_autofree char *name = g_strdup_printf ("%s/%s-%s.png", path, page, looks[j]);
        g_autoptr (GError) error = NULL;
        g_autoptr (GdkTexture) texture = gdk_texture_new_from_filename (name, &error);

        g_assert_no_error (error);
        if (g_str_equal (looks[j], "narrow"))
          g_assert_cmpint (gdk_texture_get_width (texture), <=, 380);
        else
          g_assert_cmpint (gdk_texture_get_width (texture), >, 1000);
      }
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/window/welcome", test_welcome);
  g_test_add_func ("/window/shortcuts", test_shortcuts);
  g_test_add_func ("/window/pages", test_pages);
  g_test_add_func ("/window/no-accounts", test_no_accounts);
  g_test_add_func ("/window/dates", test_dates);
  g_test_add_func ("/window/filter", test_filter);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/between", test_between);
  g_test_add_func ("/window/rtl", test_rtl);
  g_test_add_func ("/window/names", test_names);
  g_test_add_func ("/window/pictures", test_pictures);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
