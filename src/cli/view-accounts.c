/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <string.h>

#include "cli/bw-view.h"
#include "figures/bw-accounts-figure.h"

/* The name of a column as a field: money says that it is in minor units. */
static char **
field_names (const BwAccountColumn *columns, guint n_columns)
{
  char **names = g_new0 (char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    names[i] = g_strconcat (columns[i].key,
                            columns[i].type == BW_ACCOUNT_VALUE_MONEY ? "_minor" : "", NULL);
  return names;
}

static void
add_value (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, BwAccountValue value)
{
  /* The names are made here, so the document keeps copies of its own. */
  yyjson_mut_val *key = yyjson_mut_strcpy (doc, name);
  const char *kept = yyjson_mut_get_str (key);

  switch (value.type)
    {
    case BW_ACCOUNT_VALUE_MONEY:
      bw_json_add_money (doc, object, kept, value.money);
      break;
    case BW_ACCOUNT_VALUE_NUMBER:
    case BW_ACCOUNT_VALUE_SHARE:
      bw_json_add_real (doc, object, kept, value.number);
      break;
    case BW_ACCOUNT_VALUE_DATE:
      bw_json_add_date (doc, object, kept, value.date);
      break;
    case BW_ACCOUNT_VALUE_BOOL:
      bw_json_add_bool (doc, object, kept, value.truth);
      break;
    case BW_ACCOUNT_VALUE_TEXT:
    default:
      bw_json_add_text (doc, object, kept, value.text);
      break;
    }
}

/* "-arr" and "arr:desc" both sort from the largest. */
static const BwAccountColumn *
parse_sort (const char *text, gboolean *descending, GError **error)
{
  g_autofree char *key = NULL;
  const BwAccountColumn *column;

  *descending = text[0] == '-' || g_str_has_suffix (text, ":desc");
  key = g_strdup (text[0] == '-' ? text + 1 : text);
  if (strchr (key, ':') != NULL)
    *strchr (key, ':') = '\0';
  if (g_str_has_suffix (key, "_minor"))
    key[strlen (key) - strlen ("_minor")] = '\0';

  column = bw_account_column_find (key);
  if (column == NULL)
    g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                 _("--sort: there is no column “%s”; a minus before its name sorts from the "
                   "largest"),
                 key);
  return column;
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  guint n_columns;
  const BwAccountColumn *columns = bw_account_columns (&n_columns), *sort;
  g_autoptr (BwAccountsFigure) figure = NULL;
  g_auto (GStrv) names = field_names (columns, n_columns);
  yyjson_mut_val *array;
  gboolean descending;

  sort = parse_sort (options->sort != NULL ? options->sort : "name", &descending, error);
  if (sort == NULL)
    return FALSE;

  figure = bw_accounts_figure_compute (scope, sort, descending);
  bw_json_add_date (doc, root, "as_of", scope->snapshot->as_of);
  bw_json_add_text (doc, root, "currency", scope->snapshot->table->currency);
  bw_json_add_count (doc, root, "whole", figure->whole);
  array = bw_json_add_array (doc, root, "accounts");
  for (guint i = 0; i < figure->selection->n; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);
      guint32 row = figure->selection->rows[i];

      for (guint c = 0; c < n_columns; c++)
        add_value (doc, object, names[c], bw_account_value (scope->snapshot, row, &columns[c]));
    }
  return TRUE;
}

/* A field a column of the table of figures, said by its heading. */
static GArray *
list_fields (void)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (BwViewField));
  guint n_columns;
  const BwAccountColumn *columns = bw_account_columns (&n_columns);
  g_auto (GStrv) names = field_names (columns, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *path = g_strconcat ("accounts[].", names[i], NULL);
      BwViewField field = { g_intern_string (path), bw_account_column_title (&columns[i]) };

      g_array_append_val (list, field);
    }
  return list;
}

static const BwViewField fields[] = {
  { "as_of", N_("the day that is shown") },
  { "currency", N_("ISO 4217") },
  { "whole", N_("accounts of the day, before the filter") },
  { NULL },
};

static const char *const option_names[] = { "filter", "sort", NULL };

const BwView bw_view_accounts = {
  .name = "accounts",
  .usage = "[--filter EXPR] [--sort COLUMN|-COLUMN]",
  .summary = N_("a row an account with every figure that the pages show"),
  .options = option_names,
  .rows_key = "accounts",
  .fields = fields,
  .list_fields = list_fields,
  .fill = fill,
};
