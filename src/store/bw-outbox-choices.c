/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-outbox.h"

#include <glib/gi18n.h>

#include "store/bw-outbox-private.h"

/* Helpers -------------------------------------------------------------------------------------- */

static void
set_unfit (const BwEdit *edit, GError **error)
{
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID,
               _("That cannot be done with the edit “%s”: its state is “%s”."), edit->id,
               bw_edit_state_name (edit->state));
}

/* What later edits of a record were made on no longer holds what an edit changes that goes; where
 * one of them has set the column itself, it does not matter to those behind it. */
static gboolean
rebase_later (BwOutbox *self, const BwEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) edits = bw_outbox_list_record (self, edit->relation, edit->record, error);
  g_autoptr (BwRecord) before = NULL;

  if (edits == NULL)
    return FALSE;
  if (edit->base == NULL)
    return TRUE;
  before = bw_record_pick (edit->base, edit->changes);
  for (guint i = 0; i < edits->len; i++)
    {
      BwEdit *later = edits->pdata[i];
      sqlite3_stmt *statement;

      if (later->seq <= edit->seq || later->base == NULL)
        continue;
      bw_record_apply (later->base, before);
      statement = bw_outbox_prepare (self, "UPDATE edits SET base = ?2 WHERE id = ?1", error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_text (statement, 1, later->id, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, bw_record_to_json (later->base), -1, g_free);
      if (!bw_outbox_run (self, statement, error))
        return FALSE;
      for (guint j = 0; j < edit->relation->n_columns; j++)
        {
          if (bw_record_has (later->changes, edit->relation->columns[j].name))
            bw_record_unset (before, edit->relation->columns[j].name);
        }
    }
  return TRUE;
}

/* Takes an edit out, and after an insert all that follow, which would have nothing to change. What
 * follows otherwise is made on what the edit was made on: if somebody else has changed that, the
 * backend will say so. */
static gboolean
remove_edit (BwOutbox *self, const BwEdit *edit, GError **error)
{
  sqlite3_stmt *statement;

  if (edit->kind == BW_EDIT_INSERT)
    {
      statement = bw_outbox_prepare (self,
                                     "DELETE FROM edits WHERE relation = ?1 AND record = ?2"
                                     " AND seq >= ?3 AND state <> 'sent'",
                                     error);
    }
  else
    {
      if (!bw_outbox_follow (self, edit, edit->base_version, error)
          || !rebase_later (self, edit, error))
        return FALSE;
      statement = bw_outbox_prepare (self,
                                     "DELETE FROM edits WHERE relation = ?1 AND record = ?2"
                                     " AND seq = ?3",
                                     error);
    }
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->relation->name, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, edit->record, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, edit->seq);
  return bw_outbox_run (self, statement, error);
}

/* Writes new content, and lets the edit wait again. */
static gboolean
rewrite (BwOutbox *self, BwEdit *edit, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (self,
                         "UPDATE edits SET changes = ?2, base = ?3, base_version = ?4, mark = ?5,"
                         " kind = ?6, state = 'waiting', server = NULL, server_version = 0, reason"
                         " = NULL"
                         " WHERE id = ?1",
                         error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, edit->id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, bw_record_to_json (edit->changes), -1, g_free);
  if (edit->base != NULL)
    sqlite3_bind_text (statement, 3, bw_record_to_json (edit->base), -1, g_free);
  sqlite3_bind_int64 (statement, 4, edit->base_version);
  sqlite3_bind_text (statement, 5, bw_outbox_mark_of (edit), -1, g_free);
  sqlite3_bind_text (statement, 6, bw_edit_kind_name (edit->kind), -1, SQLITE_STATIC);
  return bw_outbox_run (self, statement, error);
}

/* The edit that takes another one back which the backend has got, or may have got. */
static BwEdit *
reverse_of (const BwEdit *edit)
{
  g_autoptr (BwRecord) base = bw_record_copy (edit->server);
  g_autoptr (BwRecord) changes = NULL;
  BwEdit *reverse;

  if (base == NULL)
    base = bw_edit_apply (edit, edit->base);
  switch (edit->kind)
    {
    case BW_EDIT_INSERT:
    case BW_EDIT_RESTORE:
      reverse = bw_edit_new (edit->relation, BW_EDIT_DELETE, edit->record, NULL, base);
      break;

    case BW_EDIT_DELETE:
      reverse = bw_edit_new (edit->relation, BW_EDIT_RESTORE, edit->record, NULL, edit->base);
      break;

    case BW_EDIT_UPDATE:
    default:
      if (edit->base == NULL)
        return NULL;
      changes = bw_record_pick (edit->base, edit->changes);
      reverse = bw_edit_new (edit->relation, BW_EDIT_UPDATE, edit->record, changes, base);
      break;
    }
  reverse->base_version = edit->server_version;
  g_set_str (&reverse->account, edit->account);
  return reverse;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_outbox_drop:
 * @outbox: an outbox
 * @id: of an edit
 * @error: return location: %BW_STORE_ERROR_INVALID when the backend has it, or may have it
 *
 * Throws an edit away that the backend has not got; with an insert the later edits of the record
 * go too.
 *
 * Returns: whether it is gone
 */
gboolean
bw_outbox_drop (BwOutbox *outbox, const char *id, GError **error)
{
  g_autoptr (BwEdit) edit = NULL;
  gboolean good = FALSE;

  if (!bw_outbox_begin (outbox, error))
    return FALSE;
  edit = bw_outbox_get (outbox, id, error);
  if (edit != NULL && edit->state == BW_EDIT_SENDING)
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID,
                 _("The edit “%s” was sent and its answer has not come, so the backend may have "
                   "it. Send again first, or undo it."),
                 id);
  else if (edit != NULL && edit->state == BW_EDIT_SENT)
    set_unfit (edit, error);
  else if (edit != NULL)
    good = remove_edit (outbox, edit, error);
  return bw_outbox_end (outbox, good, error);
}

/**
 * bw_outbox_undo:
 * @outbox: an outbox
 * @id: of an edit
 * @error: return location
 *
 * Undoes an edit: one that the backend has not got is removed; to one that it has got, or may have
 * got, the reverse is appended.
 *
 * Returns: whether it is undone
 */
gboolean
bw_outbox_undo (BwOutbox *outbox, const char *id, GError **error)
{
  g_autoptr (BwEdit) edit = NULL;
  g_autoptr (BwEdit) reverse = NULL;
  gboolean good = FALSE;

  if (!bw_outbox_begin (outbox, error))
    return FALSE;
  edit = bw_outbox_get (outbox, id, error);
  if (edit != NULL && edit->state != BW_EDIT_SENDING && edit->state != BW_EDIT_SENT)
    {
      good = remove_edit (outbox, edit, error);
    }
  else if (edit != NULL)
    {
      reverse = reverse_of (edit);
      if (reverse != NULL)
        good = bw_outbox_insert (outbox, reverse, error);
      else
        set_unfit (edit, error);
    }
  return bw_outbox_end (outbox, good, error);
}

/**
 * bw_outbox_take_mine:
 * @outbox: an outbox
 * @id: of an edit in conflict
 * @error: return location
 *
 * Chooses the person's own values: the edit is now made on the row that the person has seen beside
 * it, and is sent again in its place.
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_take_mine (BwOutbox *outbox, const char *id, GError **error)
{
  g_autoptr (BwEdit) edit = NULL;
  gboolean good = FALSE;

  if (!bw_outbox_begin (outbox, error))
    return FALSE;
  edit = bw_outbox_get (outbox, id, error);
  if (edit != NULL && (edit->state != BW_EDIT_CONFLICT || edit->server == NULL))
    {
      set_unfit (edit, error);
    }
  else if (edit != NULL)
    {
      bw_record_free (edit->base);
      edit->base = bw_record_copy (edit->server);
      edit->base_version = edit->server_version;
      /* The record is there: what was an insert changes it. */
      if (edit->kind == BW_EDIT_INSERT)
        edit->kind = BW_EDIT_UPDATE;
      good = rewrite (outbox, edit, error)
             && bw_outbox_follow (outbox, edit, edit->base_version, error);
    }
  return bw_outbox_end (outbox, good, error);
}

/**
 * bw_outbox_take_theirs:
 * @outbox: an outbox
 * @id: of an edit in conflict
 * @error: return location
 *
 * Chooses what somebody else has written: the edit goes. Later edits of the record are held
 * against that row too before they replace any of it.
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_take_theirs (BwOutbox *outbox, const char *id, GError **error)
{
  g_autoptr (BwEdit) edit = bw_outbox_get (outbox, id, error);

  if (edit == NULL)
    return FALSE;
  if (edit->state != BW_EDIT_CONFLICT)
    {
      set_unfit (edit, error);
      return FALSE;
    }
  return bw_outbox_drop (outbox, id, error);
}

/**
 * bw_outbox_amend:
 * @outbox: an outbox
 * @id: of an edit that waits, is in conflict or was refused
 * @changes: (nullable): what to set in place of what it sets; %NULL to send the same again
 * @error: return location
 *
 * Mends what the backend refused, and lets it wait to be sent again in its place.
 *
 * Returns: whether that was written
 */
gboolean
bw_outbox_amend (BwOutbox *outbox, const char *id, const BwRecord *changes, GError **error)
{
  g_autoptr (BwEdit) edit = NULL;
  gboolean good = FALSE;

  if (!bw_outbox_begin (outbox, error))
    return FALSE;
  edit = bw_outbox_get (outbox, id, error);
  if (edit != NULL && edit->state != BW_EDIT_REFUSED && edit->state != BW_EDIT_WAITING)
    {
      set_unfit (edit, error);
    }
  else if (edit != NULL)
    {
      if (changes != NULL)
        {
          bw_record_free (edit->changes);
          edit->changes = bw_record_copy (changes);
          bw_record_unset (edit->changes, "version");
          bw_record_unset (edit->changes, edit->relation->columns[0].name);
        }
      good = rewrite (outbox, edit, error);
    }
  return bw_outbox_end (outbox, good, error);
}
