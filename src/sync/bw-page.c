/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-page.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/bw-date.h"
#include "sync/bw-page-private.h"

/* What both formats have in common: the fields, their values, the order of the rows. */

/* How much of a bad value goes into a message, in bytes. */
#define MAX_QUOTED 80

/* Integers beyond this have no exact double, so a JSON number with a point or an exponent is taken
 * for a whole number only below it. */
#define MAX_EXACT_DOUBLE 9007199254740992.0

BwPage *
bw_page_alloc (const BwRelation *relation, GBytes *body)
{
  BwPage *page = g_new0 (BwPage, 1);

  g_assert (BW_PAGE_N_FIELDS (relation) <= BW_PAGE_MAX_FIELDS);
  page->relation = relation;
  page->body = g_bytes_ref (body);
  return page;
}

const char *
bw_page_field_name (const BwRelation *relation, guint field)
{
  if (field == BW_PAGE_UPDATED_AT (relation))
    return "updated_at";
  if (field == BW_PAGE_DELETED_AT (relation))
    return "deleted_at";
  return relation->columns[field].name;
}

BwColumnType
bw_page_field_type (const BwRelation *relation, guint field)
{
  return field < relation->n_columns ? relation->columns[field].type : BW_COLUMN_TIMESTAMP;
}

/* Whether an answer without the field is as good as one where it is null. */
gboolean
bw_page_field_is_optional (const BwRelation *relation, guint field)
{
  return field < relation->n_columns
         && (relation->columns[field].flags & BW_COLUMN_OPTIONAL) != 0;
}

static gboolean
is_required (const BwRelation *relation, guint field)
{
  if (field < relation->n_columns)
    return (relation->columns[field].flags & BW_COLUMN_REQUIRED) != 0;
  return field == BW_PAGE_UPDATED_AT (relation);
}

/* Values --------------------------------------------------------------------------------------- */

static gboolean
integer_from_text (const char *text, gsize length, gint64 *value)
{
  gboolean negative = length > 0 && *text == '-';
  guint64 sum = 0;

  if (negative || (length > 0 && *text == '+'))
    {
      text++;
      length--;
    }
  if (length == 0 || length > 19)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      sum = sum * 10 + (text[i] - '0');
    }
  if (sum > (guint64) G_MAXINT64)
    return FALSE;
  *value = negative ? -(gint64) sum : (gint64) sum;
  return TRUE;
}

/* Longer than any number that a database writes for a double. */
#define MAX_NUMBER 400

/* g_ascii_strtod() takes several times as long, and reads more than numbers. */
static gboolean
double_from_text (const char *text, gsize length, double *value)
{
  char copy[MAX_NUMBER];
  yyjson_val number;

  if (length >= sizeof copy)
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  if (yyjson_read_number (copy, &number, YYJSON_READ_NOFLAG, NULL, NULL) != copy + length)
    return FALSE;
  *value = yyjson_get_num (&number);
  return isfinite (*value);
}

/* Fills in the value of a text that is not empty. */
gboolean
bw_page_value_from_text (BwColumnType type, const char *text, gsize length, BwValue *value)
{
  BwDate date;

  switch (type)
    {
    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
    case BW_COLUMN_JSON:
      value->kind = BW_VALUE_TEXT;
      value->text = text;
      value->length = length;
      return length <= BW_PAGE_MAX_TEXT && memchr (text, '\0', length) == NULL;

    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
      value->kind = BW_VALUE_INTEGER;
      return integer_from_text (text, length, &value->integer);

    case BW_COLUMN_DOUBLE:
      value->kind = BW_VALUE_DOUBLE;
      return double_from_text (text, length, &value->real);

    case BW_COLUMN_BOOL:
      value->kind = BW_VALUE_INTEGER;
      value->integer = *text == 't';
      return (length == 1 && (*text == 't' || *text == 'f'))
             || (length == 4 && memcmp (text, "true", 4) == 0)
             || (length == 5 && memcmp (text, "false", 5) == 0);

    case BW_COLUMN_DATE:
      value->kind = BW_VALUE_INTEGER;
      if (!bw_date_parse (text, length, &date))
        return FALSE;
      value->integer = date;
      return TRUE;

    case BW_COLUMN_TIMESTAMP:
      value->kind = BW_VALUE_INTEGER;
      return bw_timestamp_parse (text, length, &value->integer);

    default:
      return FALSE;
    }
}

/* yyjson reads deep values without recursion; this is so bounded that it may use it. */
static gboolean
is_shallow (yyjson_val *json, guint depth)
{
  size_t index, count;
  yyjson_val *key, *child;

  if (!yyjson_is_ctn (json))
    return TRUE;
  if (depth == 0)
    return FALSE;
  if (yyjson_is_arr (json))
    {
      yyjson_arr_foreach (json, index, count, child)
        {
          if (!is_shallow (child, depth - 1))
            return FALSE;
        }
      return TRUE;
    }
  yyjson_obj_foreach (json, index, count, key, child)
    {
      if (!is_shallow (child, depth - 1))
        return FALSE;
    }
  return TRUE;
}

/* Fills in the value of JSON that is not null; made is set to a text that was made for it. */
gboolean
bw_page_value_from_json (BwColumnType type, yyjson_val *json, BwValue *value, char **made)
{
  double real;

  switch (type)
    {
    case BW_COLUMN_JSON:
      {
        size_t length;

        if (!is_shallow (json, BW_PAGE_MAX_DEPTH))
          return FALSE;
        *made = yyjson_val_write (json, YYJSON_WRITE_NOFLAG, &length);
        value->kind = BW_VALUE_TEXT;
        value->text = *made;
        value->length = length;
        return *made != NULL && length <= BW_PAGE_MAX_TEXT;
      }

    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
      value->kind = BW_VALUE_INTEGER;
      if (yyjson_is_uint (json) && yyjson_get_uint (json) > (guint64) G_MAXINT64)
        return FALSE;
      if (yyjson_is_int (json))
        {
          value->integer = yyjson_get_sint (json);
          return TRUE;
        }
      real = yyjson_is_real (json) ? yyjson_get_real (json) : NAN;
      if (!(fabs (real) <= MAX_EXACT_DOUBLE) || real != floor (real))
        return FALSE;
      value->integer = (gint64) real;
      return TRUE;

    case BW_COLUMN_DOUBLE:
      value->kind = BW_VALUE_DOUBLE;
      value->real = yyjson_is_num (json) ? yyjson_get_num (json) : NAN;
      return isfinite (value->real);

    case BW_COLUMN_BOOL:
      value->kind = BW_VALUE_INTEGER;
      value->integer = yyjson_get_bool (json);
      return yyjson_is_bool (json);

    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
    case BW_COLUMN_DATE:
    case BW_COLUMN_TIMESTAMP:
    default:
      if (!yyjson_is_str (json))
        return FALSE;
      /* An id is never empty, nor is a date. */
      if (yyjson_get_len (json) == 0 && type != BW_COLUMN_TEXT && type != BW_COLUMN_WORD)
        return FALSE;
      return bw_page_value_from_text (type, yyjson_get_str (json), yyjson_get_len (json), value);
    }
}

/* Messages ------------------------------------------------------------------------------------- */

static void
append_value (GString *text, BwColumnType type, const BwValue *value)
{
  char date[BW_DATE_STRLEN];

  if (value->kind == BW_VALUE_TEXT)
    {
      g_autofree char *valid = g_utf8_make_valid (value->text, MIN (value->length, MAX_QUOTED));

      g_string_append (text, valid);
    }
  else if (value->kind == BW_VALUE_INTEGER && type == BW_COLUMN_DATE)
    g_string_append (text, bw_date_format_iso (value->integer, date));
  else if (value->kind == BW_VALUE_INTEGER)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, value->integer);
  else
    g_string_append_c (text, '?');
}

static char *
describe_key (const BwRelation *relation, const BwValue *values)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      append_value (text, relation->columns[i].type, &values[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Names the relation, the row, the column and the value that is not of its type; values are those
 * of the row that were read before it, the others are null. */
void
bw_page_set_value_error (const BwPage *page, const BwValue *values, guint field, const char *text,
                         gsize length, GError **error)
{
  const BwRelation *relation = page->relation;
  g_autofree char *key = describe_key (relation, values);
  g_autofree char *valid = g_utf8_make_valid (text, MIN (length, MAX_QUOTED));

  g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
               _("In “%s”, row “%s”, the value “%s%s” of “%s” is not of the type %s. Have it "
                 "corrected in the company's data; what was fetched before is kept."),
               relation->name, key, valid, length > MAX_QUOTED ? "…" : "",
               bw_page_field_name (relation, field),
               bw_column_type_name (bw_page_field_type (relation, field)));
}

/* Rows ----------------------------------------------------------------------------------------- */

static gboolean
same_value (const BwValue *a, const BwValue *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == BW_VALUE_TEXT)
    return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
  return a->integer == b->integer;
}

static gboolean
same_key (const BwRelation *relation, const BwValue *a, const BwValue *b)
{
  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) != 0 && !same_value (&a[i], &b[i]))
        return FALSE;
    }
  return TRUE;
}

/* Whether nothing is missing in the row and it follows the one before it (null for the first). */
gboolean
bw_page_check_row (const BwPage *page, const BwValue *row, const BwValue *previous, GError **error)
{
  const BwRelation *relation = page->relation;
  guint stamp = BW_PAGE_UPDATED_AT (relation);

  for (guint i = 0; i < BW_PAGE_N_FIELDS (relation); i++)
    {
      g_autofree char *key = NULL;

      if (row[i].kind != BW_VALUE_NULL || !is_required (relation, i))
        continue;
      key = describe_key (relation, row);
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                   _("In “%s”, row “%s”, the value of “%s” is missing. Have it filled in in the "
                     "company's data; what was fetched before is kept."),
                   relation->name, key, bw_page_field_name (relation, i));
      return FALSE;
    }
  if (previous == NULL || previous[stamp].integer < row[stamp].integer)
    return TRUE;
  if (previous[stamp].integer > row[stamp].integer)
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                   _("The backend does not sort “%s” by “updated_at” as it was asked to. Ask "
                     "whoever runs it."),
                   relation->name);
      return FALSE;
    }
  if (same_key (relation, previous, row))
    {
      g_autofree char *key = describe_key (relation, row);

      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                   _("“%s” has more than one row with the key “%s”. Have it corrected in the "
                     "company's data; what was fetched before is kept."),
                   relation->name, key);
      return FALSE;
    }
  return TRUE;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_page_get_n_rows:
 * @page: a page
 *
 * Returns: how many rows it has, tombstones included
 */
guint
bw_page_get_n_rows (const BwPage *page)
{
  return page->n_rows;
}

/**
 * bw_page_get_n_bytes:
 * @page: a page
 *
 * Returns: how many bytes it took, unpacked
 */
gsize
bw_page_get_n_bytes (const BwPage *page)
{
  return g_bytes_get_size (page->body);
}

/**
 * bw_page_get_range:
 * @page: a page with rows
 * @first: (out): the time stamp of its first row, microseconds since 1970 UTC
 * @last: (out): that of its last
 */
void
bw_page_get_range (const BwPage *page, gint64 *first, gint64 *last)
{
  *first = page->first;
  *last = page->last;
}

/**
 * bw_page_get_last_keys:
 * @page: a page with rows
 *
 * Returns: (transfer full): the values of the key of its last row, as the backend writes them
 */
char **
bw_page_get_last_keys (const BwPage *page)
{
  return g_strdupv (page->last_keys);
}

/**
 * bw_page_read:
 * @page: a page
 * @func: called for each row, in their order
 * @data: for @func
 * @error: return location for a #BwSyncError, or for what @func sets
 *
 * Checks every row and hands it on.
 *
 * Returns: whether all rows were good and @func took them
 */
gboolean
bw_page_read (BwPage *page, BwPageRowFunc func, gpointer data, GError **error)
{
  if (page->n_rows == 0)
    return TRUE;
  return page->document != NULL ? bw_page_read_json (page, func, data, error)
                                : bw_page_read_csv (page, func, data, error);
}

/**
 * bw_page_free:
 * @page: (transfer full) (nullable): a page
 */
void
bw_page_free (BwPage *page)
{
  if (page == NULL)
    return;
  g_clear_pointer (&page->document, yyjson_doc_free);
  g_bytes_unref (page->body);
  g_strfreev (page->last_keys);
  g_free (page);
}
