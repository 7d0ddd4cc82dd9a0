/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-triage-figure.h"

#include <math.h>
#include <string.h>

#include "figures/bw-figure-private.h"
#include "figures/bw-triage-parts.h"
#include "portfolio/bw-query.h"
#include "portfolio/bw-work-check.h"

/*
 * The rows behind a reason. Each statement gives the row's key, its day and what there is to read
 * in it; ?1 is the account, ?2 the date, ?3 a number of days of the policy and ?4 the day up to which
 * the team's own work counts. The names of the relations carry no schema, so that edits show. What
 * is missing has no row: there the rows say since when it could have been there.
 */

#define OPEN_RISKS \
  "SELECT id, coalesce (opened_on, first_signal_on), cause, category, severity, " \
  " 'forecast ' || forecast_probability FROM risks WHERE account_id = ?1" \
  " AND coalesce (opened_on, first_signal_on, ?4) <= ?4" \
  " AND (closed_on > ?4 OR (closed_on IS NULL AND coalesce (outcome, '') NOT IN" \
  "  ('mitigated', 'lost'))) ORDER BY opened_on, id"

#define LATEST_READINGS(condition) \
  "SELECT m.key || '/' || date (o.observed_on * 86400, 'unixepoch'), o.observed_on," \
  " coalesce (m.name, m.key), round (o.value, 2) || coalesce (' ' || m.unit, '')" \
  " FROM metrics AS m JOIN observations AS o ON o.metric_key = m.key AND o.account_id = ?1" \
  " AND o.observed_on = (SELECT l.observed_on FROM observations AS l WHERE l.account_id = ?1" \
  "  AND l.metric_key = m.key AND l.observed_on <= ?2 AND l.value IS NOT NULL" \
  "  ORDER BY l.observed_on DESC LIMIT 1)" \
  " WHERE " condition " ORDER BY m.key"

/* The account itself, with the days that everything is counted from. */
#define BEGINNING \
  "SELECT id, contract_started_on, name, 'contract_started_on ' || date (contract_started_on * 86400," \
  " 'unixepoch'), 'go_live_on ' || date (go_live_on * 86400, 'unixepoch')," \
  " 'renewal_on ' || date (renewal_on * 86400, 'unixepoch') FROM accounts WHERE id = ?1"

#define KEY_ROLES "('sponsor', 'champion', 'decision_maker')"

static const struct {
  BwReason    reason;
  const char *relation;
  const char *select;
} sources[] = {
  { BW_REASON_SPONSOR_LEFT, "contacts",
    "SELECT id, left_on, name, title, role FROM contacts AS c WHERE account_id = ?1"
    " AND left_on BETWEEN ?2 - ?3 AND ?2 AND role IN " KEY_ROLES " AND NOT EXISTS"
    " (SELECT 1 FROM contacts AS h WHERE h.account_id = ?1 AND h.role = c.role"
    "  AND coalesce (h.arrived_on, ?2) <= ?2 AND (h.left_on IS NULL OR h.left_on > ?2))"
    " ORDER BY role = 'sponsor' DESC, role = 'champion' DESC, left_on DESC, id" },
  { BW_REASON_IMPLEMENTATION_STALLED, "accounts",
    "SELECT id, contract_started_on, name, implementation_days FROM accounts WHERE id = ?1" },
  { BW_REASON_LOW_ADOPTION, "observations",
    LATEST_READINGS ("m.dimension IN ('adoption_depth', 'adoption_breadth')") },
  { BW_REASON_LOW_ADOPTION, "accounts",
    "SELECT id, NULL, licences_active || ' / ' || licences_purchased FROM accounts"
    " WHERE id = ?1 AND licences_purchased > 0" },
  { BW_REASON_NO_VALUE_SHOWN, "interactions",
    "SELECT id, occurred_on, kind, summary FROM interactions WHERE account_id = ?1"
    " AND occurred_on <= ?2 AND kind IN ('ebr', 'qbr') ORDER BY occurred_on DESC, id LIMIT 3" },
  { BW_REASON_NO_VALUE_SHOWN, "plan_targets",
    "SELECT t.id, t.due_on, t.metric_key, t.target_value FROM plans AS p JOIN plan_targets AS t"
    " ON t.plan_id = p.id WHERE p.account_id = ?1 AND coalesce (p.started_on, ?4) <= ?4"
    " ORDER BY t.due_on, t.id" },
  { BW_REASON_NO_VALUE_SHOWN, "accounts", BEGINNING },
  { BW_REASON_NEW_LEADERSHIP, "contacts",
    "SELECT id, arrived_on, name, title, role FROM contacts WHERE account_id = ?1"
    " AND arrived_on BETWEEN ?2 - ?3 AND ?2 AND (left_on IS NULL OR left_on > ?2)"
    " AND (role IN ('sponsor', 'decision_maker') OR persona = 'executive')"
    " ORDER BY arrived_on DESC, id" },
  { BW_REASON_MISSING_FEATURE, "feedback",
    "SELECT id, received_on, kind, text FROM feedback WHERE account_id = ?1"
    " AND received_on BETWEEN ?2 - 365 AND ?2 AND coalesce (acted_on, ?2 + 1) > ?2"
    " AND kind IN ('idea', 'feature', 'features', 'feature_request') ORDER BY received_on, id" },
  { BW_REASON_POOR_QUALITY, "tickets",
    "SELECT id, opened_at / 86400000000, kind, severity,"
    " CASE WHEN closed_at < (?2 + 1) * 86400000000 THEN 'closed' ELSE 'open' END FROM tickets"
    " WHERE account_id = ?1 AND kind IN ('complaint', 'defect')"
    " AND opened_at < (?2 + 1) * 86400000000 AND (opened_at >= (?2 - ?3 + 1) * 86400000000"
    "  OR coalesce (closed_at >= (?2 + 1) * 86400000000, 1)) ORDER BY opened_at, id" },
  { BW_REASON_HUMAN_FACTOR, "interactions",
    "SELECT id, occurred_on, kind, person_id, summary FROM interactions WHERE account_id = ?1"
    " AND occurred_on <= ?2 ORDER BY occurred_on DESC, id LIMIT 3" },
  { BW_REASON_HUMAN_FACTOR, "accounts",
    "SELECT a.id, a.contract_started_on, a.name, a.owner_id, p.name FROM accounts AS a"
    " LEFT JOIN people AS p ON p.id = a.owner_id WHERE a.id = ?1" },
  { BW_REASON_UNHAPPY, "observations",
    LATEST_READINGS ("m.dimension IN ('nps', 'csat', 'ces', 'sentiment')") },
  { BW_REASON_COSTLY, "service_costs",
    "SELECT date (month * 86400, 'unixepoch'), month, amount FROM service_costs"
    " WHERE account_id = ?1 AND month BETWEEN ?2 - 365 AND ?2 ORDER BY month DESC" },
  { BW_REASON_AT_RISK, "observations", LATEST_READINGS ("m.low IS NOT NULL") },
  { BW_REASON_RENEWAL, "accounts", "SELECT id, renewal_on, name FROM accounts WHERE id = ?1" },
  { BW_REASON_SILENT, "interactions",
    "SELECT id, occurred_on, kind, summary FROM interactions WHERE account_id = ?1"
    " AND occurred_on <= ?2 ORDER BY occurred_on DESC, id LIMIT 1" },
  { BW_REASON_SILENT, "observations",
    LATEST_READINGS ("o.observed_on = (SELECT max (observed_on) FROM observations"
                     " WHERE account_id = ?1 AND observed_on <= ?2 AND value IS NOT NULL)") },
  { BW_REASON_SILENT, "tickets",
    "SELECT id, opened_at / 86400000000, kind, severity FROM tickets WHERE account_id = ?1"
    " AND opened_at < (?2 + 1) * 86400000000 ORDER BY opened_at DESC, id LIMIT 1" },
  { BW_REASON_SILENT, "change_requests",
    "SELECT id, requested_on, kind FROM change_requests WHERE account_id = ?1"
    " AND requested_on <= ?2 ORDER BY requested_on DESC, id LIMIT 1" },
  { BW_REASON_SILENT, "responses",
    "SELECT id, responded_on, instrument, score FROM responses WHERE account_id = ?1"
    " AND responded_on <= ?2 AND score IS NOT NULL ORDER BY responded_on DESC, id LIMIT 1" },
  { BW_REASON_SILENT, "accounts", BEGINNING },
  { BW_REASON_REDUCTION_ASKED, "change_requests",
    "SELECT id, requested_on, kind FROM change_requests WHERE account_id = ?1"
    " AND kind = 'reduction' AND requested_on BETWEEN ?2 - ?3 AND ?2"
    " ORDER BY requested_on DESC, id" },
  { BW_REASON_NO_PLAN, "plans",
    "SELECT id, closed_on, purpose, status FROM plans WHERE account_id = ?1 AND closed_on <= ?4"
    " ORDER BY closed_on DESC, id LIMIT 1" },
  { BW_REASON_NO_PLAN, "accounts", BEGINNING },
  { BW_REASON_PLAY_OVERDUE, "plays",
    "SELECT p.id, p.due_on, coalesce (b.name, p.playbook_key), p.status, p.owner_id FROM plays AS p"
    " LEFT JOIN playbooks AS b ON b.key = p.playbook_key WHERE p.account_id = ?1"
    " AND p.due_on < ?2 AND coalesce (p.opened_on, ?4) <= ?4 AND coalesce (p.status, '') NOT IN"
    "  ('" BW_PLAY_DONE "', '" BW_PLAY_CANCELLED "', '" BW_PLAY_SNOOZED "') ORDER BY p.due_on, p.id" },
  { BW_REASON_MILESTONE_OVERDUE, "plan_milestones",
    "SELECT m.id, m.due_on, m.title FROM plan_milestones AS m WHERE m.plan_id ="
    " (SELECT id FROM plans WHERE account_id = ?1 AND coalesce (started_on, ?4) <= ?4"
    "  AND (closed_on IS NULL OR closed_on > ?4) ORDER BY started_on DESC, id LIMIT 1)"
    " AND m.due_on < ?2 AND coalesce (m.done_on, ?4 + 1) > ?4 ORDER BY m.due_on, m.id" },
  { BW_REASON_MOMENT_OVERDUE, "interactions",
    "SELECT id, max (occurred_on), moment_of_truth, kind FROM interactions WHERE account_id = ?1"
    " AND occurred_on <= ?2 AND moment_of_truth IS NOT NULL GROUP BY moment_of_truth"
    " ORDER BY 2 DESC, id" },
  { BW_REASON_MOMENT_OVERDUE, "accounts", BEGINNING },
  { BW_REASON_CALL_DIFFERS, "risks", OPEN_RISKS },
  { BW_REASON_CALL_DIFFERS, "observations",
    LATEST_READINGS ("m.dimension = 'sentiment' AND m.source = 'csm'") },
};

/* The three answers to the renewal survey have one statement. */
static const char survey_select[]
  = "SELECT id, responded_on, score, comment FROM responses WHERE account_id = ?1"
    " AND instrument = 'renewal' AND responded_on = (SELECT max (responded_on) FROM responses"
    "  WHERE account_id = ?1 AND instrument = 'renewal' AND responded_on <= ?2) ORDER BY id";

static int
days_of (BwReason reason, const BwPolicy *policy)
{
  switch (reason)
    {
    case BW_REASON_SPONSOR_LEFT:
      return policy->departure_days;
    case BW_REASON_NEW_LEADERSHIP:
      return policy->newcomer_days;
    case BW_REASON_POOR_QUALITY:
      return policy->quality_days;
    case BW_REASON_REDUCTION_ASKED:
      return policy->request_days;
    default:
      return 0;
    }
}

void
bw_triage_evidence_free (BwTriageEvidence *evidence)
{
  g_free (evidence->id);
  g_free (evidence->text);
  g_free (evidence);
}

void
bw_triage_reason_free (BwTriageReason *reason)
{
  g_free (reason->text);
  g_ptr_array_unref (reason->evidence);
  g_free (reason);
}

/* What there is in a row behind its key and its day, one after the other. */
static char *
join_columns (BwQuery *query)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 2; i < sqlite3_column_count (query->statement); i++)
    {
      const char *part = bw_query_text (query, i);

      if (part != NULL && *part != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_rows (BwTriageReason *reason, const BwTriageFigure *figure, const char *account_id,
           const char *relation, const char *select, gboolean of_cause, BwMirror *mirror,
           GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (mirror, select, NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, account_id);
  bw_query_bind_int (query, 2, figure->as_of);
  bw_query_bind_int (query, 4, bw_snapshot_work_until (figure->snapshot));
  bw_query_bind_int (query, 3, days_of (reason->reason, figure->snapshot->table->policy));
  while (bw_query_next (query))
    {
      BwTriageEvidence *evidence;

      if (of_cause
          && MIN (bw_reason_parse (bw_query_text (query, 2)), BW_REASON_OPEN_RISK)
               != reason->reason)
        continue;
      evidence = g_new0 (BwTriageEvidence, 1);
      evidence->relation = relation;
      evidence->id = g_strdup (bw_query_text (query, 0));
      evidence->date = bw_query_date (query, 1);
      evidence->text = join_columns (query);
      g_ptr_array_add (reason->evidence, evidence);
    }
  return bw_query_finish (query, error);
}

static gboolean
is_survey (BwReason reason)
{
  return reason == BW_REASON_NOT_LIKELY || reason == BW_REASON_UNSURE
         || reason == BW_REASON_NO_ANSWER;
}

static gboolean
read_evidence (BwTriageReason *reason, const BwTriageFigure *figure, const BwTriageRow *row,
               BwMirror *mirror, GError **error)
{
  const char *id = bw_snapshot_id (figure->snapshot, row->row);

  if (is_survey (reason->reason)
      && !read_rows (reason, figure, id, "responses", survey_select, FALSE, mirror, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (sources[i].reason == reason->reason && !reason->by_risk
          && !read_rows (reason, figure, id, sources[i].relation, sources[i].select, FALSE, mirror,
                         error))
        return FALSE;
    }
  return reason->reason > BW_REASON_OPEN_RISK
         || read_rows (reason, figure, id, "risks", OPEN_RISKS, TRUE, mirror, error);
}

/* Who or what the words name: the first row of the evidence. */
static gboolean
read_names (BwTriageNames *names, const BwTriageReason *reason, BwMirror *mirror, GError **error)
{
  const BwTriageEvidence *first
    = reason->evidence->len > 0 ? g_ptr_array_index (reason->evidence, 0) : NULL;
  gboolean contact = first != NULL && g_str_equal (first->relation, "contacts");
  gboolean milestone = first != NULL && g_str_equal (first->relation, "plan_milestones");
  g_autoptr (BwQuery) query = NULL;

  if (!contact && !milestone)
    return TRUE;
  query = bw_query_new (mirror,
                        contact ? "SELECT name FROM contacts WHERE id = ?1"
                                : "SELECT title FROM plan_milestones WHERE id = ?1",
                        NULL, error);
  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, first->id);
  if (bw_query_next (query))
    *(contact ? &names->person : &names->milestone) = g_strdup (bw_query_text (query, 0));
  return bw_query_finish (query, error);
}

static int
compare_weight (gconstpointer a, gconstpointer b)
{
  const BwTriageReason *first = *(BwTriageReason *const *) a;
  const BwTriageReason *second = *(BwTriageReason *const *) b;

  if (first->weight != second->weight)
    return first->weight < second->weight ? 1 : -1;
  return first->reason < second->reason ? -1 : 1;
}

static GPtrArray *
make_reasons (const BwTriageFigure *figure, const BwTriageRow *row, BwMirror *mirror,
              GError **error)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  double forecast = (double) figure->signals->rows[row->row].forecast;
  g_autoptr (GPtrArray) reasons
    = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_triage_reason_free);

  for (BwReason i = 0; i < BW_N_REASONS; i++)
    {
      BwTriageNames names = { NULL };
      BwTriageReason *reason;
      gboolean read = TRUE;

      if ((row->reasons & BW_REASON_BIT (i)) == 0)
        continue;
      reason = g_new0 (BwTriageReason, 1);
      g_ptr_array_add (reasons, reason);
      reason->reason = i;
      reason->weight = bw_triage_weight (i, row->by_risk, forecast, policy);
      reason->by_risk = (row->by_risk & BW_REASON_BIT (i)) != 0;
      reason->since = bw_triage_since (figure, row, i);
      reason->evidence
        = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_triage_evidence_free);
      if (mirror != NULL)
        read = read_evidence (reason, figure, row, mirror, error)
               && read_names (&names, reason, mirror, error);
      reason->text = bw_triage_describe (figure, row, i, &names);
      g_free (names.person);
      g_free (names.milestone);
      if (!read)
        return NULL;
    }
  g_ptr_array_sort (reasons, compare_weight);
  return g_steal_pointer (&reasons);
}

/**
 * bw_triage_figure_list_reasons:
 * @row: of the queue, or of those put off
 *
 * Says the reasons out of what the figure holds, so that a list can ask for the rows in sight
 * while it draws them; people and milestones have no names then.
 *
 * Returns: (transfer container) (element-type BwTriageReason): the reasons, the heaviest first
 */
GPtrArray *
bw_triage_figure_list_reasons (const BwTriageFigure *figure, const BwTriageRow *row)
{
  return make_reasons (figure, row, NULL, NULL);
}

/**
 * bw_triage_figure_read_reasons:
 * @row: of the queue, or of those put off
 * @mirror: the mirror of the figure's scope; edits that it shows count
 * @error: set when the mirror cannot be read
 *
 * Call it on a worker thread.
 *
 * Returns: (transfer container) (element-type BwTriageReason) (nullable): the reasons with names
 *   and with the rows that each rests on, the heaviest first
 */
GPtrArray *
bw_triage_figure_read_reasons (const BwTriageFigure *figure, const BwTriageRow *row,
                               BwMirror *mirror, GError **error)
{
  return make_reasons (figure, row, mirror, error);
}

/**
 * bw_triage_figure_summarise:
 *
 * Returns: (transfer full): the reasons of an account as one line, the heaviest first
 */
char *
bw_triage_figure_summarise (const BwTriageFigure *figure, const BwTriageRow *row)
{
  g_autoptr (GPtrArray) reasons = bw_triage_figure_list_reasons (figure, row);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      const BwTriageReason *reason = g_ptr_array_index (reasons, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", reason->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
