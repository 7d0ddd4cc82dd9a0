/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-client.h"

#include <glib/gi18n.h>

#include "model/bw-relation.h"
#include "sync/bw-page.h"

/* Where a client looks whether a backend is one, for the dialog that connects to it. */

typedef struct {
  char *url;
  char *token;
  char *ca_file;
} Question;

static void
question_free (Question *question)
{
  g_free (question->url);
  g_free (question->token);
  g_free (question->ca_file);
  g_free (question);
}

static gboolean
read_name (const BwValue *values, gint64 updated_at, gboolean deleted, gpointer data,
           GError **error)
{
  int column = bw_relation_find_column (bw_relation_get (BW_RELATION_COMPANY), "name");
  char **name = data;

  if (!deleted && *name == NULL)
    *name = g_strndup (values[column].text, values[column].length);
  return TRUE;
}

static BwPage *
ask_relation (BwClient *client, BwRelationId id, gint64 *total, GCancellable *cancellable,
              GError **error)
{
  const BwRelation *relation = bw_relation_get (id);
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (BwAnswer) answer = NULL;
  g_autoptr (GBytes) nothing = NULL;

  g_string_printf (query, "/%s?select=", relation->name);
  for (guint i = 0; i < relation->n_columns; i++)
    g_string_append_printf (query, "%s,", relation->columns[i].name);
  g_string_append (query, "updated_at,deleted_at&deleted_at=is.null&limit=1");
  answer = bw_client_get (client, query->str, "application/json", "count=exact", cancellable,
                          error);
  if (answer == NULL)
    return NULL;
  *total = answer->total;
  nothing = g_bytes_new_static ("", 0);
  return bw_page_new_json (relation, answer->status == 416 ? nothing : answer->body, error);
}

static void
ask_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  /* A person who waits for an answer is better told at once. */
  const BwClientLimits limits = { .stall_seconds = 15, .max_attempts = 2 };
  g_autoptr (BwClient) client = NULL;
  char *answer = NULL;

  g_main_context_push_thread_default (context);
  client = bw_client_new (question->url, question->token, question->ca_file, &limits, &error);
  if (client != NULL)
    answer = bw_client_test (client, cancellable, &error);
  g_clear_pointer (&client, bw_client_free);
  g_main_context_pop_thread_default (context);

  if (answer != NULL)
    g_task_return_pointer (task, answer, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * bw_client_test:
 * @client: a client
 * @cancellable: (nullable): cancels it
 * @error: return location for a #BwSyncError
 *
 * Asks the backend for its company and its accounts, all columns of them.
 *
 * Returns: (transfer full): a sentence that says what is there, or %NULL
 */
char *
bw_client_test (BwClient *client, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  gint64 total = 0, accounts = 0;
  g_autoptr (BwPage) company = ask_relation (client, BW_RELATION_COMPANY, &total, cancellable,
                                             error);
  g_autoptr (BwPage) page = NULL;

  if (company == NULL || !bw_page_read (company, read_name, &name, error))
    return NULL;
  page = ask_relation (client, BW_RELATION_ACCOUNTS, &accounts, cancellable, error);
  if (page == NULL)
    return NULL;

  if (accounts < 0)
    accounts = bw_page_get_n_rows (page);
  if (name == NULL)
    return g_strdup_printf (ngettext ("The backend answers, with %lld account. Its "
                                      "company has no name yet.",
                                      "The backend answers, with %lld accounts. Its "
                                      "company has no name yet.",
                                      accounts),
                            (long long) accounts);
  return g_strdup_printf (ngettext ("Connected to %2$s, %1$lld account.",
                                    "Connected to %2$s, %1$lld accounts.", accounts),
                          (long long) accounts, name);
}

/**
 * bw_client_test_connection_async:
 * @url: address of a backend
 * @token: (nullable): its token
 * @ca_file: (nullable): a private certificate authority
 * @cancellable: (nullable): cancels it
 * @callback: called with the answer
 * @data: for @callback
 *
 * Runs bw_client_test() on a thread of its own.
 */
void
bw_client_test_connection_async (const char          *url,
                                 const char          *token,
                                 const char          *ca_file,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Question *question = g_new0 (Question, 1);

  question->url = g_strdup (url);
  question->token = g_strdup (token);
  question->ca_file = g_strdup (ca_file);
  g_task_set_source_tag (task, bw_client_test_connection_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, ask_in_thread);
}

/**
 * bw_client_test_connection_finish:
 * @result: the result of bw_client_test_connection_async()
 * @error: return location for a #BwSyncError
 *
 * Returns: (transfer full): what bw_client_test() says, or %NULL
 */
char *
bw_client_test_connection_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
