/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-keyset.h"

#include "model/bw-date.h"

/*
 * Which rows to ask for next. Pages are cut by (updated_at, key), so that they neither shift nor
 * slow down however far the reading has come, and so that one index of the backend serves every
 * page: each query begins with a bound on updated_at, the index's first column.
 *
 * A bulk load can give millions of rows one time stamp. The bound alone would then make the
 * backend skip all rows of it that have arrived already, page after page. So as soon as a page
 * holds one time stamp only, the reading stays within it (updated_at equal, key beyond the last)
 * until that is empty, and then goes on behind it.
 */

/* The serialised cursor: flags, time stamps, key. */
#define CURSOR_FORMAT "(bbbbbxxxxxmas)"

/* Escaping ------------------------------------------------------------------------------------- */

/* A value for a filter by itself. */
static void
append_value (GString *query, const char *value)
{
  g_string_append_uri_escaped (query, value, NULL, FALSE);
}

/* A value inside or=(…), where commas, parentheses and quotes have a meaning. */
static void
append_quoted (GString *query, const char *value)
{
  g_autoptr (GString) quoted = g_string_new ("\"");

  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *value);
    }
  g_string_append_c (quoted, '"');
  append_value (query, quoted->str);
}

static guint
list_keys (const BwRelation *relation, const char *names[])
{
  guint n = 0;

  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) != 0)
        names[n++] = relation->columns[i].name;
    }
  return n;
}

/* The alternatives of "the key is beyond this one", separated by commas. */
static void
append_beyond (GString *query, const char *names[], guint n, char **values)
{
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (query, ",and(");
      for (guint j = 0; j < i; j++)
        {
          g_string_append_printf (query, "%s.eq.", names[j]);
          append_quoted (query, values[j]);
          g_string_append_c (query, ',');
        }
      g_string_append_printf (query, "%s.gt.", names[i]);
      append_quoted (query, values[i]);
      if (i > 0)
        g_string_append_c (query, ')');
    }
}

/* Queries -------------------------------------------------------------------------------------- */

/**
 * bw_keyset_page_query:
 * @relation: a relation
 * @cursor: how far it was read
 * @limit: how many rows to ask for
 * @optional: whether columns are asked for that a backend may lack
 *
 * Returns: (transfer full): path and query of the next page
 */
char *
bw_keyset_page_query (const BwRelation *relation, const BwCursor *cursor, guint limit,
                      gboolean optional)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autofree const char **names = g_new (const char *, relation->n_columns);
  guint n_keys = list_keys (relation, names);

  g_string_printf (query, "/%s?select=", relation->name);
  for (guint i = 0; i < relation->n_columns; i++)
    {
      if (optional || (relation->columns[i].flags & BW_COLUMN_OPTIONAL) == 0)
        g_string_append_printf (query, "%s,", relation->columns[i].name);
    }
  g_string_append (query, "updated_at,deleted_at");

  if (cursor->updated_at != BW_CURSOR_NO_STAMP)
    {
      g_autofree char *stamp = bw_timestamp_format (cursor->updated_at);

      if (cursor->in_tie)
        g_string_append (query, "&updated_at=eq.");
      else if (cursor->after)
        g_string_append (query, "&updated_at=gt.");
      else
        g_string_append (query, "&updated_at=gte.");
      append_value (query, stamp);

      if (cursor->in_tie)
        {
          /* The bound on the first column lets the index begin at the key. */
          g_string_append_printf (query, "&%s=gte.", names[0]);
          append_value (query, cursor->keys[0]);
          g_string_append (query, "&or=(");
          append_beyond (query, names, n_keys, cursor->keys);
          g_string_append_c (query, ')');
        }
      else if (!cursor->after && cursor->keys != NULL)
        {
          g_string_append (query, "&or=(updated_at.gt.");
          append_quoted (query, stamp);
          g_string_append (query, ",and(updated_at.eq.");
          append_quoted (query, stamp);
          g_string_append (query, ",or(");
          append_beyond (query, names, n_keys, cursor->keys);
          g_string_append (query, ")))");
        }
    }

  g_string_append (query, "&order=updated_at");
  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf (query, ",%s", names[i]);
  g_string_append_printf (query, "&limit=%u", limit);
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/**
 * bw_keyset_count_query:
 * @relation: a relation
 * @from: a time stamp
 * @to: another, not before it
 *
 * Returns: (transfer full): path and query for counting the rows, without tombstones, whose time
 *   stamp is from @from to @to, both included
 */
char *
bw_keyset_count_query (const BwRelation *relation, gint64 from, gint64 to)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autofree char *first = bw_timestamp_format (from);
  g_autofree char *last = bw_timestamp_format (to);

  g_string_printf (query, "/%s?select=updated_at&updated_at=gte.", relation->name);
  append_value (query, first);
  g_string_append (query, "&updated_at=lte.");
  append_value (query, last);
  g_string_append (query, "&deleted_at=is.null&limit=1");
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/* Cursors -------------------------------------------------------------------------------------- */

/**
 * bw_cursor_new:
 *
 * Returns: (transfer full): the cursor of a relation of which nothing has arrived
 */
BwCursor *
bw_cursor_new (void)
{
  BwCursor *cursor = g_new0 (BwCursor, 1);

  cursor->low = BW_CURSOR_NO_STAMP;
  cursor->known = BW_CURSOR_NO_STAMP;
  cursor->high = BW_CURSOR_NO_STAMP;
  cursor->updated_at = BW_CURSOR_NO_STAMP;
  return cursor;
}

/**
 * bw_cursor_copy:
 * @cursor: a cursor
 *
 * Returns: (transfer full): a copy
 */
BwCursor *
bw_cursor_copy (const BwCursor *cursor)
{
  BwCursor *copy = g_memdup2 (cursor, sizeof *cursor);

  copy->keys = g_strdupv (cursor->keys);
  return copy;
}

/**
 * bw_cursor_free:
 * @cursor: (transfer full) (nullable): a cursor
 */
void
bw_cursor_free (BwCursor *cursor)
{
  if (cursor == NULL)
    return;
  g_strfreev (cursor->keys);
  g_free (cursor);
}

/**
 * bw_cursor_format:
 * @cursor: a cursor
 *
 * Returns: (transfer full): the cursor as a text that bw_cursor_parse() reads
 */
char *
bw_cursor_format (const BwCursor *cursor)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (
    g_variant_new ("(bbbbbxxxxx@mas)", cursor->done, cursor->check, cursor->tied, cursor->after,
                   cursor->in_tie, cursor->low, cursor->known, cursor->high, cursor->started_at,
                   cursor->updated_at,
                   g_variant_new_maybe (G_VARIANT_TYPE_STRING_ARRAY,
                                        cursor->keys != NULL
                                          ? g_variant_new_strv ((const char *const *) cursor->keys,
                                                                -1)
                                          : NULL)));

  return g_variant_print (variant, FALSE);
}

/**
 * bw_cursor_parse:
 * @text: (nullable): what bw_cursor_format() wrote
 *
 * Returns: (transfer full) (nullable): the cursor, or %NULL when the text is none
 */
BwCursor *
bw_cursor_parse (const char *text)
{
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) keys = NULL;
  BwCursor *cursor;

  if (text == NULL)
    return NULL;
  variant = g_variant_parse (G_VARIANT_TYPE (CURSOR_FORMAT), text, NULL, NULL, NULL);
  if (variant == NULL)
    return NULL;
  cursor = g_new0 (BwCursor, 1);
  g_variant_get (variant, "(bbbbbxxxxx@mas)", &cursor->done, &cursor->check, &cursor->tied,
                 &cursor->after, &cursor->in_tie, &cursor->low, &cursor->known, &cursor->high,
                 &cursor->started_at, &cursor->updated_at, &keys);
  if (g_variant_n_children (keys) > 0)
    {
      g_autoptr (GVariant) list = g_variant_get_maybe (keys);

      cursor->keys = g_variant_dup_strv (list, NULL);
    }
  return cursor;
}

/**
 * bw_cursor_next_start:
 * @finished: the cursor with which the last refresh ended
 * @overlap: microseconds
 *
 * Where the next refresh begins. Transactions that were under way in the last one may have written
 * rows with time stamps before its end, so the reading has to go back by the length of the longest
 * one, the overlap: back from the backend's clock when the last reading began, or from the newest
 * row when that is older still or the clock is not known.
 *
 * To read all of the overlap again would be dear after a bulk load, as it holds everything that was
 * loaded. So the reading begins after what is known, and at the end the rows in the overlap are
 * counted on both sides; only when the counts differ is the overlap read. See @check.
 *
 * Returns: (transfer full): a cursor
 */
BwCursor *
bw_cursor_next_start (const BwCursor *finished, gint64 overlap)
{
  BwCursor *cursor = bw_cursor_new ();
  gint64 clock = finished->started_at > 0 ? finished->started_at : finished->high;

  if (finished->high == BW_CURSOR_NO_STAMP)
    return cursor;
  cursor->known = finished->high;
  cursor->high = finished->high;
  cursor->low = MIN (clock - overlap, finished->high);
  cursor->tied = finished->tied;
  cursor->check = TRUE;
  cursor->updated_at = finished->high;
  cursor->after = TRUE;
  return cursor;
}

/**
 * bw_cursor_restart:
 * @cursor: a cursor
 * @updated_at: where to begin, that time stamp included
 *
 * Reads from another place, and without a check at the end.
 */
void
bw_cursor_restart (BwCursor *cursor, gint64 updated_at)
{
  cursor->check = FALSE;
  cursor->after = FALSE;
  cursor->in_tie = FALSE;
  cursor->updated_at = updated_at;
  g_clear_pointer (&cursor->keys, g_strfreev);
}

/**
 * bw_cursor_end_of_tie:
 * @cursor: a cursor whose page was empty
 *
 * Returns: whether there is more to ask for, behind the time stamp that was being read
 */
gboolean
bw_cursor_end_of_tie (BwCursor *cursor)
{
  if (!cursor->in_tie)
    return FALSE;
  cursor->in_tie = FALSE;
  cursor->after = TRUE;
  g_clear_pointer (&cursor->keys, g_strfreev);
  return TRUE;
}

/**
 * bw_cursor_advance:
 * @cursor: a cursor
 * @first: the time stamp of the page's first row
 * @last: that of its last row
 * @keys: (transfer full): the key of its last row
 * @many: whether the page is a large one
 *
 * Moves the cursor behind a page. A page of one time stamp begins a tie when it is large, or
 * follows one that ended within the same time stamp; a small one would cost a question more and
 * save nothing.
 */
void
bw_cursor_advance (BwCursor *cursor, gint64 first, gint64 last, char **keys, gboolean many)
{
  gboolean within = cursor->keys != NULL && cursor->updated_at == first;

  cursor->in_tie = first == last && (many || within || cursor->in_tie);
  cursor->tied = last > cursor->high ? cursor->in_tie : cursor->tied || cursor->in_tie;
  cursor->high = MAX (cursor->high, last);
  cursor->updated_at = last;
  cursor->after = FALSE;
  g_strfreev (cursor->keys);
  cursor->keys = keys;
}
