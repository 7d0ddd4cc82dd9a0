/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-work-check.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <yyjson.h>

/*
 * What can be said about a record of the team's work before it is saved. The types, and which
 * columns may not be empty, come from the schema table; what the columns mean to each other is said
 * here, relation by relation. It lives with the portfolio because that knows the people and the
 * metrics that a record names.
 */

typedef struct {
  const BwCheckScope *scope;
  const BwRelation   *relation;
  const BwRecord     *record;
  const BwRecord     *base;
  GPtrArray          *problems;
} Check;

static void
problem_free (BwFieldProblem *problem)
{
  g_free (problem->text);
  g_free (problem);
}

/* Whether a column is not what it was. */
static gboolean
is_touched (const Check *check, const char *column)
{
  const char *now = bw_record_get_json (check->record, column);
  const char *then = check->base != NULL ? bw_record_get_json (check->base, column) : NULL;

  return check->base == NULL
         || g_strcmp0 (now != NULL ? now : "null", then != NULL ? then : "null") != 0;
}

/* Adds what is wrong with @column, which @other (nullable) has a part in; the first that is said
 * of a column stands. */
static void
add (Check *check, const char *column, const char *other, char *text)
{
  BwFieldProblem *problem;

  if (bw_work_find_problem (check->problems, column) != NULL)
    {
      g_free (text);
      return;
    }
  problem = g_new0 (BwFieldProblem, 1);
  problem->column = column;
  problem->text = text;
  problem->blocks = is_touched (check, column) || (other != NULL && is_touched (check, other));
  g_ptr_array_add (check->problems, problem);
}

/* Types ---------------------------------------------------------------------------------------- */

static char *
check_value (BwColumnType type, yyjson_val *value)
{
  const char *text = yyjson_get_str (value);
  gsize length = yyjson_get_len (value);
  gint64 microseconds;
  BwDate date;

  switch (type)
    {
    case BW_COLUMN_DATE:
      if (text == NULL || !bw_date_parse (text, length, &date))
        return g_strdup (_("This is not a date. Write it as 2026-11-21."));
      break;

    case BW_COLUMN_TIMESTAMP:
      if (text == NULL || !bw_timestamp_parse (text, length, &microseconds))
        return g_strdup (_("This is not a moment in time."));
      break;

    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
      if (!yyjson_is_int (value))
        return g_strdup (_("This is not a whole number."));
      break;

    case BW_COLUMN_DOUBLE:
      if (!yyjson_is_num (value))
        return g_strdup (_("This is not a number."));
      break;

    case BW_COLUMN_BOOL:
      if (!yyjson_is_bool (value))
        return g_strdup (_("This is neither yes nor no."));
      break;

    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
      if (text == NULL)
        return g_strdup (_("This is not a text."));
      if (length > BW_WORK_MAX_TEXT)
        return g_strdup (_("This is longer than a megabyte, more than can be sent. Shorten it."));
      if (memchr (text, '\0', length) != NULL)
        return g_strdup (_("There is a zero character in this text, which no backend keeps."));
      break;

    case BW_COLUMN_JSON:
    default:
      break;
    }
  return NULL;
}

static void
check_types (Check *check)
{
  for (guint i = 0; i < check->relation->n_columns; i++)
    {
      const BwColumn *column = &check->relation->columns[i];
      const char *json = bw_record_get_json (check->record, column->name);
      yyjson_doc *doc;
      yyjson_val *value;
      char *text;

      /* The key is made when the record is kept, and the backend counts the versions. */
      if ((column->flags & BW_COLUMN_KEY) != 0 || g_str_equal (column->name, "version"))
        continue;
      doc = json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG) : NULL;
      value = yyjson_doc_get_root (doc);
      if (value != NULL && !yyjson_is_null (value))
        {
          text = check_value (column->type, value);
          if (text != NULL)
            add (check, column->name, NULL, text);
        }
      else if ((column->flags & BW_COLUMN_REQUIRED) != 0)
        add (check, column->name, NULL, g_strdup (_("This cannot be empty.")));
      yyjson_doc_free (doc);
    }
}

/* What several relations have in common -------------------------------------------------------- */

static gboolean
is_empty (const Check *check, const char *column)
{
  const char *json = bw_record_get_json (check->record, column);
  g_autofree char *text = NULL;

  if (json == NULL || g_str_equal (json, "null"))
    return TRUE;
  text = bw_record_dup_text (check->record, column);
  return text != NULL && *g_strchug (text) == '\0';
}

static void
need (Check *check, const char *column, const char *text)
{
  if (is_empty (check, column))
    add (check, column, NULL, g_strdup (text));
}

static BwDate
date_of (const Check *check, const char *column)
{
  return bw_record_get_date (check->record, column);
}

static void
need_order (Check *check, const char *earlier, const char *later, const char *text)
{
  BwDate from = date_of (check, earlier), until = date_of (check, later);

  if (from != BW_DATE_NONE && until != BW_DATE_NONE && until < from)
    add (check, later, earlier, g_strdup (text));
}

static void
need_past (Check *check, const char *column)
{
  BwDate date = date_of (check, column);

  if (date != BW_DATE_NONE && check->scope->today != BW_DATE_NONE && date > check->scope->today)
    add (check, column, NULL, g_strdup (_("This day is still to come.")));
}

static void
need_person (Check *check, const char *column)
{
  const BwAccountTable *table = check->scope->table;
  g_autofree char *id = bw_record_dup_text (check->record, column);

  if (table == NULL || id == NULL)
    return;
  for (guint i = 0; i < table->n_people; i++)
    {
      if (g_str_equal (table->people[i].id, id))
        return;
    }
  add (check, column, NULL,
       g_strdup_printf (_("“%s” is not among the people of the company, or not any more. Choose "
                          "somebody else."),
                        id));
}

/* A date of a part of a plan has to lie in the plan. */
static void
need_in_plan (Check *check, const char *column)
{
  const BwRecord *plan = check->scope->plan;
  BwDate date = date_of (check, column);
  BwDate from, until;

  if (plan == NULL || date == BW_DATE_NONE)
    return;
  from = bw_record_get_date (plan, "started_on");
  until = bw_record_get_date (plan, "closed_on");
  if (from != BW_DATE_NONE && date < from)
    {
      char start[BW_DATE_STRLEN];

      add (check, column, NULL,
           g_strdup_printf (_("This is before the plan begins, on %s."),
                            bw_date_format_iso (from, start)));
    }
  else if (until != BW_DATE_NONE && date > until)
    {
      char end[BW_DATE_STRLEN];

      add (check, column, NULL,
           g_strdup_printf (_("This is after the plan ends, on %s."),
                            bw_date_format_iso (until, end)));
    }
}

/* Relation by relation ------------------------------------------------------------------------- */

/* Where the company has not said who its people are, nobody can be chosen. */
static gboolean
has_people (const Check *check)
{
  return check->scope->table == NULL || check->scope->table->n_people > 0;
}

static void
check_play (Check *check)
{
  g_autofree char *status = bw_record_dup_text (check->record, "status");
  gboolean snoozed = g_strcmp0 (status, BW_PLAY_SNOOZED) == 0;
  gboolean open = bw_play_is_open (status);

  need_person (check, "owner_id");
  if (open)
    {
      if (has_people (check))
        need (check, "owner_id", _("A play needs somebody who does it."));
      need (check, "due_on", _("A play needs a day by which it is done."));
    }
  if (snoozed)
    {
      BwDate until = date_of (check, "due_on");

      need (check, "due_on", _("Say until which day the account can wait."));
      need (check, "outcome", _("Say why the account can wait."));
      if (until != BW_DATE_NONE && check->scope->today != BW_DATE_NONE
          && until <= check->scope->today)
        add (check, "due_on", "status", g_strdup (_("This day has come already.")));
    }
  need_order (check, "opened_on", "due_on", _("This is before the play begins."));
}

static void
check_note (Check *check)
{
  need (check, "text", _("There is nothing in this note yet."));
  need_person (check, "author_id");
}

static void
check_answer (Check *check)
{
  need (check, "question", _("Say which of the five questions this answers."));
  need (check, "text", _("There is nothing in this answer yet."));
  need_past (check, "answered_on");
}

static void
check_risk (Check *check)
{
  g_autofree char *outcome = bw_record_dup_text (check->record, "outcome");
  double probability = bw_record_get_double (check->record, "forecast_probability");
  gboolean ended = g_strcmp0 (outcome, "mitigated") == 0 || g_strcmp0 (outcome, "lost") == 0;

  need (check, "category", _("Say what kind of risk it is."));
  need (check, "opened_on", _("Say when the risk was identified."));
  need_past (check, "first_signal_on");
  need_past (check, "opened_on");
  need_order (check, "first_signal_on", "opened_on", _("This is before the first signal."));
  need_order (check, "opened_on", "closed_on", _("This is before the risk was identified."));
  need_person (check, "owner_id");
  if (ended && is_empty (check, "closed_on"))
    add (check, "closed_on", "outcome", g_strdup (_("Say when it was decided.")));
  if (!ended && !is_empty (check, "closed_on"))
    add (check, "outcome", "closed_on",
         g_strdup (_("A risk that is closed was either mitigated or lost.")));
  if (probability < 0 || probability > 1)
    add (check, "forecast_probability", NULL,
         g_strdup (_("A probability is between 0 and 100 %.")));
}

static void
check_plan (Check *check)
{
  g_autofree char *status = bw_record_dup_text (check->record, "status");

  need (check, "started_on", _("Say when the plan begins."));
  need_order (check, "started_on", "closed_on", _("This is before the plan begins."));
  if (g_strcmp0 (status, "done") == 0 && is_empty (check, "closed_on"))
    add (check, "closed_on", "status", g_strdup (_("Say when the plan ended.")));
}

static void
check_target (Check *check)
{
  const BwAccountTable *table = check->scope->table;
  g_autofree char *metric = bw_record_dup_text (check->record, "metric_key");
  gboolean has_target = !is_empty (check, "target_value");

  need (check, "metric_key", _("Say which metric this is about."));
  if (table != NULL && metric != NULL && bw_account_table_find_metric (table, metric) == NULL)
    add (check, "metric_key", NULL,
         g_strdup_printf (_("There is no metric “%s”, or not any more."), metric));
  if (has_target)
    {
      if (is_empty (check, "baseline_value"))
        add (check, "baseline_value", "target_value",
             g_strdup (_("A target needs a baseline: the value to start from.")));
      if (is_empty (check, "due_on"))
        add (check, "due_on", "target_value",
             g_strdup (_("A target needs a day by which it is reached.")));
    }
  else if (!is_empty (check, "due_on"))
    add (check, "target_value", "due_on", g_strdup (_("Say which value is to be reached.")));
  /* A baseline is as good when it was measured before the plan. */
  need_past (check, "baseline_on");
  need_order (check, "baseline_on", "due_on", _("This is before the baseline."));
  need_in_plan (check, "due_on");
}

static void
check_milestone (Check *check)
{
  need (check, "title", _("Say what is reached then."));
  need_in_plan (check, "due_on");
  need_past (check, "done_on");
  need_in_plan (check, "done_on");
}

static void
check_role (Check *check)
{
  g_autofree char *contact = bw_record_dup_text (check->record, "contact_id");
  gboolean has_person = !is_empty (check, "person_id");
  gboolean has_contact = !is_empty (check, "contact_id");
  const BwContactStay *stay = NULL;

  need (check, "responsibility", _("Say what they answer for."));
  if (!has_person && !has_contact)
    add (check, "person_id", "contact_id", g_strdup (_("Say who has this role.")));
  if (has_person && has_contact)
    add (check, "person_id", "contact_id",
         g_strdup (_("A role belongs to one person: one of ours or one of theirs.")));
  need_person (check, "person_id");
  if (contact == NULL || check->scope->contacts == NULL)
    return;
  for (guint i = 0; i < check->scope->n_contacts && stay == NULL; i++)
    {
      if (g_str_equal (check->scope->contacts[i].id, contact))
        stay = &check->scope->contacts[i];
    }
  if (stay == NULL)
    add (check, "contact_id", NULL,
         g_strdup_printf (_("The customer has no contact “%s”, or not any more."), contact));
  else if (stay->left_on != BW_DATE_NONE && stay->left_on <= check->scope->today)
    {
      char left[BW_DATE_STRLEN];

      add (check, "contact_id", NULL,
           g_strdup_printf (_("This contact left on %s. Choose somebody else."),
                            bw_date_format_iso (stay->left_on, left)));
    }
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_work_check:
 * @scope: what to check against
 * @record: a record of a relation that is written back, as it is to be saved. A column whose
 *   value is not there counts as null; one whose value could not be read has the text as typed
 * @base: (nullable): the record before, %NULL for a new one
 *
 * Checks a record before it is saved: values of a wrong type, what is missing, texts over
 * %BW_WORK_MAX_TEXT, dates that do not go together or lie outside of the plan, people who are not
 * there, a target without a baseline. Words of open enumerations are never wrong.
 *
 * Returns: (transfer full) (element-type BwFieldProblem): what is wrong, at most one a column;
 *   empty when nothing is
 */
GPtrArray *
bw_work_check (const BwCheckScope *scope, const BwRecord *record, const BwRecord *base)
{
  static const struct {
    BwRelationId relation;
    void       (*check) (Check *check);
  } checks[] = {
    { BW_RELATION_PLAYS, check_play },
    { BW_RELATION_NOTES, check_note },
    { BW_RELATION_ANSWERS, check_answer },
    { BW_RELATION_RISKS, check_risk },
    { BW_RELATION_PLANS, check_plan },
    { BW_RELATION_PLAN_TARGETS, check_target },
    { BW_RELATION_PLAN_MILESTONES, check_milestone },
    { BW_RELATION_PLAN_ROLES, check_role },
  };
  Check check = {
    .scope = scope,
    .relation = bw_record_get_relation (record),
    .record = record,
    .base = base,
    .problems = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free),
  };

  check_types (&check);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (checks[i].relation == check.relation->id)
        checks[i].check (&check);
    }
  return check.problems;
}

/**
 * bw_work_find_problem:
 * @problems: what bw_work_check() found
 * @column: a column
 *
 * Returns: (transfer none) (nullable): what is wrong with the column
 */
const BwFieldProblem *
bw_work_find_problem (GPtrArray *problems, const char *column)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const BwFieldProblem *problem = problems->pdata[i];

      if (g_str_equal (problem->column, column))
        return problem;
    }
  return NULL;
}

/**
 * bw_work_blocks:
 * @problems: what bw_work_check() found
 *
 * Returns: whether the record cannot be saved like this
 */
gboolean
bw_work_blocks (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const BwFieldProblem *problem = problems->pdata[i];

      if (problem->blocks)
        return TRUE;
    }
  return FALSE;
}

/**
 * bw_play_is_open:
 * @status: (nullable): the word of a play's status
 *
 * Returns: whether there is still something to do: neither done nor given up nor put off. A word
 *   that is not known, and none at all, count as open, so that no play gets lost
 */
gboolean
bw_play_is_open (const char *status)
{
  return g_strcmp0 (status, BW_PLAY_DONE) != 0 && g_strcmp0 (status, BW_PLAY_CANCELLED) != 0
         && g_strcmp0 (status, BW_PLAY_SNOOZED) != 0;
}
