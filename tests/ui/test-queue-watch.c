/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio/bw-states.h"
#include "portfolio/bw-work-edit.h"
#include "store/bw-mirror.h"
#include "ui-fixture.h"
#include "ui/bw-session-edits.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-triage-page.h"

/* What the desktop is told of accounts that come into the queue, as the desktop hears it: a stand-in
 * for its notifications on the bus of the test. A look that has to tell nothing is followed by one
 * that tells, so that what was told too much would be seen in it. */

static BwApplication *application;

/* The notifications of the desktop ------------------------------------------------------------- */

static GDBusConnection *desktop;
static guint n_told, n_withdrawn, last_id;
static char *summary, *body, **actions;

static const char interface_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/>"
  "</method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface></node>";

static void
on_call (GDBusConnection *connection, const char *sender, const char *object_path,
         const char *interface, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer data)
{
  if (g_str_equal (method, "CloseNotification"))
    {
      n_withdrawn++;
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_clear_pointer (&summary, g_free);
  g_clear_pointer (&body, g_free);
  g_clear_pointer (&actions, g_strfreev);
  g_variant_get (parameters, "(susss^asa{sv}i)", NULL, NULL, NULL, &summary, &body, &actions, NULL,
                 NULL);
  n_told++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", ++last_id));
}

static gboolean
is_owned (gpointer data)
{
  return *(gboolean *) data;
}

static void
on_owned (GDBusConnection *connection, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
start_desktop (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, &error);
  g_autofree char *address = NULL;
  gboolean owned = FALSE;

  g_assert_no_error (error);
  address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  desktop = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
      | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (desktop, "/org/freedesktop/Notifications",
                                     node->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (desktop, "org.freedesktop.Notifications",
                                G_BUS_NAME_OWNER_FLAGS_NONE, on_owned, NULL, &owned, NULL);
  ui_wait (is_owned, &owned, "the name of the desktop's notifications");
}

static gboolean
was_told (gpointer n)
{
  return n_told >= GPOINTER_TO_UINT (n);
}

/* Waits for notification number @n, and until the program knows what the desktop calls it. */
static void
wait_told (guint n)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  ui_wait (was_told, GUINT_TO_POINTER (n), "a notification");
  g_assert_cmpuint (n_told, ==, n);
  g_dbus_connection_flush_sync (desktop, NULL, &error);
  g_assert_no_error (error);
  /* The bus keeps the order, so the answer to this comes after that of the desktop. */
  reply = g_dbus_connection_call_sync (
    g_application_get_dbus_connection (G_APPLICATION (application)), "org.freedesktop.DBus",
    "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE,
    -1, NULL, &error);
  g_assert_no_error (error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
was_withdrawn (gpointer n)
{
  return n_withdrawn >= GPOINTER_TO_UINT (n);
}

static void
click (void)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (desktop, NULL, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", last_id, "default"), &error);
  g_assert_no_error (error);
}

/* The company ---------------------------------------------------------------------------------- */

/* An account that is not in the queue. */
typedef struct {
  char *id;
  char *name;
  char *owner; /* (nullable) */
} Calm;

static BwWindow *window;
static GPtrArray *calm;  /* (element-type Calm) */
static guint next;

static void
calm_free (gpointer data)
{
  Calm *account = data;

  g_free (account->id);
  g_free (account->name);
  g_free (account->owner);
  g_free (account);
}

static BwSession *
session (void)
{
  return bw_window_get_session (window);
}

static const Calm *
take_calm (void)
{
  g_assert_cmpuint (next, <, calm->len);
  return g_ptr_array_index (calm, next++);
}

/* One whose owner is @owner, or, with @other, is another. */
static const Calm *
take_calm_of (const char *owner, gboolean other)
{
  for (guint i = next; i < calm->len; i++)
    {
      Calm *account = g_ptr_array_index (calm, i);

      if (account->owner && g_str_equal (account->owner, owner) != other)
        {
          calm->pdata[i] = calm->pdata[next];
          calm->pdata[next] = account;
          return take_calm ();
        }
    }
  g_error ("there is no such account");
}

static void
list_calm (void)
{
  const BwTriageQueue *queue;
  const BwSnapshot *snapshot;
  g_autoptr (GHashTable) busy = g_hash_table_new (NULL, NULL);

  bw_window_go_to (window, "triage");
  ui_wait (ui_is_at_rest, window, "the queue");
  queue = bw_page_get_result (bw_window_get_page (window));
  snapshot = queue->figure->snapshot;
  for (guint i = 0; i < queue->figure->n; i++)
    g_hash_table_add (busy, GUINT_TO_POINTER (queue->figure->rows[i].row));
  for (guint i = 0; i < queue->figure->n_snoozed; i++)
    g_hash_table_add (busy, GUINT_TO_POINTER (queue->figure->snoozed[i].row));
  calm = g_ptr_array_new_with_free_func (calm_free);
  for (guint row = 0; row < snapshot->n; row++)
    if (!g_hash_table_contains (busy, GUINT_TO_POINTER (row)))
      {
        const BwPerson *owner = bw_snapshot_owner (snapshot, row);
        Calm *account = g_new0 (Calm, 1);

        account->id = g_strdup (bw_account_table_id (snapshot->table, snapshot->account[row]));
        account->name = g_strdup (bw_snapshot_name (snapshot, row));
        account->owner = owner ? g_strdup (owner->id) : NULL;
        g_ptr_array_add (calm, account);
      }
  bw_window_go_to (window, "portfolio");
  ui_wait (ui_is_at_rest, window, "the portfolio");
}

/* What a refresh does when it brings a risk for each of these accounts. */
static void
bring_in (const Calm *const *accounts, guint n)
{
  const char *path = bw_session_get_info (session ())->mirror_path;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (path, BW_MIRROR_NONE, &error);
  g_autoptr (GString) sql = g_string_new ("BEGIN;");
  gint64 generation = bw_mirror_get_generation (mirror, &error) + 1;

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (
      sql,
      "INSERT INTO risks (id, account_id, cause, opened_on, version, updated_at)"
      " SELECT 'risk-%1$s', '%1$s', 'acquired', max (opened_on), 1, 0 FROM risks;"
      "INSERT OR REPLACE INTO touched VALUES ('%1$s', %2$" G_GINT64_FORMAT ");",
      accounts[i]->id, generation);
  g_string_append_printf (
    sql, "INSERT OR REPLACE INTO meta VALUES ('generation', '%" G_GINT64_FORMAT "'); COMMIT",
    generation);
  bw_mirror_exec (mirror, sql->str, &error);
  g_assert_no_error (error);
  bw_session_reload (session ());
}

static const Calm *
bring_in_one (void)
{
  const Calm *account = take_calm ();

  bring_in (&account, 1);
  return account;
}

static void
assert_told_of (guint n, const Calm *account)
{
  g_autofree char *expected = g_strdup_printf ("%s needs attention", account->name);

  wait_told (n);
  g_assert_cmpstr (summary, ==, expected);
}

/* Whether the last look has seen @id in the queue. */
static gboolean
is_kept (gpointer id)
{
  g_autofree char *path = bw_states_file_path (bw_session_get_info (session ())->mirror_path,
                                               "seen-in-triage");
  g_autofree char *bytes = NULL;
  g_autoptr (GVariant) seen = NULL;
  g_auto (GStrv) ids = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return FALSE;
  seen = g_variant_ref_sink (
    g_variant_new_from_data (G_VARIANT_TYPE ("(ixas)"), bytes, length, FALSE, NULL, NULL));
  g_variant_get (seen, "(ix^as)", NULL, NULL, &ids);
  return id == NULL || g_strv_contains ((const char *const *) ids, id);
}

static void
set_up (void)
{
  GSettings *settings;

  window = ui_window_open (application, 1000, 800);
  settings = bw_session_get_settings (session ());
  g_settings_reset (settings, "person");
  g_settings_set_boolean (settings, "notify-triage", TRUE);
  ui_open_demo (window);
  list_calm ();
  next = n_told = n_withdrawn = 0;
  ui_wait (is_kept, NULL, "the first look");
}

static void
tear_down (void)
{
  g_autofree char *name = g_strdup (bw_session_get_portfolio (session ()));

  g_assert_true (bw_session_remove (session (), name, NULL));
  g_clear_pointer (&calm, g_ptr_array_unref);
  ui_window_close (window);
}

/* The tests ------------------------------------------------------------------------------------ */

static gboolean
shows_account (gpointer data)
{
  return BW_IS_ACCOUNT_PAGE (bw_window_get_page (window)) && ui_is_at_rest (window);
}

/* A single account is told with its reasons, and a click leads to it from whatever is shown. */
static void
test_one (void)
{
  const Calm *account;
  BwDate first, last;

  set_up ();
  account = bring_in_one ();
  assert_told_of (1, account);
  g_assert_nonnull (strstr (body, "a risk is open since"));
  g_assert_true (g_strv_contains ((const char *const *) actions, "default"));

  bw_session_get_dates (session (), &first, &last);
  bw_session_set_as_of (session (), last - 60);
  ui_wait (ui_is_at_rest, window, "another day");
  click ();
  ui_wait (shows_account, NULL, "the account");
  g_assert_cmpint (bw_session_get_as_of (session ()), ==, last);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (bw_window_get_page (window)), account->name));
  gtk_widget_activate_action (GTK_WIDGET (bw_window_get_page (window)), "navigation.pop", NULL);
  g_assert_true (BW_IS_TRIAGE_PAGE (bw_window_get_page (window)));
  tear_down ();
}

/* Several are one notification, and whoever goes to the queue need not be told of it any more. */
static void
test_many (void)
{
  const Calm *accounts[5];
  g_auto (GStrv) lines = NULL;

  set_up ();
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    accounts[i] = take_calm ();
  bring_in (accounts, G_N_ELEMENTS (accounts));
  wait_told (1);
  g_assert_cmpstr (summary, ==, "5 accounts need attention");
  lines = g_strsplit (body, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      guint n_named = 0;

      for (guint j = 0; j < G_N_ELEMENTS (accounts); j++)
        n_named += g_str_has_prefix (lines[i], accounts[j]->name);
      g_assert_cmpuint (n_named, ==, 1);
      g_assert_nonnull (strstr (lines[i], "a risk is open since"));
    }
  g_assert_cmpstr (lines[3], ==, "and 2 more");

  bw_window_go_to (window, "triage");
  ui_wait (was_withdrawn, GUINT_TO_POINTER (1), "the notification to be withdrawn");
  g_assert_cmpuint (n_told, ==, 1);
  tear_down ();
}

/* What was told is not told again, whether the data is read again or the program has ended. */
static void
test_once (void)
{
  set_up ();
  assert_told_of (1, bring_in_one ());
  bw_session_reload (session ());
  ui_wait (ui_is_at_rest, window, "the portfolio");
  assert_told_of (2, bring_in_one ());
  ui_open_demo (window);
  assert_told_of (3, bring_in_one ());
  tear_down ();
}

/* A day of the past is not looked at; what has come in meanwhile is told on the latest. */
static void
test_past (void)
{
  BwDate first, last;
  const Calm *account;

  set_up ();
  bw_session_get_dates (session (), &first, &last);
  bw_session_set_as_of (session (), last - 60);
  ui_wait (ui_is_at_rest, window, "another day");
  account = bring_in_one ();
  ui_wait (ui_is_at_rest, window, "another day");
  g_assert_false (is_kept (account->id));
  bw_session_set_as_of (session (), BW_DATE_NONE);
  assert_told_of (1, account);
  tear_down ();
}

/* Who has said who they are is told of their own accounts; what others' came in is not told when
 * they say that they are somebody else. */
static void
test_mine (void)
{
  const Calm *accounts[2];

  set_up ();
  accounts[0] = take_calm ();
  while (accounts[0]->owner == NULL)
    accounts[0] = take_calm ();
  accounts[1] = take_calm_of (accounts[0]->owner, TRUE);
  g_settings_set_string (bw_session_get_settings (session ()), "person", accounts[0]->owner);
  bring_in (accounts, 2);
  assert_told_of (1, accounts[0]);
  g_settings_reset (bw_session_get_settings (session ()), "person");
  assert_told_of (2, bring_in_one ());
  tear_down ();
}

/* Nobody is told who has not asked for it, nor of what came in before they did. */
static void
test_off (void)
{
  GSettings *settings;
  const Calm *account;
  g_autoptr (GVariant) usual = NULL;

  set_up ();
  settings = bw_session_get_settings (session ());
  usual = g_settings_get_default_value (settings, "notify-triage");
  g_assert_false (g_variant_get_boolean (usual));
  g_settings_set_boolean (settings, "notify-triage", FALSE);
  account = bring_in_one ();
  ui_wait (ui_is_at_rest, window, "the portfolio");
  g_settings_set_boolean (settings, "notify-triage", TRUE);
  ui_wait (is_kept, account->id, "a look");
  assert_told_of (1, bring_in_one ());
  tear_down ();
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  bw_session_save_finish (BW_SESSION (source), result, &error);
  g_assert_no_error (error);
}

/* What somebody has entered is no news to them. */
static void
test_own_edit (void)
{
  const BwRelation *relation = bw_relation_get (BW_RELATION_RISKS);
  const Calm *account;
  g_autoptr (BwRecord) changes = bw_record_new (relation);
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);

  set_up ();
  account = take_calm ();
  bw_record_set_text (changes, "account_id", account->id);
  bw_record_set_text (changes, "cause", "acquired");
  bw_record_set_date (changes, "opened_on", bw_session_get_as_of (session ()));
  g_ptr_array_add (edits, bw_edit_new (relation, BW_EDIT_INSERT, "own-risk", changes, NULL));
  bw_session_save_async (session (), edits, NULL, on_saved, NULL);
  ui_wait (is_kept, account->id, "a look");
  assert_told_of (1, bring_in_one ());
  tear_down ();
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

/* Whoever looks at the queue sees it. */
static void
test_looking (void)
{
  const Calm *account;

  set_up ();
  bw_window_go_to (window, "triage");
  ui_wait (is_active, window, "the window to have the keyboard");
  account = bring_in_one ();
  ui_wait (is_kept, account->id, "a look");
  ui_wait (ui_is_at_rest, window, "the queue");
  bw_window_go_to (window, "portfolio");
  assert_told_of (1, bring_in_one ());
  tear_down ();
}

static gboolean
on_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer value)
{
  return *(gboolean *) value;
}

/* While a review is presented nothing is told. What came in meanwhile is told at the end, once. */
static void
test_presenting (void)
{
  const Calm *accounts[2];
  gboolean over = FALSE;

  set_up ();
  accounts[0] = take_calm ();
  accounts[1] = take_calm ();
  bw_session_set_presenting (session (), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      bring_in (&accounts[i], 1);
      ui_wait (ui_is_at_rest, window, "the portfolio");
    }
  /* Longer than the watch lets a page have its turn. */
  g_timeout_add (2000, on_over, &over);
  ui_wait (is_true, &over, "a look that is not to be");
  g_assert_cmpuint (n_told, ==, 0);
  g_assert_false (is_kept (accounts[0]->id));
  bw_session_set_presenting (session (), FALSE);
  wait_told (1);
  g_assert_cmpstr (summary, ==, "2 accounts need attention");
  tear_down ();
}

int
main (int argc, char **argv)
{
  int result;

  g_setenv ("GNOTIFICATION_BACKEND", "freedesktop", TRUE);
  ui_test_init (&argc, &argv);
  start_desktop ();
  application = ui_application_new ();
  g_test_add_func ("/queue-watch/one", test_one);
  g_test_add_func ("/queue-watch/many", test_many);
  g_test_add_func ("/queue-watch/once", test_once);
  g_test_add_func ("/queue-watch/past", test_past);
  g_test_add_func ("/queue-watch/mine", test_mine);
  g_test_add_func ("/queue-watch/off", test_off);
  g_test_add_func ("/queue-watch/own-edit", test_own_edit);
  g_test_add_func ("/queue-watch/looking", test_looking);
  g_test_add_func ("/queue-watch/presenting", test_presenting);
  result = g_test_run ();
  g_object_unref (application);
  g_object_unref (desktop);
  g_free (summary);
  g_free (body);
  g_strfreev (actions);
  return result;
}
