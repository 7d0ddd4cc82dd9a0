/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-page.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "sync/bw-page-private.h"

/* The text of a bad value, for the message. */
static char *
write_value (yyjson_val *json)
{
  char *text;

  if (yyjson_is_raw (json))
    return g_strndup (yyjson_get_raw (json), yyjson_get_len (json));
  if (yyjson_is_str (json))
    return g_strndup (yyjson_get_str (json), yyjson_get_len (json));
  if (yyjson_is_ctn (json))
    return g_strdup (yyjson_is_arr (json) ? "[…]" : "{…}");
  text = yyjson_val_write (json, YYJSON_WRITE_ALLOW_INF_AND_NAN, NULL);
  return text != NULL ? text : g_strdup ("?");
}

static int
find_field (const BwRelation *relation, const char *name, gsize length, guint expected)
{
  guint n = BW_PAGE_N_FIELDS (relation);

  /* Backends write the columns in the order in which they were asked for. */
  for (guint i = 0; i < n; i++)
    {
      guint field = (expected + i) % n;
      const char *candidate = bw_page_field_name (relation, field);

      if (strlen (candidate) == length && memcmp (candidate, name, length) == 0)
        return field;
    }
  return -1;
}

/* Reads an object into values; made collects texts that have to live as long as the row. */
static gboolean
read_row (const BwPage *page, yyjson_val *object, BwValue *values, char **made, GError **error)
{
  const BwRelation *relation = page->relation;
  guint n = BW_PAGE_N_FIELDS (relation);
  guint32 seen = 0;
  yyjson_obj_iter iterator;
  yyjson_val *key;
  guint expected = 0;

  memset (values, 0, n * sizeof *values);
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&made[i], free);
  if (!yyjson_is_obj (object))
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                   _("The backend's answer for “%s” holds something that is not a row. Ask whoever "
                     "runs it."),
                   relation->name);
      return FALSE;
    }

  iterator = yyjson_obj_iter_with (object);
  while ((key = yyjson_obj_iter_next (&iterator)) != NULL)
    {
      yyjson_val *json = yyjson_obj_iter_get_val (key);
      int field = find_field (relation, yyjson_get_str (key), yyjson_get_len (key), expected);

      if (field < 0)
        continue;
      expected = field + 1;
      seen |= 1u << field;
      if (yyjson_is_null (json))
        continue;
      if (!bw_page_value_from_json (bw_page_field_type (relation, field), json, &values[field],
                                    &made[field]))
        {
          g_autofree char *text = write_value (json);

          values[field].kind = BW_VALUE_NULL;
          bw_page_set_value_error (page, values, field, text, strlen (text), error);
          return FALSE;
        }
    }
  for (guint i = 0; i < n; i++)
    {
      if ((seen & (1u << i)) != 0 || bw_page_field_is_optional (relation, i))
        continue;
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                   _("The backend's answer for “%s” lacks the column “%s”. Ask whoever runs it to "
                     "add the column."),
                   relation->name, bw_page_field_name (relation, i));
      return FALSE;
    }
  return TRUE;
}

/* The key of a row, as text for the next query. */
static char **
copy_keys (const BwRelation *relation, yyjson_val *object)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) != 0)
        g_ptr_array_add (keys, write_value (yyjson_obj_get (object, relation->columns[i].name)));
    }
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/**
 * bw_page_new_json:
 * @relation: a relation
 * @body: what the backend sent: an array of objects
 * @error: return location for a #BwSyncError
 *
 * Returns: (transfer full): the page, or %NULL when the text is not JSON, not UTF-8 or not an
 *   array, or when its first or last row is not one
 */
BwPage *
bw_page_new_json (const BwRelation *relation, GBytes *body, GError **error)
{
  g_autoptr (BwPage) page = bw_page_alloc (relation, body);
  gsize length;
  /* yyjson does not write to the text without its flag for that. */
  char *text = (char *) g_bytes_get_data (body, &length);
  yyjson_read_err problem = { 0 };
  BwValue values[BW_PAGE_MAX_FIELDS];
  char *made[BW_PAGE_MAX_FIELDS] = { 0 };
  yyjson_val *root, *first, *last;
  gboolean good;

  if (length == 0)
    text = (char *) "[]", length = 2;
  /* Numbers that are none are let in here, so that the row that holds one can be named. */
  page->document = yyjson_read_opts (text, length,
                                     YYJSON_READ_BIGNUM_AS_RAW | YYJSON_READ_ALLOW_INF_AND_NAN,
                                     NULL, &problem);
  root = yyjson_doc_get_root (page->document);
  if (!yyjson_is_arr (root))
    {
      if (page->document == NULL)
        g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                     _("The backend's answer for “%s” is not JSON (%s, at byte %zu). "
                       "Check that the address is that of a backend."),
                     relation->name, problem.msg, (gsize) problem.pos);
      else
        g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                     _("The backend's answer for “%s” is not a list of rows. Check that the "
                       "address is that of a backend."),
                     relation->name);
      return NULL;
    }

  page->n_rows = yyjson_arr_size (root);
  if (page->n_rows == 0)
    return g_steal_pointer (&page);
  first = yyjson_arr_get_first (root);
  last = yyjson_arr_get_last (root);
  good = read_row (page, first, values, made, error)
  && bw_page_check_row (page, values, NULL, error);
  page->first = values[BW_PAGE_UPDATED_AT (relation)].integer;
  good = good && read_row (page, last, values, made, error)
         && bw_page_check_row (page, values, NULL, error);
  page->last = values[BW_PAGE_UPDATED_AT (relation)].integer;
  for (guint i = 0; i < BW_PAGE_MAX_FIELDS; i++)
    free (made[i]);
  if (!good)
    return NULL;
  page->last_keys = copy_keys (relation, last);
  return g_steal_pointer (&page);
}

/* Reads all rows of a page in JSON. */
gboolean
bw_page_read_json (BwPage *page, BwPageRowFunc func, gpointer data, GError **error)
{
  const BwRelation *relation = page->relation;
  BwValue values[2][BW_PAGE_MAX_FIELDS];
  char *made[BW_PAGE_MAX_FIELDS] = { 0 };
  gboolean good = TRUE;
  size_t index, count;
  yyjson_val *object;

  /* The row before stays readable: its key lies in the document. */
  yyjson_arr_foreach (yyjson_doc_get_root (page->document), index, count, object)
    {
      BwValue *row = values[index % 2];

      good = read_row (page, object, row, made, error)
             && bw_page_check_row (page, row, index > 0 ? values[(index + 1) % 2] : NULL, error)
             && func (row, row[BW_PAGE_UPDATED_AT (relation)].integer,
                      row[BW_PAGE_DELETED_AT (relation)].kind != BW_VALUE_NULL, data, error);
      if (!good)
        break;
    }
  for (guint i = 0; i < BW_PAGE_MAX_FIELDS; i++)
    free (made[i]);
  return good;
}
