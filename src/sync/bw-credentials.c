/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-credentials.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

/*
 * Tokens are in the keyring and nowhere else. Where there is no keyring they are kept in memory,
 * by portfolio, until the program ends.
 */

static const SecretSchema schema = {
  BW_APP_ID ".Token",
  SECRET_SCHEMA_NONE,
  { { "portfolio", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static GMutex lock;
static GHashTable *in_memory;

static void
remember (const char *slug, const char *token)
{
  g_mutex_lock (&lock);
  if (in_memory == NULL)
    in_memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, secret_value_unref);
  if (token != NULL)
    g_hash_table_replace (in_memory, g_strdup (slug), secret_value_new (token, -1, "text/plain"));
  else
    g_hash_table_remove (in_memory, slug);
  g_mutex_unlock (&lock);
}

static char *
recall (const char *slug)
{
  SecretValue *value = NULL;
  char *token = NULL;

  g_mutex_lock (&lock);
  if (in_memory != NULL)
    value = g_hash_table_lookup (in_memory, slug);
  if (value != NULL)
    token = g_strdup (secret_value_get_text (value));
  g_mutex_unlock (&lock);
  return token;
}

/* Tasks ---------------------------------------------------------------------------------------- */

typedef struct {
  char *slug;
  char *name;
  char *token;
} Store;

static void
store_free (Store *store)
{
  g_free (store->slug);
  g_free (store->name);
  g_free (store->token);
  g_free (store);
}

static void
lookup_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, bw_credentials_lookup (data, cancellable), g_free);
}

static void
store_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Store *store = data;

  g_task_return_int (task,
                     bw_credentials_store (store->slug, store->name, store->token, cancellable));
}

static void
forget_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *slug = data;
  g_autoptr (GError) error = NULL;

  if (!secret_password_clear_sync (&schema, cancellable, &error, "portfolio", slug, NULL) && error)
    g_debug ("no keyring: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_credentials_lookup:
 * @portfolio_slug: a portfolio
 * @cancellable: (nullable): ends the wait for the keyring
 *
 * Returns: (transfer full) (nullable): its token, or %NULL when none is known
 */
char *
bw_credentials_lookup (const char *portfolio_slug, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *found = recall (portfolio_slug);
  char *token;

  if (found != NULL)
    return found;
  found = secret_password_lookup_sync (&schema, cancellable, &error, "portfolio", portfolio_slug,
                                       NULL);
  if (error != NULL)
    g_debug ("no keyring: %s", error->message);
  token = g_strdup (found);
  secret_password_free (found);
  return token;
}

/**
 * bw_credentials_store:
 * @portfolio_slug: a portfolio
 * @portfolio_name: its name, for the list of the keyring
 * @token: its token
 * @cancellable: (nullable): ends the wait for the keyring
 *
 * Returns: where the token is kept
 */
BwCredentialsPlace
bw_credentials_store (const char   *portfolio_slug,
                      const char   *portfolio_name,
                      const char   *token,
                      GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = g_strdup_printf (_("Bellwether: token of %s"), portfolio_name);

  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable,
                                  &error, "portfolio", portfolio_slug, NULL))
    {
      remember (portfolio_slug, NULL);
      return BW_CREDENTIALS_KEYRING;
    }
  g_debug ("no keyring: %s", error != NULL ? error->message : "it did not take the token");
  remember (portfolio_slug, token);
  return BW_CREDENTIALS_MEMORY;
}

/**
 * bw_credentials_forget:
 * @portfolio_slug: a portfolio
 *
 * Removes its token from memory, and from the keyring on a thread of its own.
 */
void
bw_credentials_forget (const char *portfolio_slug)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  remember (portfolio_slug, NULL);
  g_task_set_source_tag (task, bw_credentials_forget);
  g_task_set_task_data (task, g_strdup (portfolio_slug), g_free);
  g_task_run_in_thread (task, forget_in_thread);
}

/**
 * bw_credentials_lookup_async:
 * @portfolio_slug: a portfolio
 * @cancellable: (nullable): ends the wait for the keyring
 * @callback: called with the token
 * @data: for @callback
 *
 * Runs bw_credentials_lookup() on a thread of its own.
 */
void
bw_credentials_lookup_async (const char          *portfolio_slug,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, bw_credentials_lookup_async);
  g_task_set_task_data (task, g_strdup (portfolio_slug), g_free);
  g_task_run_in_thread (task, lookup_in_thread);
}

/**
 * bw_credentials_lookup_finish:
 * @result: the result of bw_credentials_lookup_async()
 * @error: return location: %G_IO_ERROR_CANCELLED is all that it can be
 *
 * Returns: (transfer full) (nullable): the token, or %NULL when none is known
 */
char *
bw_credentials_lookup_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bw_credentials_store_async:
 * @portfolio_slug: a portfolio
 * @portfolio_name: its name
 * @token: its token
 * @cancellable: (nullable): ends the wait for the keyring
 * @callback: called when it is kept
 * @data: for @callback
 *
 * Runs bw_credentials_store() on a thread of its own.
 */
void
bw_credentials_store_async (const char          *portfolio_slug,
                            const char          *portfolio_name,
                            const char          *token,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Store *store = g_new0 (Store, 1);

  store->slug = g_strdup (portfolio_slug);
  store->name = g_strdup (portfolio_name);
  store->token = g_strdup (token);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, bw_credentials_store_async);
  g_task_set_task_data (task, store, (GDestroyNotify) store_free);
  g_task_run_in_thread (task, store_in_thread);
}

/**
 * bw_credentials_store_finish:
 * @result: the result of bw_credentials_store_async()
 *
 * Returns: where the token is kept
 */
BwCredentialsPlace
bw_credentials_store_finish (GAsyncResult *result)
{
  return g_task_propagate_int (G_TASK (result), NULL);
}
