/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-account-rows.h"

#include <string.h>

/* Above this share of wanted accounts it is faster to read everything in one go than to look each
 * account up. */
#define SEEK_SHARE 0.2

/* So many accounts are looked up in one transaction: without one every look-up would lock the file
 * anew, which takes longer than the look-up. */
#define ACCOUNTS_PER_TRANSACTION 500

/* After so many rows the mirror is let go of for a moment. */
#define ROWS_WITHOUT_BREAK 250000

/* After so many rows it is told how far it is. */
#define ROWS_PER_WORD 16384

/* The account of a row, or BW_INDEX_NONE when it is not in the table or not wanted. */
static guint32
find_account (BwAccountRows *self, const char *id)
{
  if (id == NULL)
    return BW_INDEX_NONE;
  if (self->last_id == NULL || strcmp (self->last_id, id) != 0)
    {
      g_set_str (&self->last_id, id);
      self->last_account = bw_account_table_find_account (self->table, id);
      if (self->last_account != BW_INDEX_NONE && self->wanted != NULL
          && !self->wanted[self->last_account])
        self->last_account = BW_INDEX_NONE;
    }
  return self->last_account;
}

/* Runs a statement with each account bound that is wanted. */
static gboolean
seek_accounts (BwAccountRows *self, const BwAccountSource *source, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("%s WHERE account_id = ?1 %s", source->select, source->order);
  g_autoptr (BwQuery) query = bw_query_new (self->mirror, sql, self->cancellable, error);
  guint done = 0;

  if (query == NULL)
    return FALSE;
  for (guint32 i = 0; i < self->table->n; i++)
    {
      if (!self->wanted[i])
        continue;
      bw_account_rows_next_transaction (self, done++);
      bw_query_bind_text (query, 1, bw_account_table_id (self->table, i));
      while (bw_query_next (query))
        source->row (self->receiver, i, query);
      if (!bw_query_finish (query, error))
        return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static void
count_row (BwAccountRows *self)
{
  if (++self->done % ROWS_PER_WORD == 0 && self->progress != NULL)
    self->progress (MIN (self->done, self->total), self->total, self->user_data);
}

/* Runs a statement over all accounts. */
static gboolean
scan_accounts (BwAccountRows *self, const BwAccountSource *source, GError **error)
{
  g_autoptr (BwQuery) query
    = bw_query_new (self->mirror, source->select, self->cancellable, error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      guint32 account = find_account (self, bw_query_text (query, 0));

      count_row (self);
      if (account != BW_INDEX_NONE)
        source->row (self->receiver, account, query);
    }
  return bw_query_finish (query, error);
}

/* Runs a statement over all accounts in their order, with a break between two accounts now and
 * then, so that a refresh need not wait until all is read. */
static gboolean
walk_accounts (BwAccountRows *self, const BwAccountSource *source, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("%s WHERE account_id > ?1 %s", source->select, source->order);
  g_autoptr (BwQuery) query = bw_query_new (self->mirror, sql, self->cancellable, error);
  g_autofree char *current = g_strdup (""), *from = g_strdup ("");
  guint32 account = BW_INDEX_NONE;
  guint rows = 0, done = 0;
  gboolean more = TRUE;

  if (query == NULL)
    return FALSE;
  while (more)
    {
      bw_query_bind_text (query, 1, from);
      more = FALSE;
      while (bw_query_next (query))
        {
          const char *id = bw_query_text (query, 0);

          if (strcmp (id, current) != 0)
            {
              if (++done % BW_ACCOUNTS_AT_HAND == 0 && self->let_go != NULL)
                self->let_go (self->receiver);
              account = BW_INDEX_NONE;
              if (rows >= ROWS_WITHOUT_BREAK)
                {
                  more = TRUE;
                  break;
                }
              g_set_str (&current, id);
              account = find_account (self, id);
            }
          rows++;
          count_row (self);
          if (account != BW_INDEX_NONE)
            source->row (self->receiver, account, query);
        }
      if (!bw_query_finish (query, error))
        return FALSE;
      rows = 0;
      g_set_str (&from, current);
    }
  return TRUE;
}

/**
 * bw_account_rows_begin:
 * @self: with its first part filled in
 *
 * Makes it ready. bw_account_rows_end() has to follow.
 */
void
bw_account_rows_begin (BwAccountRows *self)
{
  self->in_transaction = !sqlite3_get_autocommit (bw_mirror_get_handle (self->mirror));
  self->last_account = BW_INDEX_NONE;
  self->last_id = NULL;
}

/**
 * bw_account_rows_next_transaction:
 * @done: how many accounts were looked up so far
 *
 * Ends the transaction of the look-ups before, if any, and begins one for those that follow.
 */
void
bw_account_rows_next_transaction (BwAccountRows *self, guint done)
{
  sqlite3 *handle = bw_mirror_get_handle (self->mirror);

  if (self->in_transaction || done % ACCOUNTS_PER_TRANSACTION != 0)
    return;
  if (!sqlite3_get_autocommit (handle))
    sqlite3_exec (handle, "COMMIT", NULL, NULL, NULL);
  sqlite3_exec (handle, "BEGIN", NULL, NULL, NULL);
}

/**
 * bw_account_rows_read:
 * @source: what to read
 * @receiver: given to its functions
 *
 * Hands out the rows of the wanted accounts: those of each account one after the other when there
 * are few accounts or the source has an order, else as they lie.
 *
 * Returns: %FALSE with @error set when the mirror cannot be read or the work was cancelled
 */
gboolean
bw_account_rows_read (BwAccountRows *self, const BwAccountSource *source, gpointer receiver,
                      GError **error)
{
  self->receiver = receiver;
  if (self->wanted != NULL && self->n_wanted < SEEK_SHARE * self->table->n)
    return seek_accounts (self, source, error);
  return source->order[0] != '\0' ? walk_accounts (self, source, error)
                                  : scan_accounts (self, source, error);
}

void
bw_account_rows_end (BwAccountRows *self)
{
  sqlite3 *handle = bw_mirror_get_handle (self->mirror);

  if (!self->in_transaction && !sqlite3_get_autocommit (handle))
    sqlite3_exec (handle, "COMMIT", NULL, NULL, NULL);
  g_clear_pointer (&self->last_id, g_free);
}
