/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bw-edit-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure.h"
#include "model/bw-money.h"
#include "portfolio/bw-playbook.h"
#include "portfolio/bw-query.h"
#include "store/bw-mirror.h"
#include "ui/widgets/bw-work-choices.h"

/* Where names are looked up: what the mirror has, and over it what was edited. */
typedef struct {
  BwOutbox *outbox;
  BwMirror *mirror; /* (nullable) */
} Names;

static void
field_free (gpointer data)
{
  BwEditField *field = data;

  g_free (field->base);
  g_free (field->mine);
  g_free (field->theirs);
  g_clear_pointer (&field->choices, g_array_unref);
  g_free (field);
}

/* The columns that name a record of a relation, the best one first. */
static const char *const name_columns[] = { "name", "purpose", "title", NULL };

static BwRecord *
find_record (Names *names, const BwRelation *relation, const char *id)
{
  g_autoptr (BwRecord) row = NULL;
  BwRecord *edited = NULL;

  if (names->mirror)
    row = bw_record_read (names->mirror, relation, id, NULL);
  if (relation->writable && bw_outbox_overlay (names->outbox, relation, id, row, &edited, NULL)
      && edited)
    return edited;
  return g_steal_pointer (&row);
}

/* The name of what has an id; the id itself when nothing is known of it. */
static char *
find_name (Names *names, const BwRelation *relation, const char *id)
{
  g_autoptr (BwRecord) record = find_record (names, relation, id);

  for (guint i = 0; record && name_columns[i]; i++)
    if (bw_relation_find_column (relation, name_columns[i]) >= 0)
      {
        char *name = bw_record_dup_text (record, name_columns[i]);

        if (name && *name)
          return name;
        g_free (name);
      }
  return g_strdup (id);
}

/* The account an edit belongs to. A part of a plan says so by way of its plan. */
static char *
find_account_id (Names *names, const BwEdit *edit)
{
  g_autofree char *account = g_strdup (edit->account);

  if (account == NULL && bw_relation_find_column (edit->relation, "plan_id") >= 0)
    {
      g_autofree char *plan_id = NULL;
      g_autoptr (BwRecord) plan = NULL;

      if (bw_record_has (edit->changes, "plan_id"))
        plan_id = bw_record_dup_text (edit->changes, "plan_id");
      else if (edit->base)
        plan_id = bw_record_dup_text (edit->base, "plan_id");
      if (plan_id)
        plan = find_record (names, bw_relation_get (BW_RELATION_PLANS), plan_id);
      if (plan)
        account = bw_record_dup_text (plan, "account_id");
    }
  return g_steal_pointer (&account);
}

static char *
find_account (Names *names, const BwEdit *edit)
{
  g_autofree char *account = find_account_id (names, edit);

  return account ? find_name (names, bw_relation_get (BW_RELATION_ACCOUNTS), account) : NULL;
}

/* What a column may name, of which there is no list in memory; %NULL where there is one, or none can
 * be read. */
static GArray *
list_choices (Names *names, const BwEdit *edit, const BwColumn *column)
{
  gboolean contacts = g_strcmp0 (column->refers_to, "contacts") == 0;
  g_autoptr (BwQuery) query = NULL;
  g_autofree char *account = NULL;
  GArray *choices;

  if (names->mirror == NULL || (!contacts && g_strcmp0 (column->refers_to, "playbooks") != 0))
    return NULL;
  query = bw_query_new (names->mirror,
                        contacts ? "SELECT id, coalesce(name, title, id) FROM contacts"
                                   " WHERE account_id = ?1 ORDER BY 2, 1"
                                 : "SELECT key, coalesce(name, key) FROM playbooks ORDER BY 2, 1",
                        NULL, NULL);
  if (query == NULL)
    return NULL;
  if (contacts)
    {
      account = find_account_id (names, edit);
      bw_query_bind_text (query, 1, account);
    }
  choices = bw_choices_new (_("None"));
  while (bw_query_next (query))
    bw_choices_add (choices, bw_query_text (query, 0), bw_query_text (query, 1));
  return choices;
}

static char *
format_moment (gint64 microseconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;

  return local ? g_date_time_format (local, "%x %H:%M") : NULL;
}

/* Which steps of a play are done, a line each, or NULL where none is. */
static char *
format_steps (const char *text)
{
  g_autoptr (GArray) days = bw_steps_done_read (text);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++)
    {
      BwDate day = g_array_index (days, BwDate, i);
      g_autofree char *date = day != BW_DATE_NONE ? bw_date_format_long (day) : NULL;

      if (date == NULL)
        continue;
      if (lines->len > 0)
        g_string_append_c (lines, '\n');
      /* Translators: the number of a step of a play, and the day on which it was done. */
      g_string_append_printf (lines, _("Step %1$u done on %2$s"), i + 1, date);
    }
  return lines->len > 0 ? g_string_free (g_steal_pointer (&lines), FALSE) : NULL;
}

/* A value as it is read, or NULL for none. */
static char *
format_value (Names *names, const BwRecord *record, const BwColumn *column)
{
  g_autofree char *text = NULL;
  gint64 moment;
  BwDate date;
  double number;

  if (record == NULL || !bw_record_has (record, column->name))
    return NULL;
  if (column->type == BW_COLUMN_DATE)
    {
      date = bw_record_get_date (record, column->name);
      return date != BW_DATE_NONE ? bw_date_format_long (date) : NULL;
    }
  if (column->type == BW_COLUMN_DOUBLE)
    {
      number = bw_record_get_double (record, column->name);
      return isnan (number) ? NULL : bw_number_format_auto (number);
    }
  text = bw_record_dup_text (record, column->name);
  if (text == NULL)
    return NULL;
  if (g_str_equal (column->name, "steps_done"))
    return format_steps (text);
  if (column->refers_to)
    return find_name (names, bw_relation_find (column->refers_to), text);
  if (column->type == BW_COLUMN_TIMESTAMP && bw_timestamp_parse (text, -1, &moment))
    return format_moment (moment);
  if (column->type == BW_COLUMN_WORD)
    return g_strdelimit (g_steal_pointer (&text), "_", ' ');
  return g_steal_pointer (&text);
}

static gboolean
is_different (const BwRecord *one, const BwRecord *other, const char *column)
{
  const char *a = bw_record_has (one, column) ? bw_record_get_json (one, column) : "null";
  const char *b = bw_record_has (other, column) ? bw_record_get_json (other, column) : "null";

  return g_strcmp0 (a, b) != 0;
}

static GPtrArray *
list_fields (Names *names, const BwEdit *edit)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);
  const BwRelation *relation = edit->relation;
  gboolean has_theirs = edit->state == BW_EDIT_CONFLICT && edit->server;

  for (guint i = 1; i < relation->n_columns; i++)
    {
      const BwColumn *column = &relation->columns[i];
      gboolean is_mine = bw_record_has (edit->changes, column->name);
      gboolean is_theirs = has_theirs && edit->base
                           && is_different (edit->base, edit->server, column->name);
      BwEditField *field;

      /* The account is said by the edit's words as a whole. */
      if (g_str_equal (column->name, "version") || (!is_mine && !is_theirs)
          || (g_str_equal (column->name, "account_id") && !is_theirs))
        continue;
      field = g_new0 (BwEditField, 1);
      field->column = column;
      field->label = bw_edit_column_label (column->name);
      field->base = format_value (names, edit->base, column);
      field->mine = format_value (names, is_mine ? edit->changes : edit->base, column);
      field->theirs = has_theirs ? format_value (names, edit->server, column) : NULL;
      field->choices = is_mine ? list_choices (names, edit, column) : NULL;
      field->is_mine = is_mine;
      field->is_theirs = is_theirs;
      g_ptr_array_add (fields, field);
    }
  return fields;
}

/**
 * bw_edit_words_list:
 * @outbox: an outbox
 * @mirror_path: the mirror that names are looked up in; it need not be there
 *
 * Not for the main thread.
 *
 * Returns: (transfer full) (element-type BwEditWords): the edits that the backend has not got, in
 *   the order they were made, or %NULL
 */
GPtrArray *
bw_edit_words_list (BwOutbox *outbox, const char *mirror_path, GError **error)
{
  g_autoptr (GPtrArray) edits = bw_outbox_list (outbox, BW_OUTBOX_UNSENT, NULL, NULL, error);
  g_autoptr (BwMirror) mirror = NULL;
  GPtrArray *list;
  Names names;

  if (edits == NULL)
    return NULL;
  /* Without the mirror ids stand for names, which is better than not to see the edits. */
  mirror = bw_mirror_open (mirror_path, BW_MIRROR_READ_ONLY, NULL);
  names = (Names) { outbox, mirror };
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_words_free);
  while (edits->len > 0)
    {
      BwEditWords *words = g_new0 (BwEditWords, 1);

      words->edit = g_ptr_array_steal_index (edits, 0);
      words->title = bw_edit_title (words->edit);
      words->about = find_account (&names, words->edit);
      words->fields = list_fields (&names, words->edit);
      g_ptr_array_add (list, words);
    }
  return list;
}

void
bw_edit_words_free (BwEditWords *words)
{
  if (words == NULL)
    return;
  bw_edit_free (words->edit);
  g_free (words->about);
  g_clear_pointer (&words->fields, g_ptr_array_unref);
  g_free (words);
}

/**
 * bw_edit_words_state:
 *
 * Returns: what has become of an edit so far
 */
const char *
bw_edit_words_state (const BwEditWords *words)
{
  switch (words->edit->state)
    {
    case BW_EDIT_SENDING:
      return _("Sent, not confirmed yet");
    case BW_EDIT_CONFLICT:
      return words->edit->reason ? words->edit->reason : _("Somebody else has changed this");
    case BW_EDIT_REFUSED:
      return _("The backend has refused this");
    case BW_EDIT_SENT:
      return _("Sent");
    case BW_EDIT_WAITING:
    default:
      return _("Waiting to be sent");
    }
}

/**
 * bw_edit_words_when:
 *
 * Returns: (transfer full): when the edit was made, in local time
 */
char *
bw_edit_words_when (const BwEditWords *words)
{
  char *text = format_moment (words->edit->created_at);

  return text ? text : g_strdup ("");
}
