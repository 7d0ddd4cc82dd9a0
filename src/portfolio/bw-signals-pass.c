/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-signals-pass.h"

#include <math.h>
#include <string.h>

#include "portfolio/bw-account-rows.h"
#include "portfolio/bw-work-check.h"

/*
 * Reads every relation once for the signals of one date. No rule here depends on the order of an
 * account's rows, so that relations can be read as they lie. The written relations can be shadowed
 * by views of a connection that show edits; what is kept is read past them, by the name of the
 * schema before theirs.
 */

/* An idea that was received longer ago is not waited for any more. */
#define IDEAS_DAYS 365

typedef struct {
  const BwSnapshot *snapshot;
  const BwPolicy   *policy;
  BwAccountSignals *rows;
  guint32          *row_of; /* Of every account of the table, #BW_INDEX_NONE where not active. */
  BwDate            as_of;
  BwDate            until;  /* Up to which day the team's own work counts. */
} Pass;

static BwAccountSignals *
signals_of (Pass *pass, guint32 account)
{
  guint32 row = pass->row_of[account];

  return row == BW_INDEX_NONE ? NULL : &pass->rows[row];
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

/* Whether something was so on the date: it had begun, as far as that is known, and not ended. */
static gboolean
is_current (const Pass *pass, BwDate from, BwDate until)
{
  return from <= pass->as_of && (until == BW_DATE_NONE || until > pass->as_of);
}

/* The same of the team's own work. */
static gboolean
is_under_way (const Pass *pass, BwDate from, BwDate until)
{
  return from <= pass->until && (until == BW_DATE_NONE || until > pass->until);
}

/* Keeps the earlier of two days, of which neither need be known. */
static void
keep_earlier (BwDate *kept, BwDate day)
{
  if (day != BW_DATE_NONE && (*kept == BW_DATE_NONE || day < *kept))
    *kept = day;
}

static void
add_account (gpointer data, guint32 account, BwQuery *query)
{
  BwAccountSignals *signals = signals_of (data, account);

  if (signals == NULL)
    return;
  signals->implementation_days = (gint32) CLAMP (bw_query_int (query, 1, -1), -1, G_MAXINT32);
  signals->licences_purchased = (gint32) CLAMP (bw_query_int (query, 2, -1), -1, G_MAXINT32);
  signals->licences_active = (gint32) CLAMP (bw_query_int (query, 3, -1), -1, G_MAXINT32);
}

static void
add_contact (gpointer data, guint32 account, BwQuery *query)
{
  static const char *const roles[] = { "sponsor", "champion", "decision_maker", NULL };
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  const char *role = bw_query_text (query, 1), *persona = bw_query_text (query, 2);
  BwDate arrived_on = bw_query_date (query, 3), left_on = bw_query_date (query, 4);
  gboolean leads = g_strcmp0 (persona, "executive") == 0 || g_strcmp0 (role, "sponsor") == 0
                   || g_strcmp0 (role, "decision_maker") == 0;

  if (signals == NULL)
    return;
  for (guint i = 0; i < BW_N_KEY_ROLES; i++)
    {
      if (g_strcmp0 (role, roles[i]) != 0)
        continue;
      if (is_current (pass, arrived_on, left_on))
        {
          signals->roles_held |= 1u << i;
          signals->newcomer_on = MAX (signals->newcomer_on, arrived_on);
        }
      else if (left_on != BW_DATE_NONE && left_on <= pass->as_of)
        {
          signals->role_left_on[i] = MAX (signals->role_left_on[i], left_on);
        }
    }
  if (leads && is_current (pass, arrived_on, left_on))
    signals->leader_on = MAX (signals->leader_on, arrived_on);
}

static void
add_interaction (gpointer data, guint32 account, BwQuery *query)
{
  static const char *const reviews[] = { "ebr", "qbr", NULL };
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  BwDate day = bw_query_date (query, 1);
  const BwAccountTable *table = pass->snapshot->table;
  guint32 owner = table->owner[account];
  const char *person = bw_query_text (query, 4);
  BwMoment moment;

  if (signals == NULL || day == BW_DATE_NONE || day > pass->as_of)
    return;
  signals->recorded |= BW_RECORDED_INTERACTIONS;
  signals->interaction_on = MAX (signals->interaction_on, day);
  if (is_one_of (bw_query_text (query, 2), reviews))
    {
      signals->recorded |= BW_RECORDED_REVIEWS;
      signals->reviewed_on = MAX (signals->reviewed_on, day);
    }
  if (person != NULL)
    {
      signals->recorded |= BW_RECORDED_PERSONS;
      if (owner != BW_INDEX_NONE && g_str_equal (table->people[owner].id, person))
        signals->owner_on = MAX (signals->owner_on, day);
    }
  moment = bw_moment_parse (bw_query_text (query, 3));
  if (moment < BW_N_MOMENTS)
    {
      signals->recorded |= BW_RECORDED_MOMENTS;
      signals->moment_on[moment] = MAX (signals->moment_on[moment], day);
    }
}

static void
add_ticket (gpointer data, guint32 account, BwQuery *query)
{
  static const char *const problems[] = { "complaint", "defect", NULL };
  static const char *const severe[] = { "critical", "high", "urgent", NULL };
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  BwDate opened_on = bw_query_timestamp_date (query, 1);
  BwDate closed_on = bw_query_timestamp_date (query, 2);

  if (signals == NULL || opened_on == BW_DATE_NONE || opened_on > pass->as_of
      || !is_one_of (bw_query_text (query, 4), problems))
    return;
  if (pass->as_of - opened_on < pass->policy->quality_days)
    signals->problems_lately++;
  if (!is_current (pass, opened_on, closed_on))
    return;
  signals->problems_open++;
  if (is_one_of (bw_query_text (query, 3), severe))
    keep_earlier (&signals->severe_since, opened_on);
}

static void
add_feedback (gpointer data, guint32 account, BwQuery *query)
{
  static const char *const ideas[] = { "idea", "feature", "features", "feature_request", NULL };
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  BwDate received_on = bw_query_date (query, 2), acted_on = bw_query_date (query, 3);

  if (signals == NULL || received_on == BW_DATE_NONE || received_on > pass->as_of)
    return;
  if (acted_on != BW_DATE_NONE && acted_on <= pass->as_of)
    signals->recorded |= BW_RECORDED_ACTED;
  else if (is_one_of (bw_query_text (query, 1), ideas)
           && pass->as_of - received_on <= IDEAS_DAYS)
    {
      signals->ideas_waiting++;
      keep_earlier (&signals->idea_on, received_on);
    }
}

/* Of answers of one day the worst counts, and any answer before none. */
static void
add_response (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  BwDate day = bw_query_date (query, 2);
  float score = (float) bw_query_double (query, 3);

  if (signals == NULL || day == BW_DATE_NONE || day > pass->as_of || day < signals->survey_on
      || g_strcmp0 (bw_query_text (query, 1), "renewal") != 0)
    return;
  if (day > signals->survey_on || isnan (signals->survey_score) || score < signals->survey_score)
    signals->survey_score = score;
  signals->survey_on = day;
}

static void
add_change_request (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  BwDate day = bw_query_date (query, 2);

  if (signals != NULL && day != BW_DATE_NONE && day <= pass->as_of
      && g_strcmp0 (bw_query_text (query, 1), "reduction") == 0)
    signals->reduction_on = MAX (signals->reduction_on, day);
}

static void
add_risk (gpointer data, guint32 account, BwQuery *query)
{
  static const char *const ended[] = { "mitigated", "lost", NULL };
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  BwDate opened_on = bw_query_date (query, 1), closed_on = bw_query_date (query, 2);
  BwReason cause = MIN (bw_reason_parse (bw_query_text (query, 3)), BW_REASON_OPEN_RISK);
  double probability = bw_query_double (query, 4);
  float forecast = probability >= 0 && probability <= 1 ? (float) probability : NAN;
  const char *severity = bw_query_text (query, 6);

  if (signals == NULL || !is_under_way (pass, opened_on, closed_on)
      || (closed_on == BW_DATE_NONE && is_one_of (bw_query_text (query, 5), ended)))
    return;
  signals->risks_open++;
  signals->risk_causes |= BW_REASON_BIT (cause);
  keep_earlier (&signals->risk_on[cause], opened_on);
  if (!isnan (forecast))
    signals->forecast = isnan (signals->forecast) ? forecast : MAX (forecast, signals->forecast);
  else if (g_strcmp0 (severity, "high") == 0 || g_strcmp0 (severity, "critical") == 0)
    signals->severity_high++;
  else if (g_strcmp0 (severity, "medium") == 0)
    signals->severity_medium++;
}

/* The open plan that began last is the one that counts. */
static void
add_plan (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  BwDate started_on = bw_query_date (query, 1), closed_on = bw_query_date (query, 2);

  if (signals == NULL || started_on > pass->until)
    return;
  signals->recorded |= BW_RECORDED_PLANS;
  signals->targets += (guint32) bw_query_int (query, 11, 0);
  signals->targets_reached += (guint32) bw_query_int (query, 12, 0);
  if (started_on == BW_DATE_NONE)
    started_on = MIN (pass->snapshot->table->contract_started_on[account], pass->as_of);
  if (!is_under_way (pass, started_on, closed_on) || started_on <= signals->plan_on)
    return;
  signals->plan_on = started_on;
  signals->plan_parts = 0;
  for (int i = 0; i < 6; i++)
    {
      if (bw_query_int (query, 3 + i, 0) != 0)
        signals->plan_parts |= 1u << i;
    }
  signals->milestones_overdue = (guint32) bw_query_int (query, 9, 0);
  signals->milestone_due_on = bw_query_date (query, 10);
}

static void
add_play (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;
  BwAccountSignals *signals = signals_of (pass, account);
  const char *key = bw_query_text (query, 1), *status = bw_query_text (query, 4);
  BwDate opened_on = bw_query_date (query, 2), due_on = bw_query_date (query, 3);
  gboolean first;

  if (signals == NULL || opened_on > pass->until)
    return;
  if (g_strcmp0 (status, BW_PLAY_SNOOZED) == 0 && due_on > pass->as_of)
    signals->snoozed_until = MAX (signals->snoozed_until, due_on);
  if (!bw_play_is_open (status))
    return;
  first = signals->plays_open == 0
          || (due_on != BW_DATE_NONE
              && (signals->play_due_on == BW_DATE_NONE || due_on < signals->play_due_on));
  signals->plays_open++;
  signals->plays_overdue += due_on != BW_DATE_NONE && due_on < pass->as_of;
  if (first)
    {
      signals->play_due_on = due_on;
      signals->play_key = key != NULL ? g_str_hash (key) : 0;
    }
}

/* "@" stands for the schema before a written relation, "$" for the date, "~" for the day up to which
 * the team's own work counts. */
static const BwAccountSource sources[] = {
  { "SELECT account_id, implementation_days, licences_purchased, licences_active FROM "
    "(SELECT id AS account_id, implementation_days, licences_purchased, licences_active "
    "FROM accounts)",
    "", add_account },
  { "SELECT account_id, role, persona, arrived_on, left_on FROM contacts", "", add_contact },
  { "SELECT account_id, occurred_on, kind, moment_of_truth, person_id FROM interactions", "",
    add_interaction },
  { "SELECT account_id, opened_at, closed_at, severity, kind FROM tickets", "", add_ticket },
  { "SELECT account_id, kind, received_on, acted_on FROM feedback", "", add_feedback },
  { "SELECT account_id, instrument, responded_on, score FROM responses", "", add_response },
  { "SELECT account_id, kind, requested_on FROM change_requests", "", add_change_request },
  { "SELECT account_id, coalesce(opened_on, first_signal_on), closed_on, cause, "
    "forecast_probability, outcome, severity FROM @risks",
    "", add_risk },
  { "SELECT account_id, playbook_key, opened_on, due_on, status FROM @plays", "", add_play },
  { "SELECT account_id, started_on, closed_on, purpose IS NOT NULL,"
    " EXISTS (SELECT 1 FROM @plan_targets WHERE plan_id = p.id AND metric_key IS NOT NULL"
    "  AND how_measured IS NOT NULL),"
    " EXISTS (SELECT 1 FROM @plan_targets WHERE plan_id = p.id AND target_value IS NOT NULL"
    "  AND due_on IS NOT NULL),"
    " EXISTS (SELECT 1 FROM @plan_milestones WHERE plan_id = p.id),"
    " EXISTS (SELECT 1 FROM @plan_roles WHERE plan_id = p.id), next_phase IS NOT NULL,"
    " (SELECT count(*) FROM @plan_milestones WHERE plan_id = p.id AND due_on < $"
    "  AND coalesce(done_on, ~ + 1) > ~),"
    " (SELECT min(due_on) FROM @plan_milestones WHERE plan_id = p.id AND due_on < $"
    "  AND coalesce(done_on, ~ + 1) > ~),"
    " (SELECT count(*) FROM @plan_targets WHERE plan_id = p.id AND target_value IS NOT NULL),"
    " (SELECT count(*) FROM @plan_targets AS t JOIN metrics AS m ON m.key = t.metric_key"
    "  WHERE t.plan_id = p.id AND CASE WHEN m.direction < 0 THEN -1 ELSE 1 END *"
    "   ((SELECT o.value FROM observations AS o WHERE o.account_id = p.account_id"
    "     AND o.metric_key = t.metric_key AND o.observed_on <= $ AND o.value IS NOT NULL"
    "     ORDER BY o.observed_on DESC LIMIT 1) - t.target_value) >= 0)"
    " FROM @plans AS p",
    "", add_plan },
};

static char *
write_out (const char *sql, const char *schema, const Pass *pass)
{
  GString *text = g_string_new (NULL);

  for (; *sql != '\0'; sql++)
    {
      if (*sql == '@')
        g_string_append (text, schema);
      else if (*sql == '$')
        g_string_append_printf (text, "%d", pass->as_of);
      else if (*sql == '~')
        g_string_append_printf (text, "%d", pass->until);
      else
        g_string_append_c (text, *sql);
    }
  return g_string_free (text, FALSE);
}

/* The last fresh reading of the metrics by which CSMs say themselves how an account stands. */
static gboolean
read_calls (Pass *pass, BwAccountRows *rows, GError **error)
{
  const BwAccountTable *table = pass->snapshot->table;

  for (guint i = 0; i < table->n_metrics; i++)
    {
      const BwMetric *metric = &table->metrics[i];
      g_autoptr (BwQuery) query = NULL;
      guint done = 0;

      if (!bw_metric_is_own_call (metric))
        continue;
      query = bw_query_new (rows->mirror,
                            "SELECT value, observed_on FROM observations WHERE account_id = ?1 "
                            "AND metric_key = ?2 AND observed_on <= ?3 AND value IS NOT NULL "
                            "ORDER BY observed_on DESC LIMIT 1",
                            rows->cancellable, error);
      if (query == NULL)
        return FALSE;
      bw_query_bind_text (query, 2, metric->key);
      bw_query_bind_int (query, 3, pass->as_of);
      for (guint32 account = 0; account < table->n; account++)
        {
          BwAccountSignals *signals = signals_of (pass, account);
          BwReading reading = { NAN, BW_DATE_NONE };

          if (signals == NULL || (rows->wanted != NULL && !rows->wanted[account]))
            continue;
          bw_account_rows_next_transaction (rows, done++);
          bw_query_bind_text (query, 1, bw_account_table_id (table, account));
          if (bw_query_next (query))
            reading = (BwReading) { bw_query_double (query, 0), bw_query_date (query, 1) };
          if (!bw_query_finish (query, error))
            return FALSE;
          if (reading.observed_on > signals->call_on
              && bw_health_is_fresh (&metric->scale, reading, pass->as_of))
            {
              signals->call = (float) bw_health_score (&metric->scale, reading.value);
              signals->call_on = reading.observed_on;
            }
        }
    }
  return TRUE;
}

/**
 * bw_signals_pass_run:
 * @mirror: a mirror
 * @snapshot: the date and its accounts
 * @schema: "main." for what the backend has, "" for what the connection shows
 * @rows: one a row of @snapshot; those of wanted accounts are made, the others left as they are
 * @wanted: (nullable): one an account of the table, not 0 for those to make; %NULL: all
 * @n_wanted: how many of them are not 0
 *
 * Returns: %FALSE with @error set when the mirror cannot be read or the work was cancelled
 */
gboolean
bw_signals_pass_run (BwMirror *mirror, const BwSnapshot *snapshot, const char *schema,
                     BwAccountSignals *rows, const guint8 *wanted, guint n_wanted,
                     GCancellable *cancellable, GError **error)
{
  const BwAccountTable *table = snapshot->table;
  g_autofree guint32 *row_of = g_new (guint32, table->n + 1);
  Pass pass = { .snapshot = snapshot, .policy = table->policy, .rows = rows, .row_of = row_of,
                .as_of = snapshot->as_of, .until = bw_snapshot_work_until (snapshot) };
  BwAccountRows reader = { .mirror = mirror, .table = table, .wanted = wanted,
                           .n_wanted = n_wanted, .cancellable = cancellable };
  gboolean good = TRUE;

  if (wanted != NULL && n_wanted == 0)
    return TRUE;
  memset (row_of, 0xff, sizeof *row_of * table->n);
  for (guint32 row = 0; row < snapshot->n; row++)
    {
      row_of[snapshot->account[row]] = row;
      if (wanted == NULL || wanted[snapshot->account[row]])
        bw_account_signals_clear (&rows[row]);
    }

  bw_account_rows_begin (&reader);
  for (guint i = 0; i < G_N_ELEMENTS (sources) && good; i++)
    {
      g_autofree char *select = write_out (sources[i].select, schema, &pass);
      BwAccountSource source = sources[i];

      source.select = select;
      good = bw_account_rows_read (&reader, &source, &pass, error);
    }
  if (good)
    good = read_calls (&pass, &reader, error);
  bw_account_rows_end (&reader);
  return good;
}
