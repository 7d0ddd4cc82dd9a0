/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-row-buffer.h"

#include <string.h>

/* Memory is taken in pieces of this size, or of that of a row which is larger. */
#define CHUNK_BYTES (256 * 1024)

struct _BwRowBuffer {
  const BwRelation *relation;
  GPtrArray        *rows;   /* of BwValue *, each of n_columns + 1 and its texts behind them */
  GPtrArray        *chunks;
  gsize             used;   /* of the last chunk */
  gsize             size;   /* of the last chunk */
  gsize             n_bytes;
};

/* Memory that lasts until the buffer is cleared, fit for a BwValue. */
static gpointer
take (BwRowBuffer *self, gsize bytes)
{
  gpointer memory;

  bytes = (bytes + 7) & ~(gsize) 7;
  if (self->used + bytes > self->size)
    {
      self->size = MAX (bytes, CHUNK_BYTES);
      self->used = 0;
      self->n_bytes += self->size;
      g_ptr_array_add (self->chunks, g_malloc (self->size));
    }
  memory = (char *) self->chunks->pdata[self->chunks->len - 1] + self->used;
  self->used += bytes;
  return memory;
}

static int
compare_values (const BwValue *a, const BwValue *b)
{
  int order;

  if (a->kind != BW_VALUE_TEXT || b->kind != BW_VALUE_TEXT)
    return (a->integer > b->integer) - (a->integer < b->integer);
  order = memcmp (a->text, b->text, MIN (a->length, b->length));
  return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

/* The order of SQLite's clustered tables, for keys that are texts and integers. */
static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const BwRelation *relation = data;
  const BwValue *left = *(const BwValue *const *) a;
  const BwValue *right = *(const BwValue *const *) b;

  for (guint i = 0; i < relation->n_columns; i++)
    {
      int order;

      if ((relation->columns[i].flags & BW_COLUMN_KEY) == 0)
        continue;
      order = compare_values (&left[i], &right[i]);
      if (order != 0)
        return order;
    }
  return 0;
}

/**
 * bw_row_buffer_new:
 * @relation: a relation
 *
 * Returns: (transfer full): a buffer without rows
 */
BwRowBuffer *
bw_row_buffer_new (const BwRelation *relation)
{
  BwRowBuffer *self = g_new0 (BwRowBuffer, 1);

  self->relation = relation;
  self->rows = g_ptr_array_new ();
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * bw_row_buffer_free:
 * @buffer: (transfer full) (nullable): a buffer
 */
void
bw_row_buffer_free (BwRowBuffer *buffer)
{
  if (buffer == NULL)
    return;
  g_ptr_array_unref (buffer->rows);
  g_ptr_array_unref (buffer->chunks);
  g_free (buffer);
}

/**
 * bw_row_buffer_add:
 * @buffer: a buffer
 * @values: (array): a row; copied
 * @updated_at: its time stamp
 * @deleted: whether it is a tombstone
 */
void
bw_row_buffer_add (BwRowBuffer *buffer, const BwValue *values, gint64 updated_at, gboolean deleted)
{
  guint n = buffer->relation->n_columns;
  gsize bytes = (n + 1) * sizeof *values;
  BwValue *row;
  char *text;

  for (guint i = 0; i < n; i++)
    bytes += values[i].kind == BW_VALUE_TEXT ? values[i].length : 0;
  row = take (buffer, bytes);
  text = (char *) &row[n + 1];
  memcpy (row, values, n * sizeof *values);
  for (guint i = 0; i < n; i++)
    {
      if (row[i].kind != BW_VALUE_TEXT)
        continue;
      row[i].text = memcpy (text, values[i].text, values[i].length);
      text += values[i].length;
    }
  /* The length of a number means nothing otherwise. */
  row[n] = (BwValue) { .kind = BW_VALUE_INTEGER, .length = deleted, .integer = updated_at };
  g_ptr_array_add (buffer->rows, row);
}

/**
 * bw_row_buffer_sort:
 * @buffer: a buffer
 *
 * Sorts the rows by their key; those with the same key stay in the order in which they came.
 */
void
bw_row_buffer_sort (BwRowBuffer *buffer)
{
  gpointer relation = (gpointer) buffer->relation;

  for (guint i = 1; i < buffer->rows->len; i++)
    {
      if (compare_rows (&buffer->rows->pdata[i - 1], &buffer->rows->pdata[i], relation) > 0)
        {
          g_ptr_array_sort_with_data (buffer->rows, compare_rows, relation);
          return;
        }
    }
}

/**
 * bw_row_buffer_get_n_rows:
 * @buffer: a buffer
 *
 * Returns: how many rows wait in it
 */
guint
bw_row_buffer_get_n_rows (const BwRowBuffer *buffer)
{
  return buffer->rows->len;
}

/**
 * bw_row_buffer_get_n_bytes:
 * @buffer: a buffer
 *
 * Returns: how much memory the rows take
 */
gsize
bw_row_buffer_get_n_bytes (const BwRowBuffer *buffer)
{
  return buffer->n_bytes + buffer->rows->len * sizeof (gpointer);
}

/**
 * bw_row_buffer_get:
 * @buffer: a buffer
 * @row: below the number of rows
 * @deleted: (out): whether it is a tombstone
 *
 * Returns: (transfer none): the row's values, and its time stamp after them
 */
const BwValue *
bw_row_buffer_get (const BwRowBuffer *buffer, guint row, gboolean *deleted)
{
  const BwValue *values = buffer->rows->pdata[row];

  *deleted = values[buffer->relation->n_columns].length != 0;
  return values;
}

/**
 * bw_row_buffer_clear:
 * @buffer: a buffer
 *
 * Throws all rows away, and the memory they took.
 */
void
bw_row_buffer_clear (BwRowBuffer *buffer)
{
  g_ptr_array_set_size (buffer->rows, 0);
  g_ptr_array_set_size (buffer->chunks, 0);
  buffer->used = buffer->size = buffer->n_bytes = 0;
}
