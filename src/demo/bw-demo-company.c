/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-account.h"

#include <stdlib.h>
#include <string.h>

/*
 * Nothing is held: every row is made when it is asked for. `updated_at` rises strictly in the
 * order in which a relation's rows are made, and says by itself which account a row is of and
 * which of its rows it is. A keyset page is therefore found without making what comes before.
 */

#define USEC_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
/* How far apart the first rows of two accounts are, and two rows of one account. */
#define ACCOUNT_STRIDE (G_GINT64_CONSTANT (9) * G_USEC_PER_SEC)
#define ROW_STRIDE G_GINT64_CONSTANT (1000)
#define MAX_ROWS (ACCOUNT_STRIDE / ROW_STRIDE)
#define MAX_ACCOUNTS 10000000

struct _BwDemoCompany {
  gatomicrefcount ref_count;
  BwDemoOptions options;
};

typedef void (*EmitOnce) (const BwDemoCompany *company, BwDemoEmitter *emitter);
typedef void (*EmitAccount) (const BwDemoAccount *account, BwDemoEmitter *emitter);

/* How a relation is made: once for the company or for every account; people go by blocks. */
static const struct {
  EmitOnce once;
  EmitAccount account;
} makers[BW_N_RELATIONS] = {
  [BW_RELATION_COMPANY] = { .once = bw_demo_emit_company },
  [BW_RELATION_POLICY] = { .once = bw_demo_emit_policy },
  [BW_RELATION_ACCOUNTS] = { .account = bw_demo_emit_accounts },
  [BW_RELATION_METRICS] = { .once = bw_demo_emit_metrics },
  [BW_RELATION_BEHAVIOURS] = { .once = bw_demo_emit_behaviours },
  [BW_RELATION_FEATURES] = { .once = bw_demo_emit_features },
  [BW_RELATION_PLAYBOOKS] = { .once = bw_demo_emit_playbooks },
  [BW_RELATION_MATURITY_LEVELS] = { .once = bw_demo_emit_maturity_levels },
  [BW_RELATION_MATURITY_BEHAVIOURS] = { .once = bw_demo_emit_maturity_behaviours },
  [BW_RELATION_REVENUE_EVENTS] = { .account = bw_demo_emit_revenue_events },
  [BW_RELATION_SERVICE_COSTS] = { .account = bw_demo_emit_service_costs },
  [BW_RELATION_OBSERVATIONS] = { .account = bw_demo_emit_observations },
  [BW_RELATION_CONTACTS] = { .account = bw_demo_emit_contacts },
  [BW_RELATION_INTERACTIONS] = { .account = bw_demo_emit_interactions },
  [BW_RELATION_ANSWERS] = { .account = bw_demo_emit_answers },
  [BW_RELATION_RESPONSES] = { .account = bw_demo_emit_responses },
  [BW_RELATION_TICKETS] = { .account = bw_demo_emit_tickets },
  [BW_RELATION_CHANGE_REQUESTS] = { .account = bw_demo_emit_change_requests },
  [BW_RELATION_RISKS] = { .account = bw_demo_emit_risks },
  [BW_RELATION_PLANS] = { .account = bw_demo_emit_plans },
  [BW_RELATION_PLAN_TARGETS] = { .account = bw_demo_emit_plan_targets },
  [BW_RELATION_PLAN_MILESTONES] = { .account = bw_demo_emit_plan_milestones },
  [BW_RELATION_PLAN_ROLES] = { .account = bw_demo_emit_plan_roles },
  [BW_RELATION_BEHAVIOUR_ADOPTIONS] = { .account = bw_demo_emit_behaviour_adoptions },
  [BW_RELATION_FEATURE_USES] = { .account = bw_demo_emit_feature_uses },
  [BW_RELATION_PLAYS] = { .account = bw_demo_emit_plays },
  [BW_RELATION_NOTES] = { .account = bw_demo_emit_notes },
  [BW_RELATION_FEEDBACK] = { .account = bw_demo_emit_feedback },
  [BW_RELATION_LEADS] = { .account = bw_demo_emit_leads },
  [BW_RELATION_ADVOCACY] = { .account = bw_demo_emit_advocacy },
};

static guint
n_units (const BwDemoCompany *company, BwRelationId relation)
{
  guint accounts = company->options.accounts;

  if (relation == BW_RELATION_PEOPLE)
    return (accounts + BW_DEMO_ACCOUNTS_PER_BLOCK - 1) / BW_DEMO_ACCOUNTS_PER_BLOCK;
  return makers[relation].once != NULL ? 1 : accounts;
}

static gint64
first_update (const BwDemoCompany *company)
{
  return (company->options.as_of - (gint64) MAX_ACCOUNTS * 9 / 86400 - 2) * USEC_PER_DAY;
}

/* Makes the rows of units @first up to @last, the first @skip rows of the first left out. */
static gboolean
make_rows (const BwDemoCompany *company, BwRelationId relation, guint first, guint last, guint skip,
           BwDemoRowFunc func, gpointer data)
{
  BwDemoEmitter emitter = {
    .func = func,
    .data = data,
    .n_columns = bw_relation_get (relation)->n_columns,
    .skip = skip,
  };

  last = MIN (last, n_units (company, relation));
  for (guint unit = first; unit < last && !emitter.stopped; unit++)
    {
      emitter.row = 0;
      emitter.updated_at = first_update (company) + (gint64) unit * ACCOUNT_STRIDE;
      if (relation == BW_RELATION_PEOPLE)
        bw_demo_emit_people (company, unit, &emitter);
      else if (makers[relation].once != NULL)
        makers[relation].once (company, &emitter);
      else
        {
          BwDemoAccount account;

          bw_demo_account_init (&account, company, unit);
          makers[relation].account (&account, &emitter);
        }
      emitter.skip = 0;
    }
  return !emitter.stopped;
}

void
bw_demo_emit (BwDemoEmitter *emitter, const BwDemoValue *values, guint n_values)
{
  guint row = emitter->row++;

  g_return_if_fail (n_values == emitter->n_columns);
  g_return_if_fail (row < MAX_ROWS);

  if (emitter->stopped || row < emitter->skip)
    return;
  if (!emitter->func (values, n_values, emitter->updated_at + row * ROW_STRIDE, emitter->data))
    emitter->stopped = TRUE;
}

BwDemoValue
bw_demo_null (void)
{
  return (BwDemoValue){ .kind = BW_DEMO_NULL };
}

BwDemoValue
bw_demo_text (const char *text)
{
  return (BwDemoValue){ .kind = text != NULL ? BW_DEMO_TEXT : BW_DEMO_NULL, .text = text };
}

BwDemoValue
bw_demo_integer (gint64 integer)
{
  return (BwDemoValue){ .kind = BW_DEMO_INTEGER, .integer = integer };
}

BwDemoValue
bw_demo_real (double real)
{
  return (BwDemoValue){ .kind = BW_DEMO_DOUBLE, .real = real };
}

BwDemoValue
bw_demo_date (BwDate date)
{
  return date != BW_DATE_NONE ? bw_demo_integer (date) : bw_demo_null ();
}

/* A date that is not known yet on @as_of is null. */
BwDemoValue
bw_demo_date_until (BwDate date, BwDate as_of)
{
  return bw_demo_date (date <= as_of ? date : BW_DATE_NONE);
}

/* A moment within the working day: @second is counted on from 07:00 UTC. */
BwDemoValue
bw_demo_time (BwDate date, int second)
{
  if (date == BW_DATE_NONE)
    return bw_demo_null ();
  return bw_demo_integer (date * USEC_PER_DAY + (gint64) (7 * 3600 + second) * G_USEC_PER_SEC);
}

void
bw_demo_person_id (guint number, char id[16])
{
  g_snprintf (id, 16, "P%06u", number + 1);
}

void
bw_demo_row_id (const BwDemoAccount *account, char kind, int number, char id[32])
{
  g_snprintf (id, 32, "%s-%c%03d", account->id, kind, number + 1);
}

/**
 * bw_demo_account_number:
 * @id: (nullable): an id
 *
 * Ids of what hangs on an account begin with that of the account: A0000001, A0000001-P001.
 *
 * Returns: the account's number from 0, or %BW_DEMO_NO_ACCOUNT
 */
guint
bw_demo_account_number (const char *id)
{
  gulong number = id != NULL && id[0] == 'A' ? strtoul (id + 1, NULL, 10) : 0;

  return number > 0 && number <= MAX_ACCOUNTS ? (guint) number - 1 : BW_DEMO_NO_ACCOUNT;
}

/**
 * bw_demo_company_first_day:
 *
 * Returns: the first day from which readings are kept
 */
BwDate
bw_demo_company_first_day (const BwDemoCompany *company)
{
  return bw_date_add_months (bw_date_month_start (company->options.as_of),
                             -(int) company->options.months + 1);
}

/**
 * bw_demo_company_new:
 * @options: (nullable): what company; %NULL for %BW_DEMO_OPTIONS_DEFAULT. Numbers out of their
 *   range are brought into it.
 *
 * Makes nothing yet. The rows of an account are the same whatever the number of accounts.
 *
 * Returns: (transfer full): the company; it may be used by several threads at once
 */
BwDemoCompany *
bw_demo_company_new (const BwDemoOptions *options)
{
  static const BwDemoOptions defaults = BW_DEMO_OPTIONS_DEFAULT;
  BwDemoCompany *company = g_new0 (BwDemoCompany, 1);

  g_atomic_ref_count_init (&company->ref_count);
  company->options = options != NULL ? *options : defaults;
  company->options.accounts = CLAMP (company->options.accounts, 1, MAX_ACCOUNTS);
  company->options.months = CLAMP (company->options.months, 6, 120);
  if (company->options.as_of == BW_DATE_NONE)
    company->options.as_of = bw_date_from_civil (2026, 11, 21);
  return company;
}

BwDemoCompany *
bw_demo_company_ref (BwDemoCompany *company)
{
  g_atomic_ref_count_inc (&company->ref_count);
  return company;
}

void
bw_demo_company_unref (BwDemoCompany *company)
{
  if (g_atomic_ref_count_dec (&company->ref_count))
    g_free (company);
}

/**
 * bw_demo_company_get_options:
 *
 * Returns: (transfer none): the options with every default filled in
 */
const BwDemoOptions *
bw_demo_company_get_options (const BwDemoCompany *company)
{
  return &company->options;
}

/**
 * bw_demo_company_each_row:
 * @func: (scope call): called with every row, `updated_at` rising strictly
 *
 * Returns: %FALSE when @func stopped it
 */
gboolean
bw_demo_company_each_row (const BwDemoCompany *company, BwRelationId relation, BwDemoRowFunc func,
                          gpointer data)
{
  return make_rows (company, relation, 0, G_MAXUINT, 0, func, data);
}

/**
 * bw_demo_company_each_row_of_accounts:
 * @first: the first account, from 0
 * @n: how many accounts
 * @func: (scope call): called with every row that belongs to them
 *
 * A relation that does not hang on accounts has no such rows, and @func is not called.
 *
 * Returns: %FALSE when @func stopped it
 */
gboolean
bw_demo_company_each_row_of_accounts (const BwDemoCompany *company, BwRelationId relation,
                                      guint first, guint n, BwDemoRowFunc func, gpointer data)
{
  if (makers[relation].account == NULL)
    return TRUE;
  return make_rows (company, relation, first, first + MIN (n, G_MAXUINT - first), 0, func, data);
}

/**
 * bw_demo_company_each_row_from:
 * @updated_at: the first moment that is wanted, microseconds since 1970 UTC
 * @func: (scope call): called with every row that was changed then or later, rising
 *
 * Takes the time of the rows that are wanted, and not of those before them.
 *
 * Returns: %FALSE when @func stopped it
 */
gboolean
bw_demo_company_each_row_from (const BwDemoCompany *company, BwRelationId relation,
                               gint64 updated_at, BwDemoRowFunc func, gpointer data)
{
  gint64 first = first_update (company), since;
  guint unit, skip;

  if (updated_at <= first)
    return make_rows (company, relation, 0, G_MAXUINT, 0, func, data);
  since = updated_at - first;
  if (since / ACCOUNT_STRIDE >= n_units (company, relation))
    return TRUE;
  unit = (guint) (since / ACCOUNT_STRIDE);
  skip = (guint) ((since % ACCOUNT_STRIDE + ROW_STRIDE - 1) / ROW_STRIDE);
  return make_rows (company, relation, unit, G_MAXUINT, skip, func, data);
}
