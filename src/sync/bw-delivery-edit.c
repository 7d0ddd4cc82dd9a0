/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-delivery-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sync/bw-client-error.h"

/*
 * One edit and the backend. Every request does no harm when it arrives twice or late: a POST has an
 * id of its own and leaves a row alone that is there; PATCH and DELETE name the version that they
 * were made on, which never comes back. When such a one finds nothing, the row itself says whether
 * it was this edit that has changed it, or somebody else.
 */

#define PREFER_INSERT "resolution=ignore-duplicates,return=representation"
#define PREFER_CHANGE "return=representation"

typedef struct {
  BwOutbox      *outbox;
  BwEdit        *edit;
  gboolean       was_sending; /* An earlier attempt may have arrived. */
  BwDeliveryAsk  ask;
  gpointer       data;
  GCancellable  *cancellable;
  GError       **stopped;
  GError       **error;
} Sender;

/* What a backend answered. */
typedef struct {
  guint      status;
  GPtrArray *rows; /* NULL when the body is no array of rows. */
  gboolean   duplicates_ignored;
  char      *reason;
} Reply;

static void
reply_clear (Reply *reply)
{
  g_clear_pointer (&reply->rows, g_ptr_array_unref);
  g_clear_pointer (&reply->reason, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

/* Verdicts ------------------------------------------------------------------------------------- */

static BwVerdict
sent (Sender *self, const BwRecord *row, gint64 version)
{
  return bw_outbox_mark_sent (self->outbox, self->edit, row, version, self->error)
           ? BW_VERDICT_SENT
           : BW_VERDICT_FAILED;
}

static BwVerdict
refused (Sender *self, const char *reason)
{
  return bw_outbox_mark_refused (self->outbox, self->edit, reason, self->error)
           ? BW_VERDICT_REFUSED
           : BW_VERDICT_FAILED;
}

static BwVerdict
conflict (Sender *self, const BwRecord *row)
{
  const char *reason = bw_record_is_deleted (row)
                         ? _("Somebody else has deleted the record.")
                         : _("Somebody else has changed the record.");

  return bw_outbox_mark_conflict (self->outbox, self->edit, row, reason, self->error)
           ? BW_VERDICT_CONFLICT
           : BW_VERDICT_FAILED;
}

/* Nothing is certain, but that no answer can be had now. */
static BwVerdict
later (Sender *self, gboolean may_have_arrived, const char *reason, BwVerdict verdict)
{
  BwEdit *edit = self->edit;

  if (!may_have_arrived && !self->was_sending)
    return bw_outbox_mark_waiting (self->outbox, edit, reason, self->error) ? verdict
                                                                            : BW_VERDICT_FAILED;
  return verdict;
}

/* Asking --------------------------------------------------------------------------------------- */

static char *
read_reason (guint status, GBytes *body)
{
  g_autofree char *code = NULL;
  char *said = bw_client_error_read_body (body, &code);

  if (said == NULL)
    said = g_strdup_printf (_("The backend answers with status %u and gives no reason."), status);
  return said;
}

/* Asks once; a verdict when there is no answer to go on with, BW_VERDICT_SENT when there is one. */
static BwVerdict
exchange (Sender *self, const char *method, const char *query, const char *prefer, GBytes *json,
          Reply *reply)
{
  g_autofree char *path = g_strconcat ("/", self->edit->relation->name, query, NULL);
  g_autoptr (GError) cause = NULL;
  gboolean may_have_arrived = FALSE;
  g_autoptr (BwAnswer) answer = self->ask (method, path, prefer, json, &may_have_arrived,
                                           self->data, self->cancellable, &cause);
  gsize length;
  const char *body;

  if (answer == NULL)
    {
      BwVerdict verdict = later (self, may_have_arrived, cause->message, BW_VERDICT_STOP);

      if (verdict == BW_VERDICT_STOP && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (self->error, g_steal_pointer (&cause));
          return BW_VERDICT_FAILED;
        }
      if (verdict == BW_VERDICT_STOP)
        g_propagate_error (self->stopped, g_steal_pointer (&cause));
      return verdict;
    }

  reply->status = answer->status;
  if (answer->status >= 500)
    {
      g_autofree char *reason = read_reason (answer->status, answer->body);

      return later (self, TRUE, reason, BW_VERDICT_LATER);
    }
  if (answer->status >= 400)
    {
      reply->reason = read_reason (answer->status, answer->body);
      return BW_VERDICT_SENT;
    }
  body = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;
  if (body != NULL && length > 0)
    {
      reply->rows = bw_record_array_from_json (self->edit->relation, body, length);
      /* What was cut off on its way is as good as lost. */
      if (reply->rows == NULL)
        return later (self, TRUE, NULL, BW_VERDICT_LATER);
    }
  reply->duplicates_ignored = answer->applied != NULL
                              && strstr (answer->applied, "resolution=ignore-duplicates") != NULL;
  return BW_VERDICT_SENT;
}

/* Reads the row as the backend has it; *row is NULL when it shows none. */
static BwVerdict
fetch (Sender *self, BwRecord **row)
{
  g_autofree char *key = g_uri_escape_string (self->edit->record, NULL, FALSE);
  g_autofree char *query = g_strdup_printf ("?%s=eq.%s", self->edit->relation->columns[0].name,
                                            key);
  g_auto (Reply) reply = { 0 };
  BwVerdict verdict;

  /* The backend has answered a request to change something: only the row says whether it did. */
  self->was_sending = TRUE;
  *row = NULL;
  verdict = exchange (self, "GET", query, NULL, NULL, &reply);
  if (verdict != BW_VERDICT_SENT)
    return verdict;
  if (reply.rows == NULL)
    return later (self, TRUE, reply.reason, BW_VERDICT_LATER);
  if (reply.rows->len > 0)
    *row = bw_record_copy (reply.rows->pdata[0]);
  return BW_VERDICT_SENT;
}

static gint64
version_of (const BwRecord *row)
{
  return bw_record_get_integer (row, "version", 0);
}

static char *
guard (const BwEdit *edit)
{
  g_autofree char *key = g_uri_escape_string (edit->record, NULL, FALSE);

  return g_strdup_printf ("?%s=eq.%s&version=eq.%" G_GINT64_FORMAT,
                          edit->relation->columns[0].name, key, edit->base_version);
}

static GBytes *
take_bytes (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

/* Kinds ---------------------------------------------------------------------------------------- */

/* The row was there already, or so it seems: whose is it? */
static BwVerdict
look_for_inserted (Sender *self, const Reply *reply)
{
  BwEdit *edit = self->edit;
  g_autoptr (BwRecord) row = NULL;
  BwVerdict verdict = fetch (self, &row);

  if (verdict != BW_VERDICT_SENT)
    return verdict;
  if (row == NULL)
    return refused (self, reply->reason != NULL ? reply->reason
                          : reply->duplicates_ignored
                            ? _("The backend has a record of that id which you may not see.")
                            : _("The backend says that it has the record, but does not show it."));
  /* Made under this edit's id and changed since, it is still what this edit has made. */
  if (version_of (row) > 1 || bw_record_matches (row, edit->changes))
    return sent (self, row, MIN (version_of (row), 1));
  return conflict (self, row);
}

static BwVerdict
insert (Sender *self)
{
  BwEdit *edit = self->edit;
  g_autoptr (BwRecord) whole = bw_record_copy (edit->changes);
  g_autoptr (GBytes) json = NULL;
  g_auto (Reply) reply = { 0 };
  BwVerdict verdict;

  bw_record_set_text (whole, edit->relation->columns[0].name, edit->record);
  json = take_bytes (bw_record_to_json (whole));
  verdict = exchange (self, "POST", "", PREFER_INSERT, json, &reply);
  if (verdict != BW_VERDICT_SENT)
    return verdict;
  /* A backend that left alone what was there answers with no row, one that does not know of that
   * with 409; and what is refused now may have been done when it was sent before. */
  if (reply.status == 409 || (reply.status >= 400 && self->was_sending)
      || (reply.status < 400 && (reply.rows == NULL || reply.rows->len == 0)))
    return look_for_inserted (self, &reply);
  if (reply.status >= 400)
    return refused (self, reply.reason);
  return sent (self, reply.rows->pdata[0], version_of (reply.rows->pdata[0]));
}

static gboolean
is_settled (const BwEdit *edit, const BwRecord *row)
{
  if (edit->kind == BW_EDIT_DELETE)
    return bw_record_is_deleted (row);
  return !bw_record_is_deleted (row) && bw_record_matches (row, edit->changes);
}

static BwVerdict change (Sender *self);

/* Whether the row is what the person had before them, though the edit names an earlier version: it
 * was made behind an edit that was made on that one, and that is gone now. */
static gboolean
was_seen (const BwEdit *edit, const BwRecord *row)
{
  return edit->base != NULL && version_of (row) > edit->base_version
         && version_of (row) == version_of (edit->base)
         && bw_record_is_deleted (row) == bw_record_is_deleted (edit->base)
         && bw_record_matches (row, edit->base);
}

/* The version that was named is not there (any more): was it this edit that has changed it? */
static BwVerdict
look_for_changed (Sender *self, const char *reason)
{
  BwEdit *edit = self->edit;
  g_autoptr (BwRecord) row = NULL;
  BwVerdict verdict = fetch (self, &row);

  if (verdict != BW_VERDICT_SENT)
    return verdict;
  if (row == NULL)
    return refused (self, reason != NULL ? reason
                          : _("The record is not there any more, or you may not see it any more."));
  /* Somebody else may have changed it since: what follows is held against this edit's version. */
  if (is_settled (edit, row))
    return sent (self, row, MIN (version_of (row), edit->base_version + 1));
  if (version_of (row) == edit->base_version)
    return refused (self, reason != NULL
                            ? reason
                            : _("The backend leaves the record as it is and gives no reason."));
  if (was_seen (edit, row))
    return bw_outbox_mark_seen (self->outbox, edit, version_of (row), self->error)
             ? change (self)
             : BW_VERDICT_FAILED;
  return conflict (self, row);
}

static BwVerdict
change (Sender *self)
{
  BwEdit *edit = self->edit;
  g_autofree char *query = guard (edit);
  g_autoptr (GBytes) json = NULL;
  g_auto (Reply) reply = { 0 };
  BwVerdict verdict;

  if (edit->kind != BW_EDIT_DELETE)
    {
      g_autofree char *changes = bw_record_to_json (edit->changes);
      gboolean revive = edit->kind == BW_EDIT_RESTORE
                        || (edit->base != NULL && bw_record_is_deleted (edit->base));

      if (revive)
        json = take_bytes (g_strdup_printf ("{\"deleted_at\":null%s%s",
                                            changes[1] != '}' ? "," : "", changes + 1));
      else
        json = take_bytes (g_steal_pointer (&changes));
    }
  verdict = exchange (self, edit->kind == BW_EDIT_DELETE ? "DELETE" : "PATCH", query, PREFER_CHANGE,
                      json, &reply);
  if (verdict != BW_VERDICT_SENT)
    return verdict;
  /* What is refused now may have been done when it was sent before. */
  if (reply.status >= 400 && reply.status != 412)
    return self->was_sending ? look_for_changed (self, reply.reason) : refused (self, reply.reason);
  /* A backend that keeps tombstones answers a deletion with no row as well. */
  if (reply.rows == NULL || reply.rows->len == 0)
    return look_for_changed (self, NULL);
  return sent (self, reply.rows->pdata[0], version_of (reply.rows->pdata[0]));
}

/* Sends one edit and writes down what came of it. */
BwVerdict
bw_delivery_send_edit (BwOutbox *outbox, BwEdit *edit, BwDeliveryAsk ask, gpointer data,
                       GCancellable *cancellable, GError **stopped, GError **error)
{
  Sender self = {
    .outbox = outbox,
    .edit = edit,
    .was_sending = edit->state == BW_EDIT_SENDING,
    .ask = ask,
    .data = data,
    .cancellable = cancellable,
    .stopped = stopped,
    .error = error,
  };
  g_autoptr (GError) local = NULL;

  if (!bw_outbox_mark_sending (outbox, edit, &local))
    {
      if (g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND))
        return BW_VERDICT_GONE;
      g_propagate_error (error, g_steal_pointer (&local));
      return BW_VERDICT_FAILED;
    }
  return edit->kind == BW_EDIT_INSERT ? insert (&self) : change (&self);
}
