/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-account-work-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-work-words.h"
#include "portfolio/bw-work-check.h"
#include "store/bw-mirror-edits.h"

/* Nobody scrolls through more, and each may be long. */
#define MOST_NOTES "100"

/* Lines ---------------------------------------------------------------------------------------- */

/**
 * bw_work_read_lines:
 * @reader: what is read for
 * @relation: what is read
 * @where: the condition on its rows, with @parameter as ?1 and the last day as ?2, and the order
 * @parameter: of @where
 * @size: of a line, which begins with a #BwWorkLine
 * @read: fills the rest of a line
 * @n_lines: (out): how many lines there are
 * @error: set when the mirror cannot be read
 *
 * Returns: (transfer full) (nullable): the lines, %NULL on an error
 */
gpointer
bw_work_read_lines (BwWorkReader *reader, BwRelationId relation, const char *where,
                    const char *parameter, gsize size, BwReadLine read, guint *n_lines,
                    GError **error)
{
  const BwRelation *table = bw_relation_get (relation);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s WHERE %s", table->name, where);
  g_autoptr (GHashTable) edited = bw_mirror_list_edited (reader->scope->mirror, table, error);
  g_autoptr (BwQuery) query = NULL;
  /* One line more is zero, so that there is an array even without a line. */
  GArray *lines = g_array_new (TRUE, TRUE, size);

  if (edited != NULL)
    query = bw_query_new (reader->scope->mirror, sql, NULL, error);
  if (query != NULL)
    {
      bw_query_bind_text (query, 1, parameter);
      bw_query_bind_int (query, 2, reader->until);
    }
  while (query != NULL && bw_query_next (query))
    {
      BwWorkLine *line;
      gpointer state;

      g_array_set_size (lines, lines->len + 1);
      line = (BwWorkLine *) (lines->data + (lines->len - 1) * size);
      line->record = bw_record_from_row (table, query->statement);
      line->id = bw_record_dup_text (line->record, table->columns[0].name);
      if (line->id != NULL && g_hash_table_lookup_extended (edited, line->id, NULL, &state))
        {
          line->state = GPOINTER_TO_UINT (state);
          line->unsent = line->state != BW_EDIT_SENT;
        }
      read (reader, line, line->record);
    }
  *n_lines = lines->len;
  if (query == NULL || !bw_query_finish (query, error))
    {
      for (guint i = 0; i < lines->len; i++)
        bw_work_line_clear ((BwWorkLine *) (lines->data + i * size));
      g_array_free (lines, TRUE);
      *n_lines = 0;
      return NULL;
    }
  return g_array_free (lines, FALSE);
}

void
bw_work_line_clear (BwWorkLine *line)
{
  g_clear_pointer (&line->record, bw_record_free);
  g_clear_pointer (&line->id, g_free);
}

/* The id where nobody of that id is there, so that it can be seen who is missing. */
char *
bw_work_person_name (const BwWorkReader *reader, const char *id)
{
  const BwAccountTable *table = reader->scope->snapshot->table;

  for (guint i = 0; id != NULL && i < table->n_people; i++)
    {
      if (g_str_equal (table->people[i].id, id))
        return g_strdup (table->people[i].name);
    }
  return g_strdup (id);
}

static char *
person_of (const BwWorkReader *reader, const BwRecord *record, const char *column)
{
  g_autofree char *id = bw_record_dup_text (record, column);

  return bw_work_person_name (reader, id);
}

static char *
title_of (BwRelationId relation, const BwRecord *record, const char *column)
{
  g_autofree char *word = bw_record_dup_text (record, column);

  return bw_work_word_title (relation, column, word);
}

/* Plays ---------------------------------------------------------------------------------------- */

/* Which steps of the playbook are done; one that the playbook does not have any more counts for
 * nothing. */
static void
read_steps (BwPlayLine *line, const BwRecord *record)
{
  g_autofree char *text = bw_record_dup_text (record, "steps_done");
  g_autoptr (GArray) days = bw_steps_done_read (text);

  line->n_steps = g_strv_length (line->steps);
  line->done_on = g_new (BwDate, MAX (line->n_steps, 1));
  for (guint i = 0; i < line->n_steps; i++)
    {
      line->done_on[i] = i < days->len ? g_array_index (days, BwDate, i) : BW_DATE_NONE;
      line->n_done += line->done_on[i] != BW_DATE_NONE;
    }
}

static void
read_play (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
  BwPlayLine *line = data;
  BwAccountWork *work = reader->work;
  g_autofree char *status = bw_record_dup_text (record, "status");

  line->playbook_key = bw_record_dup_text (record, "playbook_key");
  line->owner = person_of (reader, record, "owner_id");
  line->status_title = bw_work_word_title (BW_RELATION_PLAYS, "status", status);
  line->outcome = bw_record_dup_text (record, "outcome");
  line->opened_on = bw_record_get_date (record, "opened_on");
  line->due_on = bw_record_get_date (record, "due_on");
  line->open = bw_play_is_open (status);
  line->snoozed = g_strcmp0 (status, BW_PLAY_SNOOZED) == 0 && line->due_on > work->as_of;
  line->overdue = line->open && line->due_on != BW_DATE_NONE && line->due_on < work->as_of;
  for (guint i = 0; line->playbook_key != NULL && i < work->n_playbooks; i++)
    {
      BwPlaybookLine *playbook = &work->playbooks[i];

      if (!g_str_equal (playbook->key, line->playbook_key))
        continue;
      line->title = g_strdup (playbook->name);
      line->steps = g_strdupv (playbook->steps);
      playbook->running |= line->open;
    }
  if (line->title == NULL && line->playbook_key != NULL)
    line->title = g_strdup (line->playbook_key);
  else if (line->title == NULL)
    line->title = g_strdup (g_strcmp0 (status, BW_PLAY_SNOOZED) == 0 ? _("Put off")
                                                                     : _("Without a playbook"));
  if (line->steps == NULL)
    line->steps = g_new0 (char *, 1);
  read_steps (line, record);
  work->n_open_plays += line->open;
}

static int
play_rank (const BwPlayLine *play)
{
  return play->open ? 0 : play->snoozed ? 1 : 2;
}

static int
compare_plays (gconstpointer a, gconstpointer b)
{
  const BwPlayLine *one = a, *two = b;

  if (play_rank (one) != play_rank (two))
    return play_rank (one) - play_rank (two);
  /* What is open by the day it is due, without one last; what is over, the latest first. */
  if (play_rank (one) < 2)
    {
      gint64 due_one = one->due_on == BW_DATE_NONE ? G_MAXINT : one->due_on;
      gint64 due_two = two->due_on == BW_DATE_NONE ? G_MAXINT : two->due_on;

      if (due_one != due_two)
        return due_one < due_two ? -1 : 1;
    }
  else if (one->opened_on != two->opened_on)
    return one->opened_on > two->opened_on ? -1 : 1;
  return g_strcmp0 (one->line.id, two->line.id);
}

/* Notes ---------------------------------------------------------------------------------------- */

static void
read_note (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
  BwNoteLine *line = data;
  g_autofree char *written = bw_record_dup_text (record, "written_at");
  gint64 microseconds;

  line->author = person_of (reader, record, "author_id");
  line->text = bw_record_dup_text (record, "text");
  line->written_on = BW_DATE_NONE;
  if (written != NULL && bw_timestamp_parse (written, -1, &microseconds))
    {
      g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);

      line->written_on
        = bw_date_from_civil (g_date_time_get_year (moment), g_date_time_get_month (moment),
                              g_date_time_get_day_of_month (moment));
    }
}

/* Risks ---------------------------------------------------------------------------------------- */

static void
read_risk (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
  BwRiskLine *line = data;

  line->category = bw_record_dup_text (record, "category");
  line->cause = bw_record_dup_text (record, "cause");
  line->category_title = title_of (BW_RELATION_RISKS, record, "category");
  line->cause_title = title_of (BW_RELATION_RISKS, record, "cause");
  line->severity_title = title_of (BW_RELATION_RISKS, record, "severity");
  line->outcome_title = title_of (BW_RELATION_RISKS, record, "outcome");
  line->owner = person_of (reader, record, "owner_id");
  line->first_signal_on = bw_record_get_date (record, "first_signal_on");
  line->opened_on = bw_record_get_date (record, "opened_on");
  line->closed_on = bw_record_get_date (record, "closed_on");
  line->forecast = bw_record_get_double (record, "forecast_probability");
  line->noticed_after = line->first_signal_on != BW_DATE_NONE && line->opened_on != BW_DATE_NONE
                          ? line->opened_on - line->first_signal_on
                          : -1;
  line->open = line->closed_on == BW_DATE_NONE || line->closed_on > reader->work->as_of;
  reader->work->n_open_risks += line->open;
}

static int
compare_risks (gconstpointer a, gconstpointer b)
{
  const BwRiskLine *one = a, *two = b;

  if (one->open != two->open)
    return one->open ? -1 : 1;
  if (one->opened_on != two->opened_on)
    return one->opened_on > two->opened_on ? -1 : 1;
  return g_strcmp0 (one->line.id, two->line.id);
}

static gboolean
read_risks (BwWorkReader *reader, GError **error)
{
  BwAccountWork *work = reader->work;

  work->risks = bw_work_read_lines (reader, BW_RELATION_RISKS,
                                    "account_id = ?1 AND coalesce (opened_on, ?2) <= ?2",
                                    work->account_id, sizeof (BwRiskLine), read_risk,
                                    &work->n_risks, error);
  if (work->risks == NULL)
    return FALSE;
  qsort (work->risks, work->n_risks, sizeof (BwRiskLine), compare_risks);
  return TRUE;
}

static gboolean
read_plays_and_notes (BwWorkReader *reader, GError **error)
{
  BwAccountWork *work = reader->work;

  work->plays = bw_work_read_lines (reader, BW_RELATION_PLAYS,
                                    "account_id = ?1 AND coalesce (opened_on, ?2) <= ?2",
                                    work->account_id, sizeof (BwPlayLine), read_play,
                                    &work->n_plays, error);
  if (work->plays == NULL)
    return FALSE;
  qsort (work->plays, work->n_plays, sizeof (BwPlayLine), compare_plays);
  work->notes
    = bw_work_read_lines (reader, BW_RELATION_NOTES,
                          "account_id = ?1 AND coalesce (written_at, 0) < (?2 + 1) * 86400000000"
                          " ORDER BY written_at DESC, id LIMIT " MOST_NOTES,
                          work->account_id, sizeof (BwNoteLine), read_note, &work->n_notes, error);
  return work->notes != NULL;
}

static gboolean
read_contacts (BwWorkReader *reader, GError **error)
{
  g_autoptr (BwQuery) query
    = bw_query_new (reader->scope->mirror,
                    "SELECT id, coalesce (name, id), title, left_on FROM contacts"
                    " WHERE account_id = ?1 ORDER BY left_on IS NOT NULL, 2",
                    NULL, error);
  g_autoptr (GArray) contacts = g_array_new (TRUE, TRUE, sizeof (BwContactChoice));

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, reader->work->account_id);
  while (bw_query_next (query))
    {
      const char *title = bw_query_text (query, 2);
      BwContactChoice contact = {
        .id = g_strdup (bw_query_text (query, 0)),
        .left_on = bw_query_date (query, 3),
      };

      if (title != NULL)
        /* Translators: the name of a person and their position. */
        contact.title = g_strdup_printf (_("%1$s, %2$s"), bw_query_text (query, 1), title);
      else
        contact.title = g_strdup (bw_query_text (query, 1));
      g_array_append_val (contacts, contact);
    }
  reader->work->n_contacts = contacts->len;
  reader->work->contacts = (BwContactChoice *) g_array_steal (contacts, NULL);
  return bw_query_finish (query, error);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_account_work_compute:
 * @scope: what the figure is about, with a mirror
 * @account_id: an account
 * @error: set when there is no such account or the mirror cannot be read
 *
 * Returns: (transfer full): the team's work at the account
 */
BwAccountWork *
bw_account_work_compute (const BwFigureScope *scope, const char *account_id, GError **error)
{
  const BwAccountTable *table = scope->snapshot->table;
  guint32 account = bw_account_table_find_account (table, account_id);
  g_autoptr (BwAccountWork) work = g_new0 (BwAccountWork, 1);
  BwWorkReader reader = { .work = work, .scope = scope };

  if (account == BW_INDEX_NONE)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   _("There is no account “%s”; the Accounts page and “bellwetherctl show "
                     "accounts” list them"),
                   account_id);
      return NULL;
    }
  work->account_id = g_strdup (account_id);
  work->account_name = g_strdup (bw_account_table_name (table, account));
  if (table->owner[account] != BW_INDEX_NONE)
    work->owner_id = g_strdup (table->people[table->owner[account]].id);
  work->as_of = scope->snapshot->as_of;
  work->snapshot = bw_snapshot_ref (scope->snapshot);
  /* On the latest day everything counts: work that is planned ahead, or was done on a day for which
   * the company has sent no figures yet. */
  reader.until = work->as_of >= table->data_until ? G_MAXINT32 : work->as_of;
  work->lacks_steps = bw_mirror_is_older (scope->mirror, BW_RELATION_PLAYS);
  if (!read_risks (&reader, error) || !bw_work_read_playbooks (&reader, error)
      || !read_plays_and_notes (&reader, error) || !bw_work_read_plan (&reader, error)
      || !bw_work_read_answers (&reader, error) || !bw_work_read_escalation (&reader, error)
      || !read_contacts (&reader, error))
    return NULL;
  return g_steal_pointer (&work);
}

static void
clear_plays (BwAccountWork *work)
{
  for (guint i = 0; i < work->n_plays; i++)
    {
      bw_work_line_clear (&work->plays[i].line);
      g_free (work->plays[i].playbook_key);
      g_free (work->plays[i].title);
      g_strfreev (work->plays[i].steps);
      g_free (work->plays[i].done_on);
      g_free (work->plays[i].owner);
      g_free (work->plays[i].status_title);
      g_free (work->plays[i].outcome);
    }
  g_free (work->plays);
}

static void
clear_risks (BwAccountWork *work)
{
  for (guint i = 0; i < work->n_risks; i++)
    {
      bw_work_line_clear (&work->risks[i].line);
      g_free (work->risks[i].category_title);
      g_free (work->risks[i].cause_title);
      g_free (work->risks[i].severity_title);
      g_free (work->risks[i].outcome_title);
      g_free (work->risks[i].category);
      g_free (work->risks[i].cause);
      g_free (work->risks[i].owner);
    }
  g_free (work->risks);
}

void
bw_account_work_free (BwAccountWork *work)
{
  if (work == NULL)
    return;
  clear_plays (work);
  clear_risks (work);
  for (guint i = 0; i < work->n_notes; i++)
    {
      bw_work_line_clear (&work->notes[i].line);
      g_free (work->notes[i].author);
      g_free (work->notes[i].text);
    }
  g_free (work->notes);
  for (guint i = 0; i < work->n_contacts; i++)
    {
      g_free (work->contacts[i].id);
      g_free (work->contacts[i].title);
    }
  g_free (work->contacts);
  bw_work_clear_plan (work);
  bw_work_clear_playbooks (work);
  g_clear_pointer (&work->snapshot, bw_snapshot_unref);
  g_free (work->account_id);
  g_free (work->account_name);
  g_free (work->owner_id);
  g_free (work);
}
