/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-edit.h"

static const char *const kind_names[] = { "insert", "update", "delete", "restore" };
static const char *const state_names[] = { "waiting", "sending", "conflict", "refused", "sent" };

static gboolean
find_name (const char *const *names, guint n_names, const char *name, guint *place)
{
  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        {
          *place = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* The account that a row names, where its relation hangs on accounts directly. */
static char *
account_of (const BwRecord *row)
{
  if (row == NULL || bw_relation_find_column (bw_record_get_relation (row), "account_id") < 0)
    return NULL;
  return bw_record_dup_text (row, "account_id");
}

/* What a new record has before anything is set: a later edit of it has to say what was there. */
static BwRecord *
empty_row (const BwRelation *relation)
{
  BwRecord *row = bw_record_new (relation);

  for (guint i = 0; i < relation->n_columns; i++)
    bw_record_set_null (row, relation->columns[i].name);
  return row;
}

/**
 * bw_edit_new:
 * @relation: a relation that is written back
 * @kind: what is done
 * @record: (nullable): the record's id; %NULL for an insert, which gets a new one
 * @changes: (nullable): the columns that are set; not for delete and restore
 * @base: (nullable): the record as the person saw it, with its version; not for an insert
 *
 * Describes an edit that is not kept yet. The part of a plan does not say which account it belongs
 * to: set @account then.
 *
 * Returns: (transfer full): the edit
 */
BwEdit *
bw_edit_new (const BwRelation *relation, BwEditKind kind, const char *record,
             const BwRecord *changes, const BwRecord *base)
{
  BwEdit *edit = g_new0 (BwEdit, 1);

  edit->id = g_uuid_string_random ();
  edit->relation = relation;
  edit->kind = kind;
  edit->record = record != NULL ? g_strdup (record) : g_uuid_string_random ();
  edit->changes = changes != NULL ? bw_record_copy (changes) : bw_record_new (relation);
  edit->base = bw_record_copy (base);
  /* Only what is written back has versions; the outbox refuses an edit of anything else. */
  edit->base_version = base != NULL && relation->writable
                         ? bw_record_get_integer (base, "version", 0)
                         : 0;
  edit->created_at = g_get_real_time ();
  edit->account = account_of (edit->base);
  if (edit->account == NULL)
    edit->account = account_of (edit->changes);
  return edit;
}

/**
 * bw_edit_free:
 * @edit: (transfer full) (nullable): an edit
 */
void
bw_edit_free (BwEdit *edit)
{
  if (edit == NULL)
    return;
  g_free (edit->id);
  g_free (edit->record);
  g_free (edit->account);
  bw_record_free (edit->changes);
  bw_record_free (edit->base);
  bw_record_free (edit->server);
  g_free (edit->reason);
  g_free (edit);
}

/**
 * bw_edit_apply:
 * @edit: an edit
 * @row: (nullable): the record without it
 *
 * An edit that the backend has got is in @row already when that is of its version or a later one.
 *
 * Returns: (transfer full) (nullable): the record with it; %NULL when there is none then
 */
BwRecord *
bw_edit_apply (const BwEdit *edit, const BwRecord *row)
{
  BwRecord *effective;

  if (edit->state == BW_EDIT_SENT
      && (edit->settled
          || (row != NULL && edit->server_version > 0
              && bw_record_get_integer (row, "version", 0) >= edit->server_version)))
    return bw_record_copy (row);

  switch (edit->kind)
    {
    case BW_EDIT_DELETE:
      return NULL;

    case BW_EDIT_RESTORE:
      effective = bw_record_copy (row != NULL ? row : edit->base);
      break;

    case BW_EDIT_INSERT:
    case BW_EDIT_UPDATE:
    default:
      /* What was deleted underneath is still what the person edits. */
      if (row == NULL && edit->kind == BW_EDIT_UPDATE && edit->base != NULL)
        row = edit->base;
      effective = row != NULL ? bw_record_copy (row) : empty_row (edit->relation);
      bw_record_apply (effective, edit->changes);
      break;
    }
  if (effective == NULL)
    return NULL;
  bw_record_set_deleted (effective, FALSE);
  bw_record_set_text (effective, edit->relation->columns[0].name, edit->record);
  if (edit->server_version > 0 && edit->state == BW_EDIT_SENT)
    bw_record_set_integer (effective, "version", edit->server_version);
  return effective;
}

/**
 * bw_edit_apply_all:
 * @edits: (element-type BwEdit): edits of one record in their order
 * @row: (nullable): the record without them
 *
 * Returns: (transfer full) (nullable): the record with them; %NULL when there is none then
 */
BwRecord *
bw_edit_apply_all (GPtrArray *edits, const BwRecord *row)
{
  BwRecord *effective = bw_record_copy (row);

  for (guint i = 0; i < edits->len; i++)
    {
      BwRecord *next = bw_edit_apply (edits->pdata[i], effective);

      bw_record_free (effective);
      effective = next;
    }
  return effective;
}

/**
 * bw_edit_kind_name:
 * @kind: a kind
 *
 * Returns: its name in files and JSON
 */
const char *
bw_edit_kind_name (BwEditKind kind)
{
  return kind_names[kind];
}

/**
 * bw_edit_state_name:
 * @state: a state
 *
 * Returns: its name in files and JSON
 */
const char *
bw_edit_state_name (BwEditState state)
{
  return state_names[state];
}

/**
 * bw_edit_kind_parse:
 * @name: (nullable): a name
 * @kind: (out): the kind of that name
 *
 * Returns: whether there is one
 */
gboolean
bw_edit_kind_parse (const char *name, BwEditKind *kind)
{
  guint place;

  if (!find_name (kind_names, G_N_ELEMENTS (kind_names), name, &place))
    return FALSE;
  *kind = place;
  return TRUE;
}

/**
 * bw_edit_state_parse:
 * @name: (nullable): a name
 * @state: (out): the state of that name
 *
 * Returns: whether there is one
 */
gboolean
bw_edit_state_parse (const char *name, BwEditState *state)
{
  guint place;

  if (!find_name (state_names, G_N_ELEMENTS (state_names), name, &place))
    return FALSE;
  *state = place;
  return TRUE;
}
