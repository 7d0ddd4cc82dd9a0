/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-list.h"

/**
 * BwAccountRow:
 *
 * An account in a list: a row of a snapshot. It is made when the row comes into sight and freed
 * when it leaves, so that a list of a million accounts costs as much as one of forty.
 */
struct _BwAccountRow {
  GObject     parent_instance;

  BwSnapshot *snapshot;
  guint32     row;
};

G_DEFINE_FINAL_TYPE (BwAccountRow, bw_account_row, G_TYPE_OBJECT)

/**
 * BwAccountList:
 *
 * A list model over sorted and filtered rows of a snapshot. It does not change once it is made:
 * another filter, order or day is another list.
 */
struct _BwAccountList {
  GObject      parent_instance;

  BwSnapshot  *snapshot;
  BwSelection *selection;
};

static GType
get_item_type (GListModel *model)
{
  return BW_TYPE_ACCOUNT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return BW_ACCOUNT_LIST (model)->selection->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  BwAccountList *self = BW_ACCOUNT_LIST (model);
  BwAccountRow *row;

  if (position >= self->selection->n)
    return NULL;
  row = g_object_new (BW_TYPE_ACCOUNT_ROW, NULL);
  row->snapshot = bw_snapshot_ref (self->snapshot);
  row->row = self->selection->rows[position];
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BwAccountList, bw_account_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
bw_account_row_finalize (GObject *object)
{
  BwAccountRow *self = BW_ACCOUNT_ROW (object);

  g_clear_pointer (&self->snapshot, bw_snapshot_unref);
  G_OBJECT_CLASS (bw_account_row_parent_class)->finalize (object);
}

static void
bw_account_row_class_init (BwAccountRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_account_row_finalize;
}

static void
bw_account_row_init (BwAccountRow *self)
{
}

static void
bw_account_list_finalize (GObject *object)
{
  BwAccountList *self = BW_ACCOUNT_LIST (object);

  g_clear_pointer (&self->snapshot, bw_snapshot_unref);
  g_clear_pointer (&self->selection, bw_selection_free);
  G_OBJECT_CLASS (bw_account_list_parent_class)->finalize (object);
}

static void
bw_account_list_class_init (BwAccountListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_account_list_finalize;
}

static void
bw_account_list_init (BwAccountList *self)
{
}

/**
 * bw_account_row_get_snapshot:
 *
 * Returns: (transfer none): the portfolio that the row is of
 */
BwSnapshot *
bw_account_row_get_snapshot (BwAccountRow *self)
{
  return self->snapshot;
}

guint32
bw_account_row_get_row (BwAccountRow *self)
{
  return self->row;
}

const char *
bw_account_row_get_id (BwAccountRow *self)
{
  return bw_snapshot_id (self->snapshot, self->row);
}

const char *
bw_account_row_get_name (BwAccountRow *self)
{
  return bw_snapshot_name (self->snapshot, self->row);
}

/**
 * bw_account_row_format:
 *
 * Returns: (transfer full): what stands in the account's cell of @column; "–" when it is unknown
 */
char *
bw_account_row_format (BwAccountRow *self, const BwAccountColumn *column)
{
  return bw_account_value_format (self->snapshot,
                                  bw_account_value (self->snapshot, self->row, column), column);
}

/**
 * bw_account_list_new:
 * @selection: (transfer full): rows of @snapshot in the order of the list
 */
BwAccountList *
bw_account_list_new (BwSnapshot *snapshot, BwSelection *selection)
{
  BwAccountList *self = g_object_new (BW_TYPE_ACCOUNT_LIST, NULL);

  self->snapshot = bw_snapshot_ref (snapshot);
  self->selection = selection;
  return self;
}

BwSnapshot *
bw_account_list_get_snapshot (BwAccountList *self)
{
  return self->snapshot;
}

guint
bw_account_list_get_size (BwAccountList *self)
{
  return self->selection->n;
}

guint32
bw_account_list_get_row (BwAccountList *self, guint position)
{
  g_return_val_if_fail (position < self->selection->n, BW_INDEX_NONE);

  return self->selection->rows[position];
}

/**
 * bw_account_list_find:
 * @id: of an account
 *
 * Returns: its position, or #BW_INDEX_NONE when it is not in the list
 */
guint
bw_account_list_find (BwAccountList *self, const char *id)
{
  guint32 row = bw_snapshot_find_account (self->snapshot, id);

  if (row == BW_INDEX_NONE)
    return BW_INDEX_NONE;
  for (guint i = 0; i < self->selection->n; i++)
    if (self->selection->rows[i] == row)
      return i;
  return BW_INDEX_NONE;
}
