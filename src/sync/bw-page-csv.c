/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sync/bw-page-private.h"

/*
 * CSV as PostgREST writes it: a header, commas, lines ending with a line feed, a field in quotes
 * when it has to be, and nothing at all for null.
 */

/* Where the next field is read. */
typedef struct {
  const char *at;
  const char *end;
} Reader;

static void
set_broken_error (const BwRelation *relation, GError **error)
{
  g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
               _("The backend's answer for “%s” is not CSV. Check that the address is that of a "
                 "backend."),
               relation->name);
}

/* Reads a field in quotes into scratch. */
static gboolean
read_quoted (Reader *reader, GString *scratch)
{
  const char *p = reader->at + 1;

  g_string_truncate (scratch, 0);
  for (;;)
    {
      const char *quote = memchr (p, '"', reader->end - p);

      if (quote == NULL)
        return FALSE;
      g_string_append_len (scratch, p, quote - p);
      p = quote + 1;
      if (p == reader->end || *p != '"')
        break;
      g_string_append_c (scratch, '"');
      p++;
    }
  reader->at = p;
  return TRUE;
}

/* Reads a field and what ends it: last is set when that is the end of the row. The text lies in
 * the body or in scratch. */
static gboolean
read_field (Reader *reader, GString *scratch, const char **text, gsize *length, gboolean *quoted,
            gboolean *last)
{
  const char *p = reader->at;

  *quoted = p < reader->end && *p == '"';
  if (*quoted)
    {
      if (!read_quoted (reader, scratch))
        return FALSE;
      *text = scratch->str;
      *length = scratch->len;
      p = reader->at;
    }
  else
    {
      *text = p;
      while (p < reader->end && *p != ',' && *p != '\n')
        p++;
      *length = p - *text;
      if (p < reader->end && *p == '\n' && *length > 0 && p[-1] == '\r')
        (*length)--;
    }
  if (*quoted && p + 1 < reader->end && *p == '\r' && p[1] == '\n')
    p++;
  *last = p == reader->end || *p == '\n';
  if (!*last && *p != ',')
    return FALSE;
  reader->at = p < reader->end ? p + 1 : p;
  return TRUE;
}

/* Reads a row into values, with one scratch a field for those in quotes. */
static gboolean
read_row (const BwPage *page, Reader *reader, BwValue *values, GString **scratch, GError **error)
{
  const BwRelation *relation = page->relation;
  gboolean last = FALSE, quoted;
  guint column;

  memset (values, 0, BW_PAGE_N_FIELDS (relation) * sizeof *values);
  for (column = 0; !last && column < page->n_header; column++)
    {
      int field = page->header[column];
      const char *text;
      gsize length;

      if (!read_field (reader, scratch[column], &text, &length, &quoted, &last))
        {
          set_broken_error (relation, error);
          return FALSE;
        }
      if (field < 0 || length == 0)
        continue;
      if (!bw_page_value_from_text (bw_page_field_type (relation, field), text, length,
                                    &values[field]))
        {
          values[field].kind = BW_VALUE_NULL;
          bw_page_set_value_error (page, values, field, text, length, error);
          return FALSE;
        }
    }
  if (!last || column != page->n_header)
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                   _("The backend's answer for “%s” has a row with another number of columns than "
                     "its header. Ask whoever runs it."),
                   relation->name);
      return FALSE;
    }
  return TRUE;
}

/* Finds out which field each column is, and that none is missing. */
static gboolean
read_header (BwPage *page, Reader *reader, GError **error)
{
  const BwRelation *relation = page->relation;
  g_autoptr (GString) scratch = g_string_new (NULL);
  gboolean last = FALSE, quoted;
  guint32 seen = 0;

  while (!last)
    {
      const char *text;
      gsize length;

      if (page->n_header == BW_PAGE_MAX_FIELDS
          || !read_field (reader, scratch, &text, &length, &quoted, &last))
        {
          set_broken_error (relation, error);
          return FALSE;
        }
      page->header[page->n_header] = -1;
      for (guint i = 0; i < BW_PAGE_N_FIELDS (relation); i++)
        {
          const char *name = bw_page_field_name (relation, i);

          if (strlen (name) == length && memcmp (name, text, length) == 0)
            {
              page->header[page->n_header] = i;
              seen |= 1u << i;
            }
        }
      page->n_header++;
    }
  for (guint i = 0; i < BW_PAGE_N_FIELDS (relation); i++)
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

/* Counts the rows and finds the last one. Line feeds inside quotes end no row. */
static const char *
scan_rows (BwPage *page, const char *begin, const char *end)
{
  gboolean any_quotes = memchr (begin, '"', end - begin) != NULL;
  const char *last = begin;
  const char *p = begin;

  while (p < end)
    {
      const char *row = p;
      gboolean inside = FALSE;

      if (any_quotes)
        {
          while (p < end && (inside || *p != '\n'))
            inside = (*p++ == '"') != inside;
        }
      else
        {
          p = memchr (p, '\n', end - p);
          p = p != NULL ? p : end;
        }
      last = row;
      page->n_rows++;
      p++;
    }
  return last;
}

static GString **
new_scratch (guint n)
{
  GString **scratch = g_new (GString *, n);

  for (guint i = 0; i < n; i++)
    scratch[i] = g_string_new (NULL);
  return scratch;
}

static void
free_scratch (GString **scratch, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_free (scratch[i], TRUE);
  g_free (scratch);
}

/* The key of the row at text, as it is written. */
static char **
copy_keys (const BwPage *page, Reader reader)
{
  const BwRelation *relation = page->relation;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) scratch = g_string_new (NULL);
  char *fields[BW_PAGE_MAX_FIELDS] = { 0 };

  for (guint column = 0; column < page->n_header; column++)
    {
      gboolean quoted, last;
      const char *text;
      gsize length;

      if (read_field (&reader, scratch, &text, &length, &quoted, &last)
          && page->header[column] >= 0)
        {
          g_free (fields[page->header[column]]);
          fields[page->header[column]] = g_strndup (text, length);
        }
    }
  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) != 0)
        g_ptr_array_add (keys, g_steal_pointer (&fields[i]));
    }
  for (guint i = 0; i < BW_PAGE_MAX_FIELDS; i++)
    g_free (fields[i]);
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/* Reads and checks one row by itself; what it gives is only its time stamp. */
static gboolean
read_stamp (const BwPage *page, Reader reader, gint64 *stamp, GError **error)
{
  BwValue values[BW_PAGE_MAX_FIELDS];
  GString **scratch = new_scratch (page->n_header);
  gboolean good = read_row (page, &reader, values, scratch, error)
                  && bw_page_check_row (page, values, NULL, error);

  *stamp = values[BW_PAGE_UPDATED_AT (page->relation)].integer;
  free_scratch (scratch, page->n_header);
  return good;
}

/**
 * bw_page_new_csv:
 * @relation: a relation
 * @body: what the backend sent: a header and rows
 * @error: return location for a #BwSyncError
 *
 * Returns: (transfer full): the page, or %NULL when a column is missing, or when its first or last
 *   row is not one
 */
BwPage *
bw_page_new_csv (const BwRelation *relation, GBytes *body, GError **error)
{
  g_autoptr (BwPage) page = bw_page_alloc (relation, body);
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  Reader reader = { text, text + length };
  const char *first, *last;

  /* Where there is no row PostgREST writes no header either, only the end of the line. */
  if (length == 0 || (length == 1 && *text == '\n'))
    return g_steal_pointer (&page);
  if (!read_header (page, &reader, error))
    return NULL;
  first = reader.at;
  page->rows_at = first - text;
  last = scan_rows (page, first, reader.end);
  if (page->n_rows == 0)
    return g_steal_pointer (&page);
  if (!read_stamp (page, (Reader) { first, reader.end }, &page->first, error)
      || !read_stamp (page, (Reader) { last, reader.end }, &page->last, error))
    return NULL;
  page->last_keys = copy_keys (page, (Reader) { last, reader.end });
  return g_steal_pointer (&page);
}

/* Reads all rows of a page in CSV. */
gboolean
bw_page_read_csv (BwPage *page, BwPageRowFunc func, gpointer data, GError **error)
{
  const BwRelation *relation = page->relation;
  gsize length;
  const char *text = g_bytes_get_data (page->body, &length);
  Reader reader = { text + page->rows_at, text + length };
  BwValue values[2][BW_PAGE_MAX_FIELDS];
  GString **scratch[2];
  gboolean good = TRUE;
  const char *invalid;

  if (!g_utf8_validate_len (text, length, &invalid))
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
                   _("The backend's answer for “%s” is not UTF-8 (at byte %zu). "
                     "Ask whoever runs it."),
                   relation->name, (gsize) (invalid - text));
      return FALSE;
    }

  /* The row before has to stay readable for the comparison of keys. */
  scratch[0] = new_scratch (page->n_header);
  scratch[1] = new_scratch (page->n_header);
  for (guint i = 0; i < page->n_rows && good; i++)
    {
      BwValue *row = values[i % 2];

      good = read_row (page, &reader, row, scratch[i % 2], error)
             && bw_page_check_row (page, row, i > 0 ? values[(i + 1) % 2] : NULL, error)
             && func (row, row[BW_PAGE_UPDATED_AT (relation)].integer,
                      row[BW_PAGE_DELETED_AT (relation)].kind != BW_VALUE_NULL, data, error);
    }
  free_scratch (scratch[0], page->n_header);
  free_scratch (scratch[1], page->n_header);
  return good;
}
