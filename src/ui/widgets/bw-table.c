/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-table.h"

/**
 * BwTable:
 *
 * A table of anything: rows are numbers, and a function knows the text of each cell. Rows and
 * texts are made for what is in sight only, so that a table may have a million rows.
 */
struct _BwTable {
  GObject           parent_instance;

  guint             n_rows;
  GPtrArray        *titles;
  GArray           *kinds;    /* (element-type BwTableKind) */
  char             *currency; /* (nullable) */
  BwTableTextFunc   text;
  BwTableValueFunc  value;
  gpointer          data;
  GDestroyNotify    free_data;
};

struct _BwTableRow {
  GObject parent_instance;
  guint   index;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (BwTableRow, bw_table_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (BwTable, bw_table, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return BW_TYPE_TABLE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return BW_TABLE (model)->n_rows;
}

static gpointer
get_item (GListModel *model, guint position)
{
  BwTableRow *row;

  if (position >= BW_TABLE (model)->n_rows)
    return NULL;
  row = g_object_new (BW_TYPE_TABLE_ROW, NULL);
  row->index = position;
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
bw_table_row_class_init (BwTableRowClass *klass)
{
}

static void
bw_table_row_init (BwTableRow *self)
{
}

static void
bw_table_finalize (GObject *object)
{
  BwTable *self = BW_TABLE (object);

  g_ptr_array_unref (self->titles);
  g_array_unref (self->kinds);
  g_free (self->currency);
  if (self->free_data)
    self->free_data (self->data);
  G_OBJECT_CLASS (bw_table_parent_class)->finalize (object);
}

static void
bw_table_class_init (BwTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_table_finalize;
}

static void
bw_table_init (BwTable *self)
{
  self->titles = g_ptr_array_new_with_free_func (g_free);
  self->kinds = g_array_new (FALSE, FALSE, sizeof (BwTableKind));
}

/**
 * bw_table_new:
 * @value: (nullable): needed when a column is not text
 * @free_data: (nullable): called with @data when the table is gone
 *
 * Returns: (transfer full): a table without columns
 */
BwTable *
bw_table_new (guint n_rows, BwTableTextFunc text, BwTableValueFunc value, gpointer data,
              GDestroyNotify free_data)
{
  BwTable *self = g_object_new (BW_TYPE_TABLE, NULL);

  self->n_rows = n_rows;
  self->text = text;
  self->value = value;
  self->data = data;
  self->free_data = free_data;
  return self;
}

/**
 * bw_table_add_column:
 * @title: what stands above the column
 * @kind: what is in it
 */
void
bw_table_add_column (BwTable *self, const char *title, BwTableKind kind)
{
  g_return_if_fail (kind == BW_TABLE_TEXT || self->value != NULL);
  g_ptr_array_add (self->titles, g_strdup (title));
  g_array_append_val (self->kinds, kind);
}

/**
 * bw_table_set_currency:
 * @currency: (nullable): an ISO 4217 code, that of all money in the table
 */
void
bw_table_set_currency (BwTable *self, const char *currency)
{
  g_set_str (&self->currency, currency);
}

/**
 * bw_table_get_currency:
 *
 * Returns: (nullable): that of all money in the table
 */
const char *
bw_table_get_currency (BwTable *self)
{
  return self->currency;
}

guint
bw_table_get_n_columns (BwTable *self)
{
  return self->titles->len;
}

const char *
bw_table_get_title (BwTable *self, guint column)
{
  return g_ptr_array_index (self->titles, column);
}

BwTableKind
bw_table_get_kind (BwTable *self, guint column)
{
  return g_array_index (self->kinds, BwTableKind, column);
}

/**
 * bw_table_get_text:
 *
 * Returns: (transfer full): the cell as a person reads it; an unknown one is empty
 */
char *
bw_table_get_text (BwTable *self, guint row, guint column)
{
  char *text = self->text (row, column, self->data);

  return text ? text : g_strdup ("");
}

/**
 * bw_table_get_value:
 *
 * Returns: what a cell is sorted by, in a column that is not text
 */
double
bw_table_get_value (BwTable *self, guint row, guint column)
{
  return self->value (row, column, self->data);
}

/**
 * bw_table_to_text:
 * @max_rows: further rows are left out
 *
 * Returns: (transfer full): the table with tabs between cells, as spreadsheets paste it
 */
char *
bw_table_to_text (BwTable *self, guint max_rows)
{
  GString *out = g_string_new (NULL);

  for (guint column = 0; column < self->titles->len; column++)
    g_string_append_printf (out, "%s%s", column ? "\t" : "", bw_table_get_title (self, column));
  g_string_append_c (out, '\n');
  for (guint row = 0; row < MIN (self->n_rows, max_rows); row++)
    {
      for (guint column = 0; column < self->titles->len; column++)
        {
          g_autofree char *cell = bw_table_get_text (self, row, column);

          g_strdelimit (cell, "\t\n\r", ' ');
          g_string_append_printf (out, "%s%s", column ? "\t" : "", cell);
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free_and_steal (out);
}

/**
 * bw_table_row_get_index:
 *
 * Returns: which row of its table this is
 */
guint
bw_table_row_get_index (BwTableRow *row)
{
  return row->index;
}
