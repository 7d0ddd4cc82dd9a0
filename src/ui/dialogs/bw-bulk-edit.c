/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-bulk-edit.h"

#include <glib/gi18n.h>

#include "portfolio/bw-query.h"

/* What the dialogs have in common that do the same to the plays of one account or many. */

typedef struct {
  GArray    *accounts; /* (element-type BwBulkAccount) */
  BwDate     today;
  BwBulkEdit edit;
} Bulk;

static void
account_clear (gpointer data)
{
  BwBulkAccount *account = data;

  g_free (account->id);
  g_free (account->owner_id);
}

static void
bulk_free (gpointer data)
{
  Bulk *bulk = data;

  g_array_unref (bulk->accounts);
  g_free (bulk);
}

static GPtrArray *
read_plays (BwQuery *query, const char *account_id, GError **error)
{
  g_autoptr (GPtrArray) plays = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_record_free);
  const BwRelation *relation = bw_relation_get (BW_RELATION_PLAYS);

  bw_query_bind_text (query, 1, account_id);
  while (bw_query_next (query))
    g_ptr_array_add (plays, bw_record_from_row (relation, query->statement));
  return bw_query_finish (query, error) ? g_steal_pointer (&plays) : NULL;
}

static GPtrArray *
build (BwMirror *mirror, const BwRecord *wanted, gpointer data, GError **error)
{
  const Bulk *bulk = data;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  g_autoptr (BwQuery) query
    = bw_query_new (mirror, "SELECT * FROM plays WHERE account_id = ?1 ORDER BY opened_on, id",
                    NULL, error);

  if (query == NULL)
    return NULL;
  for (guint i = 0; i < bulk->accounts->len; i++)
    {
      const BwBulkAccount *account = &g_array_index (bulk->accounts, BwBulkAccount, i);
      g_autoptr (GPtrArray) plays = read_plays (query, account->id, error);

      if (plays == NULL)
        return NULL;
      bulk->edit (account, plays, wanted, bulk->today, edits);
    }
  return g_steal_pointer (&edits);
}

/* Which accounts it is about: their names where there are few. */
static char *
describe_accounts (const BwAccountTable *table, const char *const *ids)
{
  guint n = g_strv_length ((char **) ids);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n && n <= 3; i++)
    {
      guint32 account = table ? bw_account_table_find_account (table, ids[i]) : BW_INDEX_NONE;

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                              account != BW_INDEX_NONE ? bw_account_table_name (table, account)
                                                       : ids[i]);
    }
  if (n <= 3)
    return g_string_free (g_steal_pointer (&names), FALSE);
  return g_strdup_printf (ngettext ("%u account", "%u accounts", n), n);
}

/**
 * bw_bulk_edit_set_up:
 * @dialog: a dialog without a form
 * @account_ids: (array zero-terminated=1): one account or several
 * @description: what happens to each
 * @edit: does it
 *
 * Returns: (transfer full): the form of a play without a field, to be added to @dialog
 */
BwRecordForm *
bw_bulk_edit_set_up (BwEditDialog *dialog, const char *const *account_ids, const char *description,
                     BwBulkEdit edit)
{
  const BwAccountTable *table = bw_edit_dialog_get_table (dialog);
  g_autofree char *title = describe_accounts (table, account_ids);
  BwRecordForm *form = bw_record_form_new (BW_RELATION_PLAYS, NULL, account_ids[0]);
  Bulk *bulk = g_new0 (Bulk, 1);

  bulk->accounts = g_array_new (FALSE, TRUE, sizeof (BwBulkAccount));
  bulk->today = bw_edit_dialog_get_today (dialog);
  bulk->edit = edit;
  g_array_set_clear_func (bulk->accounts, account_clear);
  for (guint i = 0; account_ids[i]; i++)
    {
      guint32 place = table ? bw_account_table_find_account (table, account_ids[i])
                            : BW_INDEX_NONE;
      BwBulkAccount account = { g_strdup (account_ids[i]), NULL };

      if (place != BW_INDEX_NONE && table->owner[place] != BW_INDEX_NONE)
        account.owner_id = g_strdup (table->people[table->owner[place]].id);
      g_array_append_val (bulk->accounts, account);
    }
  bw_edit_dialog_set_build (dialog, build, bulk, bulk_free);
  bw_record_form_set_container (
    form, GTK_WIDGET (bw_edit_dialog_add_group (dialog, title, description)));
  return form;
}
