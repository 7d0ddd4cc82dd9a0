/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-account-work-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-account-parts.h"
#include "figures/bw-work-words.h"

/* The success plan of an account, with its parts, and the answers to the five questions. */

static void
read_nothing (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
}

static void
read_target (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
  BwPlanItem *item = data;
  const BwAccountTable *table = reader->scope->snapshot->table;
  g_autofree char *key = bw_record_dup_text (record, "metric_key");
  const BwMetric *metric = key != NULL ? bw_account_table_find_metric (table, key) : NULL;
  const char *name = metric != NULL ? metric->name : key != NULL ? key : _("No metric");
  double value = bw_record_get_double (record, "target_value");
  BwDate due = bw_record_get_date (record, "due_on");

  if (!isnan (value) && due != BW_DATE_NONE)
    {
      g_autofree char *target
        = metric != NULL ? bw_metric_format (metric, value) : g_strdup_printf ("%g", value);
      g_autofree char *day = bw_date_format_short (due, reader->work->as_of);

      /* Translators: a metric, the value to reach and by when. */
      item->text = g_strdup_printf (_("%1$s: %2$s by %3$s"), name, target, day);
    }
  else
    item->text = g_strdup_printf (_("%s: no target"), name);
}

static void
read_milestone (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
  BwPlanItem *item = data;
  g_autofree char *title = bw_record_dup_text (record, "title");
  const char *name = title != NULL ? title : _("No title");
  BwDate due = bw_record_get_date (record, "due_on");
  BwDate done = bw_record_get_date (record, "done_on");
  g_autofree char *day = NULL;

  if (done != BW_DATE_NONE)
    {
      day = bw_date_format_short (done, reader->work->as_of);
      /* Translators: a milestone and the day on which it was reached. */
      item->text = g_strdup_printf (_("%1$s: done on %2$s"), name, day);
    }
  else if (due != BW_DATE_NONE)
    {
      day = bw_date_format_short (due, reader->work->as_of);
      /* Translators: a milestone and the day on which it is due. */
      item->text = g_strdup_printf (_("%1$s: due on %2$s"), name, day);
    }
  else
    item->text = g_strdup (name);
}

/* The name of a contact, by its id; the id where there is none. */
static char *
contact_name (BwWorkReader *reader, const char *id)
{
  g_autoptr (BwQuery) query
    = bw_query_new (reader->scope->mirror, "SELECT name FROM contacts WHERE id = ?1", NULL, NULL);
  char *name = NULL;

  if (query == NULL)
    return g_strdup (id);
  bw_query_bind_text (query, 1, id);
  if (bw_query_next (query))
    name = g_strdup (bw_query_text (query, 0));
  bw_query_finish (query, NULL);
  return name != NULL ? name : g_strdup (id);
}

static void
read_role (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
  BwPlanItem *item = data;
  g_autofree char *person = bw_record_dup_text (record, "person_id");
  g_autofree char *contact = bw_record_dup_text (record, "contact_id");
  g_autofree char *responsibility = bw_record_dup_text (record, "responsibility");
  g_autofree char *name = contact != NULL ? contact_name (reader, contact)
                                          : bw_work_person_name (reader, person);
  const char *who = name != NULL ? name : _("Nobody");

  if (responsibility != NULL)
    /* Translators: a person and what they answer for. */
    item->text = g_strdup_printf (_("%1$s: %2$s"), who, responsibility);
  else
    item->text = g_strdup (who);
}

/**
 * bw_work_read_plan:
 *
 * Returns: whether the plan of the day and its parts could be read
 */
gboolean
bw_work_read_plan (BwWorkReader *reader, GError **error)
{
  BwAccountWork *work = reader->work;
  g_autofree BwWorkLine *plan = NULL;
  BwPlanFound found;
  gboolean read;
  guint n;

  read = bw_plan_find (reader->scope, work->account_id, &found, error);
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    {
      work->plan_parts[i] = found.parts[i];
      found.parts[i].title = NULL;
      work->n_missing += !work->plan_parts[i].present;
    }
  if (read && found.id != NULL)
    {
      plan = bw_work_read_lines (reader, BW_RELATION_PLANS, "id = ?1", found.id,
                                 sizeof (BwWorkLine), read_nothing, &n, error);
      if (plan != NULL && n > 0)
        work->plan = plan[0];
      work->targets
        = plan == NULL ? NULL
                       : bw_work_read_lines (reader, BW_RELATION_PLAN_TARGETS,
                                             "plan_id = ?1 ORDER BY due_on, id", found.id,
                                             sizeof (BwPlanItem), read_target, &work->n_targets,
                                             error);
      work->milestones
        = work->targets == NULL
            ? NULL
            : bw_work_read_lines (reader, BW_RELATION_PLAN_MILESTONES,
                                  "plan_id = ?1 ORDER BY due_on, id", found.id,
                                  sizeof (BwPlanItem), read_milestone, &work->n_milestones, error);
      work->roles
        = work->milestones == NULL
            ? NULL
            : bw_work_read_lines (reader, BW_RELATION_PLAN_ROLES, "plan_id = ?1 ORDER BY id",
                                  found.id, sizeof (BwPlanItem), read_role, &work->n_roles, error);
      read = work->roles != NULL;
    }
  bw_plan_found_clear (&found);
  return read;
}

/* Answers -------------------------------------------------------------------------------------- */

static gboolean
count_questions (BwWorkReader *reader, GError **error)
{
  g_autoptr (BwQuery) query
    = bw_query_new (reader->scope->mirror,
                    "SELECT sum(questions_asked) FROM interactions"
                    " WHERE account_id = ?1 AND occurred_on <= ?2",
                    NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, reader->work->account_id);
  bw_query_bind_int (query, 2, reader->work->as_of);
  reader->work->questions_asked = bw_query_next (query) ? bw_query_int (query, 0, -1) : -1;
  return bw_query_finish (query, error);
}

typedef struct {
  BwWorkLine line;
  char      *question;
  char      *text;
  BwDate     answered_on;
} Answer;

static void
read_answer (BwWorkReader *reader, gpointer data, const BwRecord *record)
{
  Answer *answer = data;

  answer->question = bw_record_dup_text (record, "question");
  answer->text = bw_record_dup_text (record, "text");
  answer->answered_on = bw_record_get_date (record, "answered_on");
}

/**
 * bw_work_read_answers:
 *
 * Returns: whether the latest answer to each of the five questions could be read
 */
gboolean
bw_work_read_answers (BwWorkReader *reader, GError **error)
{
  BwAccountWork *work = reader->work;
  g_autofree Answer *answers = NULL;
  const BwWord *words;
  guint n_words, n;

  words = bw_work_words (BW_RELATION_ANSWERS, "question", &n_words);
  g_assert (n_words == BW_N_QUESTIONS);
  for (guint i = 0; i < n_words; i++)
    {
      work->answers[i].word = words[i].word;
      work->answers[i].title = g_strdup (_(words[i].title));
      work->answers[i].answered_on = BW_DATE_NONE;
    }
  answers = bw_work_read_lines (reader, BW_RELATION_ANSWERS,
                                "account_id = ?1 AND coalesce (answered_on, ?2) <= ?2"
                                " ORDER BY answered_on, id",
                                work->account_id, sizeof (Answer), read_answer, &n, error);
  if (answers == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      BwAnswerLine *line = NULL;

      for (guint j = 0; j < n_words && line == NULL; j++)
        {
          if (g_strcmp0 (answers[i].question, words[j].word) == 0)
            line = &work->answers[j];
        }
      g_free (answers[i].question);
      if (line == NULL)
        {
          bw_work_line_clear (&answers[i].line);
          g_free (answers[i].text);
          continue;
        }
      /* The latest comes last and takes the place of those before it. */
      if (line->line.record != NULL)
        line->n_before++;
      else
        work->n_answered++;
      bw_work_line_clear (&line->line);
      g_free (line->text);
      line->line = answers[i].line;
      line->text = answers[i].text;
      line->answered_on = answers[i].answered_on;
    }
  return count_questions (reader, error);
}

static void
clear_items (BwPlanItem *items, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      bw_work_line_clear (&items[i].line);
      g_free (items[i].text);
    }
  g_free (items);
}

void
bw_work_clear_plan (BwAccountWork *work)
{
  bw_work_line_clear (&work->plan);
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    g_free (work->plan_parts[i].title);
  clear_items (work->targets, work->n_targets);
  clear_items (work->milestones, work->n_milestones);
  clear_items (work->roles, work->n_roles);
  for (guint i = 0; i < BW_N_QUESTIONS; i++)
    {
      bw_work_line_clear (&work->answers[i].line);
      g_free (work->answers[i].title);
      g_free (work->answers[i].text);
    }
}
