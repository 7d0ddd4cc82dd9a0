/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "present-fixture.h"
#include "store/bw-mirror.h"
#include "ui/pages/bw-account-page.h"
#include "ui/review/bw-drawing.h"

/* A review of the demo company, presented. */

static BwApplication *application;
static BwWindow *window;
static BwPresent *present;

static BwPresentation *
presentation (void)
{
  return bw_present_get_presentation (present);
}

static GtkWidget *
audience (void)
{
  return GTK_WIDGET (bw_present_get_audience (present));
}

static GtkWidget *
presenter (void)
{
  return GTK_WIDGET (bw_present_get_presenter (present));
}

static BwSlideView *
audience_view (void)
{
  return bw_audience_window_get_view (BW_AUDIENCE_WINDOW (audience ()));
}

static GSettings *
settings (void)
{
  return bw_session_get_settings (bw_window_get_session (window));
}

static guint
n_slides (void)
{
  return bw_presentation_get_n_slides (presentation ());
}

/* With @display "window" there are two windows, as with two displays. */
static void
set_up (const char *display)
{
  window = ui_window_open (application, 1000, 800);
  ui_open_demo (window);
  g_settings_set_string (settings (), "presentation-display", display);
  present = present_begin (window, present_make_deck (bw_window_get_session (window)),
                           BW_THEME_LIGHT);
}

static void
tear_down (void)
{
  BwSession *session = bw_window_get_session (window);
  g_autofree char *name = g_strdup (bw_session_get_portfolio (session));

  if (bw_present_get_running (session))
    bw_present_end (present);
  present = NULL;
  g_settings_reset (settings (), "presentation-display");
  g_assert_true (bw_session_remove (session, name, NULL));
  ui_window_close (window);
}

static void
press (guint key)
{
  g_assert_true (ui_press (audience (), key, 0));
}

static void
assert_place (guint place)
{
  g_assert_cmpuint (bw_presentation_get_place (presentation ()), ==, place);
}

/* Every key that goes on, every key that goes back, and both ends. */
static void
test_walk (void)
{
  static const guint on[] = { GDK_KEY_Right, GDK_KEY_Down, GDK_KEY_space, GDK_KEY_Page_Down,
                              GDK_KEY_Return };
  static const guint back[] = { GDK_KEY_Left, GDK_KEY_Up, GDK_KEY_BackSpace, GDK_KEY_Page_Up };

  set_up ("");
  g_assert_cmpuint (n_slides (), >=, 6);
  g_assert_null (presenter ());
  for (guint i = 0; i < G_N_ELEMENTS (on); i++)
    {
      press (on[i]);
      assert_place (i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (back); i++)
    {
      press (back[i]);
      assert_place (G_N_ELEMENTS (on) - i - 1);
    }
  press (GDK_KEY_End);
  assert_place (n_slides () - 1);
  press (GDK_KEY_Right);
  assert_place (n_slides () - 1);
  press (GDK_KEY_Home);
  assert_place (0);
  press (GDK_KEY_Left);
  assert_place (0);

  press (GDK_KEY_4);
  assert_place (0);
  press (GDK_KEY_Return);
  assert_place (3);
  press (GDK_KEY_9);
  press (GDK_KEY_KP_9);
  press (GDK_KEY_KP_Enter);
  assert_place (n_slides () - 1);
  /* A number that was begun and taken back goes nowhere. */
  press (GDK_KEY_2);
  press (GDK_KEY_BackSpace);
  assert_place (n_slides () - 1);
  press (GDK_KEY_2);
  press (GDK_KEY_Escape);
  assert_place (n_slides () - 1);
  g_assert_true (bw_present_get_running (bw_window_get_session (window)) == present);
  tear_down ();
}

/* Right to left, the key that points on goes on. */
static void
test_right_to_left (void)
{
  set_up ("");
  gtk_widget_set_direction (audience (), GTK_TEXT_DIR_RTL);
  press (GDK_KEY_Left);
  assert_place (1);
  press (GDK_KEY_Right);
  assert_place (0);
  press (GDK_KEY_Down);
  assert_place (1);
  tear_down ();
}

/* A finger goes on at the side where reading ends, and back at the other; on a chart it stays. */
static void
test_tap (void)
{
  BwAudienceWindow *shown_to;
  double width, height;
  graphene_rect_t bounds;
  BwChartView *chart;
  guint place;

  set_up ("");
  shown_to = BW_AUDIENCE_WINDOW (audience ());
  width = gtk_widget_get_width (audience ());
  height = gtk_widget_get_height (audience ());
  g_assert_true (bw_audience_window_tap (shown_to, width * 0.9, height * 0.95));
  assert_place (1);
  g_assert_true (bw_audience_window_tap (shown_to, width * 0.1, height * 0.95));
  assert_place (0);
  gtk_widget_set_direction (audience (), GTK_TEXT_DIR_RTL);
  g_assert_true (bw_audience_window_tap (shown_to, width * 0.1, height * 0.95));
  assert_place (1);
  gtk_widget_set_direction (audience (), GTK_TEXT_DIR_LTR);
  for (guint i = 0; i < n_slides () && bw_slide_view_get_chart (audience_view ()) == NULL; i++)
    bw_presentation_go_to (presentation (), i);
  chart = bw_slide_view_get_chart (audience_view ());
  g_assert_nonnull (chart);
  ui_wait_frames (audience (), 3);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (chart), audience (), &bounds));
  place = bw_presentation_get_place (presentation ());
  g_assert_false (bw_audience_window_tap (shown_to, bounds.origin.x + bounds.size.width / 2,
                                          bounds.origin.y + bounds.size.height / 2));
  assert_place (place);
  tear_down ();
}

static gboolean
has_curtain (gboolean white)
{
  GtkWidget *curtain = ui_find (audience (), ADW_TYPE_BIN, 0);

  return gtk_widget_get_visible (curtain) && gtk_widget_has_css_class (curtain, "bw-white") == white;
}

/* Escape takes away what lies over the slide, one thing at a time, and only then ends. */
static void
test_back_out (void)
{
  set_up ("window");
  press (GDK_KEY_b);
  g_assert_true (has_curtain (FALSE));
  press (GDK_KEY_w);
  g_assert_true (has_curtain (TRUE));
  press (GDK_KEY_comma);
  g_assert_false (has_curtain (TRUE));
  press (GDK_KEY_period);
  g_assert_true (has_curtain (FALSE));
  /* From a black screen the first step leads back to the slide. */
  press (GDK_KEY_Right);
  assert_place (0);
  g_assert_false (has_curtain (FALSE));

  press (GDK_KEY_l);
  press (GDK_KEY_b);
  press (GDK_KEY_Escape);
  g_assert_false (has_curtain (FALSE));
  g_assert_true (bw_presentation_get_laser (presentation (), NULL, NULL));
  press (GDK_KEY_Escape);
  g_assert_false (bw_presentation_get_laser (presentation (), NULL, NULL));

  press (GDK_KEY_g);
  g_assert_nonnull (ui_find (presenter (), GTK_TYPE_LIST_BOX, 0));
  press (GDK_KEY_Escape);
  g_assert_nonnull (bw_present_get_running (bw_window_get_session (window)));

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  press (GDK_KEY_Escape);
  g_assert_null (bw_present_get_running (bw_window_get_session (window)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  tear_down ();
}

/* When it has ended, nothing of it is left. */
static void
test_gone (void)
{
  gpointer objects[6];

  set_up ("window");
  press (GDK_KEY_Right);
  press (GDK_KEY_b);
  press (GDK_KEY_g);
  objects[0] = present;
  objects[1] = presentation ();
  objects[2] = audience ();
  objects[3] = presenter ();
  objects[4] = audience_view ();
  objects[5] = bw_present_get_actions (present);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    g_object_add_weak_pointer (objects[i], &objects[i]);
  bw_present_end (present);
  ui_wait_frames (GTK_WIDGET (window), 3);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    g_assert_null (objects[i]);
  tear_down ();
}

/* The key for full screen is for now; the presenter's window comes and goes with it. */
static void
test_full_screen (void)
{
  g_autofree char *display = NULL;

  set_up ("");
  g_assert_null (presenter ());
  press (GDK_KEY_F11);
  g_assert_nonnull (presenter ());
  press (GDK_KEY_F5);
  g_assert_null (presenter ());
  display = g_settings_get_string (settings (), "presentation-display");
  g_assert_cmpstr (display, ==, "");
  /* With one display there is nothing to swap. */
  press (GDK_KEY_x);
  g_assert_null (presenter ());
  tear_down ();
}

/* The program may be closed in the middle of it. */
static void
test_closed (void)
{
  g_autoptr (BwSession) session = NULL;
  g_autofree char *name = NULL;

  set_up ("window");
  session = g_object_ref (bw_window_get_session (window));
  name = g_strdup (bw_session_get_portfolio (session));
  g_settings_reset (settings (), "presentation-display");
  ui_window_close (window);
  g_assert_null (bw_present_get_running (session));
  g_assert_false (bw_session_get_presenting (session));
  g_assert_true (bw_session_remove (session, name, NULL));
}

/* The slide that was chosen in the list is shown, and the list goes. */
static void
test_list (void)
{
  GtkWidget *list;

  set_up ("window");
  press (GDK_KEY_g);
  list = ui_find (presenter (), GTK_TYPE_LIST_BOX, 0);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 4));
  assert_place (4);
  ui_wait_frames (presenter (), 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (ui_find (presenter (), GTK_TYPE_LIST_BOX, 0));
  tear_down ();
}

static gboolean
is_computed (gpointer data)
{
  return !bw_presentation_is_computing (presentation ());
}

static const BwSlide *
shown (void)
{
  return bw_presentation_get_slide (presentation (), bw_presentation_get_place (presentation ()));
}

static void
go_to_chart (void)
{
  for (guint i = 0; i < n_slides (); i++)
    {
      bw_presentation_go_to (presentation (), i);
      if (bw_presentation_can_rebucket (presentation ()) && shown ()->series->n_peers > 0)
        return;
    }
  g_error ("no slide has a series with peers");
}

/* Another bucket is asked for by a key; the chart stays until the new one is there, which is the one
 * that is computed everywhere. */
static void
test_bucket (void)
{
  const BwSlide *before;
  BwSnapshot *snapshot = NULL;
  g_autoptr (BwMirror) mirror = NULL;
  g_autoptr (BwSeriesFigure) expected = NULL;
  g_autoptr (GError) error = NULL;

  set_up ("window");
  go_to_chart ();
  before = shown ();
  g_assert_cmpint (before->series->result->bucket, ==, BW_BUCKET_MONTH);
  press (GDK_KEY_t);
  g_assert_true (shown () == before);
  g_assert_cmpint (bw_presentation_get_bucket (presentation ()), ==, BW_BUCKET_QUARTER);
  ui_wait (is_computed, NULL, "the quarters");
  g_assert_cmpint (shown ()->series->result->bucket, ==, BW_BUCKET_QUARTER);
  g_assert_cmpstr (shown ()->title, ==, before->title);
  g_assert_nonnull (bw_slide_view_get_chart (audience_view ()));

  snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  mirror = bw_mirror_open (bw_session_get_info (bw_window_get_session (window))->mirror_path,
                           BW_MIRROR_READ_ONLY, &error);
  g_assert_no_error (error);
  expected = bw_series_figure_compute (
    &(BwFigureScope) { .snapshot = snapshot, .mirror = mirror },
    &(BwSeriesRequest) { .account_id = before->series->account_id,
                         .metric_key = before->series->metric_key,
                         .bucket = BW_BUCKET_QUARTER },
    &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shown ()->series->result->n_points, ==, expected->result->n_points);
  for (gsize i = 0; i < expected->result->n_points; i++)
    {
      g_assert_cmpint (shown ()->series->result->points[i].start, ==,
                       expected->result->points[i].start);
      if (!isnan (expected->result->points[i].value))
        g_assert_cmpfloat (shown ()->series->result->points[i].value, ==,
                           expected->result->points[i].value);
    }

  press (GDK_KEY_t);
  press (GDK_KEY_t);
  /* Back at what was prepared nothing is computed. */
  ui_wait (is_computed, NULL, "the months");
  g_assert_true (shown () == before);
  tear_down ();
}

static void
test_peers (void)
{
  const BwSlide *before;

  set_up ("window");
  go_to_chart ();
  before = shown ();
  press (GDK_KEY_p);
  ui_wait (is_computed, NULL, "the chart without peers");
  g_assert_cmpuint (shown ()->series->n_peers, ==, 0);
  g_assert_false (bw_presentation_get_peers (presentation ()));
  press (GDK_KEY_p);
  ui_wait (is_computed, NULL, "the chart with peers");
  g_assert_true (shown () == before);
  tear_down ();
}

/* The next slide and the one before have been drawn when they are gone to. */
static void
test_drawn_ahead (void)
{
  static const guint keys[] = { GDK_KEY_Right, GDK_KEY_Right, GDK_KEY_Right, GDK_KEY_Left };
  guint n_draws;

  set_up ("window");
  n_draws = bw_slide_view_get_n_draws (audience_view ());
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      press (keys[i]);
      ui_wait_frames (audience (), 2);
      ui_wait (present_is_drawn, present, "the slides beside it");
    }
  g_assert_cmpuint (bw_slide_view_get_n_draws (audience_view ()), ==, n_draws);
  tear_down ();
}

/* Time planned is compared with the time that has passed. */
static void
test_time (void)
{
  double first, second, planned;

  set_up ("window");
  first = bw_presentation_get_slide (presentation (), 0)->minutes * 60;
  second = bw_presentation_get_slide (presentation (), 1)->minutes * 60;
  planned = bw_presentation_get_planned (presentation ());
  g_assert_cmpfloat (planned, >, first + second);
  g_assert_cmpfloat (bw_presentation_get_lag (presentation (), first / 2), ==, 0);
  g_assert_cmpfloat (bw_presentation_get_lag (presentation (), first + 90), ==, 90);
  bw_presentation_step (presentation (), 1);
  g_assert_cmpfloat (bw_presentation_get_lag (presentation (), first + second / 2), ==, 0);
  g_assert_cmpfloat (bw_presentation_get_lag (presentation (), first - 5), ==, -5);
  tear_down ();
}

/* Nothing else can be come to while a review is presented. */
static void
test_locked (void)
{
  static const char *const actions[] = { "search", "page", "open-portfolio", "manage-portfolios",
                                         "demo", "connect", "refresh", "filter" };
  static const char *const of_program[] = { "preferences", "shortcuts", "about" };
  g_autoptr (GError) error = NULL;
  g_autofree char *open = NULL;
  BwPortfolioInfo *other;
  BwSession *session;

  set_up ("");
  session = bw_window_get_session (window);
  open = g_strdup (bw_session_get_portfolio (session));
  other = bw_portfolio_add ("Other", BW_PORTFOLIO_DEMO, NULL, "accounts=20 months=4 seed=4", &error);
  g_assert_no_error (error);

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), actions[i]));
  for (guint i = 0; i < G_N_ELEMENTS (of_program); i++)
    g_assert_false (
      g_action_group_get_action_enabled (G_ACTION_GROUP (application), of_program[i]));
  g_assert_false (bw_session_open_slug (session, other->slug));
  g_assert_cmpstr (bw_session_get_portfolio (session), ==, open);
  /* The windows of the presentation know none of the program's keys. */
  g_assert_null (gtk_window_get_application (GTK_WINDOW (audience ())));
  /* Who calls for the program gets the presentation. */
  g_application_activate (G_APPLICATION (application));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));

  bw_present_end (present);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "search"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (application), "preferences"));
  g_assert_true (bw_session_open_slug (session, open ? bw_session_get_info (session)->slug : ""));
  bw_portfolio_info_free (other);
  g_assert_true (bw_session_remove (session, "Other", &error));
  g_assert_no_error (error);
  tear_down ();
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer answer)
{
  g_autoptr (GError) error = NULL;

  *(GVariant **) answer
    = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_answered (gpointer answer)
{
  return *(GVariant **) answer != NULL;
}

/* Asks the program as the search of the desktop does. */
static GVariant *
ask_search (const char *method, GVariant *parameters)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (application));
  GVariant *answer = NULL;

  g_dbus_connection_call (bus, g_dbus_connection_get_unique_name (bus),
                          "/io/github/bellwether_cs/Bellwether/SearchProvider",
                          "org.gnome.Shell.SearchProvider2", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answered, &answer);
  ui_wait (is_answered, &answer, method);
  return answer;
}

static gsize
count_found (char ***results)
{
  const char *const terms[] = { "a", NULL };
  g_autoptr (GVariant) answer
    = ask_search ("GetInitialResultSet", g_variant_new ("(^as)", terms));

  g_variant_get (answer, "(^as)", results);
  return g_strv_length (*results);
}

/* The search of the desktop, which the audience may see, finds nothing and opens nothing. */
static void
test_search (void)
{
  g_auto (GStrv) nothing = NULL;
  g_auto (GStrv) results = NULL;
  g_autoptr (GVariant) opened = NULL;
  g_autofree char *result = NULL;

  set_up ("");
  g_assert_cmpuint (count_found (&nothing), ==, 0);
  bw_present_end (present);
  g_assert_cmpuint (count_found (&results), >, 0);
  result = g_strdup (results[0]);
  present = present_begin (window, present_make_deck (bw_window_get_session (window)),
                           BW_THEME_LIGHT);
  opened = ask_search ("ActivateResult", g_variant_new ("(sasu)", result, NULL, 0));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  bw_present_end (present);
  g_assert_false (BW_IS_ACCOUNT_PAGE (bw_window_get_page (window)));
  tear_down ();
}

static void
run_xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static gboolean
is_at (gpointer place)
{
  return bw_presentation_get_place (presentation ()) == GPOINTER_TO_UINT (place);
}

static gboolean
is_screen (gpointer screen)
{
  return bw_presentation_get_screen (presentation ()) == (BwScreen) GPOINTER_TO_INT (screen);
}

static gboolean
has_laser (gpointer data)
{
  double across, down;

  return bw_presentation_get_laser (presentation (), &across, &down)
         && fabs (across - 0.25) < 0.01 && fabs (down - 0.5) < 0.01;
}

static gboolean
has_ended (gpointer data)
{
  return bw_present_get_running (bw_window_get_session (window)) == NULL;
}

/* The same with a keyboard and a mouse. The window fills the screen, which has the form of a classic
 * slide. */
static void
test_real (void)
{
  set_up ("");
  g_assert_cmpint (gtk_widget_get_width (audience ()), ==, 1600);
  run_xdotool ("mousemove 800 500");
  run_xdotool ("key Right");
  ui_wait (is_at, GUINT_TO_POINTER (1), "the key");
  run_xdotool ("click 1");
  ui_wait (is_at, GUINT_TO_POINTER (2), "the click");
  run_xdotool ("key 5 Return");
  ui_wait (is_at, GUINT_TO_POINTER (4), "the number");
  run_xdotool ("key l");
  run_xdotool ("mousemove 400 600");
  ui_wait (has_laser, NULL, "the spot of the laser pointer");
  run_xdotool ("key Escape b");
  ui_wait (is_screen, GINT_TO_POINTER (BW_SCREEN_BLACK), "the black screen");
  run_xdotool ("key Escape");
  ui_wait (is_screen, GINT_TO_POINTER (BW_SCREEN_SLIDE), "the slide");
  run_xdotool ("key ctrl+f ctrl+1 Home");
  ui_wait (is_at, GUINT_TO_POINTER (0), "the first slide");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  run_xdotool ("key Escape");
  ui_wait (has_ended, NULL, "the end");
  tear_down ();
}

/* What the audience can read, by eye or by screen reader, names no other account. */
static void
test_names (void)
{
  BwSnapshot *snapshot;
  g_autoptr (GString) said = g_string_new (NULL);
  const char *own;

  set_up ("");
  snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  own = bw_presentation_get_deck (presentation ())->subject;
  g_string_append_printf (said, "%s\n", gtk_window_get_title (GTK_WINDOW (audience ())));
  for (guint i = 0; i < n_slides (); i++)
    {
      g_autofree char *text = NULL;

      bw_presentation_go_to (presentation (), i);
      text = bw_slide_view_describe (audience_view ());
      g_string_append_printf (said, "%s\n%s\n", shown ()->title, text);
      for (guint j = 0;; j++)
        {
          GtkWidget *label = ui_find (audience (), GTK_TYPE_LABEL, j);

          if (label == NULL)
            break;
          g_string_append_printf (said, "%s\n", gtk_label_get_text (GTK_LABEL (label)));
        }
    }
  g_assert_nonnull (strstr (said->str, own));
  for (guint32 i = 0; i < snapshot->n; i++)
    if (!g_str_equal (bw_snapshot_name (snapshot, i), own))
      g_assert_null (strstr (said->str, bw_snapshot_name (snapshot, i)));
  tear_down ();
}

/* The window of the presenter fits the smallest screen, and says what it has to. */
static void
test_presenter (void)
{
  int least, natural;
  g_autofree char *place = NULL;

  set_up ("window");
  gtk_widget_measure (presenter (), GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  place = g_strdup_printf ("Slide 1 of %u", n_slides ());
  g_assert_nonnull (ui_find_label (presenter (), place));
  g_assert_nonnull (ui_find_label (presenter (), shown ()->notes ? shown ()->notes
                                                                 : "No notes for this slide"));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (presenter ())), ==,
                   bw_presentation_get_deck (presentation ())->title);
  g_assert_true (ui_press (presenter (), GDK_KEY_Right, 0));
  assert_place (1);

  /* The size of the notes is kept. */
  g_settings_reset (settings (), "presenter-notes-scale");
  g_assert_true (ui_press (presenter (), GDK_KEY_plus, GDK_CONTROL_MASK));
  g_assert_cmpfloat (g_settings_get_double (settings (), "presenter-notes-scale"), >, 1.2);
  g_settings_reset (settings (), "presenter-notes-scale");

  g_assert_true (ui_press (presenter (), GDK_KEY_v, 0));
  g_assert_null (presenter ());
  tear_down ();
}

/* What the keyboard does with the chart of the presenter is seen by the audience. */
static void
test_twins (void)
{
  BwChartView *own, *theirs;

  set_up ("window");
  go_to_chart ();
  ui_wait_frames (presenter (), 3);
  own = bw_slide_view_get_chart (bw_presenter_window_get_view (BW_PRESENTER_WINDOW (presenter ())));
  theirs = bw_slide_view_get_chart (audience_view ());
  gtk_widget_grab_focus (GTK_WIDGET (own));
  g_assert_true (ui_press (GTK_WIDGET (own), GDK_KEY_Right, 0));
  g_assert_true (ui_press (GTK_WIDGET (own), GDK_KEY_Right, 0));
  g_assert_cmpint (bw_chart_view_get_item (own), ==, 1);
  g_assert_cmpint (bw_chart_view_get_item (theirs), ==, 1);
  bw_chart_view_zoom (own, 2);
  g_assert_true (bw_chart_is_zoomed (bw_chart_view_get_chart (theirs)));
  tear_down ();
}

static gpointer
draw_for_a_while (gpointer has_drawn)
{
  g_usleep (G_USEC_PER_SEC / 10);
  g_atomic_int_set ((int *) has_drawn, TRUE);
  bw_drawing_end ();
  return NULL;
}

/* The program ends while a slide is drawn ahead: it waits for it, and draws no more. */
static void
test_ending (void)
{
  int has_drawn = FALSE;
  GThread *thread;

  g_assert_true (bw_drawing_begin ());
  thread = g_thread_new ("draw", draw_for_a_while, &has_drawn);
  bw_drawing_close ();
  g_assert_true (g_atomic_int_get (&has_drawn));
  g_assert_false (bw_drawing_begin ());
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/present/walk", test_walk);
  g_test_add_func ("/present/right-to-left", test_right_to_left);
  g_test_add_func ("/present/tap", test_tap);
  g_test_add_func ("/present/back-out", test_back_out);
  g_test_add_func ("/present/gone", test_gone);
  g_test_add_func ("/present/full-screen", test_full_screen);
  g_test_add_func ("/present/closed", test_closed);
  g_test_add_func ("/present/list", test_list);
  g_test_add_func ("/present/bucket", test_bucket);
  g_test_add_func ("/present/peers", test_peers);
  g_test_add_func ("/present/drawn-ahead", test_drawn_ahead);
  g_test_add_func ("/present/time", test_time);
  g_test_add_func ("/present/locked", test_locked);
  g_test_add_func ("/present/search", test_search);
  g_test_add_func ("/present/real", test_real);
  g_test_add_func ("/present/names", test_names);
  g_test_add_func ("/present/presenter", test_presenter);
  g_test_add_func ("/present/twins", test_twins);
  g_test_add_func ("/present/ending", test_ending); /* The last: nothing is drawn after it. */
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
