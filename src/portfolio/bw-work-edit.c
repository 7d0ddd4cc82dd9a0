/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-work-edit.h"

/*
 * What a person did to a record, as edits for the outbox. They are made here, beside the check of a
 * record, so that every dialog makes them the same way and none of them needs the toolkit.
 */

/* Sets the account where the relation does not name it itself. */
static BwEdit *
belong (BwEdit *edit, const char *account)
{
  if (edit->account == NULL)
    edit->account = g_strdup (account);
  return edit;
}

/* A copy of @base that has every column @changes has: null where it said nothing. */
static BwRecord *
complete (const BwRecord *base, const BwRecord *changes)
{
  BwRecord *all = bw_record_copy (base);
  const BwRelation *relation = bw_record_get_relation (base);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      const char *column = relation->columns[i].name;

      if (bw_record_has (changes, column) && !bw_record_has (all, column))
        bw_record_set_null (all, column);
    }
  return all;
}

static gboolean
is_counted (const BwRelation *relation, guint column)
{
  return (relation->columns[column].flags & BW_COLUMN_KEY) != 0
         || g_str_equal (relation->columns[column].name, "version");
}

/**
 * bw_work_edit_save:
 * @base: (nullable): the record as the person saw it, with its key and version; %NULL for a new one
 * @wanted: the record as it is to be; columns that are not there stay as they are
 * @id: (nullable): the UUID of a new record that others already refer to; else one is made
 * @account: the account that it belongs to, which the part of a plan does not say itself
 *
 * Returns: (transfer full) (nullable): an insert of all columns that every backend has and of those
 *   others that are there, or an update of those that are not what they were; %NULL when nothing has
 *   changed
 */
BwEdit *
bw_work_edit_save (const BwRecord *base, const BwRecord *wanted, const char *id,
                   const char *account)
{
  const BwRelation *relation = bw_record_get_relation (wanted);
  g_autoptr (BwRecord) changes = bw_record_new (relation);
  g_autoptr (BwRecord) before = NULL;
  g_autofree char *key = NULL;

  for (guint i = 0; i < relation->n_columns; i++)
    {
      const char *column = relation->columns[i].name;
      g_autoptr (BwRecord) mask = NULL;
      g_autoptr (BwRecord) one = NULL;

      if (is_counted (relation, i))
        continue;
      if (!bw_record_has (wanted, column))
        {
          /* A backend that lacks the column takes the record all the same. */
          if (base == NULL && (relation->columns[i].flags & BW_COLUMN_OPTIONAL) == 0)
            bw_record_set_null (changes, column);
          continue;
        }
      mask = bw_record_new (relation);
      bw_record_set_null (mask, column);
      one = bw_record_pick (wanted, mask);
      if (base == NULL || !bw_record_matches (base, one))
        bw_record_apply (changes, one);
    }
  if (base == NULL)
    return belong (bw_edit_new (relation, BW_EDIT_INSERT, id, changes, NULL), account);
  if (bw_record_is_empty (changes))
    return NULL;
  before = complete (base, changes);
  key = bw_record_dup_text (base, relation->columns[0].name);
  return belong (bw_edit_new (relation, BW_EDIT_UPDATE, key, changes, before), account);
}

/**
 * bw_work_edit_delete:
 * @base: the record as the person saw it, with its key and version
 * @account: the account that it belongs to
 *
 * Returns: (transfer full): the edit that takes the record away
 */
BwEdit *
bw_work_edit_delete (const BwRecord *base, const char *account)
{
  const BwRelation *relation = bw_record_get_relation (base);
  g_autofree char *key = bw_record_dup_text (base, relation->columns[0].name);

  return belong (bw_edit_new (relation, BW_EDIT_DELETE, key, NULL, base), account);
}

/**
 * bw_work_new_play:
 * @account: whose
 * @playbook: (nullable): the key of the playbook, %NULL for a play without one
 * @owner: (nullable): who does it
 * @opened_on: when it begins
 * @due_on: by when it is done, or until when the account can wait
 * @status: %BW_PLAY_OPEN or %BW_PLAY_SNOOZED
 * @outcome: (nullable): what came of it; of a snoozed account why it can wait
 *
 * Returns: (transfer full): a record of a new play
 */
BwRecord *
bw_work_new_play (const char *account, const char *playbook, const char *owner, BwDate opened_on,
                  BwDate due_on, const char *status, const char *outcome)
{
  BwRecord *play = bw_record_new (bw_relation_get (BW_RELATION_PLAYS));

  bw_record_set_text (play, "account_id", account);
  bw_record_set_text (play, "playbook_key", playbook);
  bw_record_set_text (play, "owner_id", owner);
  bw_record_set_date (play, "opened_on", opened_on);
  bw_record_set_date (play, "due_on", due_on);
  bw_record_set_text (play, "status", status);
  bw_record_set_text (play, "outcome", outcome);
  return play;
}
