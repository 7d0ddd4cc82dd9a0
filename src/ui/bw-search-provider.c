/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-search-provider.h"

#include <glib/gi18n.h>

#include "portfolio/bw-account-search.h"
#include "store/bw-mirror.h"
#include "ui/pages/bw-account-page.h"

/**
 * BwSearchProvider:
 *
 * Finds accounts for the search of the desktop. It reads what is kept on disk of the portfolio that
 * was used last, on a worker thread, and neither opens a window nor refreshes until a result is
 * chosen.
 *
 * While a review is presented nothing is found and nothing opened: the search of the desktop may be
 * seen by the audience.
 *
 * A result is called by the portfolio and the account: "northwind-cloud:acc-0042".
 */
struct _BwSearchProvider {
  GObject          parent_instance;

  BwApplication   *application; /* Not owned: it owns this. */
  GDBusConnection *connection;
  guint            registration;

  char            *slug;        /* (nullable): of the portfolio that @table is from. */
  BwAccountTable  *table;       /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BwSearchProvider, bw_search_provider, G_TYPE_OBJECT)

/* The desktop shows fewer; what it asks for next narrows the words down. */
#define MOST_RESULTS 24

/* How long the program stays when the desktop has started it for a search alone. */
#define STAY_MILLISECONDS 30000

static const char interface_xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'>"
  "<arg type='as' name='terms' direction='in'/><arg type='as' name='results' direction='out'/>"
  "</method>"
  "<method name='GetSubsearchResultSet'>"
  "<arg type='as' name='previous' direction='in'/><arg type='as' name='terms' direction='in'/>"
  "<arg type='as' name='results' direction='out'/>"
  "</method>"
  "<method name='GetResultMetas'>"
  "<arg type='as' name='identifiers' direction='in'/><arg type='aa{sv}' name='metas' direction='out'/>"
  "</method>"
  "<method name='ActivateResult'>"
  "<arg type='s' name='identifier' direction='in'/><arg type='as' name='terms' direction='in'/>"
  "<arg type='u' name='timestamp' direction='in'/>"
  "</method>"
  "<method name='LaunchSearch'>"
  "<arg type='as' name='terms' direction='in'/><arg type='u' name='timestamp' direction='in'/>"
  "</method>"
  "</interface></node>";

/* What is asked for, worked out on a worker thread. */
typedef struct {
  GDBusMethodInvocation *invocation;
  BwPortfolioInfo       *info;
  BwAccountTable        *table;       /* (nullable): what is kept, then what was used. */
  char                 **terms;       /* (nullable): words to search for… */
  char                 **identifiers; /* …or else results to describe. */
} Question;

static void
question_free (Question *question)
{
  bw_portfolio_info_free (question->info);
  g_clear_pointer (&question->table, bw_account_table_unref);
  g_strfreev (question->terms);
  g_strfreev (question->identifiers);
  g_free (question);
}

/* Takes the table that is kept when nothing has changed since. */
static gboolean
bring_up_to_date (Question *question, GCancellable *cancellable, GError **error)
{
  g_autoptr (BwMirror) mirror = bw_mirror_open (question->info->mirror_path, BW_MIRROR_READ_ONLY,
                                                error);
  gint64 generation;

  if (mirror == NULL)
    return FALSE;
  generation = bw_mirror_get_generation (mirror, error);
  if (generation < 0)
    return FALSE;
  if (question->table && question->table->generation == generation)
    return TRUE;
  g_clear_pointer (&question->table, bw_account_table_unref);
  question->table = bw_account_table_load (mirror, cancellable, error);
  return question->table != NULL;
}

static GVariant *
find_results (const Question *question)
{
  const BwAccountTable *table = question->table;
  g_autoptr (GArray) found = bw_account_search (table, (const char *const *) question->terms,
                                                bw_account_table_latest_date (table),
                                                MOST_RESULTS);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("(as)"));
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < found->len; i++)
    {
      const char *id = bw_account_table_id (table, g_array_index (found, guint32, i));
      g_autofree char *result = g_strconcat (question->info->slug, ":", id, NULL);

      g_variant_builder_add (&builder, "s", result);
    }
  g_variant_builder_close (&builder);
  return g_variant_builder_end (&builder);
}

/* Whose it is and what it does, as far as is known. */
static char *
describe (const BwAccountTable *table, guint32 account)
{
  const char *owner = table->owner[account] != BW_INDEX_NONE
                        ? table->people[table->owner[account]].name
                        : NULL;
  const char *industry = table->industry[account] != BW_INDEX_NONE
                           ? table->industries[table->industry[account]]
                           : NULL;

  if (owner && industry)
    /* Translators: an industry and the person who looks after the account. */
    return g_strdup_printf (_("%s · owner %s"), industry, owner);
  if (owner)
    return g_strdup_printf (_("owner %s"), owner);
  return g_strdup (industry ? industry : table->company_name);
}

/* Returns (nullable): the id of the account, when the result is of this portfolio. */
static const char *
account_of (const char *result, const char *slug)
{
  gsize length = strlen (slug);

  return g_str_has_prefix (result, slug) && result[length] == ':' ? result + length + 1 : NULL;
}

static GVariant *
describe_results (const Question *question)
{
  const BwAccountTable *table = question->table;
  g_autoptr (GIcon) icon = g_themed_icon_new (BW_APP_ID);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("(aa{sv})"));
  g_variant_builder_open (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; question->identifiers[i]; i++)
    {
      const char *id = account_of (question->identifiers[i], question->info->slug);
      guint32 account = id ? bw_account_table_find_account (table, id) : BW_INDEX_NONE;
      g_autofree char *description = NULL;

      /* An account that has gone since the search is left out. */
      if (account == BW_INDEX_NONE)
        continue;
      description = describe (table, account);
      g_variant_builder_open (&builder, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&builder, "{sv}", "id",
                             g_variant_new_string (question->identifiers[i]));
      g_variant_builder_add (&builder, "{sv}", "name",
                             g_variant_new_string (bw_account_table_name (table, account)));
      g_variant_builder_add (&builder, "{sv}", "description",
                             g_variant_new_string (description ? description : ""));
      g_variant_builder_add (&builder, "{sv}", "icon", g_icon_serialize (icon));
      g_variant_builder_close (&builder);
    }
  g_variant_builder_close (&builder);
  return g_variant_builder_end (&builder);
}

static void
work_out (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;

  if (!bring_up_to_date (question, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           g_variant_ref_sink (question->terms ? find_results (question)
                                                               : describe_results (question)),
                           (GDestroyNotify) g_variant_unref);
}

static void
on_worked_out (GObject *object, GAsyncResult *result, gpointer data)
{
  BwSearchProvider *self = BW_SEARCH_PROVIDER (object);
  Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_task_propagate_pointer (G_TASK (result), &error);

  /* A portfolio that cannot be read has nothing to be found in; the window says why. */
  if (answer == NULL)
    g_debug ("nothing is found: %s", error->message);
  if (answer == NULL)
    answer = g_variant_ref_sink (question->terms ? g_variant_new ("(as)", NULL)
                                                 : g_variant_new ("(aa{sv})", NULL));
  g_set_str (&self->slug, question->info->slug);
  g_clear_pointer (&self->table, bw_account_table_unref);
  if (question->table)
    self->table = bw_account_table_ref (question->table);
  g_dbus_method_invocation_return_value (question->invocation, answer);
  g_application_release (G_APPLICATION (self->application));
}

static gboolean
is_presenting (BwSearchProvider *self)
{
  BwSession *session = bw_application_get_session (self->application);

  return session && bw_session_get_presenting (session);
}

static BwPortfolioInfo *
find_portfolio (BwSearchProvider *self)
{
  BwSession *session = bw_application_get_session (self->application);
  const BwPortfolioInfo *open = session ? bw_session_get_info (session) : NULL;
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info;

  if (is_presenting (self))
    return NULL;
  info = open ? bw_portfolio_info_copy (open) : bw_portfolio_last_used (&error);
  if (info == NULL && error)
    g_debug ("no portfolio to search: %s", error->message);
  return info;
}

static void
ask (BwSearchProvider *self, GDBusMethodInvocation *invocation, char **terms, char **identifiers)
{
  BwPortfolioInfo *info = find_portfolio (self);
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (info == NULL)
    {
      g_dbus_method_invocation_return_value (invocation, terms ? g_variant_new ("(as)", NULL)
                                                               : g_variant_new ("(aa{sv})", NULL));
      g_strfreev (terms);
      g_strfreev (identifiers);
      return;
    }
  question = g_new0 (Question, 1);
  question->invocation = invocation;
  question->info = info;
  question->terms = terms;
  question->identifiers = identifiers;
  if (self->table && g_strcmp0 (self->slug, info->slug) == 0)
    question->table = bw_account_table_ref (self->table);
  task = g_task_new (self, NULL, on_worked_out, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_application_hold (G_APPLICATION (self->application));
  g_task_run_in_thread (task, work_out);
}

/* Opening what was found ----------------------------------------------------------------------- */

static BwWindow *
open_window (BwSearchProvider *self)
{
  g_application_activate (G_APPLICATION (self->application));
  return bw_application_get_window (self->application);
}

static void
open_account (BwSearchProvider *self, const char *result)
{
  const char *colon = strchr (result, ':');
  g_autofree char *slug = colon ? g_strndup (result, (gsize) (colon - result)) : NULL;
  BwWindow *window;

  if (is_presenting (self))
    return;
  window = open_window (self);
  if (slug == NULL || !bw_session_open_slug (bw_window_get_session (window), slug))
    return;
  bw_window_go_to (window, "accounts");
  bw_account_page_open (window, colon + 1);
}

static void
open_list (BwSearchProvider *self, const char *const *terms)
{
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();
  g_autofree char *typed = g_strjoinv (" ", (char **) terms);
  BwSession *session;
  BwWindow *window;

  if (is_presenting (self))
    return;
  window = open_window (self);
  session = bw_window_get_session (window);
  if (bw_session_get_portfolio (session) == NULL)
    return;
  bw_account_filter_set_search (filter, typed);
  bw_window_show_accounts (window, filter);
}

static void
on_method_call (GDBusConnection *connection, const char *sender, const char *object_path,
                const char *interface, const char *method, GVariant *parameters,
                GDBusMethodInvocation *invocation, gpointer data)
{
  BwSearchProvider *self = data;

  if (g_str_equal (method, "GetInitialResultSet"))
    {
      char **terms;

      g_variant_get (parameters, "(^as)", &terms);
      ask (self, invocation, terms, NULL);
    }
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      char **terms;

      /* A new search takes no longer than going through what was found before. */
      g_variant_get (parameters, "(as^as)", NULL, &terms);
      ask (self, invocation, terms, NULL);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      char **identifiers;

      g_variant_get (parameters, "(^as)", &identifiers);
      ask (self, invocation, NULL, identifiers);
    }
  else if (g_str_equal (method, "ActivateResult"))
    {
      const char *result;

      g_variant_get (parameters, "(&sasu)", &result, NULL, NULL);
      open_account (self, result);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else
    {
      g_autofree const char **terms = NULL;

      g_variant_get (parameters, "(^a&su)", &terms, NULL);
      open_list (self, terms);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };

static void
bw_search_provider_dispose (GObject *object)
{
  BwSearchProvider *self = BW_SEARCH_PROVIDER (object);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
  g_clear_pointer (&self->slug, g_free);
  g_clear_pointer (&self->table, bw_account_table_unref);
  G_OBJECT_CLASS (bw_search_provider_parent_class)->dispose (object);
}

static void
bw_search_provider_class_init (BwSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_search_provider_dispose;
}

static void
bw_search_provider_init (BwSearchProvider *self)
{
}

/**
 * bw_search_provider_new:
 * @application: opens what is chosen; it outlives the provider
 */
BwSearchProvider *
bw_search_provider_new (BwApplication *application)
{
  BwSearchProvider *self = g_object_new (BW_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  return self;
}

/**
 * bw_search_provider_export:
 * @object_path: of the application; the provider is below it
 *
 * Makes the provider reachable on @connection until it is disposed of.
 */
gboolean
bw_search_provider_export (BwSearchProvider *self, GDBusConnection *connection,
                           const char *object_path, GError **error)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, error);
  g_autofree char *path = g_strconcat (object_path, "/SearchProvider", NULL);

  if (node == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &vtable, self, NULL, error);
  if (self->registration == 0)
    return FALSE;
  self->connection = g_object_ref (connection);
  /* A program that the desktop has started for a search alone ends some time after it. */
  if (g_application_get_flags (G_APPLICATION (self->application)) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (G_APPLICATION (self->application), STAY_MILLISECONDS);
  return TRUE;
}
