/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model-backend.h"

#include <string.h>

typedef struct {
  char   *method;
  char   *path;
  char   *prefer;
  GBytes *json;
} Request;

static void
change_free (gpointer data)
{
  ModelChange *change = data;

  g_free (change->record);
  g_free (change->text);
  g_free (change->before);
  g_free (change);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->prefer);
  g_clear_pointer (&request->json, g_bytes_unref);
  g_free (request);
}

ModelBackend *
model_backend_new (guint32 seed)
{
  ModelBackend *model = g_new0 (ModelBackend, 1);

  model->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) bw_record_free);
  model->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  model->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  model->changes = g_ptr_array_new_with_free_func (change_free);
  model->delayed = g_ptr_array_new_with_free_func (request_free);
  model->random = g_rand_new_with_seed (seed);
  model->answers_409 = g_rand_boolean (model->random);
  model->answers_412 = g_rand_boolean (model->random);
  return model;
}

void
model_backend_free (ModelBackend *model)
{
  g_hash_table_unref (model->rows);
  g_hash_table_unref (model->touched);
  g_hash_table_unref (model->seen);
  g_ptr_array_unref (model->changes);
  g_ptr_array_unref (model->delayed);
  g_rand_free (model->random);
  g_free (model);
}

/* What the backend does ------------------------------------------------------------------------ */

static BwAnswer *
answer_new (guint status, const char *body, const char *applied)
{
  BwAnswer *answer = g_new0 (BwAnswer, 1);

  answer->status = status;
  answer->body = g_bytes_new (body, strlen (body));
  answer->total = -1;
  answer->applied = g_strdup (applied);
  return answer;
}

static BwAnswer *
answer_row (guint status, const BwRecord *row, const char *applied)
{
  g_autofree char *json = row != NULL ? bw_record_to_json (row) : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("[%s]", json);

  return answer_new (status, body, applied);
}

static void
note_change (ModelBackend *model, const char *id, const BwRecord *changes, const BwRecord *before)
{
  ModelChange *change;

  if (!bw_record_has (changes, "text"))
    return;
  change = g_new0 (ModelChange, 1);
  change->record = g_strdup (id);
  change->text = bw_record_dup_text (changes, "text");
  change->before = before != NULL ? bw_record_dup_text (before, "text") : NULL;
  g_ptr_array_add (model->changes, change);
}

/* Every text is one edit's own. A deletion has none, so that of a record is taken for any. */
static char *
name_of_change (const char *id, const char *text)
{
  return text != NULL ? g_strdup (text) : g_strconcat ("deletion of ", id, NULL);
}

/* The person who makes or insists on an edit has seen the record as it was at @version. */
void
model_backend_saw (ModelBackend *model, const char *id, const char *text, gint64 version)
{
  g_autofree char *name = name_of_change (id, text);
  gint64 before = GPOINTER_TO_INT (g_hash_table_lookup (model->seen, name));

  g_hash_table_insert (model->seen, g_steal_pointer (&name),
                       GINT_TO_POINTER (MAX (before, version)));
}

/* A request that is taken replaces nothing of somebody else's that its author has not seen. */
static void
check_seen (ModelBackend *model, const char *id, const BwRecord *sent)
{
  g_autofree char *text = sent != NULL ? bw_record_dup_text (sent, "text") : NULL;
  g_autofree char *name = name_of_change (id, text);

  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (model->touched, id)), <=,
                   GPOINTER_TO_INT (g_hash_table_lookup (model->seen, name)));
}

static void
raise_version (BwRecord *row)
{
  bw_record_set_integer (row, "version", bw_record_get_integer (row, "version", 0) + 1);
}

/* Some texts the backend does not take, for one reason or another, always the same. */
static BwAnswer *
refuse (const BwRecord *changes)
{
  g_autofree char *text = bw_record_dup_text (changes, "text");
  const guint statuses[] = { 400, 403, 409, 422 };

  if (text == NULL || !g_str_has_prefix (text, "bad"))
    return NULL;
  return answer_new (statuses[g_str_hash (text) % G_N_ELEMENTS (statuses)],
                     "{\"code\":\"23514\",\"message\":\"not that\"}", NULL);
}

static BwAnswer *
post (ModelBackend *model, const BwRecord *sent, const char *prefer)
{
  g_autofree char *id = bw_record_dup_text (sent, "id");
  const char *applied = "resolution=ignore-duplicates, return=representation";
  BwAnswer *refusal = refuse (sent);
  BwRecord *row;

  g_assert_nonnull (strstr (prefer, "resolution=ignore-duplicates"));
  if (refusal != NULL)
    return refusal;
  if (g_hash_table_contains (model->rows, id))
    return model->answers_409 ? answer_new (409, "{\"code\":\"23505\",\"message\":\"twice\"}", NULL)
                              : answer_new (200, "[]", applied);
  row = bw_record_copy (sent);
  bw_record_set_integer (row, "version", 1);
  note_change (model, id, sent, NULL);
  g_hash_table_insert (model->rows, g_strdup (id), row);
  return answer_row (201, row, model->answers_409 ? NULL : applied);
}

static BwAnswer *
change (ModelBackend *model, const char *method, const char *id, gint64 version,
        const BwRecord *sent, gboolean revive)
{
  BwRecord *row = g_hash_table_lookup (model->rows, id);
  BwAnswer *refusal = sent != NULL ? refuse (sent) : NULL;

  if (refusal != NULL)
    return refusal;
  if (row == NULL || bw_record_get_integer (row, "version", 0) != version)
    return model->answers_412 ? answer_new (412, "{}", NULL) : answer_new (200, "[]", NULL);
  if (g_str_equal (method, "DELETE"))
    {
      if (!bw_record_is_deleted (row))
        {
          check_seen (model, id, NULL);
          raise_version (row);
        }
      bw_record_set_deleted (row, TRUE);
      return answer_new (200, "[]", NULL);
    }
  if (revive ? bw_record_is_deleted (row) || !bw_record_matches (row, sent)
             : !bw_record_matches (row, sent))
    {
      check_seen (model, id, sent);
      note_change (model, id, sent, row);
      bw_record_apply (row, sent);
      raise_version (row);
    }
  if (revive)
    bw_record_set_deleted (row, FALSE);
  return answer_row (200, row, NULL);
}

static BwAnswer *
carry_out (ModelBackend *model, const char *method, const char *path, const char *prefer,
           GBytes *json)
{
  const BwRelation *notes = bw_relation_get (BW_RELATION_NOTES);
  const char *query = strchr (path, '?');
  g_autoptr (BwRecord) sent = NULL;
  g_auto (GStrv) parts = NULL;
  gboolean revive = FALSE;

  g_assert_true (g_str_has_prefix (path, "/notes"));
  if (json != NULL)
    {
      gsize length;
      const char *body = g_bytes_get_data (json, &length);

      sent = bw_record_from_json (notes, body, length);
      g_assert_nonnull (sent);
      revive = g_strstr_len (body, length, "\"deleted_at\":null") != NULL;
    }
  if (g_str_equal (method, "POST"))
    return post (model, sent, prefer);
  g_assert_true (g_str_has_prefix (query, "?id=eq."));
  parts = g_strsplit (query + strlen ("?id=eq."), "&version=eq.", 2);
  if (g_str_equal (method, "GET"))
    return answer_row (200, g_hash_table_lookup (model->rows, parts[0]), NULL);
  g_assert_nonnull (parts[1]);
  return change (model, method, parts[0], g_ascii_strtoll (parts[1], NULL, 10), sent, revive);
}

/* Somebody else changes a record, deletes it or brings it back. */
void
model_backend_rival (ModelBackend *model)
{
  g_autoptr (GList) ids = g_list_sort (g_hash_table_get_keys (model->rows),
                                       (GCompareFunc) g_strcmp0);
  guint n = g_list_length (ids);
  BwRecord *row;
  g_autofree char *text = g_strdup_printf ("rival %u", model->rivals++);

  if (n == 0)
    return;
  row = g_hash_table_lookup (model->rows,
                             g_list_nth_data (ids, g_rand_int_range (model->random, 0, n)));
  switch (g_rand_int_range (model->random, 0, 4))
    {
    case 0:
      bw_record_set_deleted (row, !bw_record_is_deleted (row));
      break;

    case 1:
      bw_record_set_text (row, "author_id", text);
      break;

    default:
      bw_record_set_text (row, "text", text);
      break;
    }
  raise_version (row);
  g_hash_table_insert (model->touched, bw_record_dup_text (row, "id"),
                       GINT_TO_POINTER (bw_record_get_integer (row, "version", 0)));
}

/* Requests that were on their way come in, one or all, in any order. */
void
model_backend_arrive (ModelBackend *model, gboolean all)
{
  while (model->delayed->len > 0)
    {
      guint place = g_rand_int_range (model->random, 0, model->delayed->len);
      Request *request = g_ptr_array_steal_index (model->delayed, place);

      bw_answer_free (carry_out (model, request->method, request->path, request->prefer,
                                 request->json));
      request_free (request);
      if (!all)
        return;
    }
}

/* The network ---------------------------------------------------------------------------------- */

static BwAnswer *
fail (BwSyncError code, gboolean arrived, gboolean *may_have_arrived, GError **error)
{
  *may_have_arrived = arrived;
  g_set_error_literal (error, BW_SYNC_ERROR, code, "the network");
  return NULL;
}

BwAnswer *
model_backend_ask (const char *method, const char *path_and_query, const char *prefer, GBytes *json,
                   gboolean *may_have_arrived, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  ModelBackend *model = data;
  BwAnswer *answer;
  Request *request;
  gsize length;

  *may_have_arrived = FALSE;
  if (!model->faults)
    return carry_out (model, method, path_and_query, prefer, json);
  if (g_rand_int_range (model->random, 0, 3) == 0)
    model_backend_arrive (model, FALSE);
  if (g_rand_int_range (model->random, 0, 10) == 0)
    model_backend_rival (model);

  switch (g_rand_int_range (model->random, 0, 24))
    {
    case 0: /* The request, or a part of it, is lost. */
      return fail (BW_SYNC_ERROR_STALLED, TRUE, may_have_arrived, error);

    case 1: /* The answer is lost. */
    case 2:
      bw_answer_free (carry_out (model, method, path_and_query, prefer, json));
      return fail (BW_SYNC_ERROR_BROKEN, TRUE, may_have_arrived, error);

    case 3: /* The request comes later. */
    case 4:
      request = g_new0 (Request, 1);
      request->method = g_strdup (method);
      request->path = g_strdup (path_and_query);
      request->prefer = g_strdup (prefer);
      request->json = json != NULL ? g_bytes_ref (json) : NULL;
      g_ptr_array_add (model->delayed, request);
      return fail (BW_SYNC_ERROR_STALLED, TRUE, may_have_arrived, error);

    case 5: /* The request comes twice; the second answer wins. */
      bw_answer_free (carry_out (model, method, path_and_query, prefer, json));
      return carry_out (model, method, path_and_query, prefer, json);

    case 6: /* The answer is cut off. */
      answer = carry_out (model, method, path_and_query, prefer, json);
      length = g_bytes_get_size (answer->body);
      if (answer->status < 300 && length > 0)
        {
          GBytes *whole = answer->body;

          answer->body = g_bytes_new_from_bytes (whole, 0,
                                                 g_rand_int_range (model->random, 1,
                                                                   MAX (length, 2)));
          g_bytes_unref (whole);
        }
      return answer;

    case 7:
      return fail (BW_SYNC_ERROR_SIGNED_OUT, FALSE, may_have_arrived, error);

    case 8: /* 429 */
      return fail (BW_SYNC_ERROR_BUSY, FALSE, may_have_arrived, error);

    case 9: /* 503, from a gateway that may have asked. */
      if (g_rand_boolean (model->random))
        bw_answer_free (carry_out (model, method, path_and_query, prefer, json));
      return fail (BW_SYNC_ERROR_BUSY, TRUE, may_have_arrived, error);

    case 10:
      if (g_rand_boolean (model->random))
        bw_answer_free (carry_out (model, method, path_and_query, prefer, json));
      return answer_new (500, "<html>", NULL);

    case 11:
      return fail (BW_SYNC_ERROR_REFUSED, FALSE, may_have_arrived, error);

    case 12: /* The program ends here. */
      if (g_rand_boolean (model->random))
        bw_answer_free (carry_out (model, method, path_and_query, prefer, json));
      *may_have_arrived = TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "ended");
      return NULL;

    default:
      return carry_out (model, method, path_and_query, prefer, json);
    }
}
