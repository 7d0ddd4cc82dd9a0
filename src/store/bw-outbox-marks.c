/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-outbox.h"

#include <glib/gi18n.h>

#include "store/bw-outbox-private.h"

/* Writes what a delivery has found out of an edit. Nothing happens to one that was sent
 * meanwhile. */
static gboolean
write_state (BwOutbox *self, const BwEdit *edit, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (self,
                         "UPDATE edits SET state = ?2, attempts = ?3, server = ?4,"
                         " server_version = ?5, reason = ?6, sent_at = ?7"
                         " WHERE id = ?1 AND state <> 'sent'",
                         error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, bw_edit_state_name (edit->state), -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 3, edit->attempts);
  if (edit->server != NULL)
    sqlite3_bind_text (statement, 4, bw_record_to_json (edit->server), -1, g_free);
  sqlite3_bind_int64 (statement, 5, edit->server_version);
  if (edit->reason != NULL)
    sqlite3_bind_text (statement, 6, edit->reason, -1, SQLITE_STATIC);
  if (edit->state == BW_EDIT_SENT)
    sqlite3_bind_int64 (statement, 7, g_get_real_time ());
  return bw_outbox_run (self, statement, error);
}

static void
set_server (BwEdit *edit, const BwRecord *server)
{
  BwRecord *copy = bw_record_copy (server);

  bw_record_free (edit->server);
  edit->server = copy;
  edit->server_version = server != NULL ? bw_record_get_integer (server, "version", 0) : 0;
}

/* Gives the edits of the same record that wait behind @edit the version that they are made on. */
gboolean
bw_outbox_follow (BwOutbox *self, const BwEdit *edit, gint64 version, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (self,
                         "UPDATE edits SET base_version = ?4 WHERE relation = ?1 AND record = ?2"
                         " AND seq > ?3 AND state <> 'sent'",
                         error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->relation->name, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, edit->record, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, edit->seq);
  sqlite3_bind_int64 (statement, 4, version);
  return bw_outbox_run (self, statement, error);
}

/**
 * bw_outbox_mark_sending:
 * @outbox: an outbox
 * @edit: one of its edits, which is changed too
 * @error: return location: %BW_STORE_ERROR_NOT_FOUND when it is not the edit it was any more
 *
 * Notes, before anything leaves this computer, that the backend may get the edit.
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_mark_sending (BwOutbox *outbox, BwEdit *edit, GError **error)
{
  g_autofree char *mark = bw_outbox_mark_of (edit);
  sqlite3_stmt *statement
    = bw_outbox_prepare (outbox,
                         "UPDATE edits SET state = 'sending', attempts = attempts + 1"
                         " WHERE id = ?1 AND state = ?2 AND mark = ?3 AND base_version = ?4",
                         error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, bw_edit_state_name (edit->state), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, mark, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, edit->base_version);
  if (!bw_outbox_run (outbox, statement, error))
    return FALSE;
  if (sqlite3_changes (outbox->handle) != 1)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
                   _("The edit “%s” was changed or dropped meanwhile."), edit->id);
      return FALSE;
    }
  edit->state = BW_EDIT_SENDING;
  edit->attempts++;
  return TRUE;
}

/**
 * bw_outbox_mark_seen:
 * @outbox: an outbox
 * @edit: one of its edits that is being sent, which is changed too
 * @version: the version that the person has seen
 * @error: return location
 *
 * Notes that the edit is made on a later version than it says.
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_mark_seen (BwOutbox *outbox, BwEdit *edit, gint64 version, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (outbox, "UPDATE edits SET base_version = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, version);
  if (!bw_outbox_run (outbox, statement, error))
    return FALSE;
  edit->base_version = version;
  return TRUE;
}

/**
 * bw_outbox_mark_waiting:
 * @outbox: an outbox
 * @edit: one of its edits, which is changed too
 * @reason: (nullable): why it waits
 * @error: return location
 *
 * Notes that the backend has certainly not got the edit.
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_mark_waiting (BwOutbox *outbox, BwEdit *edit, const char *reason, GError **error)
{
  edit->state = BW_EDIT_WAITING;
  g_set_str (&edit->reason, reason);
  return write_state (outbox, edit, error);
}

/**
 * bw_outbox_mark_sent:
 * @outbox: an outbox
 * @edit: one of its edits, which is changed too
 * @server: (nullable): the row as the backend has it now; %NULL when it has none
 * @version: the version that the edit made, which is lower than that of @server when somebody else
 *   has changed the record since
 * @error: return location
 *
 * Notes that the backend has got the edit. Later edits of the record are made on @version.
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_mark_sent (BwOutbox *outbox, BwEdit *edit, const BwRecord *server, gint64 version,
                     GError **error)
{
  set_server (edit, server);
  edit->server_version = version;
  edit->state = BW_EDIT_SENT;
  g_set_str (&edit->reason, NULL);
  return bw_outbox_begin (outbox, error)
         && bw_outbox_end (outbox,
                           write_state (outbox, edit, error)
                             && bw_outbox_follow (outbox, edit, edit->server_version, error),
                           error);
}

/**
 * bw_outbox_mark_conflict:
 * @outbox: an outbox
 * @edit: one of its edits, which is changed too
 * @server: the row as somebody else has made it
 * @reason: what happened, for a person
 * @error: return location
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_mark_conflict (BwOutbox *outbox, BwEdit *edit, const BwRecord *server,
                         const char *reason, GError **error)
{
  set_server (edit, server);
  edit->state = BW_EDIT_CONFLICT;
  g_set_str (&edit->reason, reason);
  return write_state (outbox, edit, error);
}

/**
 * bw_outbox_mark_refused:
 * @outbox: an outbox
 * @edit: one of its edits, which is changed too
 * @reason: what the backend says
 * @error: return location
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_mark_refused (BwOutbox *outbox, BwEdit *edit, const char *reason, GError **error)
{
  edit->state = BW_EDIT_REFUSED;
  g_set_str (&edit->reason, reason);
  return write_state (outbox, edit, error);
}

/**
 * bw_outbox_settle_sent:
 * @outbox: an outbox
 * @before: microseconds since 1970 UTC: when a refresh began that has succeeded, and has brought
 *   back all that was sent until then
 * @keep: how many of the latest stay, so that they can be undone
 * @error: return location
 *
 * Settles what was sent before: the mirror has it.
 *
 * Returns: whether the outbox could be changed
 */
gboolean
bw_outbox_settle_sent (BwOutbox *outbox, gint64 before, guint keep, GError **error)
{
  sqlite3_stmt *settle
    = bw_outbox_prepare (outbox,
                         "UPDATE edits SET sent_at = 0 WHERE state = 'sent' AND sent_at < ?1",
                         error);
  sqlite3_stmt *forget;

  if (settle == NULL)
    return FALSE;
  sqlite3_bind_int64 (settle, 1, before);
  if (!bw_outbox_run (outbox, settle, error))
    return FALSE;
  forget = bw_outbox_prepare (outbox,
                              "DELETE FROM edits WHERE state = 'sent' AND sent_at = 0"
                              " AND seq NOT IN (SELECT seq FROM edits WHERE state = 'sent'"
                              "  ORDER BY seq DESC LIMIT ?1)",
                              error);
  if (forget == NULL)
    return FALSE;
  sqlite3_bind_int64 (forget, 1, keep);
  return bw_outbox_run (outbox, forget, error);
}
