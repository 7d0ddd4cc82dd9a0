/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notes-backend.h"

#include <libsoup/soup.h>
#include <string.h>

struct _NotesBackend {
  SoupServer *server;
  GHashTable *rows;    /* Id to BwRecord. */
  char       *url;
  char       *token;   /* (nullable): asked of everybody when set. */
  gboolean    is_down;
  guint       n_writes;
};

static const BwRelation *
notes (void)
{
  return bw_relation_get (BW_RELATION_NOTES);
}

static void
answer (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
answer_row (SoupServerMessage *message, guint status, const BwRecord *row)
{
  g_autofree char *json = row ? bw_record_to_json (row) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("[%s]", json);

  answer (message, status, body);
}

static gboolean
is_bad (const BwRecord *changes)
{
  g_autofree char *text = bw_record_dup_text (changes, "text");

  return text && g_str_has_prefix (text, "bad");
}

static void
insert (NotesBackend *self, SoupServerMessage *message, BwRecord *row)
{
  g_autofree char *id = bw_record_dup_text (row, "id");

  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "Preference-Applied", "resolution=ignore-duplicates");
  if (g_hash_table_contains (self->rows, id))
    {
      answer_row (message, 200, NULL);
      return;
    }
  self->n_writes++;
  bw_record_set_integer (row, "version", 1);
  g_hash_table_insert (self->rows, g_strdup (id), bw_record_copy (row));
  answer_row (message, 201, row);
}

/* The value of "name=eq.VALUE" in a query. */
static const char *
wanted (GHashTable *query, const char *name)
{
  const char *value = query ? g_hash_table_lookup (query, name) : NULL;

  return value && g_str_has_prefix (value, "eq.") ? value + strlen ("eq.") : NULL;
}

static void
change (NotesBackend *self, SoupServerMessage *message, GHashTable *query,
        const BwRecord *changes)
{
  BwRecord *row = g_hash_table_lookup (self->rows, wanted (query, "id"));
  gint64 version = g_ascii_strtoll (wanted (query, "version"), NULL, 10);

  if (row == NULL || bw_record_get_integer (row, "version", 0) != version)
    {
      answer_row (message, 200, NULL);
      return;
    }
  self->n_writes++;
  if (changes)
    bw_record_apply (row, changes);
  else
    bw_record_set_deleted (row, TRUE);
  bw_record_set_integer (row, "version", version + 1);
  answer_row (message, 200, row);
}

static void
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
        gpointer data)
{
  NotesBackend *self = data;
  const char *method = soup_server_message_get_method (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  const char *sent = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *expected = g_strdup_printf ("Bearer %s", self->token ? self->token : "");
  g_autoptr (BwRecord) row = NULL;

  if (self->token && g_strcmp0 (sent, expected) != 0)
    {
      answer (message, 401, "{\"code\":\"PGRST301\",\"message\":\"JWT expired\","
                            "\"details\":null,\"hint\":null}");
      return;
    }
  if (!g_str_equal (path, "/notes"))
    {
      answer (message, 200, "[]");
      return;
    }
  if (method == SOUP_METHOD_GET)
    {
      const char *id = wanted (query, "id");

      answer_row (message, 200, id ? g_hash_table_lookup (self->rows, id) : NULL);
      return;
    }
  if (g_bytes_get_size (bytes) > 0)
    row = bw_record_from_json (notes (), g_bytes_get_data (bytes, NULL),
                               (gssize) g_bytes_get_size (bytes));
  if (row && is_bad (row))
    answer (message, 400, "{\"code\":\"23514\",\"message\":\"no bad words\",\"details\":null,"
                          "\"hint\":null}");
  else if (method == SOUP_METHOD_POST)
    insert (self, message, row);
  else
    change (self, message, query, row);
}

/* Nobody answers at the address any more, or somebody does again. */
static void
listen_at (NotesBackend *self, guint port)
{
  g_autoptr (GError) error = NULL;

  soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
}

NotesBackend *
notes_backend_new (void)
{
  NotesBackend *self = g_new0 (NotesBackend, 1);
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) bw_record_free);
  soup_server_add_handler (self->server, NULL, handle, self, NULL);
  listen_at (self, 0);
  uris = soup_server_get_uris (self->server);
  self->url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
notes_backend_free (NotesBackend *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_hash_table_unref (self->rows);
  g_free (self->token);
  g_free (self->url);
  g_free (self);
}

const char *
notes_backend_get_url (NotesBackend *self)
{
  return self->url;
}

/* While it is down nobody listens at the address. */
void
notes_backend_set_down (NotesBackend *self, gboolean down)
{
  g_autoptr (GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, NULL);

  if (self->is_down == down)
    return;
  self->is_down = down;
  if (down)
    soup_server_disconnect (self->server);
  else
    listen_at (self, (guint) g_uri_get_port (uri));
}

void
notes_backend_set_token (NotesBackend *self, const char *token)
{
  g_set_str (&self->token, token);
}

/* The note called @id as it is, or NULL. */
const BwRecord *
notes_backend_get (NotesBackend *self, const char *id)
{
  return g_hash_table_lookup (self->rows, id);
}

/* Somebody else writes a note. */
void
notes_backend_write (NotesBackend *self, const char *id, const char *text)
{
  BwRecord *row = g_hash_table_lookup (self->rows, id);
  gint64 version = row ? bw_record_get_integer (row, "version", 0) : 0;

  if (row == NULL)
    {
      row = bw_record_new (notes ());
      bw_record_set_text (row, "id", id);
      bw_record_set_text (row, "account_id", "a1");
      g_hash_table_insert (self->rows, g_strdup (id), row);
    }
  bw_record_set_text (row, "text", text);
  bw_record_set_integer (row, "version", version + 1);
}

guint
notes_backend_n_writes (NotesBackend *self)
{
  return self->n_writes;
}

guint
notes_backend_n_rows (NotesBackend *self)
{
  return g_hash_table_size (self->rows);
}
