/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-relation.h"

/*
 * The one table that says what every relation looks like. The SQLite tables, the requests to the
 * backend, the validation of what arrives, the CSV headers and the answers of the demo backend
 * are all made from it; data/backend/schema.sql is checked against it by a test.
 */

#define KEY (BW_COLUMN_KEY | BW_COLUMN_REQUIRED)
#define REQUIRED BW_COLUMN_REQUIRED

static const BwColumn company_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "name", BW_COLUMN_TEXT, REQUIRED },
  { "currency", BW_COLUMN_WORD, REQUIRED },
  { "fiscal_year_start_month", BW_COLUMN_INTEGER },
  { "as_of", BW_COLUMN_DATE },
};

static const BwColumn policy_columns[] = {
  { "key", BW_COLUMN_ID, KEY },
  { "value", BW_COLUMN_JSON },
};

static const BwColumn people_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "name", BW_COLUMN_TEXT },
  { "email", BW_COLUMN_TEXT },
  { "role", BW_COLUMN_WORD },
  { "team", BW_COLUMN_TEXT },
  { "hours_per_month", BW_COLUMN_DOUBLE },
};

static const BwColumn accounts_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "name", BW_COLUMN_TEXT, REQUIRED },
  { "industry", BW_COLUMN_WORD },
  { "region", BW_COLUMN_WORD },
  { "strategic", BW_COLUMN_BOOL },
  { "owner_id", BW_COLUMN_ID, 0, "people" },
  { "sales_rep_id", BW_COLUMN_ID, 0, "people" },
  { "reason_to_buy", BW_COLUMN_TEXT },
  { "contract_started_on", BW_COLUMN_DATE },
  { "go_live_on", BW_COLUMN_DATE },
  { "renewal_on", BW_COLUMN_DATE },
  { "churned_on", BW_COLUMN_DATE },
  { "churn_category", BW_COLUMN_WORD },
  { "lifecycle_stage", BW_COLUMN_WORD },
  { "org_levels", BW_COLUMN_INTEGER },
  { "implementation_days", BW_COLUMN_INTEGER },
  { "service_complexity", BW_COLUMN_DOUBLE },
  { "transaction_complexity", BW_COLUMN_DOUBLE },
  { "licences_purchased", BW_COLUMN_INTEGER },
  { "licences_active", BW_COLUMN_INTEGER },
};

static const BwColumn metrics_columns[] = {
  { "key", BW_COLUMN_ID, KEY },
  { "name", BW_COLUMN_TEXT },
  { "unit", BW_COLUMN_TEXT },
  { "dimension", BW_COLUMN_WORD },
  { "direction", BW_COLUMN_INTEGER },
  { "aggregation", BW_COLUMN_WORD },
  { "low", BW_COLUMN_DOUBLE },
  { "neutral", BW_COLUMN_DOUBLE },
  { "high", BW_COLUMN_DOUBLE },
  { "weight", BW_COLUMN_DOUBLE },
  { "half_life_days", BW_COLUMN_DOUBLE },
  { "expires_days", BW_COLUMN_INTEGER },
  { "alarm_below", BW_COLUMN_DOUBLE },
  { "alarm_above", BW_COLUMN_DOUBLE },
  { "source", BW_COLUMN_WORD },
};

static const BwColumn behaviours_columns[] = {
  { "key", BW_COLUMN_ID, KEY },
  { "name", BW_COLUMN_TEXT },
  { "description", BW_COLUMN_TEXT },
  { "expected_by_days", BW_COLUMN_INTEGER },
};

static const BwColumn features_columns[] = {
  { "key", BW_COLUMN_ID, KEY },
  { "name", BW_COLUMN_TEXT },
  { "valuable", BW_COLUMN_BOOL },
};

static const BwColumn playbooks_columns[] = {
  { "key", BW_COLUMN_ID, KEY },
  { "kind", BW_COLUMN_WORD },
  { "name", BW_COLUMN_TEXT },
  { "steps", BW_COLUMN_JSON },
  { "applies_to", BW_COLUMN_TEXT },
};

static const BwColumn maturity_levels_columns[] = {
  { "level", BW_COLUMN_INTEGER, KEY },
  { "name", BW_COLUMN_TEXT },
};

static const BwColumn maturity_behaviours_columns[] = {
  { "level", BW_COLUMN_INTEGER, KEY, "maturity_levels" },
  { "behaviour_key", BW_COLUMN_ID, KEY, "behaviours" },
};

static const BwColumn revenue_events_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "committed_on", BW_COLUMN_DATE },
  { "effective_on", BW_COLUMN_DATE, REQUIRED },
  { "kind", BW_COLUMN_WORD, REQUIRED },
  { "mrr_delta", BW_COLUMN_MONEY, REQUIRED },
};

static const BwColumn service_costs_columns[] = {
  { "account_id", BW_COLUMN_ID, KEY, "accounts" },
  { "month", BW_COLUMN_DATE, KEY },
  { "amount", BW_COLUMN_MONEY, REQUIRED },
};

static const BwColumn observations_columns[] = {
  { "account_id", BW_COLUMN_ID, KEY, "accounts" },
  { "metric_key", BW_COLUMN_ID, KEY, "metrics" },
  { "observed_on", BW_COLUMN_DATE, KEY },
  { "value", BW_COLUMN_DOUBLE },
};

static const BwColumn contacts_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "name", BW_COLUMN_TEXT },
  { "title", BW_COLUMN_TEXT },
  { "persona", BW_COLUMN_TEXT },
  { "influence", BW_COLUMN_INTEGER },
  { "role", BW_COLUMN_WORD },
  { "reports_to", BW_COLUMN_ID, 0, "contacts" },
  { "arrived_on", BW_COLUMN_DATE },
  { "left_on", BW_COLUMN_DATE },
};

static const BwColumn interactions_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "person_id", BW_COLUMN_ID, 0, "people" },
  { "occurred_on", BW_COLUMN_DATE, REQUIRED },
  { "kind", BW_COLUMN_WORD },
  { "moment_of_truth", BW_COLUMN_WORD },
  { "questions_asked", BW_COLUMN_INTEGER },
  { "summary", BW_COLUMN_TEXT },
};

static const BwColumn answers_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "answered_on", BW_COLUMN_DATE },
  { "question", BW_COLUMN_WORD },
  { "text", BW_COLUMN_TEXT },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn responses_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "contact_id", BW_COLUMN_ID, 0, "contacts" },
  { "responded_on", BW_COLUMN_DATE },
  { "instrument", BW_COLUMN_WORD },
  { "score", BW_COLUMN_DOUBLE },
  { "comment", BW_COLUMN_TEXT },
  { "followed_up_on", BW_COLUMN_DATE },
};

static const BwColumn tickets_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "opened_at", BW_COLUMN_TIMESTAMP },
  { "closed_at", BW_COLUMN_TIMESTAMP },
  { "severity", BW_COLUMN_WORD },
  { "kind", BW_COLUMN_WORD },
  { "handled_by", BW_COLUMN_TEXT },
  { "escalated_to", BW_COLUMN_TEXT },
};

static const BwColumn change_requests_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "requested_on", BW_COLUMN_DATE },
  { "kind", BW_COLUMN_WORD },
};

static const BwColumn risks_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "category", BW_COLUMN_WORD },
  { "cause", BW_COLUMN_WORD },
  { "first_signal_on", BW_COLUMN_DATE },
  { "opened_on", BW_COLUMN_DATE },
  { "closed_on", BW_COLUMN_DATE },
  { "severity", BW_COLUMN_WORD },
  { "owner_id", BW_COLUMN_ID, 0, "people" },
  { "outcome", BW_COLUMN_WORD },
  { "forecast_probability", BW_COLUMN_DOUBLE },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn plans_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "purpose", BW_COLUMN_TEXT },
  { "started_on", BW_COLUMN_DATE },
  { "closed_on", BW_COLUMN_DATE },
  { "status", BW_COLUMN_WORD },
  { "next_phase", BW_COLUMN_TEXT },
  { "next_kind", BW_COLUMN_WORD },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn plan_targets_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "plan_id", BW_COLUMN_ID, REQUIRED, "plans" },
  { "metric_key", BW_COLUMN_ID, 0, "metrics" },
  { "how_measured", BW_COLUMN_TEXT },
  { "baseline_value", BW_COLUMN_DOUBLE },
  { "baseline_on", BW_COLUMN_DATE },
  { "target_value", BW_COLUMN_DOUBLE },
  { "due_on", BW_COLUMN_DATE },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn plan_milestones_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "plan_id", BW_COLUMN_ID, REQUIRED, "plans" },
  { "title", BW_COLUMN_TEXT },
  { "due_on", BW_COLUMN_DATE },
  { "done_on", BW_COLUMN_DATE },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn plan_roles_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "plan_id", BW_COLUMN_ID, REQUIRED, "plans" },
  { "person_id", BW_COLUMN_ID, 0, "people" },
  { "contact_id", BW_COLUMN_ID, 0, "contacts" },
  { "responsibility", BW_COLUMN_TEXT },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn behaviour_adoptions_columns[] = {
  { "account_id", BW_COLUMN_ID, KEY, "accounts" },
  { "behaviour_key", BW_COLUMN_ID, KEY, "behaviours" },
  { "adopted_on", BW_COLUMN_DATE },
};

static const BwColumn feature_uses_columns[] = {
  { "account_id", BW_COLUMN_ID, KEY, "accounts" },
  { "feature_key", BW_COLUMN_ID, KEY, "features" },
  { "month", BW_COLUMN_DATE, KEY },
  { "uses", BW_COLUMN_INTEGER },
};

static const BwColumn plays_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "playbook_key", BW_COLUMN_ID, 0, "playbooks" },
  { "owner_id", BW_COLUMN_ID, 0, "people" },
  { "opened_on", BW_COLUMN_DATE },
  { "due_on", BW_COLUMN_DATE },
  { "status", BW_COLUMN_WORD },
  { "outcome", BW_COLUMN_TEXT },
  { "steps_done", BW_COLUMN_TEXT, BW_COLUMN_OPTIONAL },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn notes_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "author_id", BW_COLUMN_ID, 0, "people" },
  { "written_at", BW_COLUMN_TIMESTAMP },
  { "text", BW_COLUMN_TEXT },
  { "version", BW_COLUMN_INTEGER },
};

static const BwColumn feedback_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "kind", BW_COLUMN_WORD },
  { "text", BW_COLUMN_TEXT },
  { "received_on", BW_COLUMN_DATE },
  { "acknowledged_on", BW_COLUMN_DATE },
  { "acted_on", BW_COLUMN_DATE },
  { "told_on", BW_COLUMN_DATE },
};

static const BwColumn leads_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "kind", BW_COLUMN_WORD },
  { "opened_on", BW_COLUMN_DATE },
  { "amount", BW_COLUMN_MONEY },
  { "status", BW_COLUMN_WORD },
};

static const BwColumn advocacy_columns[] = {
  { "id", BW_COLUMN_ID, KEY },
  { "account_id", BW_COLUMN_ID, REQUIRED, "accounts" },
  { "kind", BW_COLUMN_WORD },
  { "given_on", BW_COLUMN_DATE },
};

#define RELATION(id, name, writable) \
  { id, #name, name##_columns, G_N_ELEMENTS (name##_columns), writable }

static const BwRelation relations[BW_N_RELATIONS] = {
  RELATION (BW_RELATION_COMPANY, company, FALSE),
  RELATION (BW_RELATION_POLICY, policy, FALSE),
  RELATION (BW_RELATION_PEOPLE, people, FALSE),
  RELATION (BW_RELATION_ACCOUNTS, accounts, FALSE),
  RELATION (BW_RELATION_METRICS, metrics, FALSE),
  RELATION (BW_RELATION_BEHAVIOURS, behaviours, FALSE),
  RELATION (BW_RELATION_FEATURES, features, FALSE),
  RELATION (BW_RELATION_PLAYBOOKS, playbooks, FALSE),
  RELATION (BW_RELATION_MATURITY_LEVELS, maturity_levels, FALSE),
  RELATION (BW_RELATION_MATURITY_BEHAVIOURS, maturity_behaviours, FALSE),
  RELATION (BW_RELATION_REVENUE_EVENTS, revenue_events, FALSE),
  RELATION (BW_RELATION_SERVICE_COSTS, service_costs, FALSE),
  RELATION (BW_RELATION_OBSERVATIONS, observations, FALSE),
  RELATION (BW_RELATION_CONTACTS, contacts, FALSE),
  RELATION (BW_RELATION_INTERACTIONS, interactions, FALSE),
  RELATION (BW_RELATION_ANSWERS, answers, TRUE),
  RELATION (BW_RELATION_RESPONSES, responses, FALSE),
  RELATION (BW_RELATION_TICKETS, tickets, FALSE),
  RELATION (BW_RELATION_CHANGE_REQUESTS, change_requests, FALSE),
  RELATION (BW_RELATION_RISKS, risks, TRUE),
  RELATION (BW_RELATION_PLANS, plans, TRUE),
  RELATION (BW_RELATION_PLAN_TARGETS, plan_targets, TRUE),
  RELATION (BW_RELATION_PLAN_MILESTONES, plan_milestones, TRUE),
  RELATION (BW_RELATION_PLAN_ROLES, plan_roles, TRUE),
  RELATION (BW_RELATION_BEHAVIOUR_ADOPTIONS, behaviour_adoptions, FALSE),
  RELATION (BW_RELATION_FEATURE_USES, feature_uses, FALSE),
  RELATION (BW_RELATION_PLAYS, plays, TRUE),
  RELATION (BW_RELATION_NOTES, notes, TRUE),
  RELATION (BW_RELATION_FEEDBACK, feedback, FALSE),
  RELATION (BW_RELATION_LEADS, leads, FALSE),
  RELATION (BW_RELATION_ADVOCACY, advocacy, FALSE),
};

/**
 * bw_relation_get:
 * @id: which relation, below %BW_N_RELATIONS
 *
 * Returns: (transfer none): its description
 */
const BwRelation *
bw_relation_get (BwRelationId id)
{
  g_return_val_if_fail (id < BW_N_RELATIONS, NULL);

  return &relations[id];
}

/**
 * bw_relation_find:
 * @name: a relation's name
 *
 * Returns: (transfer none) (nullable): the relation, or %NULL when there is none of that name
 */
const BwRelation *
bw_relation_find (const char *name)
{
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      if (g_str_equal (relations[i].name, name))
        return &relations[i];
    }
  return NULL;
}

/**
 * bw_relation_find_column:
 * @relation: a relation
 * @name: a column's name
 *
 * Returns: the column's place among the relation's own columns, or -1
 */
int
bw_relation_find_column (const BwRelation *relation, const char *name)
{
  for (guint i = 0; i < relation->n_columns; i++)
    {
      if (g_str_equal (relation->columns[i].name, name))
        return i;
    }
  return -1;
}

/**
 * bw_relation_account_column:
 * @relation: a relation
 *
 * Returns: the place of the column that names the account a row belongs to, or -1 when the
 *   relation does not hang on accounts directly
 */
int
bw_relation_account_column (const BwRelation *relation)
{
  if (relation->id == BW_RELATION_ACCOUNTS)
    return 0;
  return bw_relation_find_column (relation, "account_id");
}

/**
 * bw_relation_csv_safe:
 * @relation: a relation
 *
 * The backend's CSV writes null and the empty text alike, so CSV can stand for JSON only where
 * no text of the relation may be null: an empty number, date or time stamp can only be null.
 *
 * Returns: whether CSV loses nothing
 */
gboolean
bw_relation_csv_safe (const BwRelation *relation)
{
  for (guint i = 0; i < relation->n_columns; i++)
    {
      const BwColumn *column = &relation->columns[i];
      gboolean text = column->type == BW_COLUMN_TEXT || column->type == BW_COLUMN_WORD
                      || column->type == BW_COLUMN_JSON;

      if (text && (column->flags & BW_COLUMN_REQUIRED) == 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_column_type_name:
 * @type: a type
 *
 * Returns: (transfer none): the type's name for messages and for the comparison with the
 *   backend's schema
 */
const char *
bw_column_type_name (BwColumnType type)
{
  static const char *names[] = {
    "id", "text", "word", "integer", "money", "double", "bool", "date", "timestamp", "json",
  };

  return names[type];
}
