/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-writes.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "demo/bw-demo-account.h"
#include "demo/bw-demo-filter.h"

#define USEC_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* The rows of one relation, in the order of their time stamps. */
typedef struct {
  GHashTable *by_id;
  GPtrArray  *in_order;
} Written;

struct _BwDemoWrites {
  BwDemoCompany *company;
  char          *path;
  int            fd;     /* -1 where nothing is kept. */
  off_t          offset; /* Up to where the file has been read. */
  gint64         last_stamp;
  Written        written[BW_N_RELATIONS];
};

/* Helpers -------------------------------------------------------------------------------------- */

static const char *
id_of (const BwDemoRow *row)
{
  return row->values[0].text;
}

/* Puts a row in the place of the one of the same id. */
static void
replace (BwDemoWrites *self, BwDemoRow *row)
{
  Written *written = &self->written[row->relation->id];
  BwDemoRow *before = g_hash_table_lookup (written->by_id, id_of (row));
  guint place = written->in_order->len;

  g_hash_table_replace (written->by_id, (char *) id_of (row), row);
  /* Few are stamped long before they are kept. */
  while (place > 0
         && ((BwDemoRow *) written->in_order->pdata[place - 1])->updated_at > row->updated_at)
    place--;
  g_ptr_array_insert (written->in_order, (int) place, row);
  if (before != NULL)
    g_ptr_array_remove (written->in_order, before);
  self->last_stamp = MAX (self->last_stamp, row->updated_at);
}

static void
append_line (GString *text, const BwDemoRow *row)
{
  g_string_append_printf (text, "{\"relation\":\"%s\",", row->relation->name);
  bw_demo_row_append_json (text, row);
  g_string_append (text, "}\n");
}

/* A line that another version wrote and that this one cannot read is left out. */
static void
read_line (BwDemoWrites *self, const char *line)
{
  yyjson_doc *doc = yyjson_read (line, strlen (line), YYJSON_READ_NOFLAG);
  yyjson_mut_doc *copy = yyjson_doc_mut_copy (doc, NULL);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (copy);
  const char *name = yyjson_mut_get_str (yyjson_mut_obj_get (root, "relation"));
  const BwRelation *relation = name != NULL ? bw_relation_find (name) : NULL;
  yyjson_doc *members = NULL;
  g_autoptr (BwDemoRow) row = NULL;

  if (relation != NULL && relation->writable)
    {
      yyjson_mut_obj_remove_key (root, "relation");
      members = yyjson_mut_doc_imut_copy (copy, NULL);
      row = bw_demo_row_new (relation, NULL);
      if (bw_demo_row_apply (row, yyjson_doc_get_root (members), NULL) && id_of (row) != NULL)
        replace (self, g_steal_pointer (&row));
    }
  yyjson_doc_free (members);
  yyjson_mut_doc_free (copy);
  yyjson_doc_free (doc);
}

static gboolean
set_file_error (GError **error, const char *path, int code)
{
  g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_FILE, "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* Reads what another program has added since the last time. Whoever calls holds the lock, so that a
 * line without an end is one that was cut off: it goes. */
static gboolean
catch_up (BwDemoWrites *self, GError **error)
{
  GStatBuf status;
  g_autofree char *text = NULL;
  gssize length;
  char *line, *end;

  if (fstat (self->fd, &status) != 0)
    return set_file_error (error, self->path, errno);
  if (status.st_size <= self->offset)
    return TRUE;
  text = g_malloc (status.st_size - self->offset + 1);
  length = pread (self->fd, text, status.st_size - self->offset, self->offset);
  if (length < 0)
    return set_file_error (error, self->path, errno);
  text[length] = '\0';
  for (line = text; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      *end = '\0';
      read_line (self, line);
    }
  self->offset += line - text;
  return self->offset == status.st_size || ftruncate (self->fd, self->offset) == 0
         || set_file_error (error, self->path, errno);
}

/* Adds a line that is on the disk when this returns; after an error the file is as it was. */
static gboolean
append_to_file (BwDemoWrites *self, const BwDemoRow *row, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  GStatBuf status;

  if (self->fd < 0)
    return TRUE;
  append_line (line, row);
  /* What a write that fell short does not say. */
  errno = ENOSPC;
  if (write (self->fd, line->str, line->len) == (gssize) line->len && fsync (self->fd) == 0)
    {
      self->offset += line->len;
      return TRUE;
    }
  set_file_error (error, self->path, errno);
  if (fstat (self->fd, &status) == 0 && status.st_size > self->offset
      && ftruncate (self->fd, self->offset) != 0)
    g_warning ("%s: %s", self->path, g_strerror (errno));
  return FALSE;
}

typedef struct {
  const BwRelation *relation;
  const char       *id;
  BwDemoRow        *row;
} Search;

static gboolean
take_row (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Search *search = data;

  if (g_strcmp0 (values[0].text, search->id) != 0)
    return TRUE;
  search->row = bw_demo_row_new (search->relation, values);
  search->row->updated_at = updated_at;
  return FALSE;
}

/* The generator's rows that nothing was written over, then what was written. */
typedef struct {
  GHashTable        *by_id;
  BwDemoWrittenFunc  func;
  gpointer           data;
} Walk;

static gboolean
pass_row (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Walk *walk = data;

  if (g_hash_table_size (walk->by_id) > 0 && values[0].kind == BW_DEMO_TEXT
      && g_hash_table_contains (walk->by_id, values[0].text))
    return TRUE;
  return walk->func (values, updated_at, BW_DEMO_NOT_DELETED, walk->data);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_demo_writes_new:
 * @company: the company that is written to
 * @path: (nullable): the file, which need not be there; %NULL to forget everything in the end
 * @error: why the file cannot be read or made
 *
 * Returns: (transfer full) (nullable): what was written to the company until now
 */
BwDemoWrites *
bw_demo_writes_new (BwDemoCompany *company, const char *path, GError **error)
{
  g_autoptr (BwDemoWrites) self = g_new0 (BwDemoWrites, 1);

  self->company = bw_demo_company_ref (company);
  self->path = g_strdup (path);
  self->fd = -1;
  /* Later than what the generator makes, whatever the clock says. */
  self->last_stamp = bw_demo_company_get_options (company)->as_of * USEC_PER_DAY;
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      self->written[i].by_id = g_hash_table_new (g_str_hash, g_str_equal);
      self->written[i].in_order
        = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_demo_row_free);
    }
  if (path != NULL)
    {
      self->fd = g_open (path, O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
      if (self->fd < 0)
        {
          set_file_error (error, path, errno);
          return NULL;
        }
      if (!bw_demo_writes_begin (self, error))
        return NULL;
      bw_demo_writes_end (self);
    }
  return g_steal_pointer (&self);
}

void
bw_demo_writes_free (BwDemoWrites *writes)
{
  if (writes == NULL)
    return;
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      g_hash_table_unref (writes->written[i].by_id);
      g_ptr_array_unref (writes->written[i].in_order);
    }
  if (writes->fd >= 0)
    close (writes->fd);
  bw_demo_company_unref (writes->company);
  g_free (writes->path);
  g_free (writes);
}

/**
 * bw_demo_writes_begin:
 * @error: why the file cannot be read
 *
 * Comes before everything that is asked of the writes, and bw_demo_writes_end() after it: no other
 * program that serves the same company writes meanwhile, and what it has written is here.
 *
 * Returns: whether it may begin
 */
gboolean
bw_demo_writes_begin (BwDemoWrites *writes, GError **error)
{
  if (writes->fd < 0)
    return TRUE;
  if (flock (writes->fd, LOCK_EX) != 0)
    return set_file_error (error, writes->path, errno);
  if (catch_up (writes, error))
    return TRUE;
  flock (writes->fd, LOCK_UN);
  return FALSE;
}

void
bw_demo_writes_end (BwDemoWrites *writes)
{
  if (writes->fd >= 0)
    flock (writes->fd, LOCK_UN);
}

/**
 * bw_demo_writes_find:
 * @relation: a relation whose key is one text
 * @id: a key
 *
 * Returns: (transfer full) (nullable): the row as it is now, a tombstone too, or %NULL when there
 *   never was one
 */
BwDemoRow *
bw_demo_writes_find (BwDemoWrites *writes, const BwRelation *relation, const char *id)
{
  const BwDemoRow *row = g_hash_table_lookup (writes->written[relation->id].by_id, id);
  Search search = { relation, id, NULL };
  guint account = bw_demo_account_number (id);

  if (row != NULL)
    return bw_demo_row_copy (row);
  if (account != BW_DEMO_NO_ACCOUNT)
    bw_demo_company_each_row_of_accounts (writes->company, relation->id, account, 1, take_row,
                                          &search);
  /* What belongs to the company is not much; what belongs to accounts is named after them. */
  else if (bw_relation_account_column (relation) < 0)
    bw_demo_company_each_row (writes->company, relation->id, take_row, &search);
  return search.row;
}

/**
 * bw_demo_writes_account_of_plan:
 * @plan_id: a plan's id
 *
 * Returns: (transfer none): an id that begins with that of its account
 */
const char *
bw_demo_writes_account_of_plan (BwDemoWrites *writes, const char *plan_id)
{
  const BwRelation *plans = bw_relation_get (BW_RELATION_PLANS);
  const BwDemoRow *plan = g_hash_table_lookup (writes->written[BW_RELATION_PLANS].by_id, plan_id);

  return plan != NULL ? plan->values[bw_relation_account_column (plans)].text : plan_id;
}

/**
 * bw_demo_writes_next_stamp:
 *
 * Returns: a time stamp for a row, later than all before it: pages that are cut by them meet no tie
 */
gint64
bw_demo_writes_next_stamp (BwDemoWrites *writes)
{
  writes->last_stamp = MAX (g_get_real_time (), writes->last_stamp + 1);
  return writes->last_stamp;
}

/**
 * bw_demo_writes_keep:
 * @row: (transfer full): a new row, or a row in the place of the one of its id, with a time stamp
 *   that bw_demo_writes_next_stamp() has given
 * @error: why it cannot be kept; nothing has changed then
 *
 * Returns: whether it is kept
 */
gboolean
bw_demo_writes_keep (BwDemoWrites *writes, BwDemoRow *row, GError **error)
{
  if (!append_to_file (writes, row, error))
    {
      bw_demo_row_free (row);
      return FALSE;
    }
  replace (writes, row);
  return TRUE;
}

/**
 * bw_demo_writes_each_row_from:
 * @relation: a relation
 * @updated_at: the first moment that is wanted
 * @func: (scope call): called with every row that was changed then or later, rising
 *
 * Returns: %FALSE when @func stopped it
 */
gboolean
bw_demo_writes_each_row_from (BwDemoWrites *writes, const BwRelation *relation, gint64 updated_at,
                              BwDemoWrittenFunc func, gpointer data)
{
  const Written *written = &writes->written[relation->id];
  Walk walk = { written->by_id, func, data };

  if (!bw_demo_company_each_row_from (writes->company, relation->id, updated_at, pass_row, &walk))
    return FALSE;
  for (guint i = 0; i < written->in_order->len; i++)
    {
      const BwDemoRow *row = written->in_order->pdata[i];

      if (row->updated_at >= updated_at
          && !func (row->values, row->updated_at, row->deleted_at, data))
        return FALSE;
    }
  return TRUE;
}
